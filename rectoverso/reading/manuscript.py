"""Read a project: the one place that knows where a book's settings, chapters and figures lie."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rectoverso.model.manuscript import ChapterFile, Manuscript, Part, Settings
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Severity, Source, Span
from rectoverso.reading.apparatus import read_library
from rectoverso.reading.criticmarkup import Manner
from rectoverso.reading.directions import hidden
from rectoverso.reading.entries import read_entries, read_terms
from rectoverso.reading.files import CHAPTERS, PICTURES, Folder, no_such_file
from rectoverso.reading.indexsettings import index_settings
from rectoverso.reading.locales import read_locales
from rectoverso.reading.openmarks import chapters_read, terms_read
from rectoverso.reading.pictures import unfit
from rectoverso.reading.plaintexts import misplaced_in_entries, misplaced_in_settings
from rectoverso.reading.printers import margins_kept
from rectoverso.reading.settings import language, read_settings
from rectoverso.reading.toml import Table, read_toml, unreadable
from rectoverso.reading.waivers import read_checking, waivers_in

BOOK = f"{CHAPTERS}/book.toml"
PART = ("part", "lang", "id", "chapters")
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class _Place:
    """A chapter's place in the book: its path from `chapters/`, its part, where it is listed.

    What only fits a pattern stands back for what is listed by name, before or after it.
    """

    path: str
    part: Part | None
    span: Span
    fits: bool = False


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
    locales, findings = read_locales(styles)
    if not folder.has(BOOK):
        near = _project_near(root)
        nothing = Settings("", next(iter(sorted(locales)), ""))
        said = (*findings, rules.no_project(Span(BOOK), near))
        return Manuscript(root, nothing, (), (), (), locales, {}, styles, fonts, findings=said)
    book = _toml(folder, BOOK)
    settings = read_settings(book, locales)
    known = len(book.findings)
    chapters = _chapters(folder, book, settings.lang, locales) if book.readable else ()
    missed = any(one.severity is Severity.ERROR for one in book.findings[known:])
    lacking = missed or not book.readable
    glossary = _toml(folder, f"{CHAPTERS}/glossary.toml")
    index = _toml(folder, f"{CHAPTERS}/index.toml")
    terms = read_terms(glossary, settings.lang, locales)
    library = read_library(folder, CHAPTERS, book.table("bibliography"))
    entries = read_entries(index, settings.lang, locales)
    own = index_settings(index.table("index"), locales, settings.index)
    sheet, kept = margins_kept(
        settings.sheet, root, styles, book.table("edition").table("print").place("margins")
    )
    settings = replace(settings, index=own, sheet=sheet)
    files = _cover(folder, book, settings)
    checking = read_checking(book.table("check"), folder, CHAPTERS)
    chapters, edited = chapters_read(chapters, manner)
    terms, defined = terms_read(terms, manner)
    in_chapters, remarks = waivers_in(chapter.source for chapter in chapters)
    checking = replace(checking, waivers=(*checking.waivers, *in_chapters))
    said = (
        *findings,
        *remarks,
        *edited,
        *defined,
        *book.findings,
        *kept,
        *glossary.findings,
        *index.findings,
    )
    for file in (book, glossary, index):
        said += hidden(file.source, one_line_each=True)
    said += (
        *misplaced_in_settings(book, settings.lang, locales),
        *misplaced_in_entries(glossary, "term", "term", settings.lang, locales),
        *misplaced_in_entries(index, "entry", "entry", settings.lang, locales),
    )
    return Manuscript(
        root,
        settings,
        chapters,
        terms,
        entries,
        locales,
        files,
        styles,
        fonts,
        library,
        checking,
        tuple(sorted(set(said))),
        lacking,
    )


def _folders(root: Path, name: str) -> tuple[Path, ...]:
    own = root / name
    carried = shipped(name)
    if not own.is_dir() or own.resolve() == carried.resolve():
        return (carried,)
    return own, carried


def _project_near(root: Path) -> str:
    """The way from this folder to one that does hold a book: up, or down one step."""
    if (root.parent / BOOK).is_file():
        return ".."
    folders = sorted(root.iterdir()) if root.is_dir() else []
    return next((folder.name for folder in folders if (folder / BOOK).is_file()), "")


def _toml(folder: Folder, path: str) -> Table:
    if not (folder.has(path) or (folder.root / path).exists() or path == BOOK):
        return Table(Source(path, ""), {}, {})
    source, findings = folder.text(path)
    if source is None:
        return unreadable(Source(path, ""), *findings)
    table = read_toml(source)
    table.findings[:0] = findings
    return table


def _chapters(
    folder: Folder, file: Table, lang: str, languages: Collection[str]
) -> tuple[ChapterFile, ...]:
    book = file.table("book")
    if "chapters" not in book.values:
        example = 'chapters = ["01.md"]'
        book.findings.append(rules.missing_key(file.place("book"), "chapters", example))
    found: dict[str, ChapterFile] = {}
    seen: set[str] = set()
    listed = tuple(_listed(folder, book, lang, languages))
    by_name = {place.path for place in listed if not place.fits}
    for place in listed:
        if place.fits and (place.path in by_name or place.path in seen):
            continue
        if place.path in seen:
            book.findings.append(rules.listed_twice(place.span, place.path))
            continue
        seen.add(place.path)
        source, said = folder.text(f"{CHAPTERS}/{place.path}")
        book.findings.extend(said)
        if source and not source.text.strip():
            book.findings.append(rules.empty_chapter(Span(source.path)))
        elif source:
            found[place.path] = ChapterFile(source, place.part)
    _unlisted(folder, book, seen)
    return tuple(found.values())


def _unlisted(folder: Folder, book: Table, listed: Collection[str]) -> None:
    """Leave a finding for each chapter file that nothing lists; folders within are the author's."""
    if "chapters" not in book.values:
        return
    for path in folder.files(CHAPTERS, (".md",)):
        if path not in listed and "/" not in path and folder.holds(f"{CHAPTERS}/{path}"):
            book.findings.append(rules.chapter_not_listed(book.place("chapters"), path))


