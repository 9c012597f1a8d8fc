"""Look an index over as its indexer would: places with their lines, twins, gaps and crowds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from rectoverso.compiling.likeness import Likeness, skeleton, variants
from rectoverso.compiling.words import count_words, folded
from rectoverso.model.book import Book, IndexEntry, Section
from rectoverso.model.nodes import IndexMark, echo, plain, walk
from rectoverso.model.source import Source, Span

# More page numbers in a row than anybody looks up (Chicago 17, 16.11: break such an entry up).
CROWD = 8
# A chapter shorter than this says nothing about how closely it is indexed.
SHORT = 200
# So many times more, or fewer, marks than the middle chapter has is worth a look.
UNEVEN = 2.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of an entry: where its mark is written, the line there, and where its range ends."""

    span: Span
    line: str
    chapter: str
    mention: str = ""
    end: Span | None = None


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """An entry of an index with all its levels, its places, and where it sends the reader."""

    index: str
    lang: str
    path: tuple[str, ...]
    spots: tuple[Spot, ...]
    see: tuple[str, ...]
    see_also: tuple[str, ...]
    original: str = ""

    @property
    def bare(self) -> int:
        """How many of its places are told apart by nothing."""
        return sum(not spot.mention for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries a reader might take for one, and in what they differ."""

    one: ReviewedEntry
    other: ReviewedEntry
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Closeness:
    """How closely a chapter is indexed: marks for every thousand words, beside the others."""

    title: str
    path: str
    lang: str
    words: int
    marks: int
    verdict: str

    @property
    def density(self) -> float:
        """Marks for every thousand words."""
        return 1000 * self.marks / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """All that can be told of the indexes of a book."""

    entries: tuple[ReviewedEntry, ...]
    twins: tuple[Twins, ...]
    crowded: tuple[ReviewedEntry, ...]
    chapters: tuple[Closeness, ...]


def review(book: Book, sources: Mapping[str, Source]) -> Review:
    """The indexes looked over; `sources` are the chapters' texts by path, for the lines."""
    spans = {
        mark.anchor: (mark.span, section)
        for section in book.sections
        for mark in walk((section.title, section.subtitle, section.blocks))
        if isinstance(mark, IndexMark) and mark.anchor
    }
    for explained in book.glossary:
        for mark in walk(explained.definition):
            if isinstance(mark, IndexMark) and mark.anchor:
                holder = next(one for one in book.sections if one.kind == "glossary")
                spans[mark.anchor] = (mark.span, holder)
    entries = tuple(_reviewed(book, spans, sources))
    return Review(
        entries,
        tuple(_twins(entries)),
        tuple(entry for entry in entries if entry.bare > CROWD),
        _closeness(book),
    )


def _reviewed(
    book: Book, spans: Mapping[str, tuple[Span, Section]], sources: Mapping[str, Source]
) -> Iterator[ReviewedEntry]:
    def below(entry: IndexEntry, index: str, path: tuple[str, ...]) -> Iterator[ReviewedEntry]:
        path = (*path, entry.heading)
        spots = []
        for place in entry.locators:
            span, section = spans[place.anchor]
            source = sources.get(span.path)
            end = spans[place.end][0] if place.end else None
            name = section.label or plain(echo(section.title))
            line = source.line(span.line).strip() if source else ""
            spots.append(Spot(span, line, name, place.mention, end))
        yield ReviewedEntry(
            index,
            entry.lang,
            path,
            tuple(spots),
            tuple(one.heading for one in entry.see),
            tuple(one.heading for one in entry.see_also),
            entry.original,
        )
        for one in entry.subentries:
            yield from below(one, index, path)

    for index in book.indexes:
        for group in index.groups:
            for entry in group.entries:
                yield from below(entry, index.name, ())


# --- Twins ---------------------------------------------------------------------------------


def _twins(entries: Iterable[ReviewedEntry]) -> Iterator[Twins]:
    """Pairs of entries on one level that look or sound alike, each pair once."""
    told: set[tuple[int, int]] = set()
    shelves: dict[tuple[str, ...], list[ReviewedEntry]] = defaultdict(list)
    for entry in entries:
        shelves[entry.index, entry.lang, *entry.path[:-1]].append(entry)
    for shelf in shelves.values():
        for likeness, group in _alike(shelf):
            yield from _pairs(group, likeness, told)
    sounds: dict[tuple[str, str], list[ReviewedEntry]] = defaultdict(list)
    for entry in entries:
        if len(entry.path) == 1 and not entry.see and (heard := skeleton(entry.path[0])):
            sounds[entry.index, heard].append(entry)
    for group in sounds.values():
        for one, other in combinations(group, 2):
            if one.lang != other.lang and not _related(one, other):
                yield from _pairs([one, other], "transliteration", told)


def _alike(shelf: list[ReviewedEntry]) -> Iterator[tuple[Likeness, list[ReviewedEntry]]]:
    same: dict[str, list[ReviewedEntry]] = defaultdict(list)
    near: dict[str, list[ReviewedEntry]] = defaultdict(list)
    for entry in shelf:
        form = " ".join(map(folded, entry.path[-1].split()))
        same["".join(form.split())].append(entry)
        for variant in variants(form):
            near[variant].append(entry)
    for group in same.values():
        cases = len({entry.path[-1].casefold() for entry in group}) == 1
        yield ("case" if cases else "half-spaces or forms of letters"), group
    for group in near.values():
        yield "spelling", group


def _pairs(
    group: list[ReviewedEntry], likeness: Likeness, told: set[tuple[int, int]]
) -> Iterator[Twins]:
    for one, other in combinations(group, 2):
        pair = (id(one), id(other))
        if one is not other and pair not in told and not _related(one, other):
            told.add(pair)
            yield Twins(one, other, likeness)


def _related(one: ReviewedEntry, other: ReviewedEntry) -> bool:
    """Whether one of them names the other already."""
    return (
        other.path[-1] in (*one.see, *one.see_also)
        or one.path[-1] in (*other.see, *other.see_also)
        or other.path[-1] == one.original
        or one.path[-1] == other.original
    )


# --- Chapters ------------------------------------------------------------------------------


def _closeness(book: Book) -> tuple[Closeness, ...]:
    counted = [
        (
            section,
            count_words(section.blocks),
            sum(
                isinstance(node, IndexMark) and bool(node.anchor) and node.range != "close"
                for node in walk((section.title, section.blocks))
            ),
        )
        for section in book.sections
        if section.blocks and section.path and section.kind not in ("glossary", "index")
    ]
    densities = [1000 * marks / words for _, words, marks in counted if words >= SHORT]
    middle = median(densities) if densities else 0.0
    return tuple(
        Closeness(
            plain(echo(section.title)) or section.label,
            section.path,
            section.lang,
            words,
            marks,
            _verdict(words, marks, middle),
        )
        for section, words, marks in counted
    )


def _verdict(words: int, marks: int, middle: float) -> str:
    if words < SHORT or not middle:
        return ""
    density = 1000 * marks / words
    if density * UNEVEN < middle:
        return "few marks"
    return "many marks" if density > middle * UNEVEN else ""
