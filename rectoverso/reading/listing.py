"""Read which chapters a book has: the files that `book.toml` lists, by name or by pattern."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import Any

from rectoverso.model.manuscript import ChapterFile, Part
from rectoverso.model.project import CHAPTERS
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.source import Span
from rectoverso.reading.files import Folder, no_such_file
from rectoverso.reading.labels import composed
from rectoverso.reading.languages import language
from rectoverso.reading.toml import Table

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


def read_chapters(
    folder: Folder, book: Table, lang: str, languages: Collection[str]
) -> tuple[ChapterFile, ...]:
    """The chapters that `[book]` lists, in order, as far as they can be read.

    `lang` is the language of the book. What is wrong has a finding in the table.
    """
    if "chapters" not in book.values:
        example = 'chapters = ["01.md"]'
        book.findings.append(rules.missing_key(book.place(), "chapters", example))
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
        composed(table.text("id")),
        table.place(),
    )


def _in_part(folder: Folder, table: Table, part: Part) -> Iterator[_Place]:
    listed = table.values.get("chapters", [])
    if not isinstance(listed, list):
        table.wrong("chapters", "a list of files")
        return
    if not listed:
        table.findings.append(rules.part_without_chapters(table.place(), part.title))
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
    item = normpath(item)
    if not folder.holds(f"{CHAPTERS}/{item}"):
        table.findings.append(rules.outside_the_project(span, item))
        return
    if folder.has(f"{CHAPTERS}/{item}"):
        yield _Place(folder.named(item, CHAPTERS), part, span)
        return
    if not any(sign in item for sign in "*?["):
        table.findings.append(no_such_file(span, item, folder.files(CHAPTERS, (".md",))))
        return
    matching = sorted(
        (name for name in folder.matching(CHAPTERS, item) if folder.has(f"{CHAPTERS}/{name}")),
        key=natural,
    )
    if not matching:
        table.findings.append(rules.matches_nothing(span, item))
    for name in matching:
        yield _Place(name, part, span, fits=True)


def natural(path: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """What to order names by as people do: 2 before 10, and 02 always before 2."""
    pieces = _NUMBER.split(path)
    return tuple((int(one), "") if one.isdecimal() else (-1, one) for one in pieces), path