def _listed(folder: Folder, book: Table, lang: str, languages: Collection[str]) -> Iterator[_Place]:
    listed = book.values.get("chapters", [])
    if not isinstance(listed, list):
        book.wrong("chapters", 'a list, as in ["01.md", "02.md"]')
        return
    for position, item in enumerate(listed):
        if isinstance(item, dict):
            table = book.inner(item, "chapters", position)
            yield from _in_part(folder, table, _part(table, lang, languages))
        else:
            yield from _files(folder, book, None, item, "chapters", position)


def _part(table: Table, lang: str, languages: Collection[str]) -> Part:
    table.known(*PART)
    table.needed("part", 'part = "..."')
    return Part(
        table.text("part"),
        language(table, "lang", languages) or lang,
        table.text("id"),
        table.place(),
    )


def _in_part(folder: Folder, table: Table, part: Part) -> Iterator[_Place]:
    listed = table.values.get("chapters", [])
    if not isinstance(listed, list):
        table.wrong("chapters", "a list of files")
        return
    for position, item in enumerate(listed):
        yield from _files(folder, table, part, item, "chapters", position)


def _files(
    folder: Folder, table: Table, part: Part | None, item: Any, *path: str | int
) -> Iterator[_Place]:
    """The files that an item of the list means: one, or all that fit a pattern."""
    if not isinstance(item, str):
        table.wrong("chapters", "a list of files and parts", *path)
        return
    span = table.place(*path)
    if not folder.holds(f"{CHAPTERS}/{item}"):
        table.findings.append(rules.outside_the_project(span, item))
        return
    if not any(sign in item for sign in "*?["):
        if folder.has(f"{CHAPTERS}/{item}"):
            yield _Place(Path(item).as_posix(), part, span)
        else:
            table.findings.append(no_such_file(span, item, folder.files(CHAPTERS, (".md",))))
        return
    matching = sorted(
        (name for name in folder.matching(CHAPTERS, item) if folder.has(f"{CHAPTERS}/{name}")),
        key=_natural,
    )
    if not matching:
        table.findings.append(rules.matches_nothing(span, item))
    for name in matching:
        yield _Place(name, part, span, fits=True)


def _natural(path: str) -> tuple[tuple[int, str], ...]:
    """Order names as people do: 2 before 10."""
    return tuple(
        (int(piece), "") if piece.isdecimal() else (-1, piece) for piece in _NUMBER.split(path)
    )


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
            shown[path] = folder.root / CHAPTERS / path
    return shown
