"""A book through its templates: one HTML document for each section, for paper or for screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from markupsafe import Markup, escape

from rectoverso.model.book import Book, GlossaryEntry, Index, LetterGroup, Locator, Section
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import echo
from rectoverso.model.shares import share_out
from rectoverso.writing.elements import Edition, Setting
from rectoverso.writing.folios import Folio
from rectoverso.writing.html import blocks, flow
from rectoverso.writing.locators import PrintedLocator, printed_locators, turned
from rectoverso.writing.notes import notes_behind
from rectoverso.writing.places import Place, named_places
from rectoverso.writing.templatefaults import faults_told
from rectoverso.writing.titles import said_plainly

# Digital Publishing WAI-ARIA 1.1 has a role for these divisions and for no others.
DIVISION_ROLES = frozenset(
    (
        *("dedication", "epigraph", "foreword", "preface", "acknowledgments"),
        *("introduction", "prologue", "part", "chapter", "conclusion", "epilogue", "afterword"),
        *("appendix", "glossary", "bibliography", "index", "colophon"),
    )
)


@dataclass(frozen=True, slots=True)
class Document:
    """A section as HTML: the `section` element with all that is in it."""

    section: Section
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Look:
    """The templates of a project: its own, and the shipped ones for what it does not replace."""

    environment: Environment
    folders: tuple[Path, ...]

    def render(self, name: str, /, **values: object) -> Markup:
        """A template filled in. BrokenTemplateError tells where it cannot be followed."""
        with faults_told(self.folders, name):
            return Markup(self.environment.get_template(name).render(**values))

    def has(self, name: str) -> bool:
        """Whether there is such a template."""
        try:
            with faults_told(self.folders, name):
                self.environment.get_template(name)
        except TemplateNotFound:
            return False
        return True


def read_look(styles: Sequence[Path]) -> Look:
    """The templates and style sheets of these folders; the first that has a name wins.

    They are compiled once, and again when one of the files has changed.
    """
    files = sorted(path for folder in styles for path in folder.rglob("*"))
    return _look(tuple(styles), tuple((path, _written(path)) for path in files))


def _written(path: Path) -> tuple[int, int]:
    """When a file was written and how long it is; an editor may take it away meanwhile."""
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=4)
def _look(styles: Sequence[Path], _: tuple[tuple[Path, tuple[int, int]], ...]) -> Look:
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in styles]),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".css.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["css_string"] = css_string
    return Look(environment, tuple(styles))


def css_string(text: str) -> str:
    """A text as a CSS string (CSS Syntax 3, 4.3.5)."""
    escaped = re.sub(r'["\\\n\r\f<]', lambda letter: f"\\{ord(letter[0]):x} ", text)
    return f'"{escaped}"'


def lay_out(
    book: Book, look: Look, edition: Edition, folios: Mapping[str, Folio]
) -> tuple[Document, ...]:
    """Every section of the book as a document.

    `folios` holds the pages of the last typesetting; the index prints them. Where there are none,
    as there may be on a screen, locators are places named after the sections they lead to.
    """
    # Templates that are known before work is shared out are not compiled by each process.
    for kind in dict.fromkeys(section.kind for section in book.sections):
        look.has(_template(kind, look))

    def said(section: Section) -> tuple[str, Markup]:
        document = lay_out_section(section, book, look, edition, folios)
        return document.title, document.body

    laid = share_out(said, book.sections)
    return tuple(Document(section, *one) for section, one in zip(book.sections, laid, strict=True))


def lay_out_section(
    section: Section,
    book: Book,
    look: Look,
    edition: Edition,
    folios: Mapping[str, Folio],
    turning: Mapping[str, Folio] | None = None,
) -> Document:
    """One section as a document. The template is named after the section's kind.

    `turning` are the pages of its own entries, if they are not to be those of `folios`, too.
    """
    setting = Setting(edition, book.locales[section.lang], book.locales)
    shown = tuple(entry for entry in book.glossary if entry.section == section.id)
    body = look.render(
        _template(section.kind, look),
        book=book,
        settings=book.settings,
        section=section,
        locale=setting.locale,
        locales=book.locales,
        screen=edition.name == "screen",
        paged=edition.name == "print" or bool(folios),
        role=f"doc-{section.kind}" if section.kind in DIVISION_ROLES else "",
        content=blocks(section.blocks, setting),
        notes=Markup("") if edition.name == "print" else notes_behind(section, setting, shown),
        flow=lambda inlines, lang="": flow(inlines, setting.within(lang)),
        echo=lambda inlines, lang="": flow(echo(inlines), setting.within(lang)),
        blocks=lambda nodes, lang="": blocks(nodes, setting.within(lang)),
        href=edition.address,
        page=lambda anchor, lang: edition.page(anchor, book.locales[lang]),
        printed=lambda anchor: folios[anchor].label if anchor in folios else "",
        scripts=_by_language(section.index) if section.index else (),
        run_in=book.settings.index.subentries == "run-in",
        turned=lambda entry: (
            turned(entry, folios if turning is None else turning) if edition.name == "print" else {}
        ),
        places=lambda entry, lang: _locators(entry.locators, lang, book, edition, folios),
        uses=lambda entry: _locators(entry.uses, section.lang, book, edition, folios),
        glossaries=_glossaries(shown, book),
        several=len({entry.lang for entry in shown}) > 1,
        bookmark=bookmark(section, book.locales),
        name=_isolated,
        said=lambda key, **values: escape(setting.locale.labels[key]).format(**values),
        faces=_Faces(book, setting.locale),
    )
    return Document(section, _title(section, book.locales) or book.settings.title, body)


def _template(kind: str, look: Look) -> str:
    """The template of a kind of section: its own, or that of chapters."""
    own = f"templates/{kind}.html.j2"
    return own if look.has(own) else "templates/chapter.html.j2"


def _by_language(index: Index) -> tuple[tuple[str, tuple[LetterGroup, ...]], ...]:
    """The letter groups of an index, those of each language together."""
    return tuple(
        (lang, tuple(groups)) for lang, groups in groupby(index.groups, key=lambda one: one.lang)
    )


def _glossaries(
    shown: tuple[GlossaryEntry, ...], book: Book
) -> tuple[tuple[str, tuple[GlossaryEntry, ...]], ...]:
    """The entries of a glossary, those of each language together where the book wants that."""
    if book.settings.glossary.order == "mixed":
        return (("", shown),)
    return tuple((lang, tuple(them)) for lang, them in groupby(shown, key=lambda one: one.lang))


@dataclass(frozen=True, slots=True)
class _Faces:
    """The names of the faces, for the one template that tells them: all sections are asked."""

    book: Book
    locale: Locale

    def __html__(self) -> Markup:
        return Markup(self.locale.join([_isolated(name) for name in _families(self.book)]))


def _families(book: Book) -> tuple[str, ...]:
    """The families of the book's text, in the order in which its languages come."""
    langs = dict.fromkeys(map(attrgetter("lang"), book.sections))
    return tuple(dict.fromkeys(book.locales[lang].faces["serif"][0] for lang in langs))


def _isolated(name: str) -> Markup:
    """A proper name that stands by itself whatever the direction around it (UAX #9, isolates)."""
    return Markup("<bdi>{}</bdi>").format(name)


def _locators(
    locators: Iterable[Locator],
    lang: str,
    book: Book,
    edition: Edition,
    folios: Mapping[str, Folio],
) -> tuple[PrintedLocator, ...] | tuple[Place, ...]:
    if edition.name == "print" or folios:
        return printed_locators(locators, folios, book.locales[lang], book.settings.index)
    return named_places(locators, book, book.locales[lang])


def bookmark(section: Section, locales: Mapping[str, Locale]) -> str:
    """What a section is called in a reader's list of contents."""
    title = _title(section, locales)
    return f"{section.label}: {title}" if section.label and title else section.label or title


def _title(section: Section, locales: Mapping[str, Locale]) -> str:
    """The title of a section as plain text."""
    return said_plainly(section.title, locales[section.lang], locales)
