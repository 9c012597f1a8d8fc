"""Make WeasyPrint set SVG drawings right: text in whole runs, and a place in any line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import weasyprint.layout.replaced
import weasyprint.svg


class _Run(str):
    """A text that is one piece when it is gone through."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def correct_drawings() -> None:
    """Have text in drawings laid out by the run. Calling it again does nothing.

    WeasyPrint 70 (`svg/text.py`) lays out every letter for itself, from left to right: Arabic
    letters do not join and stand in the wrong order, Devanagari loses its conjuncts. It goes
    through the text letter by letter, and `_Run` has one. A list of positions for single letters
    (`x="0 5 9"`, `rotate`) then holds for the whole run.
    """
    by_letter: Callable[..., None] = weasyprint.svg.text
    if getattr(by_letter, "by_run", False):
        return

    def by_run(svg: Any, node: Any, font_size: float) -> None:
        written = node._etree_node
        if written.text:
            written.text = _Run(written.text)
        by_letter(svg, node, font_size)

    by_run.by_run = True  # type: ignore[attr-defined]
    for tag, draw in weasyprint.svg.TAGS.items():
        if draw is by_letter:
            weasyprint.svg.TAGS[tag] = by_run
    # The module compares the table's functions with this one to find out where a text is anchored.
    weasyprint.svg.text = by_run
    _place_early()


def _place_early() -> None:
    """Give drawings in lines a place before they are measured.

    One that has a shape and no size (`viewBox` alone) is as wide as its column. WeasyPrint 70
    measures it as a block, and in a right-to-left column moves it, which has no place yet: it
    stops with an AttributeError.
    """
    replaced = weasyprint.layout.replaced
    measure: Callable[..., None] = replaced.inline_replaced_box_width_height

    def measured(box: Any, containing_block: Any) -> None:
        box.position_x = getattr(box, "position_x", 0)
        measure(box, containing_block)

    replaced.inline_replaced_box_width_height = measured
