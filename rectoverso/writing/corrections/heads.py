"""Shorten what does not fit between its neighbours at the head or foot of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import regex
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page, preferred

Box = Any  # WeasyPrint has no types

_ELLIPSIS = "…"
_BESIDE = 2  # times the size of the type
_OPENED, _CLOSED = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_OPENING = (_OPENED, "\N{RIGHT-TO-LEFT ISOLATE}", "\N{FIRST STRONG ISOLATE}")
# What does not stand before an ellipsis.
_LOOSE = regex.compile(r"[\s\p{P}]+$")


def correct_heads() -> None:
    """Have a line in the middle of a margin end in an ellipsis, behind a word, where WeasyPrint 70
    would let it run into what stands beside it. What it was to say is kept as `whole_text`.

    Calling it again does nothing.
    """
    if not hasattr(page.compute_variable_dimension, "shortens"):
        page.compute_variable_dimension = _shortening(page.compute_variable_dimension)


def _shortening(compute: Callable[..., None]) -> Callable[..., None]:
    @wraps(compute)
    def corrected(context: Any, sides: list[Box], vertical: bool, room: float) -> None:
        first, middle, last = sides
        if not vertical and middle.is_generated:
            # A title is as short beside 9 as beside 100.
            em = middle.style["font_size"]
            beside = max(_BESIDE * em, *(_width(context, one) for one in (first, last)))
            _shorten(context, middle, room - 2 * (beside + em))
        compute(context, sides, vertical, room)

    corrected.shortens = True  # type: ignore[attr-defined]
    return corrected


def _width(context: Any, box: Box) -> float:
    return float(preferred.max_content_width(context, box)) if box.is_generated else 0.0


def _shorten(context: Any, box: Box, room: float) -> None:
    """Leave out words at the end of a box that holds one text, until it is no wider than that."""
    texts = [one for one in box.descendants() if isinstance(one, boxes.TextBox)]
    if len(texts) != 1 or box.style["white_space"] != "nowrap" or _width(context, box) <= room:
        return
    (text,) = texts
    whole = text.text
    for shorter in _shorter(whole):
        text.text = shorter
        if _width(context, box) <= room:
            break
    box.whole_text = whole


def _shorter(text: str) -> Iterator[str]:
    """The beginnings of a text, each shorter than the one before: by words, then by letters."""
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        yield _ended(" ".join(words[:count]))
    letters = regex.findall(r"\X", words[0])
    for count in range(len(letters) - 1, 0, -1):
        yield _ended("".join(letters[:count]))


def _ended(text: str) -> str:
    """A text with an ellipsis; isolates that begin in it end in it (UAX #9, 2.4)."""
    text = _LOOSE.sub("", text.rstrip("".join(_OPENING)))
    left = sum(map(text.count, _OPENING)) - text.count(_CLOSED)
    return text + _CLOSED * left + _ELLIPSIS
