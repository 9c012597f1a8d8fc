"""Show in the indexes of a book which headings are new, and, struck, which are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rectoverso.compiling.collation import Alphabet
from rectoverso.model.book import Book, Index, IndexEntry, LetterGroup
from rectoverso.model.nodes import Passage, Text

# The headings that lead to one, its own last; the name of the index comes first.
Way = tuple[str, ...]
Item = TypeVar("Item")


def headings(indexes: Iterable[Index]) -> Iterator[tuple[Way, IndexEntry]]:
    """Every heading of the indexes by its way from the top."""

    def below(entries: Iterable[IndexEntry], above: Way) -> Iterator[tuple[Way, IndexEntry]]:
        for entry in entries:
            way = (*above, entry.heading)
            yield way, entry
            yield from below(entry.subentries, way)

    for index in indexes:
        for group in index.groups:
            yield from below(group.entries, (index.name,))


def with_old_headings(book: Book, before: Book) -> Book:
    """The book, in its indexes the headings marked that were not there before or are not now.

    Those that are gone stand where they stood, without their places. An index that is gone as a
    whole has no section any more, and is not shown.
    """
    known = {way for way, _ in headings(before.indexes)}
    old = {index.name: index for index in before.indexes}
    comparing = _Comparing(book, known)

    def changed(index: Index) -> Index:
        was = old[index.name].groups if index.name in old else ()
        return replace(index, groups=comparing.groups(index.groups, was, (index.name,)))

    return replace(
        book,
        indexes=tuple(map(changed, book.indexes)),
        sections=tuple(
            replace(one, index=changed(one.index)) if one.index else one for one in book.sections
        ),
    )


class _Comparing:
    def __init__(self, book: Book, known: set[Way]) -> None:
        self._alphabets = {tag: Alphabet(locale) for tag, locale in book.locales.items()}
        self._known = known

    def groups(
        self, now: Sequence[LetterGroup], was: Sequence[LetterGroup], above: Way
    ) -> tuple[LetterGroup, ...]:
        """The letter groups of both, in the order of those that are there now."""
        old = {(group.lang, group.letter): group for group in was}
        marked = [
            replace(group, entries=self.entries(group.entries, _of(old, group), above))
            for group in now
        ]
        return tuple(
            _merged(
                marked,
                [replace(group, entries=tuple(map(_struck, group.entries))) for group in was],
                lambda group: (group.lang, group.letter),
                lambda one, other: one.lang == other.lang and self._before(one.lang, one, other),
            )
        )

    def _before(self, lang: str, one: LetterGroup, other: LetterGroup) -> bool:
        key = self._alphabets[lang].key
        return key(one.entries[0].heading) < key(other.entries[0].heading)

    def entries(
        self, now: Sequence[IndexEntry], was: Sequence[IndexEntry], above: Way
    ) -> tuple[IndexEntry, ...]:
        """The entries of both on one level, in their order."""
        old = {entry.heading: entry for entry in was}
        marked = [self._entry(entry, old.get(entry.heading), above) for entry in now]

        def before(one: IndexEntry, other: IndexEntry) -> bool:
            key = self._alphabets[other.lang].key
            return key(one.heading) < key(other.heading)

        gone = [_struck(entry) for entry in was]
        return tuple(_merged(marked, gone, lambda entry: entry.heading, before))

    def _entry(self, entry: IndexEntry, was: IndexEntry | None, above: Way) -> IndexEntry:
        way = (*above, entry.heading)
        below = self.entries(entry.subentries, was.subentries if was else (), way)
        if way in self._known:
            return replace(entry, subentries=below)
        return replace(_shown_as("insertion", entry), subentries=below)


def _of(groups: dict[tuple[str, str], LetterGroup], group: LetterGroup) -> tuple[IndexEntry, ...]:
    was = groups.get((group.lang, group.letter))
    return was.entries if was else ()


def _shown_as(kind: str, entry: IndexEntry) -> IndexEntry:
    shown = Passage(entry.shown or (Text(entry.heading),), classes=(kind,))
    return replace(entry, shown=(shown,))


def _struck(entry: IndexEntry) -> IndexEntry:
    """An entry that is gone: its heading, and those below it."""
    return replace(
        _shown_as("deletion", entry),
        anchor=f"{entry.anchor}-gone",
        locators=(),
        see=(),
        see_also=(),
        subentries=tuple(map(_struck, entry.subentries)),
    )


def _merged(
    now: Sequence[Item],
    was: Sequence[Item],
    name: Callable[[Item], object],
    before: Callable[[Item, Item], bool],
) -> list[Item]:
    """All of `now`, and of `was` what is not there any more, each behind what it stood behind."""
    merged = list(now)
    names = [name(one) for one in now]
    place = 0
    for one in was:
        if name(one) in names:
            place = names.index(name(one)) + 1
            continue
        while place < len(merged) and before(merged[place], one):
            place += 1
        merged.insert(place, one)
        names.insert(place, name(one))
        place += 1
    return merged
