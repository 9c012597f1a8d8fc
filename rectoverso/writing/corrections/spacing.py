"""Give a line's spare width to its spaces, so that all of them come out equally wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.text.ffi import TO_UNITS
from weasyprint.text.line_break import Layout, line_size

from rectoverso.writing.corrections.sparing import keep, let_go, shaping

Box = Any  # WeasyPrint has no types

_NO_BREAK = "\N{NO-BREAK SPACE}"
_ROUNDING = 2 / TO_UNITS  # what Pango's whole numbers may take from a space (CSS pixels)


def space_out(texts: Sequence[Box], extra: float) -> bool:
    """Widen the spaces of the text boxes of one line by `extra` in all (CSS pixels).

    Faces have spaces of different widths; where several meet in a line, each space gets what
    makes it as wide as the others. A line without spaces stays as it is.
    """
    counts = [text.text.count(" ") + text.text.count(_NO_BREAK) for text in texts]
    number = sum(counts)
    if not number:
        return False
    spaced = [(text, count) for text, count in zip(texts, counts, strict=True) if count]
    widths = [space_width(text.style) for text, _ in spaced]
    mean = sum(width * count for width, (_, count) in zip(widths, spaced, strict=True)) / number
    unsettled = extra
    for width, (text, count) in zip(widths, spaced, strict=True):
        unsettled -= _widen(text, count, _off_grid(extra / number + mean - width))
    if unsettled != extra:
        for width, (text, count) in zip(widths, spaced, strict=True):
            text.width -= text.justification_spacing * count
            spacing = _off_grid(unsettled / number + mean - width)
            text.width += spacing * count
            text.justification_spacing = text.pango_layout.justification_spacing = spacing
            let_go(text.pango_layout)
    return True


def _widen(text: Box, count: int, spacing: float) -> float:
    """Widen each space of a text by so much; gives by how much more the text became wider.

    Pango takes a widened space from the first face of the style, and a plain one from the face of
    the letter before it; and a widened space has no kerning.
    """
    layout = text.pango_layout
    text.justification_spacing = layout.justification_spacing = spacing
    layout.reactivate(text.style)
    first_line, _ = layout.get_first_line()
    width, _ = line_size(first_line, text.style)
    keep(layout, text.style)
    widened = float(text.width) + spacing * count
    change = float(width) - widened
    if abs(change) < _ROUNDING * (count + 1):
        change = 0
    text.width = widened + change
    return change


def _off_grid(spacing: float) -> float:
    """The same width but for 1/512 pixel: Pango rounds what is a whole number of half pixels."""
    return spacing if int(spacing * TO_UNITS) % (TO_UNITS // 2) else spacing + 2 / TO_UNITS


def space_width(style: Any) -> float:
    """The width of a widened space before it is widened."""
    known = shaping(style).widths
    if " " not in known:
        layout = Layout(style, justification_spacing=1)
        layout.set_text(" ", justify=True)
        first_line, _ = layout.get_first_line()
        width, _ = line_size(first_line, style)
        layout.deactivate()
        known[" "] = float(width) - 1
    return known[" "]


def text_width(style: Any, text: str) -> float:
    """The width of a text without spaces, set by itself."""
    known = shaping(style).widths
    if text not in known:
        layout = Layout(style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, style)
        layout.deactivate()
        known[text] = float(width)
    return known[text]
