"""Find lines, and breaks between pages, that a compositor would not leave so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.corrections.spacing import space_width
from rectoverso.writing.paper.misfits import leaves, walk
from rectoverso.writing.paper.pieces import Misfit

Box = Any  # WeasyPrint has no types

# From so many times its natural width on, a space is a hole in the page.
LOOSE = 3.0
# So many lines in a row that end in hyphens make a ladder.
LADDER = 3
_HYPHENS = ("-", "\N{HYPHEN}")
_ASIDE = (boxes.MarginBox, boxes.FootnoteAreaBox)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _Part:
    """What stands of a paragraph on a page: how many lines, and where they were written.

    `before` are its lines on earlier pages; `last` is its last line, which holds the words `said`,
    and begins within one of them if it is `torn`.
    """

    element: Any
    page: int
    place: str
    lines: int = 0
    hyphens: int = 0
    before: int = 0
    last: Box = None
    said: str = ""
    torn: bool = False


def ill_lines(document: Any) -> Iterator[Misfit]:
    """Loose lines and ladders of hyphens, each once in a paragraph; last lines that are too short;
    single lines; heads at feet.
    """
    before: _Part | None = None
    ends: dict[int, _Part] = {}
    told: set[tuple[int, str]] = set()
    for number, page in enumerate(document.pages):
        parts: dict[int, _Part] = {}
        for seen in walk(page._page_box):
            if not isinstance(seen.box, boxes.LineBox):
                continue
            element = seen.around.element
            if element is None or seen.around.element_tag != "p":
                continue
            if id(element) not in parts:
                above = ends.get(id(element))
                lines = above.before + above.lines if above else 0
                parts[id(element)] = _Part(element, number, seen.place, before=lines)
            part = parts[id(element)]
            for found in _in_line(seen.box, part):
                if (id(element), found.kind) not in told:
                    told.add((id(element), found.kind))
                    yield found
        yield from _alone(before, next(iter(parts.values()), None))
        if number + 1 < len(document.pages):
            yield from _heading_at_foot(page._page_box, number)
        before = list(parts.values())[-1] if parts else None
        ends |= parts
    for part in ends.values():
        yield from _runt(part)


def _heading_at_foot(page: Box, number: int) -> Iterator[Misfit]:
    """A heading with nothing below it but notes."""
    *_, text = (one for one in page.children if not isinstance(one, _ASIDE))
    last = None
    for seen in walk(text):
        if isinstance(seen.box, boxes.LineBox | boxes.ReplacedBox):
            last = seen
    if last and last.around.element_tag in _HEADINGS:
        yield Misfit("heading-at-foot", number, last.place)


def _in_line(line: Box, part: _Part) -> Iterator[Misfit]:
    part.lines += 1
    times, said = _looseness(line), _said(line)
    part.torn = part.said.endswith(line.style["hyphenate_character"])
    part.last, part.said = line, said
    # Verse may be drawn out to the edges of its columns.
    if times > LOOSE and line.style["text_align_last"] != "justify":
        yield Misfit("loose-line", part.page, part.place, round(times, 1), said)
    part.hyphens = part.hyphens + 1 if said.endswith(_HYPHENS) else 0
    if part.hyphens >= LADDER:
        yield Misfit("ladder", part.page, part.place, part.hyphens)


def _runt(part: _Part) -> Iterator[Misfit]:
    """The last line of a paragraph, if it is too short or has only half a word."""
    style = part.last.style
    chosen = style["text_align_all"] == "justify" and part.element.find(".//br") is None
    short = part.last.width < style["last_line_limit"] or (part.torn and " " not in part.said)
    if chosen and short and part.before + part.lines > 1:
        yield Misfit("runt", part.page, part.place, words=part.said)


def _looseness(line: Box) -> float:
    """How many times as wide as by themselves the spaces of a line are, about."""
    texts = [text for text in getattr(line, "bidi_texts", ()) if " " in text.text]
    natural = sum(space_width(text.style) for text in texts)
    added = float(sum(text.justification_spacing for text in texts))
    return 1 + added / natural if natural else 1


def _said(line: Box) -> str:
    return "".join(getattr(leaf, "text", "") for leaf in leaves(line)).strip()


def _alone(before: _Part | None, after: _Part | None) -> Iterator[Misfit]:
    """A line that a page turn parts from its paragraph."""
    if before is None or after is None or before.element is not after.element:
        return
    if before.lines == 1:
        yield Misfit("lone-line", before.page, before.place, 0)
    if after.lines == 1:
        yield Misfit("lone-line", after.page, after.place, 1)
