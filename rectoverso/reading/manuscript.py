"""Read a project: the one place that knows where a book's settings, chapters and figures lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rectoverso.model.checking import Checking
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import ChapterFile, Manuscript, Settings
from rectoverso.model.project import BOOK, CHAPTERS, GLOSSARY, INDEX
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Finding, Severity, Source, Span
from rectoverso.reading.apparatus import read_library
from rectoverso.reading.criticmarkup import Manner
from rectoverso.reading.directions import hidden
from rectoverso.reading.entries import read_entries, read_terms
from rectoverso.reading.files import PICTURES, Folder, no_such_file
from rectoverso.reading.indexsettings import index_settings
from rectoverso.reading.listing import read_chapters
from rectoverso.reading.locales import read_locales
from rectoverso.reading.openmarks import chapters_read, terms_read
from rectoverso.reading.pictures import unfit
from rectoverso.reading.plaintexts import misplaced_in_entries, misplaced_in_settings
from rectoverso.reading.printers import margins_kept
from rectoverso.reading.settings import read_settings
from rectoverso.reading.toml import Table, read_toml, unreadable
from rectoverso.reading.waivers import read_checking, waivers_in


def read(
    root: Path, manner: Manner = "accept", unsaved: Mapping[str, str] | None = None
) -> Manuscript:
    """The project in this folder. What is missing or wrong is a finding, never an exception.

    `manner` tells what becomes of editors' marks in chapters; `unsaved` texts, by their paths from
    the project, count in place of the files.
    """
    root = root.absolute()
    folder = Folder(root, unsaved or {})
    styles, fonts = _folders(root, "styles"), _folders(root, "fonts")
    locales, said = read_locales(styles)
    if not folder.has(BOOK):
        said = (*said, rules.no_project(Span(BOOK), _project_near(root)))
        settings = Settings("", next(iter(sorted(locales)), ""))
        return Manuscript(root, settings, (), (), (), locales, {}, styles, fonts, findings=said)
    book, glossary, index = (_toml(folder, path) for path in (BOOK, GLOSSARY, INDEX))
    settings, kept = _settings(book, index, root, styles, locales)
    lang, known = settings.lang, len(book.findings)
    listed = read_chapters(folder, book.table("book"), lang, locales) if book.readable else ()
    missed = any(one.severity is Severity.ERROR for one in book.findings[known:])
    chapters, edited = chapters_read(listed, manner)
    terms, defined = terms_read(read_terms(glossary, lang, locales), manner)
    checking, remarks = _checking(book, folder, chapters)
    manuscript = Manuscript(
        root,
        settings,
        chapters,
        terms,
        read_entries(index, lang, locales),
        locales,
        _cover(folder, book, settings),
        styles,
        fonts,
        read_library(folder, CHAPTERS, book.table("bibliography")),
        checking,
        lacking=missed or not book.readable,
    )
    amiss = _amiss(book, glossary, index, lang, locales)
    found = {*said, *kept, *edited, *defined, *remarks, *amiss}
    return replace(manuscript, findings=tuple(sorted(found)))


def _settings(
    book: Table, index: Table, root: Path, styles: Sequence[Path], locales: Mapping[str, Locale]
) -> tuple[Settings, tuple[Finding, ...]]:
    """What `book.toml` says, with what `index.toml` and a printer say besides."""
    settings = read_settings(book, locales)
    own = index_settings(index.table("index"), locales, settings.index)
    margins = book.table("edition").table("print").place("margins")
    sheet, said = margins_kept(settings.sheet, root, styles, margins)
    return replace(settings, index=own, sheet=sheet), said


def _checking(
    book: Table, folder: Folder, chapters: Sequence[ChapterFile]
) -> tuple[Checking, tuple[Finding, ...]]:
    """What `[check]` and the comments of chapters waive, and what is wrong with the comments."""
    checking = read_checking(book.table("check"), folder, CHAPTERS)
    waivers, said = waivers_in(chapter.source for chapter in chapters)
    return replace(checking, waivers=(*checking.waivers, *waivers)), said


def _amiss(
    book: Table, glossary: Table, index: Table, lang: str, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """What is wrong in settings files, also what cannot be seen there, or will stand wrong."""
    for file in (book, glossary, index):
        yield from file.findings
        yield from hidden(file.source, one_line_each=True)
    yield from misplaced_in_settings(book, lang, locales)
    yield from misplaced_in_entries(glossary, "term", "term", lang, locales)
    yield from misplaced_in_entries(index, "entry", "entry", lang, locales)


def _folders(root: Path, name: str) -> tuple[Path, ...]:
    own = root / name
    carried = shipped(name)
    if not own.is_dir() or own.resolve() == carried.resolve():
        return (carried,)
    return own, carried


def _project_near(root: Path) -> str:
    """The way from this folder to one that does hold a book: up, or down one step."""
    if Folder(root.parent).has(BOOK):
        return ".."
    try:
        folders = sorted(root.iterdir())
    except OSError:
        return ""
    return next((folder.name for folder in folders if Folder(folder).has(BOOK)), "")


def _toml(folder: Folder, path: str) -> Table:
    if not (folder.has(path) or (folder.root / path).exists() or path == BOOK):
        return Table(Source(path, ""), {}, {})
    source, findings = folder.text(path)
    if source is None:
        return unreadable(Source(path, ""), *findings)
    table = read_toml(source)
    table.findings[:0] = findings
    return table


def _cover(folder: Folder, book: Table, settings: Settings) -> dict[str, Path]:
    """The pictures of the cover by their addresses, if they can be shown."""
    named = {
        settings.wrap.picture: book.table("cover").place("picture"),
        settings.cover: book.table("book").place("cover"),
    }
    shown: dict[str, Path] = {}
    for path, span in named.items():
        if not path:
            continue
        if not folder.has(f"{CHAPTERS}/{path}"):
            book.findings.append(no_such_file(span, path, folder.files(CHAPTERS, tuple(PICTURES))))
        elif amiss := tuple(unfit(path, folder, span)):
            book.findings.extend(amiss)
        else:
            shown[path] = folder.on_disk(f"{CHAPTERS}/{path}")
    return shown
