"""The book at three ages: the manuscript as read, its chapters as parsed, the book as compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import NOWHERE, Block, Direction, Inline
from rectoverso.model.source import Finding, Source, Span

# Pandoc's and EPUB's words for the divisions of a book (EPUB Structural Semantics Vocabulary),
# in the order in which divisions that nobody listed are supplied.
FRONT_MATTER = (
    "halftitlepage",
    "titlepage",
    "copyright-page",
    "dedication",
    "epigraph",
    "toc",
    "foreword",
    "preface",
    "acknowledgments",
)
BODY_MATTER = ("introduction", "prologue", "part", "chapter", "conclusion", "epilogue", "afterword")
BACK_MATTER = ("appendix", "concordance", "glossary", "bibliography", "index", "colophon")
KINDS = FRONT_MATTER + BODY_MATTER + BACK_MATTER

Side = Literal["auto", "left", "right"]
TargetKind = Literal["part", "chapter", "section", "figure", "table", "passage", "term"]


# --- Settings ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who made the book; `role` is a MARC relator code (aut, edt, trl, ill ...)."""

    name: str
    role: str = "aut"
    sort: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """The sheet: sizes and margins as CSS lengths; `inner` is the margin at the spine."""

    width: str = "148mm"
    height: str = "210mm"
    top: str = "20mm"
    bottom: str = "22mm"
    inner: str = "21mm"
    outer: str = "17mm"
    bleed: str = "0mm"
    binding: Side = "auto"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The indexes (name -> title, "" being the subject index) and their scripts' order."""

    titles: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What `chapters/book.toml` says of the book as a whole."""

    title: str
    lang: str
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    identifier: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    edition: str = ""
    cover: str = ""
    cover_alt: str = ""
    date: date | None = None
    filename: str = "book"
    outputs: tuple[str, ...] = ("pdf", "epub")
    sheet: PrintEdition = PrintEdition()
    glossary_link: Literal["first-per-chapter", "all", "marked"] = "first-per-chapter"
    index: IndexSettings = IndexSettings()


# --- The manuscript ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A group of chapters under a title of its own."""

    title: str
    lang: str
    id: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """A chapter file in its place in the book, before it is parsed."""

    source: Source
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class TermSource:
    """An entry of `glossary.toml` as the author wrote it; `definition` is Markdown."""

    key: str
    term: str
    lang: str
    definition: Source
    aliases: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    translation_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    sort: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class EntrySource:
    """An entry of `index.toml`: a heading that marks name by key, or a bare cross-reference."""

    path: tuple[str, ...]
    lang: str
    key: str = ""
    index: str = ""
    original: str = ""
    sort: str = ""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A project as read: settings, sources and the looks and words that go with them.

    `files` maps the paths chapters use for figures and the cover (relative to `chapters/`) to
    files on disk. `styles` and `fonts` are folders, the project's own before the shipped ones.
    """

    root: Path
    settings: Settings
    chapters: tuple[ChapterFile, ...]
    terms: tuple[TermSource, ...]
    entries: tuple[EntrySource, ...]
    locales: Mapping[str, Locale]
    files: Mapping[str, Path]
    styles: tuple[Path, ...]
    fonts: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One parsed chapter file: its front matter and its tree."""

    path: str
    title: tuple[Inline, ...]
    lang: str
    kind: str = "chapter"
    id: str = ""
    short_title: str = ""
    subtitle: tuple[Inline, ...] = ()
    authors: tuple[str, ...] = ()
    direction: Direction = ""
    numbered: bool = True
    source: str = ""
    status: str = ""
    part: Part | None = None
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


# --- The compiled book ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that can be referred to: where it is and what it is called there.

    `name` is how a reference in the target's own language calls it ("فصل ۲", "Hình 1").
    """

    anchor: str
    kind: TargetKind
    section: str
    lang: str
    number: str = ""
    ordinal: int = 0
    title: tuple[Inline, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place (or, with `end`, a stretch) an index entry points to."""

    anchor: str
    section: str
    end: str = ""
    mention: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A see or see also: the heading as shown, and the anchor of the entry it leads to."""

    heading: str
    anchor: str
    lang: str


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading of the index, with its locators, cross-references and sub-entries."""

    heading: str
    lang: str
    anchor: str
    original: str = ""
    locators: tuple[Locator, ...] = ()
    see: tuple[CrossReference, ...] = ()
    see_also: tuple[CrossReference, ...] = ()
    subentries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one letter heading of one language."""

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
    """A term in another of the book's languages."""

    lang: str
    term: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term explained, with its translations, its relatives and the places it is used."""

    key: str
    anchor: str
    term: str
    lang: str
    definition: tuple[Block, ...]
    translations: tuple[Translation, ...] = ()
    see: tuple[CrossReference, ...] = ()
    see_also: tuple[CrossReference, ...] = ()
    uses: tuple[Locator, ...] = ()


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
    words: int = 0
    findings: tuple[Finding, ...] = ()
