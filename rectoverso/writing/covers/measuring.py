"""How wide and how high words are in a face, and how they are best divided into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from rectoverso.writing.fonts import Face

BOLD, PLAIN = 700, 400
_SPACE = re.compile(r"[ \t\n]+")
# A line had better end behind one of these than anywhere else.
_PAUSE = re.compile(r"[:;,.!?—–،؛؟।]$")
# How much longer than need be a line may become so that another ends behind a pause.
_FOR_A_PAUSE = 0.78


class Measure:
    """Measures words in the first of some families that has their letters, at a weight.

    All it gives is in parts of the type size.
    """

    def __init__(self, families: Sequence[str], faces: Sequence[Face], weight: int) -> None:
        self.faces = [
            next(
                (one for one in upright if one.weight == weight),
                min(upright, key=lambda one: abs(one.weight - weight)),
            )
            for family in families
            if (upright := [f for f in faces if (f.family, f.style) == (family, "normal")])
        ]

    def width(self, text: str) -> float:
        """How wide a text is on one line."""
        return sum(_shape(path, run)[0] for path, run in self._runs(text))

    def heights(self, text: str) -> tuple[float, float]:
        """How far its letters reach above the line they stand on, and below it."""
        shaped = [_shape(path, run) for path, run in self._runs(text)]
        return max((one[1] for one in shaped), default=0), max((o[2] for o in shaped), default=0)

    @property
    def middle(self) -> float:
        """How much farther letters may reach above their line than below it: twice the way from
        the line to the middle of an empty line of text."""
        extents = _font(self.faces[0].path)[0].get_font_extents("ltr")
        return float(extents.ascender + extents.descender) / _font(self.faces[0].path)[1]

    def _runs(self, text: str) -> list[tuple[Path, str]]:
        """The text in pieces of one face each. Spaces stay with what is before them."""
        chosen: list[tuple[Path, str]] = []
        for letter in text:
            last = chosen[-1][0] if chosen else None
            neutral = last and not letter.isalnum() and self._has(last, letter)
            face = next((f.path for f in self.faces if ord(letter) in f.coverage), last)
            chosen.append(((last if neutral else face) or self.faces[0].path, letter))
        return [
            (path, "".join(letter for _, letter in run))
            for path, run in groupby(chosen, key=lambda pair: pair[0])
        ]

    def _has(self, path: Path, letter: str) -> bool:
        return any(ord(letter) in face.coverage for face in self.faces if face.path == path)


@cache
def _font(path: Path) -> tuple[Any, float]:
    import uharfbuzz  # type: ignore[import-untyped]  # it brings no types

    face = uharfbuzz.Face(path.read_bytes())
    return uharfbuzz.Font(face), float(face.upem)


@cache
def _shape(path: Path, text: str) -> tuple[float, float, float]:
    """Width, height and depth of a run of one face, in parts of the type size."""
    import uharfbuzz

    font, upem = _font(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    wide, high, deep = 0.0, 0.0, 0.0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        wide += place.x_advance
        if box := font.get_glyph_extents(glyph.codepoint):
            high = max(high, box.y_bearing + place.y_offset)
            deep = max(deep, -(box.y_bearing + box.height + place.y_offset))
    return wide / upem, high / upem, deep / upem


# --- Lines ---------------------------------------------------------------------------------


def in_lines(text: str, count: int, measure: Measure) -> tuple[str, ...]:
    """The text in so many lines, as equally wide as can be; fewer if it has not so many words.

    A line ends behind a comma or a colon where that costs little.
    """
    words = [word for word in _SPACE.split(text) if word]
    count = min(count, len(words))
    if count < 2:
        return (" ".join(words),) if words else ()
    cost = cache(lambda first, last: _cost(words, first, last, measure))

    @cache
    def best(first: int, lines: int) -> tuple[float, tuple[int, ...]]:
        if lines == 1:
            return cost(first, len(words)), (len(words),)
        return min(
            (cost(first, last) + rest[0], (last, *rest[1]))
            for last in range(first + 1, len(words) - lines + 2)
            for rest in [best(last, lines - 1)]
        )

    ends = best(0, count)[1]
    return tuple(
        " ".join(words[first:last]) for first, last in zip((0, *ends[:-1]), ends, strict=True)
    )


def _cost(words: list[str], first: int, last: int, measure: Measure) -> float:
    width = measure.width(" ".join(words[first:last]))
    ended = last == len(words) or _PAUSE.search(words[last - 1])
    # The widest line counts for most; what is left makes the others even.
    return float((width * _FOR_A_PAUSE if ended else width) ** 4)
