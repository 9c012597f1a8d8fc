"""Make WeasyPrint set every line in visual order, from edge to edge of its measure.

WeasyPrint puts inline boxes in the order of their block and leaves UAX#9 to Pango, one text box at
a time (its issue 106). Here the levels of a whole paragraph are found before its lines are broken,
and each line, once broken, is put in the order of rule L2; spaces at its logical end go, and the
width that justification adds goes to the spaces that are left. Lines that run left to right from
end to end are WeasyPrint's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

import weasyprint
from weasyprint import document
from weasyprint.css.tokens import single_keyword
from weasyprint.css.validation import properties
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, preferred

from rectoverso.writing.corrections import directions, leaders, nesting
from rectoverso.writing.corrections.breaking import see_breaks_between_boxes
from rectoverso.writing.corrections.hanging import correct_hanging, overhangs
from rectoverso.writing.corrections.ordering import leaf_paths, visual_leaves
from rectoverso.writing.corrections.paragraph import join_words, level_paragraph
from rectoverso.writing.corrections.placing import place, width_of
from rectoverso.writing.corrections.spacing import space_out
from rectoverso.writing.corrections.sparing import correct_costs

Box = Any  # WeasyPrint has no types

WRITTEN_FOR = "70.0"

_COLLAPSING = ("normal", "nowrap", "pre-line")
_KINDS = ("normal", "embed", "isolate", "bidi-override", "isolate-override", "plaintext")
_LONG = 1_000  # characters, more than any line holds


def correct_weasyprint() -> None:
    """Correct WeasyPrint's lines in this process; call before laying anything out.

    May be called again. Raises RuntimeError if this is not the WeasyPrint it was written for.
    """
    if weasyprint.__version__ != WRITTEN_FOR:
        raise RuntimeError(
            f"Lines are corrected inside WeasyPrint {WRITTEN_FOR}, but {weasyprint.__version__} "
            f"is installed: mixed directions would come out wrong. "
            f"Install weasyprint=={WRITTEN_FOR}."
        )
    if hasattr(inline, "bidi_corrected"):
        return
    for module, name, correction in (
        (inline, "iter_line_boxes", _level_first),
        (inline, "first_letter_to_box", _level_after_first_letter),
        (inline, "split_inline_level", _break_before_anchors),
        (inline, "can_break_inside", see_breaks_between_boxes),
        (inline, "split_text_box", _split_a_part),
        (inline, "remove_last_whitespace", _end_and_order),
        (inline, "text_align", _align_and_place),
        (inline, "justify_line", _justify),
        (inline, "handle_leader", _fill_leader),
        (preferred, "inline_line_widths", _join_before_measuring),
        (document, "get_all_computed_styles", _settle_automatic_directions),
    ):
        setattr(module, name, correction(getattr(module, name)))
    block.iter_line_boxes = inline.iter_line_boxes
    correct_costs()
    correct_hanging()
    properties.property("unicode-bidi")(single_keyword(lambda keyword: keyword in _KINDS))
    inline.bidi_corrected = WRITTEN_FOR


def _level_first(iter_line_boxes: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(iter_line_boxes)
    def corrected(
        context: Any,
        box: Box,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Box,
        *more: Any,
    ) -> Iterator[Any]:
        level_paragraph(box, containing_block)
        box.bidi_block, box.bidi_paragraph = containing_block, box
        box.bidi_leaves, box.bidi_texts = None, ()
        yield from iter_line_boxes(
            context, box, position_y, bottom_space, skip_stack, containing_block, *more
        )

    return corrected


def _level_after_first_letter(first_letter_to_box: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(first_letter_to_box)
    def corrected(box: Box, skip_stack: Any, first_letter_style: Any) -> Any:
        if not first_letter_style or not box.children or _has_first_letter(box.children[0]):
            return skip_stack
        skip_stack = first_letter_to_box(box, skip_stack, first_letter_style)
        if isinstance(box, boxes.LineBox) and hasattr(box, "bidi_block"):
            level_paragraph(box, box.bidi_block)
        return skip_stack

    return corrected


def _has_first_letter(box: Box) -> bool:
    # A paragraph is laid out again when its page changes; WeasyPrint then takes the letter it has
    # set afloat for text and ends in an assertion.
    return box.element_tag.endswith("::first-letter") and not isinstance(box, boxes.TextBox)


def _break_before_anchors(split_inline_level: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(split_inline_level)
    def corrected(context: Any, box: Box, *more: Any) -> Any:
        result = split_inline_level(context, box, *more)
        if result[3] is None and hasattr(box, "bidi_next"):
            return (*result[:3], box.bidi_next, *result[4:])
        return result

    return corrected


def _split_a_part(split_text_box: Callable[..., Any]) -> Callable[..., Any]:
    """Break a line off a text of which only a part is looked at, and remember where it begins."""

    @wraps(split_text_box)
    def corrected(context: Any, box: Box, width: Any, skip: int, is_line_start: bool = True) -> Any:
        begin = characters(box, skip) if skip else 0
        made, resume, preserved = None, None, False
        if width is not None and len(box.text) - begin > _LONG:
            part = box.copy_with_text(box.text[begin : begin + _LONG])
            made, resume, preserved = split_text_box(context, part, width, 0, is_line_start)
        if resume is not None:
            resume += skip
        else:
            made, resume, preserved = split_text_box(context, box, width, skip, is_line_start)
        if skip and made is not None and hasattr(box, "bidi_levels"):
            made.bidi_start = begin
        return made, resume, preserved

    return corrected


def characters(box: Box, end: int) -> int:
    """How many characters the first `end` bytes of the text are; lines ask from start to end."""
    text, data, at, count = getattr(box, "bidi_read", ("", b"", 0, 0))
    if text is not box.text or end < at:
        text, data, at, count = box.text, box.text.encode(), 0, 0
    count += len(data[at:end].decode())
    box.bidi_read = (text, data, end, count)
    return int(count)


def _join_before_measuring(inline_line_widths: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(inline_line_widths)
    def corrected(context: Any, box: Box, *more: Any, **named: Any) -> Any:
        if isinstance(box, boxes.LineBox):
            join_words(box)
        return inline_line_widths(context, box, *more, **named)

    return corrected


def _end_and_order(_remove_last_whitespace: Callable[..., Any]) -> Callable[..., Any]:
    def corrected(context: Any, line: Box) -> None:
        paths = leaf_paths(line)
        _remove_last_spaces(context, line, paths)
        floats = [
            path[-1]
            for path in paths
            if not isinstance(path[-1], boxes.TextBox) and path[-1].is_floated()
        ]
        base = line.bidi_base
        line.bidi_leaves, line.bidi_grown = None, 0
        if base is not None:
            line.bidi_leaves = visual_leaves(context, line, paths)
            width = width_of(line) + line.text_indent
            line.bidi_grown = width - line.width
            line.width = width
        if line.bidi_leaves is not None:
            paths = [leaf.path for leaf in line.bidi_leaves]
        line.bidi_paths = paths[::-1] if base and line.bidi_leaves is None else paths
        line.bidi_texts = [path[-1] for path in paths if isinstance(path[-1], boxes.TextBox)]
        line.bidi_floats = floats
        if floats:
            # WeasyPrint counts a float's width into the line's, and then finds no room beside it.
            line.bidi_paragraph.width = line.width = width_of(line) + line.text_indent
        # Where the text starts, seen from the line's left edge. WeasyPrint leaves the indent on
        # the left in right-to-left lines too, and lets text run into the floats of its own line.
        line.bidi_left = (
            -_width_of_floats(floats, "right")
            if base
            else line.text_indent + _width_of_floats(floats, "left")
        )

    return corrected


def _width_of_floats(floats: list[Box], side: str) -> float:
    return float(sum(box.margin_width() for box in floats if box.style["float"] == side))


def _remove_last_spaces(context: Any, line: Box, paths: Sequence[tuple[Box, ...]]) -> None:
    """Take away the collapsible spaces at the line's logical end, even if empty boxes follow."""
    for path in reversed(paths):
        box = path[-1]
        if not isinstance(box, boxes.TextBox):
            if box.is_in_normal_flow() and box.margin_width():
                return
            continue
        if box.style["white_space"] not in _COLLAPSING:
            return
        text = box.text.rstrip(" ")
        if text != box.text:
            _shorten(context, line, path, text)
        if text:
            return


