"""Put two states of a book together, and number what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rectoverso.app.proof.indexes import headings, with_old_headings
from rectoverso.compiling.assemble import assemble
from rectoverso.compiling.comparing import added, compare, compare_blocks, removed
from rectoverso.model.book import Book
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Block, Node, Paragraph, Passage, plain, rewrite_within
from rectoverso.model.source import Span
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all, parse_definitions

KINDS = ("insertion", "deletion", "restyled")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its anchor in the book, what it is, its words, and where it is written."""

    anchor: str
    kind: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Compared:
    """A book that shows what has changed, and the changes in their order.

    `index_gone` are headings that the index has no longer.
    """

    manuscript: Manuscript
    book: Book
    changes: tuple[Change, ...]
    index_gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    manuscript: Manuscript
    chapters: tuple[Chapter, ...]
    definitions: Mapping[str, tuple[Block, ...]]

    def book(self) -> Book:
        return assemble(self.manuscript, self.chapters, self.definitions)


def compared(old: Path, new: Path) -> Compared:
    """The project in one folder with its changes from that in another."""
    before, after = _side(old), _side(new)
    chapters, changes = _numbered(tuple(_chapters(before.chapters, after.chapters)))
    definitions = {
        key: compare_blocks(before.definitions.get(key, ()), blocks)
        for key, blocks in after.definitions.items()
    }
    book = _Side(after.manuscript, chapters, definitions).book()
    old_book = before.book()
    now = {way for way, _ in headings(book.indexes)}
    gone = tuple(" › ".join(way[1:]) for way in sorted(set(dict(headings(old_book.indexes))) - now))
    return Compared(after.manuscript, with_old_headings(book, old_book), changes, gone)


def _side(root: Path) -> _Side:
    manuscript = read(root)
    definitions, _ = parse_definitions(manuscript.terms, tuple(manuscript.locales))
    keys = (term.key for term in manuscript.terms)
    return _Side(manuscript, parse_all(manuscript), dict(zip(keys, definitions, strict=True)))


def _chapters(old: Sequence[Chapter], new: Sequence[Chapter]) -> Iterator[Chapter]:
    """The new chapters, and those that are gone where they stood.

    A chapter is known by its file, or, where that has another name now, by its title.
    """
    paths = {chapter.path for chapter in new}
    titles = {plain(chapter.title): chapter for chapter in old if chapter.path not in paths}
    known = {chapter.path: chapter for chapter in old}
    before = {one.path: known.get(one.path) or titles.get(plain(one.title)) for one in new}
    kept = {chapter.path for chapter in before.values() if chapter}
    order = [chapter.path for chapter in old]

    def lost(start: int) -> Iterator[Chapter]:
        for path in order[start:]:
            if path in kept:
                return
            yield removed(known[path])

    yield from lost(0)
    for chapter in new:
        was = before[chapter.path]
        yield compare(was, chapter) if was else added(chapter)
        if was:
            yield from lost(order.index(was.path) + 1)


def _numbered(
    chapters: tuple[Chapter, ...],
) -> tuple[tuple[Chapter, ...], tuple[Change, ...]]:
    """The chapters with an anchor at the beginning and at the end of every change."""
    changes: list[Change] = []

    def enter(node: Node, before: list[Span]) -> list[Span]:
        return [node.span] if isinstance(node, Paragraph) and not _is_gone(node) else before

    def number(node: Node, before: list[Span]) -> object:
        # What is gone has no place of its own: it is told at that of the words before it, or at
        # that of the paragraph that it began.
        if node.span.path and not _is_gone(node):
            before[0] = node.span
        match node:
            case Passage(children, classes=(*_, kind)) if kind in KINDS:
                anchor = f"change-{len(changes) + 1}"
                changes.append(Change(anchor, " ".join(node.classes), plain(children), before[0]))
                return replace(node, id=anchor), Passage((), f"{anchor}-end")
            case _:
                return node

    numbered = []
    for chapter in chapters:
        place = [chapter.span if chapter.span.path else Span(chapter.path)]
        blocks = rewrite_within(chapter.blocks, place, enter, number)
        numbered.append(replace(chapter, blocks=blocks))
    return tuple(numbered), tuple(changes)


def _is_gone(node: Node) -> bool:
    """Whether this is a paragraph all of which was taken out."""
    return isinstance(node, Paragraph) and all(
        isinstance(one, Passage) and one.classes[-1:] == ("deletion",) for one in node.children
    )
