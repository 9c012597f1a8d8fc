"""The table of contents: parts, their chapters, the chapters' sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rectoverso.model.book import ContentsLine, Section, Target
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Block, Division, Heading, Quotation, echo

# What stands before the contents, and the contents, are not in them.
UNLISTED = frozenset(
    ("halftitlepage", "titlepage", "copyright-page", "dedication", "epigraph", "toc")
)
LISTED_LEVEL = 2


def contents_of(sections: Sequence[Section]) -> tuple[ContentsLine, ...]:
    """A line for every division after the contents; a part's chapters are its children."""
    lines: list[ContentsLine] = []
    members: dict[str, list[ContentsLine]] = {}
    for section in sections:
        if section.kind == "part":
            members[section.id] = [_line(other) for other in sections if other.part == section.id]
    for section in sections:
        if section.kind in UNLISTED or section.part in members:
            continue
        lines.append(_line(section, tuple(members.get(section.id, ()))))
    return tuple(lines)


def list_of(
    kind: str, floats: Sequence[Target], locale: Callable[[str], Locale]
) -> tuple[ContentsLine, ...]:
    """A line for every figure, or every table, with its number and its caption."""
    return tuple(
        ContentsLine(
            anchor=target.anchor,
            section=target.section,
            kind=kind,
            lang=target.lang,
            label=locale(target.lang).label(kind, number=target.number),
            title=target.title,
        )
        for target in floats
        if target.kind == kind
    )


def _line(section: Section, chapters: tuple[ContentsLine, ...] = ()) -> ContentsLine:
    return ContentsLine(
        anchor=section.id,
        section=section.id,
        kind=section.kind,
        lang=section.lang,
        label=section.label,
        title=echo(section.title),
        children=chapters + tuple(_sections(section.blocks, section)),
    )


def _sections(blocks: tuple[Block, ...], section: Section) -> list[ContentsLine]:
    lines: list[ContentsLine] = []
    for block in blocks:
        match block:
            case Heading(level=level, children=children) if level == LISTED_LEVEL:
                lines.append(
                    ContentsLine(
                        anchor=block.id,
                        section=section.id,
                        kind="section",
                        lang=block.lang or section.lang,
                        label=block.number,
                        title=echo(children),
                    )
                )
            case Division(blocks=inner) | Quotation(blocks=inner):
                lines.extend(_sections(inner, section))
            case _:
                pass
    return lines
