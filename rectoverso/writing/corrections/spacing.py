"""Give a line's spare width to its spaces, so that all of them come out equally wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.text.ffi import TO_UNITS
from weasyprint.text.line_break import Layout, line_size

Box = Any  # WeasyPrint has no types

_SPACES = (" ", "\N{NO-BREAK SPACE}")
_FACE = ("font_family", "font_weight", "font_style", "font_size", "lang", "font_stretch")


def space_out(texts: Sequence[Box], extra: float) -> bool:
    """Widen the spaces of the text boxes of one line by `extra` in all (CSS pixels).

    Faces have spaces of different widths; where several meet in a line, each space gets what
    makes it as wide as the others. A line without spaces stays as it is.
    """
    counts = [sum(map(text.text.count, _SPACES)) for text in texts]
    number = sum(counts)
    if not number:
        return False
    spaced = [(text, count) for text, count in zip(texts, counts, strict=True) if count]
    for text, count in spaced:
        extra -= _settle(text, count, extra / number)
    widths = [_space_width(text.style) for text, _ in spaced]
    mean = sum(width * count for width, (_, count) in zip(widths, spaced, strict=True)) / number
    for width, (text, count) in zip(widths, spaced, strict=True):
        spacing = _off_grid(extra / number + mean - width)
        text.justification_spacing = text.pango_layout.justification_spacing = spacing
        text.width += spacing * count
    return True


def _settle(text: Box, count: int, spacing: float) -> float:
    """Set the text's width to what it is when its spaces are widened, less that widening.

    Pango takes a widened space from the first face of the style, and a plain one from the face of
    the letter before it; and a widened space has no kerning. Gives the change.
    """
    spacing = _off_grid(spacing)
    layout = text.pango_layout
    layout.justification_spacing = spacing
    layout.reactivate(text.style)
    first_line, _ = layout.get_first_line()
    width, _ = line_size(first_line, text.style)
    layout.deactivate()
    change = float(width) - spacing * count - float(text.width)
    text.width += change
    return change


def _off_grid(spacing: float) -> float:
    """The same width but for 1/512 pixel: Pango rounds what is a whole number of half pixels."""
    return spacing if int(spacing * TO_UNITS) % (TO_UNITS // 2) else spacing + 2 / TO_UNITS


def _space_width(style: Any) -> float:
    """The width of a widened space before it is widened."""
    known = _known(style)
    if "space" not in known:
        layout = Layout(style, justification_spacing=1)
        layout.set_text(" ", justify=True)
        first_line, _ = layout.get_first_line()
        width, _ = line_size(first_line, style)
        layout.deactivate()
        known["space"] = float(width) - 1
    return float(known["space"])


def _known(style: Any) -> dict[str, Any]:
    """What has been found out about the face of a style, as long as its fonts are loaded."""
    faces = style.font_config.__dict__.setdefault("bidi_faces", {})
    known: dict[str, Any] = faces.setdefault(tuple(map(style.__getitem__, _FACE)), {})
    return known
