"""Say where unseen marks have to stand in a line, so that its words are taken out whole.

Poppler takes text out line by line as it stands on the page, from the left or from the right as
most letters of the page run. A stretch of one direction goes on there until a letter or a digit of
the other (`reorderText` in its TextOutputDev.cc): what is neither goes with the stretch before it
and is turned round with that, the space that parts two words included. A mark of direction ends a
stretch as a letter does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import icu

from rectoverso.writing.bidi import visual_order

Box = Any  # WeasyPrint has no types

_LTR, _RTL = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
# What Poppler makes of ICU's classes: L, R and AL are letters, numbers go from left to right, and
# so does what may stand in numbers (ES, ET, CS): the full stop, the comma, the colon.
_KINDS = {0: "L", 1: "R", 13: "R", 2: "D", 5: "D", 3: "S", 4: "S", 6: "S"}
_WORDS, _FORWARD = ("L", "R", "D"), ("L", "D")
_UNSEEN = (11, 12, 14, 15, 16, 17, 18)  # controls, and signs on letters
_ISOLATES = (19, 20, 21, 22)


class _Sign(NamedTuple):
    """What takes room in a line: its kind, its level, and where it stands."""

    # L or R: a letter; D: a digit; S: what may stand in numbers; N: anything else. An isolate, of
    # which nothing is seen, has none.
    kind: str
    level: int
    box: Box = None
    at: int = 0  # in the box's text, in bytes of UTF-8

    @property
    def odd(self) -> int:
        """Whether it stands in a stretch that runs from right to left."""
        return self.level % 2


def mark(row: Sequence[tuple[Box | None, bytes]], base: int) -> None:
    """Tell the texts of a line where marks have to stand in them (`bidi_marks`).

    `row` are the boxes from left to right, with the levels of what is in each, in the order of
    the text; None where an isolate begins or ends. A mark stands on the left of the character
    whose first byte has its number.

    Read in the direction of its letters, a line with its marks gives its text as it was written;
    read in the other, whole words.
    """
    for box, _ in row:
        if box is not None:
            box.bidi_marks = {}
    signs = [sign for box, levels in row for sign in _signs(box, levels)]
    words = [at for at, sign in enumerate(signs) if sign.kind in _WORDS]
    edge = _Sign("", base)
    for left, right in pairwise((-1, *words, len(signs))):
        between = signs[left + 1 : right]
        one = signs[left] if left >= 0 else edge
        other = signs[right] if right < len(signs) else edge
        if between or one.odd != other.odd:
            for at, sign in _between(one, between, other):
                marks = at.box.bidi_marks if at.box is not None else {}
                marks[at.at] = marks.get(at.at, "") + sign


def _between(one: _Sign, signs: Sequence[_Sign], other: _Sign) -> Iterator[tuple[_Sign, str]]:
    """The marks between two words, with the signs that they stand left of."""
    lowest = min(sign.level for sign in (one, *signs, other))
    row = (one, *(sign for sign in signs if sign.kind), other)
    yield from (_in_rtl if lowest % 2 else _in_ltr)(row)


def _in_rtl(row: Sequence[_Sign]) -> Iterator[tuple[_Sign, str]]:
    one, other = row[0].kind, row[-1].kind
    for before, sign in pairwise(row):
        # Read from the left, a word would take the space behind it along when it is turned round.
        parts = before is row[0] and one == "R" and other in _FORWARD and sign.kind == "N"
        if parts or (before.odd < sign.odd and before.kind == "N"):
            yield sign, _LTR
        ends = sign.odd and sign.kind == "S" and (one in _FORWARD or other in _FORWARD)
        if before.kind != "R" and (ends or before.odd > sign.odd):
            yield sign, _RTL


def _in_ltr(row: Sequence[_Sign]) -> Iterator[tuple[_Sign, str]]:
    one, other = row[0].kind, row[-1].kind
    for before, sign in pairwise(row):
        if before.odd > sign.odd and sign.kind == "N":
            yield sign, _LTR
        # The same, read from the right.
        if one == "R":
            parts = other in _FORWARD and sign is row[-1] and before is not row[0]
        else:
            parts = one in _FORWARD and other == "R" and sign is row[-2] and sign.kind == "S"
        if parts or (before.odd < sign.odd and sign.kind != "R"):
            yield sign, _RTL


def _signs(box: Box | None, levels: bytes) -> Iterator[_Sign]:
    """What is in a box from left to right."""
    if box is None:
        yield _Sign("", levels[0])
        return
    text = getattr(box, "text", None)
    if text is None:
        yield _Sign("N", levels[0])
        return
    starts = list(accumulate((len(letter.encode()) for letter in text), initial=0))
    for place in visual_order(levels[: len(text)]):
        kind = _kind(text[place])
        if kind is not None:
            yield _Sign(kind, levels[place], box, starts[place])


@lru_cache(maxsize=4096)
def _kind(character: str) -> str | None:
    """The kind of a character; None of what only changes others."""
    found = icu.Char.charDirection(character)
    if found in _ISOLATES:
        return ""
    return None if found in _UNSEEN else _KINDS.get(found, "N")
