"""Make WeasyPrint break lines where their last word ends, not where the space after it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.layout import inline


def correct_breaking() -> None:
    """Let a space hang at the end of a line before markup, too. May be called again.

    Where markup follows (a link, bold), a text box can end in a space. If the words fit a line and
    the space after them does not, WeasyPrint 70 takes the whole text for too wide, and breaks it
    after its first word (`split_first_line`, step 3). CSS Text 3, 4.1.2: such a space hangs.
    """
    if not hasattr(inline.split_first_line, "__wrapped__"):
        inline.split_first_line = _hanging(inline.split_first_line)


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
