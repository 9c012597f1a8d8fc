"""Put two states of a book together, and number what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rectoverso.compiling.assemble import assemble
from rectoverso.compiling.comparing import added, compare, compare_blocks, removed
from rectoverso.model.book import Book, Index, IndexEntry
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import NOWHERE, Block, Node, Passage, Text, plain, rewrite
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
    headings = {heading for heading, _ in _headings(before.book().indexes)}
    now = {heading for heading, _ in _headings(book.indexes)}
    gone = tuple(" › ".join(heading[1:]) for heading in sorted(headings - now))
    return Compared(after.manuscript, _with_new_entries(book, headings), changes, gone)


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
    place = NOWHERE

    def number(node: Node) -> object:
        nonlocal place
        # What is gone has no place of its own: it is told at that of the words before it.
        place = node.span if node.span.path else place
        match node:
            case Passage(children, classes=(*_, kind)) if kind in KINDS:
                anchor = f"change-{len(changes) + 1}"
                changes.append(Change(anchor, " ".join(node.classes), plain(children), place))
                return replace(node, id=anchor), Passage((), f"{anchor}-end")
            case _:
                return node

    numbered = []
    for chapter in chapters:
        place = chapter.span if chapter.span.path else Span(chapter.path)
        numbered.append(replace(chapter, blocks=rewrite(chapter.blocks, number)))
    return tuple(numbered), tuple(changes)


# --- Index ---------------------------------------------------------------------------------


def _headings(indexes: Iterable[Index]) -> Iterator[tuple[tuple[str, ...], IndexEntry]]:
    """Every heading of the indexes by its way from the top, the index's name first."""

    def below(
        entry: IndexEntry, above: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], IndexEntry]]:
        heading = (*above, entry.heading)
        yield heading, entry
        for sub in entry.subentries:
            yield from below(sub, heading)

    for index in indexes:
        for group in index.groups:
            for entry in group.entries:
                yield from below(entry, (index.name,))


def _with_new_entries(book: Book, known: set[tuple[str, ...]]) -> Book:
    """The book, in its indexes the headings marked that were not there before."""

    def entry(one: IndexEntry, above: tuple[str, ...]) -> IndexEntry:
        heading = (*above, one.heading)
        below = tuple(entry(sub, heading) for sub in one.subentries)
        if heading in known:
            return replace(one, subentries=below)
        shown = Passage(one.shown or (Text(one.heading),), classes=("insertion",))
        return replace(one, subentries=below, shown=(shown,))

    def changed(index: Index) -> Index:
        groups = (
            replace(group, entries=tuple(entry(one, (index.name,)) for one in group.entries))
            for group in index.groups
        )
        return replace(index, groups=tuple(groups))

    return replace(
        book,
        indexes=tuple(map(changed, book.indexes)),
        sections=tuple(
            replace(one, index=changed(one.index)) if one.index else one for one in book.sections
        ),
    )
