"""What compiling made of a book, as lines that a test can compare with one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rectoverso.model.book import Book, ContentsLine, IndexEntry
from rectoverso.model.nodes import IndexMark, Note, Reference, Term, plain, walk
from rectoverso.model.source import Finding
from tests.books import Files, book


def compiled(files: Files, **settings: object) -> Book:
    """The book that files make. A chapter's own findings play no part in it."""
    return book(files, **settings).book


def findings(made: Book) -> list[str]:
    return [str(finding) for finding in graver(made.findings)]


def graver(found: Iterable[Finding]) -> Iterable[Finding]:
    return [finding for finding in found if finding.severity.value != "note"]


def index(made: Book, number: int = 0) -> list[str]:
    """An index, two spaces for every level below a letter: heading, places, see, see also."""
    lines = []
    for group in made.indexes[number].groups:
        lines.append(f"{group.lang} {group.letter}")
        lines.extend(line for entry in group.entries for line in _entry(entry, 1))
    return lines


def _entry(entry: IndexEntry, depth: int) -> Iterator[str]:
    places = [
        place.anchor
        + (f"–{place.end}" if place.end else "")
        + (place.mention and f" ({place.mention})")
        for place in entry.locators
    ]
    see = [f"see {one.heading}" for one in entry.see]
    see_also = [f"see also {one.heading}" for one in entry.see_also]
    yield "  " * depth + " | ".join([entry.heading, *places, *see, *see_also])
    for below in entry.subentries:
        yield from _entry(below, depth + 1)


def contents(lines: Iterable[ContentsLine], depth: int = 0) -> list[str]:
    shown = []
    for line in lines:
        said = " ".join(word for word in (line.label, plain(line.title)) if word)
        shown.append("  " * depth + f"{said} <{line.anchor}>")
        shown.extend(contents(line.children, depth + 1))
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in shown]


def links(made: Book) -> list[str]:
    """Every term of the chapters that leads to the glossary: its words and its entry."""
    return [
        f"{plain(node.children)} → {node.target}"
        for section in made.sections
        for node in walk(section.blocks)
        if isinstance(node, Term) and node.target
    ]


def references(made: Book) -> list[str]:
    """Every reference of the book: its words and where it leads."""
    return [
        f"{plain(node.children)} → {node.target}".replace("\N{NO-BREAK SPACE}", " ")
        for section in made.sections
        for node in walk(section.blocks)
        if isinstance(node, Reference)
    ]


def anchors(made: Book) -> list[str]:
    """Every anchor in the chapters that is not a label."""
    return [
        node.anchor
        for section in made.sections
        for node in walk((*section.title, *section.blocks))
        if isinstance(node, Note | IndexMark | Term)
    ]
