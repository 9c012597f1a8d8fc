"""Put two states of a book together, and number what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rectoverso.app.proof.indexes import Way, headings, with_old_headings
from rectoverso.compiling.assemble import assemble
from rectoverso.compiling.comparing import added, compare, compare_blocks, removed
from rectoverso.model.book import Book
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Block, Node, Paragraph, Passage, plain, rewrite_within
from rectoverso.model.source import Span
from rectoverso.reading.manuscript import read
from rectoverso.reading.texts import read_texts

KINDS = ("insertion", "deletion", "restyled")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its anchor in the book, what it is, its words, and where it is written."""

    anchor: str
    kind: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Names:
    """Headings that the index has no longer, or has now, and terms that are explained no more."""

    index_gone: tuple[str, ...] = ()
    index_new: tuple[str, ...] = ()
    terms_gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A book that shows what has changed, the changes in their order, and what is only named."""

    manuscript: Manuscript
    book: Book
    changes: tuple[Change, ...]
    names: Names


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
    numbering = _Numbering()
    chapters = tuple(map(numbering.chapter, _chapters(before.chapters, after.chapters)))
    places = {term.key: Span(term.definition.path) for term in after.manuscript.terms}
    definitions = {
        key: numbering.blocks(compare_blocks(before.definitions.get(key, ()), blocks), places[key])
        for key, blocks in after.definitions.items()
    }
    book = _Side(after.manuscript, chapters, definitions).book()
    old_book = before.book()
    was, now = (dict(headings(one.indexes)) for one in (old_book, book))
    names = Names(
        _listed(was.keys() - now.keys()),
        _listed(now.keys() - was.keys()),
        tuple(one.term for one in before.manuscript.terms if one.key not in definitions),
    )
    book = with_old_headings(book, old_book)
    # What was taken out is shown, too.
    files = {**before.manuscript.files, **after.manuscript.files}
    manuscript = replace(after.manuscript, files=files)
    return Compared(manuscript, book, tuple(numbering.changes), names)


def _listed(ways: Collection[Way]) -> tuple[str, ...]:
    return tuple(" › ".join(way[1:]) for way in sorted(ways))


def _side(root: Path) -> _Side:
    manuscript = read(root)
    texts = read_texts(manuscript)
    keys = (term.key for term in manuscript.terms)
    definitions = dict(zip(keys, texts.definitions, strict=True))
    manuscript = replace(manuscript, files={**manuscript.files, **texts.files})
    return _Side(manuscript, texts.chapters, definitions)


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


class _Numbering:
    """Puts an anchor at the beginning and at the end of every change."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter with its anchors."""
        place = chapter.span if chapter.span.path else Span(chapter.path)
        return replace(chapter, blocks=self.blocks(chapter.blocks, place))

    def blocks(self, blocks: tuple[Block, ...], place: Span) -> tuple[Block, ...]:
        """Blocks that begin at a place, with their anchors."""

        def enter(node: Node, before: list[Span]) -> list[Span]:
            return [node.span] if isinstance(node, Paragraph) and not _is_gone(node) else before

        return rewrite_within(blocks, [place], enter, self._number)

    def _number(self, node: Node, before: list[Span]) -> object:
        # What is gone has no place of its own: it is told at that of the words before it, or at
        # that of the paragraph that it began.
        if node.span.path and not _is_gone(node):
            before[0] = node.span
        match node:
            case Passage(children, classes=(*_, kind)) if kind in KINDS:
                anchor = f"change-{len(self.changes) + 1}"
                words = plain(children)
                self.changes.append(Change(anchor, " ".join(node.classes), words, before[0]))
                return replace(node, id=anchor), Passage((), f"{anchor}-end")
            case _:
                return node


def _is_gone(node: Node) -> bool:
    """Whether this is a paragraph all of which was taken out."""
    return isinstance(node, Paragraph) and all(
        isinstance(one, Passage) and one.classes[-1:] == ("deletion",) for one in node.children
    )
