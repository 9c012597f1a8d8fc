"""The divisions of a book in order: those the author lists, those supplied where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rectoverso.compiling.names import anchor_of, anchor_of_file, unique
from rectoverso.model.book import Section
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import BACK_MATTER, KINDS, Chapter, Part, Settings
from rectoverso.model.nodes import Text
from rectoverso.model.rules.references import labelled_twice
from rectoverso.model.source import Finding, Span

RANK = {kind: rank for rank, kind in enumerate(KINDS)}
TITLED_AS_BOOK = ("halftitlepage", "titlepage")


def locale_of(lang: str, locales: Mapping[str, Locale], otherwise: str) -> Locale:
    """The locale of a language, or, where there is none, that of the book.

    A book in a language that has no locale has been told so; any will do to go on and look for
    more.
    """
    return locales.get(lang) or locales.get(otherwise) or next(iter(locales.values()))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The sections the author lists; the ids of those that are to have no number; findings."""

    sections: tuple[Section, ...]
    unnumbered: frozenset[str]
    findings: tuple[Finding, ...]


def arrange(
    settings: Settings, chapters: Sequence[Chapter], locales: Mapping[str, Locale]
) -> Arrangement:
    """The sections the author lists, in order and not yet numbered, each part before its chapters.

    Ids are unique in the book. A chapter without one is named after its file; one whose id is
    taken gets another and a finding.
    """
    # Made-up ids keep clear of those that authors gave, wherever these stand.
    reserved = {anchor_of(chapter.id) for chapter in chapters if chapter.id}
    taken: dict[str, Span] = {}
    findings: list[Finding] = []
    sections: list[Section] = []
    unnumbered: set[str] = set()
    for part, members in groupby(chapters, key=lambda chapter: chapter.part):
        part_id = ""
        if part is not None:
            part_id = unique(anchor_of(part.id), taken.keys() | reserved)
            taken[part_id] = part.span
            sections.append(_part(part, part_id, settings, locales))
        for chapter in members:
            if chapter.id:
                anchor = anchor_of(chapter.id)
                if anchor in taken:
                    findings.append(labelled_twice(chapter.span, chapter.id, taken[anchor]))
                    anchor = unique(anchor, taken.keys() | reserved)
            else:
                anchor = unique(_own_name(chapter), taken.keys() | reserved)
            taken[anchor] = chapter.span
            if not chapter.numbered:
                unnumbered.add(anchor)
            sections.append(_chapter(chapter, anchor, part_id, settings, locales))
    return Arrangement(tuple(sections), frozenset(unnumbered), tuple(findings))


def _own_name(chapter: Chapter) -> str:
    lone = ("halftitlepage", "titlepage", "copyright-page", "toc", "glossary", "index", "colophon")
    return chapter.kind if chapter.kind in lone else anchor_of_file(chapter.path)


def _part(part: Part, anchor: str, settings: Settings, locales: Mapping[str, Locale]) -> Section:
    return Section(
        id=anchor,
        kind="part",
        lang=part.lang,
        direction=locale_of(part.lang, locales, settings.lang).direction,
        title=(Text(part.title, part.span),),
        span=part.span,
    )


def _chapter(
    chapter: Chapter, anchor: str, part: str, settings: Settings, locales: Mapping[str, Locale]
) -> Section:
    locale = locale_of(chapter.lang, locales, settings.lang)
    direction = chapter.direction
    return Section(
        id=anchor,
        kind=chapter.kind,
        lang=chapter.lang,
        direction=direction if direction in ("ltr", "rtl") else locale.direction,
        title=chapter.title or default_title(chapter.kind, settings, locale),
        subtitle=chapter.subtitle,
        short_title=chapter.short_title,
        authors=chapter.authors,
        part=part,
        blocks=chapter.blocks,
        path=chapter.path,
        span=chapter.span,
    )


def default_title(kind: str, settings: Settings, locale: Locale) -> tuple[Text, ...]:
    """The title of a division that has none of its own: what the language calls such a one."""
    if kind in TITLED_AS_BOOK:
        return (Text(settings.title),)
    word = locale.labels.get(kind, "")
    # A pattern ("Chapter {number}") is a label, and no title.
    return (Text(word),) if word and "{" not in word else ()


def supply(sections: Sequence[Section], section: Section) -> tuple[Section, ...]:
    """The sections with one more, where divisions of its kind belong.

    Front matter goes before the first division that comes later in a book, back matter behind the
    last one that does not.
    """
    rank = RANK[section.kind]
    ranks = [RANK.get(other.kind, RANK["chapter"]) for other in sections]
    if section.kind in BACK_MATTER:
        place = max((i + 1 for i, other in enumerate(ranks) if other <= rank), default=0)
    else:
        place = min((i for i, other in enumerate(ranks) if other > rank), default=len(ranks))
    return (*sections[:place], section, *sections[place:])


def supplied(
    kind: str, anchor: str, sections: Sequence[Section], settings: Settings, locale: Locale
) -> Section:
    """A division that nobody wrote, in the language of the book, named by an anchor still free."""
    return Section(
        id=unique(anchor, {section.id for section in sections}),
        kind=kind,
        lang=settings.lang,
        direction=locale.direction,
        title=default_title(kind, settings, locale),
    )


def complete(
    sections: Sequence[Section], settings: Settings, locale: Locale, *, glossary: bool
) -> tuple[Section, ...]:
    """The sections with title pages, contents, glossary and colophon where nobody listed them.

    The glossary is supplied when there is one; the colophon when the book names its publisher or
    its date. `locale` is that of the book.
    """
    wanted = ["halftitlepage", "titlepage", "copyright-page", "toc"]
    if glossary:
        wanted.append("glossary")
    if settings.publisher or settings.date:
        wanted.append("colophon")
    listed = {section.kind for section in sections}
    whole = tuple(sections)
    for kind in wanted:
        if kind not in listed:
            whole = supply(whole, supplied(kind, kind, whole, settings, locale))
    return whole
