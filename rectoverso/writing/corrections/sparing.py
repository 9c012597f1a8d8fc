"""Spare WeasyPrint what it does twice for the same line, the same style, the same text.

Nothing that is seen depends on it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from math import inf
from typing import Any
from weakref import ref

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

Box = Any  # WeasyPrint has no types

_MANY = 2_000  # layouts of justified texts kept until they are drawn, a few kB each
_kept: deque[ref[Any]] = deque()

# Whatever of a style Pango asks for.
_SHAPING = (
    *("font_family", "font_weight", "font_style", "font_size", "font_stretch", "lang"),
    *("font_language_override", "font_kerning", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_ligatures", "font_variant_alternates"),
    *("font_variant_east_asian", "font_feature_settings", "font_variation_settings"),
    *("letter_spacing", "word_spacing", "direction"),
)

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);")


@dataclass(slots=True)
class Shaping:
    """What is the same for all texts of a style, as long as its fonts are loaded."""

    widths: dict[str, float] = field(default_factory=dict)  # of measured texts, in CSS pixels
    empty: Layout | None = None  # a layout that has no text yet


def correct_costs() -> None:
    """Spare WeasyPrint all this. Calling it again does nothing."""
    for owner, name, correction in (
        (Layout, "setup", _copy_empty),
        (Layout, "reactivate", _unless_kept),
        (inline, "avoid_collisions", _set_once),
    ):
        made = getattr(owner, name)
        if not hasattr(made, "__wrapped__"):
            setattr(owner, name, correction(made))


def shaping(style: Any) -> Shaping:
    """What is known of all texts of a style."""
    known: Shaping | None = style.__dict__.get("shaping")
    if known is None:
        styles = style.font_config.__dict__.setdefault("shapings", {})
        values = (style[name] for name in _SHAPING)
        key = (
            style["text_decoration_line"] == "none",
            *(tuple(value) if isinstance(value, list) else value for value in values),
        )
        known = style.shaping = styles.setdefault(key, Shaping())
    return known


def _copy_empty(setup: Callable[..., None]) -> Callable[..., None]:
    """Make what each text of a style is laid out with once: faces, features and language."""

    @wraps(setup)
    def corrected(layout: Any, style: Any) -> None:
        known = shaping(style)
        if known.empty is None:
            known.empty = object.__new__(Layout)
            setup(known.empty, style)
            del known.empty.style  # which holds the fonts, which hold what is known
        vars(layout).update(vars(known.empty))
        layout.style = style
        copied = pango.pango_layout_copy(known.empty.layout)
        layout.layout = ffi.gc(copied, gobject.g_object_unref)

    return corrected


def _unless_kept(reactivate: Callable[..., None]) -> Callable[..., None]:
    """Draw texts from the layout that was made when their line was justified."""

    @wraps(reactivate)
    def corrected(layout: Any, style: Any) -> None:
        if getattr(layout, "kept", None) is not style or not hasattr(layout, "layout"):
            reactivate(layout, style)

    return corrected


def keep(layout: Any, style: Any) -> None:
    """Keep a layout until it is drawn, if not too many are kept."""
    layout.kept = style
    _kept.append(ref(layout))
    if len(_kept) > _MANY:
        oldest = _kept.popleft()()
        if oldest is not None:
            let_go(oldest)


def let_go(layout: Any) -> None:
    """Have a layout made anew when it is drawn."""
    if getattr(layout, "kept", None) is not None and hasattr(layout, "layout"):
        layout.deactivate()
    layout.kept = None


def _set_once(avoid_collisions: Callable[..., Any]) -> Callable[..., Any]:
    """Set right-to-left lines once where there are no floats.

    When a line is higher than it was taken for, WeasyPrint asks whether it has to make way for a
    float, and sets it again if it has. There it takes the width of a right-to-left line for a way
    that it has gone: each is set twice. A line that may have any height is not asked.
    """

    @wraps(avoid_collisions)
    def corrected(context: Any, box: Box, containing_block: Box, outer: bool = True) -> Any:
        found = avoid_collisions(context, box, containing_block, outer)
        unset = isinstance(box, boxes.LineBox) and not box.width and not context.excluded_shapes
        if unset and containing_block.style["direction"] == "rtl":
            box.height = inf
        return found

    return corrected
