"""Make WeasyPrint end lines where words end: not a space later, and not within a word."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from rectoverso.writing.corrections.ordering import leaf_paths


def correct_breaking() -> None:
    """Let spaces hang before markup, and break no word but one as long as a line. May be repeated.

    Where markup follows (a link, bold), a text box can end in a space. If the words fit a line and
    the space after them does not, WeasyPrint 70 takes the whole text for too wide, and breaks it
    after its first word (`split_first_line`, step 3). CSS Text 3, 4.1.2: such a space hangs.

    `overflow-wrap: break-word` breaks a word that would not fit a line of its own (CSS Text 3,
    5.5). WeasyPrint asks instead whether the line has children yet, and in markup within markup
    it has none while the outer one is being filled: words are torn in the midst of a line.
    """
    if not hasattr(inline.split_first_line, "__wrapped__"):
        inline.split_first_line = _hanging(inline.split_first_line)
        starts: list[float] = []
        inline.split_inline_box = _begun(inline.split_inline_box, starts)
        inline.split_text_box = _at_its_start(inline.split_text_box, starts)


def _hanging(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(split_first_line)
    def corrected(
        text: str, style: Any, context: Any, max_width: Any, *more: Any, **named: Any
    ) -> Any:
        split = split_first_line(text, style, context, max_width, *more, **named)
        words = text.rstrip(" ")
        if split[2] is None or max_width is None or words in ("", text):
            return split
        if style["white_space"] != "normal":
            return split
        if split_first_line(words, style, context, max_width, *more, **named)[2] is not None:
            return split
        return split_first_line(text, style, context, None, *more, **named)

    return corrected


def _begun(split_inline_box: Callable[..., Any], starts: list[float]) -> Callable[..., Any]:
    """Remember where the line begins that is being filled; there may be lines within a line."""

    @wraps(split_inline_box)
    def corrected(context: Any, box: Any, position_x: float, *more: Any) -> Any:
        if not isinstance(box, boxes.LineBox):
            return split_inline_box(context, box, position_x, *more)
        starts.append(position_x)
        try:
            return split_inline_box(context, box, position_x, *more)
        finally:
            starts.pop()

    return corrected


def _at_its_start(split_text_box: Callable[..., Any], starts: list[float]) -> Callable[..., Any]:
    @wraps(split_text_box)
    def corrected(context: Any, box: Any, width: Any, skip: int, is_line_start: bool = True) -> Any:
        # Padding and the like may stand before the first word: no more than an em, one may say.
        if starts and box.position_x - starts[-1] > box.style["font_size"]:
            is_line_start = False
        return split_text_box(context, box, width, skip, is_line_start=is_line_start)

    return corrected


def see_breaks_between_boxes(can_break_inside: Callable[..., bool]) -> Callable[..., bool]:
    """Have WeasyPrint see in an inline box the places to break that are between boxes in it."""

    def seen(box: Any) -> bool:
        if can_break_inside(box):
            return True
        if not isinstance(box, boxes.InlineBox) or box.style["white_space"] in ("pre", "nowrap"):
            return False
        text = "".join(getattr(path[-1], "text", "") for path in leaf_paths(box))
        return bool(inline.can_break_text(text, box.style["lang"]))

    @wraps(can_break_inside)
    def corrected(box: Any) -> bool:
        # Where no line may end, it is asked of every box again for each that follows.
        if not hasattr(box, "bidi_can_break"):
            box.bidi_can_break = seen(box)
        return bool(box.bidi_can_break)

    return corrected
