"""The divisions of a book in order: those the author lists, those supplied where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from rectoverso.compiling.anchors import is_numbered
from rectoverso.compiling.indexing import section_of
from rectoverso.compiling.names import anchor_of, anchor_of_file, unique
from rectoverso.model.book import Index, Section
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import BACK_MATTER, KINDS, Chapter, Part, Settings
from rectoverso.model.nodes import Figure, Table, Text, walk
from rectoverso.model.rules.references import labelled_twice
from rectoverso.model.source import Finding, Span

RANK = {kind: rank for rank, kind in enumerate(KINDS)}
# Divisions that are called by their kind where nobody names them.
LONE = (
    *("halftitlepage", "titlepage", "copyright-page", "toc", "loi", "lot"),
    *("concordance", "glossary", "bibliography", "index", "colophon"),
)
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

    Ids are unique in the book. A chapter without one is named after its file, a part is counted;
    where an id is taken, what comes later gets another and a finding.
    """
    names = _Names({anchor_of(label) for label in labels_given(chapters)})
    sections: list[Section] = []
    unnumbered: set[str] = set()
    parts = 0
    # Two parts may well be called the same, but are not written at the same place.
    for (part, _), members in groupby(
        chapters, key=lambda one: (one.part, one.part and one.part.span)
    ):
        part_id = ""
        if part is not None:
            parts += 1
            part_id = names.take(part.id, f"part-{parts}", part.span)
            sections.append(_part(part, part_id, settings, locales))
        for chapter in members:
            anchor = names.take(chapter.id, _own_name(chapter), chapter.span)
            if not chapter.numbered:
                unnumbered.add(anchor)
            sections.append(_chapter(chapter, anchor, part_id, settings, locales))
    return Arrangement(tuple(sections), frozenset(unnumbered), tuple(names.findings))


def labels_given(chapters: Sequence[Chapter]) -> Iterator[str]:
    """The labels that authors gave to chapters and parts."""
    for chapter in chapters:
        yield from (one.id for one in (chapter, chapter.part) if one and one.id)


@dataclass(slots=True)
class _Names:
    """The anchors of divisions that are taken, and where.

    Made-up ones keep clear of those that authors gave (`reserved`), wherever these stand.
    """

    reserved: set[str]
    taken: dict[str, Span] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, label: str, otherwise: str, span: Span) -> str:
        """The anchor of a division with this label, or, with none, of that name."""
        anchor = anchor_of(label) if label else otherwise
        if label and anchor in self.taken:
            self.findings.append(labelled_twice(span, label, self.taken[anchor]))
        if not label or anchor in self.taken:
            anchor = unique(anchor, self.taken.keys() | self.reserved)
        self.taken[anchor] = span
        return anchor


def _own_name(chapter: Chapter) -> str:
    return chapter.kind if chapter.kind in LONE else anchor_of_file(chapter.path)


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


def wanted(settings: Settings, sections: Sequence[Section], *, glossary: bool) -> tuple[str, ...]:
    """The kinds of divisions that a book has, whether or not its author lists them.

    A glossary is wanted when there is one, a concordance when the book asks for it too; lists of
    figures and tables when it asks for them and has some; a colophon when it names its publisher
    or its date.
    """
    held = {
        "figure" if isinstance(node, Figure) else "table"
        for section in sections
        for node in (walk(section.blocks) if settings.lists else ())
        if isinstance(node, Figure | Table) and is_numbered(node)
    }
    kinds = {
        "loi": "figures" in settings.lists and "figure" in held,
        "lot": "tables" in settings.lists and "table" in held,
        "concordance": glossary and settings.glossary.concordance,
        "glossary": glossary,
        "colophon": bool(settings.publisher or settings.date),
    }
    always = ("halftitlepage", "titlepage", "copyright-page", "toc")
    return (*always, *(kind for kind, asked in kinds.items() if asked))


def complete(
    sections: Sequence[Section], settings: Settings, locale: Locale, wanted: Sequence[str]
) -> tuple[Section, ...]:
    """The sections with those of the kinds wanted that nobody listed. `locale` is the book's."""
    listed = {section.kind for section in sections}
    whole = tuple(sections)
    for kind in wanted:
        if kind not in listed:
            whole = supply(whole, supplied(kind, kind, whole, settings, locale))
    return whole


def with_indexes(
    sections: Sequence[Section], indexes: Sequence[Index], settings: Settings, locale: Locale
) -> tuple[Section, ...]:
    """The sections with each index in the one listed for it, or in one of its own.

    A chapter of the type index holds the index that its id names ("index-persons"), or the first
    that has no place yet.
    """
    whole = tuple(sections)
    listed = [section.id for section in sections if section.kind == "index"]
    named = {index.name: section_of(index.name) for index in indexes}
    free = [one for one in listed if one not in named.values()]
    for index in indexes:
        if named[index.name] in listed:
            holder = named[index.name]
        elif free:
            holder = free.pop(0)
        else:
            section = supplied("index", named[index.name], whole, settings, locale)
            holder = section.id
            whole = supply(whole, replace(section, title=(Text(index.title),)))
        whole = tuple(replace(one, index=index) if one.id == holder else one for one in whole)
    return whole
