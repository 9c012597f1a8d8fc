"""Let the signs at the edges of justified lines hang in the margin, as far as the style sheet says.

A row of stops, hyphens and quotation marks at the edge of a page looks like a dent in it.
`hanging-punctuation` (CSS Text 3, 8.1) knows no amounts, and WeasyPrint 70 does not know it. Two
properties say them here, by signs and parts of their width, for the start of a line and its end:

    hang-start: "“‘" 50%;  hang-end: ".," 80% "‐-" 60%;
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tinycss2.ast import PercentageToken, StringToken
from weasyprint.css import properties
from weasyprint.css.tokens import get_single_keyword
from weasyprint.css.validation import properties as validation
from weasyprint.formatting_structure import boxes

from rectoverso.writing.corrections.spacing import text_width

Box = Any  # WeasyPrint has no types
Signs = Mapping[str, float]

_SIDES = ("hang-start", "hang-end")
_LAST_LINES = ("auto", "start", "justify")


def correct_hanging() -> None:
    """Know `hang-start` and `hang-end`. Calling it again does nothing."""
    for name in _SIDES:
        if name in properties.KNOWN_PROPERTIES:
            return
        properties.INITIAL_VALUES[name.replace("-", "_")] = {}
        properties.KNOWN_PROPERTIES.add(name)
        properties.INHERITED.add(name.replace("-", "_"))
        validation.property(name)(_read)


def _read(tokens: Sequence[Any]) -> Signs | None:
    """The parts of their width by which signs hang; None if it is no such value."""
    if get_single_keyword(tokens) == "none":
        return {}
    parts: dict[str, float] = {}
    for signs, part in zip(tokens[::2], tokens[1::2], strict=False):
        if not isinstance(signs, StringToken) or not isinstance(part, PercentageToken):
            return None
        parts |= dict.fromkeys(signs.value, part.value / 100)
    return parts if len(tokens) % 2 == 0 else None


def overhang(style: Any, side: str, sign: str) -> float:
    """How far a sign hangs out of its line (CSS pixels); the side is `start` or `end`."""
    part = style[f"hang_{side}"].get(sign)
    return part * text_width(style, sign) if part else 0.0


def stands_free(context: Any, line: Box) -> bool:
    """Whether there is no float beside a line, as far as is known before it is set."""
    return all(
        shape.position_y + shape.margin_height() <= line.position_y
        for shape in context.excluded_shapes
    )


def overhangs(
    context: Any, line: Box, paths: Sequence[tuple[Box, ...]], *, last: bool
) -> tuple[float, float]:
    """How far what stands at the left and at the right of a line hangs out of it (CSS pixels).

    `paths` lead to the leaves of the line, from left to right. Only lines of justified text have
    anything hung, where no float is in the way; the first one nothing at its indent.
    """
    style = line.style
    if not (style["hang_start"] or style["hang_end"]):
        return 0.0, 0.0
    if style["text_align_all"] != "justify" or style["white_space"] != "normal":
        return 0.0, 0.0
    if last and style["text_align_last"] not in _LAST_LINES:
        return 0.0, 0.0
    seen = [path for path in paths if _is_seen(path[-1])]
    if not seen or line.bidi_floats or not stands_free(context, line):
        return 0.0, 0.0
    sides = ["start", "end"] if line.bidi_block.style["direction"] == "ltr" else ["end", "start"]
    edges = zip(sides, ("left", "right"), (seen[0], seen[-1]), strict=True)
    left, right = (
        0.0 if side == "start" and line.text_indent else _overhang(path, side, edge)
        for side, edge, path in edges
    )
    return left, right


def _is_seen(box: Box) -> bool:
    return bool(box.is_in_normal_flow() and (getattr(box, "text", "") or box.margin_width()))


def _overhang(path: tuple[Box, ...], side: str, edge: str) -> float:
    """How far the sign at one edge of a line hangs."""
    box = path[-1]
    if not isinstance(box, boxes.TextBox) or any(_has_edge(around, edge) for around in path[:-1]):
        return 0.0
    first = (edge == "left") == (box.style["direction"] == "ltr")
    return overhang(box.style, side, box.text[0 if first else -1])


def _has_edge(box: Box, edge: str) -> bool:
    return bool(
        getattr(box, f"margin_{edge}")
        or getattr(box, f"padding_{edge}")
        or getattr(box, f"border_{edge}_width")
    )
