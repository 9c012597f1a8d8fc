"""The manuscript: a project as its author left it, and its chapters as parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from rectoverso.model.checking import Checking
from rectoverso.model.editions import PrintEdition, ScreenEdition, Variant
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import NOWHERE, Block, Direction, Inline
from rectoverso.model.printing import CoverSettings
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
    "loi",
    "lot",
    "foreword",
    "preface",
    "acknowledgments",
)
BODY_MATTER = ("introduction", "prologue", "part", "chapter", "conclusion", "epilogue", "afterword")
BACK_MATTER = ("appendix", "concordance", "glossary", "bibliography", "index", "colophon")
# Divisions of which a book has many; every other kind has a name in every language.
NAMED_BY_AUTHORS = ("part", "chapter", "appendix")
KINDS = FRONT_MATTER + BODY_MATTER + BACK_MATTER


# --- Settings ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who made the book; `role` is a MARC relator code (aut, edt, trl, ill ...).

    `alternate` is the name in other scripts, by language tag.
    """

    name: str
    role: str = "aut"
    sort: str = ""
    lang: str = ""
    alternate: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The indexes (name -> title, "" being the subject index) and how they are set.

    `scripts` is the order of scripts or languages; `order` tells whether a space comes before
    every letter or does not count; `ranges` overrules the locale; `principal` is how the place is
    shown that matters most; entries in `never` are left out; `auto` names what places are to be
    proposed for.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    order: Literal["word-by-word", "letter-by-letter"] = "word-by-word"
    ranges: Literal["", "full", "elided"] = ""
    subentries: Literal["indented", "run-in"] = "indented"
    principal: Literal["bold", "first"] = "bold"
    never: tuple[str, ...] = ()
    auto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """The lists of works that can be cited, the style in CSL, and how far a list of cited works
    reaches: `each` book or chapter. All paths begin with that of the project's `root`."""

    root: Path = Path()
    files: tuple[Path, ...] = ()
    style: Path | None = None
    each: Literal["book", "chapter"] = "book"

    def span(self, file: Path) -> Span:
        """One of its files as a place of the project."""
        return Span(file.relative_to(self.root).as_posix())


@dataclass(frozen=True, slots=True)
class GlossarySettings:
    """How the glossary is linked and shown.

    `order` puts all entries in one row or those of each language together; `concordance` asks for
    a table of the terms in all languages; `gloss` is the language in which terms are told in the
    margin at their first use in print ("": they are not).
    """

    link: Literal["first-per-chapter", "first", "all", "marked"] = "first-per-chapter"
    order: Literal["mixed", "by-language"] = "mixed"
    concordance: bool = False
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `chapters/book.toml` says of the book as a whole.

    `alternate_title` is the title in other scripts, by language tag; `short_title` stands at the
    heads of pages; `wrap` is what `[cover]` says.
    """

    title: str
    lang: str
    alternate_title: Mapping[str, str] = field(default_factory=dict)
    short_title: str = ""
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    identifier: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    series_number: str = ""
    edition: str = ""
    cover: str = ""
    cover_alt: str = ""
    date: date | None = None
    filename: str = "book"
    outputs: tuple[str, ...] = ("pdf", "epub")
    sheet: PrintEdition = PrintEdition()
    screen: ScreenEdition = ScreenEdition()
    variants: tuple[Variant, ...] = ()
    glossary: GlossarySettings = GlossarySettings()
    lists: tuple[str, ...] = ()
    index: IndexSettings = IndexSettings()
    wrap: CoverSettings = CoverSettings()


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
    """An entry of the glossary as the author wrote it; `definition` is Markdown.

    `introduced` is the label of the chapter that explains the term to the reader.
    """

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
    abbreviation: str = ""
    pronunciation: str = ""
    transliteration: str = ""
    introduced: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class EntrySource:
    """An entry of `index.toml`: a heading that marks name by key, or a bare cross-reference.

    `translations` are its headings in other languages, by language. An entry that only says which
    others are merged into it has no heading to show by itself: it is `silent`.
    """

    path: tuple[str, ...]
    lang: str
    key: str = ""
    index: str = ""
    original: str = ""
    sort: str = ""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    see_under: tuple[str, ...] = ()
    see_also_under: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A project as read: settings, sources and the looks and words that go with them.

    `files` maps the paths of pictures (relative to `chapters/`) to files on disk: that of the
    cover and, when the texts have been read, those that they show. `styles` and `fonts` are
    folders, the project's own before the shipped ones.
    Chapters that are listed and could not be read are not there: the manuscript is `lacking`.
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
    library: Library = Library()
    checking: Checking = Checking()
    findings: tuple[Finding, ...] = ()
    lacking: bool = False


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
