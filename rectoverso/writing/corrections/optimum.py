"""Divide a paragraph into lines so that the whole of it is set as evenly as can be.

The method is that of D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines (Software:
Practice and Experience 11, 1981): of all ways to break the lines, the one of fewest demerits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

# How much narrower and wider a space may become, in parts of itself, before a line is a bad one.
_SHRINK, _STRETCH = 0.355, 0.5
_ROUNDING = 1e-6  # what sums of widths may be off

_LOOSEST = 1.6  # how far they are stretched if any way will do with that

# Demerits of a line are the square of how bad it is, as in TeX.
_WORST = 1e5  # no line is worse than this
_HYPHEN = 50.0  # how bad it is for a line to end in a hyphen,
_STACK = 400.0  # and for each line above it that does, too
_LONELY = 50.0  # how bad a last line is that covers less than a tenth of the measure,
_RUNT = 400.0  # and more so one with less in it than the paragraph asks for, or with half a word
_UNLIKE = 1e4  # demerits of a tight line beside a loose one,
_RIVER = 1e4  # and of each gap below two or more that stand one below the other


class Break(NamedTuple):
    """A place where a line may end, or must.

    Places are measured along the paragraph set in one line with its natural spaces: a line that
    ends here ends at `end`, the next one starts at `start`; what is between falls away. `spaces`
    is the width of all spaces before `end`, `dropped` of all before `start`; `hyphen` is the width
    of a hyphen that this break adds.
    """

    end: float
    start: float
    spaces: float
    dropped: float
    hyphen: float = 0.0
    must: bool = False


class _Way(NamedTuple):
    """The best way found to a break, and what is known of its last line."""

    demerits: float
    at: int  # the number of the break; -1 before the first line
    kind: int  # 0 tight, 1 decent, 2 loose, 3 very loose
    hyphens: int  # how many lines end in hyphens, one below the other
    gaps: tuple[tuple[float, int], ...]  # where its gaps are, and how many stand above each
    before: _Way | None


_START = Break(0.0, 0.0, 0.0, 0.0)


def best_breaks(
    breaks: Sequence[Break],
    gaps: Sequence[float],
    measure: float,
    indent: float = 0.0,
    after: int = -1,
    least: float = 0.0,
) -> list[int]:
    """The numbers of the breaks at which the lines of a paragraph end.

    `gaps` are the middles of the spaces along the paragraph; `measure` is the width of lines, of
    which the first starts `indent` further in; all in one unit. The last of `breaks` is the
    paragraph's end; the first line begins `after` one of them; the last one should be no shorter
    than `least`. If some line cannot be made to fit, they end before it.
    """
    way = _best_way(breaks, gaps, measure, indent, after, least, _LOOSEST)
    if way.at < len(breaks) - 1:
        way = _best_way(breaks, gaps, measure, indent, after, least, inf)
    chosen = []
    while way.before is not None:
        chosen.append(way.at)
        way = way.before
    return chosen[::-1]


def _best_way(
    breaks: Sequence[Break],
    gaps: Sequence[float],
    measure: float,
    indent: float,
    after: int,
    least: float,
    loosest: float,
) -> _Way:
    """The best way to the paragraph's end, or as far as it can be gone."""
    ways = [_Way(0.0, after, 1, 0, (), None)]
    for number in range(after + 1, len(breaks)):
        end = breaks[number]
        arriving: dict[int, _Way] = {}
        staying: list[_Way] = []
        for way in ways:
            start = breaks[way.at] if way.at >= 0 else _START
            spaces = end.spaces - start.dropped
            inset = indent if way.before is None else 0.0
            spare = measure - inset - (end.end - start.start)
            if spare < -_SHRINK * spaces - _ROUNDING:
                continue
            staying.append(way)
            if spare > loosest * _STRETCH * spaces and not end.must:
                continue
            ratio = _ratio(spare - end.hyphen, spaces)
            if ratio >= -1:
                line = _Line(start, end, inset, spare - end.hyphen, measure, least)
                _arrive(arriving, way, number, line, ratio, gaps)
        reached = [*([] if end.must else staying), *arriving.values()]
        if not reached:
            return max(ways, key=lambda way: (way.at, -way.demerits))
        ways = reached
    return min(ways, key=lambda way: way.demerits)


def _ratio(spare: float, spaces: float) -> float:
    """How far the spaces of a line are widened (to 1 decently) or narrowed (to -1 at most)."""
    if spare == 0:
        return 0.0
    return spare / ((_STRETCH if spare > 0 else _SHRINK) * max(spaces, 1e-3))


class _Line(NamedTuple):
    start: Break
    end: Break
    inset: float
    spare: float
    measure: float
    least: float

    def demerits(self, ratio: float, hyphens: int) -> float:
        bad = min(100 * abs(ratio) ** 3, _WORST)
        if hyphens:
            bad += _HYPHEN + _STACK * (hyphens - 1)
        if self.end.must:
            bad += self._shortness()
        return (1 + bad) ** 2

    def _shortness(self) -> float:
        """How bad it is that a last line is so short."""
        width = self.end.end - self.start.start
        bad = _LONELY if width < self.measure / 10 else 0.0
        if width < self.least or (self.start.hyphen and self.start.dropped == self.end.spaces):
            bad += _RUNT
        return bad

    def gaps(self, along: Sequence[float], spare: float) -> list[float]:
        """Where the gaps between its words are, from where lines start."""
        first = bisect_left(along, self.start.start)
        count = bisect_left(along, self.end.end) - first
        more = spare / count if count else 0.0
        away = self.inset - self.start.start + more / 2
        return [along[first + at] + away + more * at for at in range(count)]


def _arrive(
    arriving: dict[int, _Way],
    way: _Way,
    number: int,
    line: _Line,
    ratio: float,
    gaps: Sequence[float],
) -> None:
    """Keep this way to a break if it is the best of its kind."""
    spare = line.spare
    if line.end.must and ratio > 0:
        ratio = spare = 0.0
    kind = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
    hyphens = way.hyphens + 1 if line.end.hyphen else 0
    demerits = way.demerits + line.demerits(ratio, hyphens)
    if abs(kind - way.kind) > 1:
        demerits += _UNLIKE
    known = arriving.get(kind)
    if known is not None and known.demerits <= demerits:
        return
    places = line.gaps(gaps, spare)
    flow = _below(places, way.gaps, (line.end.spaces - line.start.dropped + spare) / 2)
    demerits += sum(_RIVER * (run - 1) for _, run in flow if run > 1)
    if known is None or demerits < known.demerits:
        arriving[kind] = _Way(demerits, number, kind, hyphens, flow, way)


def _below(
    places: Sequence[float], above: Sequence[tuple[float, int]], spaces: float
) -> tuple[tuple[float, int], ...]:
    """The gaps of a line, each with the number of gaps that stand above it in a row.

    One stands above another if it covers more than half of it; `spaces` is half the width of all.
    """
    if not places or not above:
        return tuple((place, 0) for place in places)
    near = spaces / len(places)
    flow = []
    at = 0
    for place in places:
        while at < len(above) and above[at][0] <= place - near:
            at += 1
        run = above[at][1] + 1 if at < len(above) and above[at][0] < place + near else 0
        flow.append((place, run))
    return tuple(flow)
