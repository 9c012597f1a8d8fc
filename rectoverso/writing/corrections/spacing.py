"""Give a line's spare width to its spaces, so that all of them come out equally wide."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from weakref import ref

from weasyprint.text.ffi import TO_UNITS
from weasyprint.text.line_break import Layout, line_size

Box = Any  # WeasyPrint has no types

_NO_BREAK = "\N{NO-BREAK SPACE}"
_ROUNDING = 2 / TO_UNITS  # what Pango's whole numbers may take from a space (CSS pixels)
_SHAPING = (
    *("font_family", "font_weight", "font_style", "font_size", "font_stretch", "lang"),
    *("font_variant_caps", "font_variant_numeric", "font_variant_ligatures"),
    *("font_feature_settings", "letter_spacing", "word_spacing", "direction"),
)

_MANY = 2_000  # layouts of justified texts kept until they are drawn, a few kB each
_kept: deque[ref[Any]] = deque()


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
            _let_go(text.pango_layout)
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
    _keep(layout, text.style)
    widened = float(text.width) + spacing * count
    change = float(width) - widened
    if abs(change) < _ROUNDING * (count + 1):
        change = 0
    text.width = widened + change
    return change


def keep_layouts() -> None:
    """Have texts drawn from the layout that was made when their line was justified.

    WeasyPrint makes each a second time. Calling this again does nothing.
    """
    if not hasattr(Layout.reactivate, "__wrapped__"):
        Layout.reactivate = _unless_kept(Layout.reactivate)


def _unless_kept(reactivate: Callable[..., None]) -> Callable[..., None]:
    @wraps(reactivate)
    def corrected(layout: Any, style: Any) -> None:
        if getattr(layout, "kept", None) is not style or not hasattr(layout, "layout"):
            reactivate(layout, style)

    return corrected


def _keep(layout: Any, style: Any) -> None:
    layout.kept = style
    _kept.append(ref(layout))
    if len(_kept) > _MANY:
        oldest = _kept.popleft()()
        if oldest is not None:
            _let_go(oldest)


def _let_go(layout: Any) -> None:
    if getattr(layout, "kept", None) is not None and hasattr(layout, "layout"):
        layout.deactivate()
    layout.kept = None


def _off_grid(spacing: float) -> float:
    """The same width but for 1/512 pixel: Pango rounds what is a whole number of half pixels."""
    return spacing if int(spacing * TO_UNITS) % (TO_UNITS // 2) else spacing + 2 / TO_UNITS


def space_width(style: Any) -> float:
    """The width of a widened space before it is widened."""
    known = _known_widths(style)
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
    known = _known_widths(style)
    if text not in known:
        layout = Layout(style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, style)
        layout.deactivate()
        known[text] = float(width)
    return known[text]


def _known_widths(style: Any) -> dict[str, float]:
    """The widths of texts in a style that have been measured, as long as its fonts are loaded."""
    known: dict[str, float] | None = style.__dict__.get("text_widths")
    if known is None:
        styles = style.font_config.__dict__.setdefault("text_widths", {})
        known = styles.setdefault(tuple(map(style.__getitem__, _SHAPING)), {})
        style.text_widths = known
    return known
