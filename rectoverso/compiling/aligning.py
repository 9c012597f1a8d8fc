"""Align two rows of things by their likeness: which of the new ones came of which of the old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Pair = tuple[int | None, int | None]  # the places of the old and of the new thing

# Two things with less in common are not the same thing changed.
ALIKE = 0.4
# The pairs that are compared between two things that stayed; beyond that they go by their order.
MOST = 40_000


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """How much two heaps of words have in common, from 0 to 1 (Dice's coefficient)."""
    both = old.total() + new.total()
    return 2 * (old & new).total() / both if both else 1.0


def align(
    old: Sequence[Thing], new: Sequence[Thing], alike: Callable[[Thing, Thing], float]
) -> Iterator[Pair]:
    """Pairs of places in both rows, in order; None where a thing is new, or is gone.

    What is equal is paired first, then what is `alike` (from 0 to 1) enough, so that the sum is
    greatest (Needleman and Wunsch 1970, without cost for gaps). What is gone comes first.
    """
    for tag, begin, end, start, stop in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            yield from zip(range(begin, end), range(start, stop), strict=True)
        else:
            yield from _between(old, new, range(begin, end), range(start, stop), alike)


def _between(
    old: Sequence[Thing],
    new: Sequence[Thing],
    gone: range,
    come: range,
    alike: Callable[[Thing, Thing], float],
) -> Iterator[Pair]:
    pairs = _pairs(old, new, gone, come, alike)
    at, to = gone.start, come.start
    for one, other in (*pairs, (gone.stop, come.stop)):
        yield from ((n, None) for n in range(at, one))
        yield from ((None, n) for n in range(to, other))
        if (one, other) in pairs:
            yield one, other
        at, to = one + 1, other + 1


def _pairs(
    old: Sequence[Thing],
    new: Sequence[Thing],
    gone: range,
    come: range,
    alike: Callable[[Thing, Thing], float],
) -> list[tuple[int, int]]:
    if len(gone) * len(come) > MOST:
        side_by_side = zip(gone, come, strict=False)
        return [pair for pair in side_by_side if alike(old[pair[0]], new[pair[1]]) >= ALIKE]
    # best[i][j]: the greatest sum for what comes from the i-th gone and the j-th come thing on.
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    score = [[alike(old[one], new[other]) for other in come] for one in gone]
    for i in reversed(range(len(gone))):
        for j in reversed(range(len(come))):
            paired = score[i][j] + best[i + 1][j + 1] if score[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(gone) and j < len(come):
        if score[i][j] >= ALIKE and best[i][j] == score[i][j] + best[i + 1][j + 1]:
            pairs.append((gone[i], come[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