def _shorten(context: Any, line: Box, path: tuple[Box, ...], text: str) -> None:
    box = path[-1]
    width = box.width
    box.text, box.width = text, 0
    if text:
        measured, _, _ = inline.split_text_box(context, box, None, 0)
        box.width, box.pango_layout = measured.width, measured.pango_layout
    parents = (line, *path[:-1])
    for parent, child in zip(parents, path, strict=True):
        parent.width -= width - box.width
        for follower in parent.children[parent.children.index(child) + 1 :]:
            if follower.is_in_normal_flow():
                follower.translate(dx=box.width - width, ignore_floats=True)


def _align_and_place(text_align: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(text_align)
    def corrected(context: Any, line: Box, available_width: float, last: bool) -> Any:
        set_width = line.width
        rtl = line.bidi_block.style["direction"] == "rtl"
        line.hung = overhangs(context, line, line.bidi_paths, last=last)
        available_width += sum(line.hung)
        too_wide = set_width - available_width
        if too_wide > 0 and (line.composed or too_wide <= line.bidi_grown):
            # Cut in two, a text may become wider by the difference between two faces' spaces.
            inline.justify_line(context, line, -too_wide)
        offset = text_align(context, line, available_width, last) - line.hung[rtl]
        if line.bidi_base is not None or line.bidi_floats or line.width != set_width:
            place(line)
        for box in line.bidi_floats:  # they stand where they belong; the line will be moved
            box.translate(dx=offset + line.width if rtl else -offset)
        return offset

    return corrected


def _justify(_justify_line: Callable[..., Any]) -> Callable[..., Any]:
    def corrected(_context: Any, line: Box, extra_width: float) -> None:
        if space_out(line.bidi_texts, extra_width):
            line.width += extra_width

    return corrected


def _fill_leader(handle_leader: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(handle_leader)
    def corrected(context: Any, line: Box, containing_block: Box) -> None:
        if line.bidi_base is None:
            handle_leader(context, line, containing_block)
            return
        leaders.fill(context, line, containing_block)

    return corrected


def _settle_automatic_directions(get_all_computed_styles: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_all_computed_styles)
    def corrected(html: Any, *more: Any, **named: Any) -> Any:
        nesting.flatten(html.etree_element)
        directions.settle(html.etree_element)
        return get_all_computed_styles(html, *more, **named)

    return corrected
