"""Of all ways to break the lines of a paragraph, the one of fewest demerits."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from rectoverso.writing.corrections.optimum import Break, best_breaks

SPACE = 3.0


def words(*widths: float) -> tuple[list[Break], list[float]]:
    """The breaks and gaps of a paragraph of words as wide as this."""
    breaks, gaps, x = [], [], 0.0
    for number, width in enumerate(widths, 1):
        x += width
        last = number == len(widths)
        spaces = SPACE * (number - 1)
        breaks.append(Break(x, x + SPACE, spaces, spaces + SPACE, must=last))
        gaps.append(x + SPACE / 2)
        x += SPACE
    return breaks, gaps[:-1]


def demerits(
    breaks: Sequence[Break], ends: Sequence[int], measure: float
) -> tuple[bool, float] | None:
    """Whether a line is very loose, and the demerits of all, rivers left out; None if one does
    not fit.
    """
    total, kind_above, start, very_loose = 0.0, 1, Break(0, 0, 0, 0), False
    for end in map(breaks.__getitem__, ends):
        spaces = end.spaces - start.dropped
        spare = measure - (end.end - start.start)
        ratio = spare / max(spaces, 0.001) * (2 if spare > 0 else 1 / 0.355)
        if ratio < -1:
            return None
        if end.must and ratio > 0:
            ratio = 0
        bad = min(100 * abs(ratio) ** 3, 1e5)
        if end.must and end.end - start.start < measure / 10:
            bad += 50
        kind = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        total += (1 + bad) ** 2 + (10_000 if abs(kind - kind_above) > 1 else 0)
        start, kind_above, very_loose = end, kind, very_loose or ratio > 1.6
    return very_loose, total


@given(st.lists(st.floats(2, 30), min_size=1, max_size=9), st.floats(30, 90))
def test_no_other_way_with_decent_lines_has_fewer_demerits(
    widths: list[float], measure: float
) -> None:
    breaks, _ = words(*widths)
    inner = range(len(breaks) - 1)
    ways = [
        [*chosen, len(breaks) - 1]
        for count in range(len(breaks))
        for chosen in combinations(inner, count)
    ]
    costs = [cost for way in ways if (cost := demerits(breaks, way, measure)) is not None]

    found = best_breaks(breaks, (), measure)
    cost = demerits(breaks, found, measure)
    assert found[-1] == len(breaks) - 1
    assert cost is not None
    assert cost[0] == min(costs)[0]
    assert cost[1] <= min(costs)[1] * (1 + 1e-9)


def test_what_fits_to_a_hair_fits() -> None:
    breaks, _ = words(2.1013871994890643, 30)

    assert best_breaks(breaks, (), 30) == [0, 1]


def test_a_loose_line_is_avoided_by_a_tight_one_before_it() -> None:
    breaks, gaps = words(20, 20, 20, 20, 38, 20, 20)

    assert best_breaks(breaks, gaps, 66) == [2, 4, 6]  # and not 20 20 20 20 / 38 20 / 20
    assert best_breaks(breaks, gaps, 87) == [3, 6]


def test_lines_end_where_they_must() -> None:
    breaks, gaps = words(20, 20, 20, 20)
    breaks[1] = breaks[1]._replace(must=True)

    assert best_breaks(breaks, gaps, 90) == [1, 3]


def test_hyphens_stand_where_spaces_would_get_too_wide() -> None:
    def ends(hyphen: float) -> list[int]:
        breaks, gaps = words(20, 20, 20, 20, 20, 20, 20)
        within = Break(79, 79, 9, 9, hyphen)  # in the middle of the fourth word
        return best_breaks([*breaks[:3], within, *breaks[3:]], gaps, 84)

    assert 3 in ends(4)
    assert 3 not in ends(40)


def test_a_word_wider_than_the_measure_ends_what_can_be_chosen() -> None:
    breaks, gaps = words(20, 20, 20, 200, 20, 20)

    assert best_breaks(breaks, gaps, 66) == [2]
    assert best_breaks(breaks, gaps, 66, after=2) == []
    assert best_breaks(breaks, gaps, 66, after=3) == [5]


def rivers(breaks: Sequence[Break], ends: Sequence[int], measure: float) -> int:
    """How many gaps between words of one width stand below two others."""
    rows, start = [], Break(0, 0, 0, 0)
    for end in map(breaks.__getitem__, ends):
        inside = [one.end - start.start for one in breaks if start.start < one.end < end.end]
        spare = 0 if end.must else measure - (end.end - start.start)
        share = spare / max(len(inside), 1)
        rows.append([x + share * at for at, x in enumerate(inside)])
        start = end
    return sum(
        any(abs(x - y) < SPACE / 2 for y in above) and any(abs(y - z) < SPACE / 2 for z in top)
        for top, above, row in zip(rows, rows[1:], rows[2:], strict=False)
        for x in row
        for y in above
        if abs(x - y) < SPACE / 2
    )


def test_a_ladder_of_hyphens_costs_more_than_loose_lines() -> None:
    breaks, gaps = words(*[20] * 24)
    hyphens = [Break(b.end - 7, b.end - 7, b.spaces, b.spaces, 4) for b in breaks[3::4]]
    both = sorted([*breaks, *hyphens])

    found = best_breaks(both, gaps, 80)

    assert not any(both[one].hyphen and both[two].hyphen for one, two in pairwise(found))


def test_a_last_line_is_as_long_as_the_paragraph_asks_for() -> None:
    breaks, gaps = words(*[8] * 12, 13)

    assert best_breaks(breaks, gaps, 127) == [11, 12]
    assert best_breaks(breaks, gaps, 127, least=20) == [10, 12]


def test_half_a_word_does_not_stand_alone_in_the_last_line() -> None:
    breaks, gaps = words(*[8] * 11, 30)
    within = Break(136, 136, 33, 33, 2)  # in the middle of the last word

    assert best_breaks([*breaks[:-1], within, breaks[-1]], gaps, 134) == [10, 12]


def test_rivers_run_shorter_where_they_are_looked_for() -> None:
    chance = random.Random(5)
    unseen = seen = 0
    for _ in range(20):
        breaks, gaps = words(*(chance.uniform(4, 24) for _ in range(120)))
        unseen += rivers(breaks, best_breaks(breaks, (), 260), 260)
        seen += rivers(breaks, best_breaks(breaks, gaps, 260), 260)

    assert seen < unseen / 2
