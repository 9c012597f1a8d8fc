"""The book as compiled: every name resolved, no page and no file known yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Settings
from rectoverso.model.nodes import NOWHERE, Block, Inline
from rectoverso.model.source import Finding, Span

TargetKind = Literal[
    "part", "chapter", "section", "figure", "table", "equation", "note", "passage", "term"
]


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that can be referred to: where it is and what it is called there.

    `number` is how it is numbered in its own language ("۲.۱"), `counts` the same as whole numbers;
    in an appendix the first of them is `lettered`.
    """

    anchor: str
    kind: TargetKind
    section: str
    lang: str
    number: str = ""
    ordinal: int = 0
    title: tuple[Inline, ...] = ()
    counts: tuple[int, ...] = ()
    lettered: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place (or, with `end`, a stretch) an index entry points to.

    `end_section` is the section the stretch ends in. `mention` says what is found there
    (principal, definition, figure, table, note); `note` is the number of the note a place is in.
    """

    anchor: str
    section: str
    end: str = ""
    mention: str = ""
    note: int = 0
    end_section: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A see or see also: the heading, and the anchor of the entry it leads to.

    `shown` is the heading with its formatting, where it has some; `under` a reference to what
    stands below that entry.
    """

    heading: str
    anchor: str
    lang: str
    shown: tuple[Inline, ...] = ()
    under: bool = False


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading of the index, with its locators, cross-references and sub-entries.

    `shown` is the heading with its formatting, where it has some.
    """

    heading: str
    lang: str
    anchor: str
    original: str = ""
    shown: tuple[Inline, ...] = ()
    locators: tuple[Locator, ...] = ()
    see: tuple[CrossReference, ...] = ()
    see_also: tuple[CrossReference, ...] = ()
    subentries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one letter heading, in the order and the words of one language."""

    letter: str
    lang: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its letter groups, in the order of the scripts the book asks for."""

    name: str
    title: str
    groups: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A term in another of the book's languages, and where it stands there (or "")."""

    lang: str
    term: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term explained, with its translations, its relatives and the places it is used.

    `section` is the glossary it stands in. An entry without a definition only sends its reader on,
    as does one for a translation.
    """

    key: str
    anchor: str
    term: str
    lang: str
    definition: tuple[Block, ...]
    translations: tuple[Translation, ...] = ()
    see: tuple[CrossReference, ...] = ()
    see_also: tuple[CrossReference, ...] = ()
    uses: tuple[Locator, ...] = ()
    abbreviation: str = ""
    pronunciation: str = ""
    transliteration: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """A term in all languages of a concordance; nothing where it has no word in one of them."""

    anchor: str
    cells: tuple[CrossReference | None, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The terms of the glossary side by side in the book's languages."""

    langs: tuple[str, ...]
    rows: tuple[ConcordanceRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A division of the book, from half-title to colophon: an HTML document of its own.

    `id` is its anchor and its name in every output. What it holds is in `blocks`, or, by its
    kind, in the book (`toc`, `glossary`, the title pages), or in `index`.
    """

    id: str
    kind: str
    lang: str
    direction: Literal["ltr", "rtl"]
    title: tuple[Inline, ...]
    subtitle: tuple[Inline, ...] = ()
    short_title: str = ""
    number: str = ""
    label: str = ""
    authors: tuple[str, ...] = ()
    part: str = ""
    blocks: tuple[Block, ...] = ()
    index: Index | None = None
    path: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents; sections of a chapter are its children, chapters those of a part."""

    anchor: str
    section: str
    kind: str
    lang: str
    label: str
    title: tuple[Inline, ...]
    children: tuple[ContentsLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The book with every name resolved. It knows anchors, not pages and not files."""

    settings: Settings
    direction: Literal["ltr", "rtl"]
    sections: tuple[Section, ...]
    contents: tuple[ContentsLine, ...]
    targets: Mapping[str, Target]
    glossary: tuple[GlossaryEntry, ...]
    indexes: tuple[Index, ...]
    locales: Mapping[str, Locale]
    figures: tuple[ContentsLine, ...] = ()
    tables: tuple[ContentsLine, ...] = ()
    concordance: Concordance | None = None
    words: int = 0
    findings: tuple[Finding, ...] = ()
