"""Make WeasyPrint break the lines of justified text by what is best for the whole paragraph.

WeasyPrint 70 fills line after line. Where CSS says `text-wrap-style: pretty` (CSS Text 4, 5.2),
which it does not know, the lines of a paragraph are chosen together (see `optimum`), and WeasyPrint
is told where each ends. Where text runs round a float it fills lines as before. `last-line-limit`
is a property of our own: the length under which the last line of a paragraph is too short.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from math import inf, isclose
from typing import Any, NamedTuple

from weasyprint.css import properties
from weasyprint.css.computed_values import pixel_length, register_computer
from weasyprint.css.tokens import get_length, single_keyword, single_token
from weasyprint.css.validation import properties as validation
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from rectoverso.writing.corrections.hanging import stands_free
from rectoverso.writing.corrections.lines import characters
from rectoverso.writing.corrections.measuring import (
    Measured,
    Place,
    UnmeasurableError,
    measure,
    read,
)
from rectoverso.writing.corrections.optimum import best_breaks

Box = Any  # WeasyPrint has no types

_STYLES = ("auto", "pretty")


def correct_composing() -> None:
    """Know `text-wrap-style` and `last-line-limit`, and obey them. May be called again."""
    if "text_wrap_style" in properties.INITIAL_VALUES:
        return
    properties.INITIAL_VALUES["text_wrap_style"] = "auto"
    properties.KNOWN_PROPERTIES.add("text-wrap-style")
    properties.INHERITED.add("text_wrap_style")
    validation.property("text-wrap-style")(single_keyword(lambda keyword: keyword in _STYLES))
    properties.INITIAL_VALUES["last_line_limit"] = 0
    properties.KNOWN_PROPERTIES.add("last-line-limit")
    properties.INHERITED.add("last_line_limit")
    validation.property("last-line-limit")(single_token(partial(get_length, negative=False)))
    register_computer("last-line-limit")(pixel_length)
    lines: list[_Line | None] = []
    inline.split_inline_box = _end_where_chosen(inline.split_inline_box, lines)
    inline.split_text_box = _end_there(inline.split_text_box, lines)


class _Line(NamedTuple):
    """Where a line ends while WeasyPrint makes it: in a text, or (None) with what there is."""

    text: Box
    characters: int
    hyphen: bool


class _Composition:
    """A paragraph while its lines are broken: what it holds, and where they shall end.

    `ends` are found by the character that a line begins with; None is the end of a line that
    WeasyPrint has to fill as it can.
    """

    def __init__(self, line: Box, measure: float) -> None:
        self.paragraph = read(line)
        self.length = sum(map(len, self.paragraph.texts))
        self.children, self.measure = line.children, measure
        self.least = line.style["last_line_limit"]
        self.measured: Measured | None = None
        self.ends: dict[int, Place | None] = {}

    def is_of(self, line: Box, measure: float) -> bool:
        """Whether it still holds, when lines are broken again."""
        # Those of left and right pages differ in the sixteenth digit.
        return line.children is self.children and isclose(measure, self.measure)

    def line(self, context: Any, start: int, indent: float) -> _Line | None:
        """The line that begins with a character; `indent` is that of the paragraph's first."""
        if start not in self.ends:
            self.ends[start] = None
            if start < self.length:
                self._choose(context, start, indent)
        end = self.ends[start]
        if end is None:
            return None
        text = None if end.leaf is None else self.paragraph.leaves[end.leaf]
        return _Line(text, end.characters, end.hyphen)

    def _choose(self, context: Any, start: int, indent: float) -> None:
        measured = self.measured
        if measured is None or start not in measured.starts:
            measured = self.measured = measure(context, self.paragraph, start)
        first = measured.starts[start]
        if first < 0 and not indent:
            indent = -measured.hung
        chosen = best_breaks(
            measured.breaks, measured.gaps, self.measure, indent, first, self.least
        )
        for end in chosen:
            self.ends[start] = measured.places[end]
            start = measured.begins[end]


def _end_where_chosen(split_inline_box: Callable[..., Any], lines: list[_Line | None]) -> Any:
    @wraps(split_inline_box)
    def corrected(
        context: Any,
        box: Box,
        x: float,
        max_x: float,
        bottom: Any,
        skip: Any,
        block: Box,
        *more: Any,
    ) -> Any:
        if not isinstance(box, boxes.LineBox):
            return split_inline_box(context, box, x, max_x, bottom, skip, block, *more)
        of_first_line = more[-1]
        line = None
        if _is_composed(context, box) and not of_first_line:
            line = _chosen(context, box, skip, block.width)
        box.composed = line is not None
        lines.append(line)
        try:
            end = max_x if line is None else inf
            return split_inline_box(context, box, x, end, bottom, skip, block, *more)
        finally:
            lines.pop()

    return corrected


def _end_there(split_text_box: Callable[..., Any], lines: list[_Line | None]) -> Any:
    @wraps(split_text_box)
    def corrected(context: Any, box: Box, width: Any, skip: int, is_line_start: bool = True) -> Any:
        line = lines[-1] if lines else None
        if line is None:
            return split_text_box(context, box, width, skip, is_line_start)
        if box is not line.text:
            return split_text_box(context, box, None, skip, is_line_start)
        begin = characters(box, skip)
        text = box.text[begin : line.characters]
        hyphen = box.style["hyphenate_character"] * line.hyphen
        # The spaces at the end would be taken away, and all that is left be shaped again.
        shown = text.rstrip(" ") if box.style["white_space"] == "normal" else text
        ended = box.copy_with_text((shown or text) + hyphen)
        made, _, preserved = split_text_box(context, ended, None, 0, is_line_start)
        if skip and made is not None and hasattr(box, "bidi_levels"):
            made.bidi_start = begin
        return made, skip + len(text.encode()), preserved

    return corrected


def _is_composed(context: Any, box: Box) -> bool:
    style = box.style
    return (
        style["text_wrap_style"] == "pretty"
        and style["text_align_all"] == "justify"
        and style["white_space"] == "normal"
        and stands_free(context, box)
    )


def _chosen(context: Any, box: Box, skip: Any, measure: float) -> _Line | None:
    """The line that begins at `skip`, if it is chosen."""
    known: _Composition | None = getattr(box, "composition", None)
    if known is None or not known.is_of(box, measure):
        try:
            known = box.composition = _Composition(box, measure)
        except UnmeasurableError:
            return None
    return known.line(context, _character(box, skip, known.paragraph.first), box.text_indent)


def _character(box: Box, skip: Any, first: dict[int, int]) -> int:
    """The character of the paragraph at which WeasyPrint goes on."""
    while skip is not None:
        ((index, skip),) = skip.items()
        if isinstance(box, boxes.TextBox):
            return first[id(box)] + characters(box, index)
        box = box.children[index]
    return first.get(id(box), 0)
