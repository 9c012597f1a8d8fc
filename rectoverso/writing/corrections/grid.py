"""Make WeasyPrint set the lines of all pages at the same heights.

WeasyPrint 70 puts one block below the other, as high as each is. Where CSS says `line-snap:
baseline` (CSS Line Grid 1, 3.1), which it does not know, a paragraph begins at a whole number of
its lines from the top of the page; what else stands between paragraphs gets the room it lacks to
that: a heading above it, a figure or a table above and below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.css import properties
from weasyprint.css.tokens import single_keyword
from weasyprint.css.validation import properties as validation
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

Box = Any  # WeasyPrint has no types

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "dl")
_FIGURES = ("figure", "pre", "div", "hr")
# What a line may stand off the grid, in CSS pixels.
_TOLERANCE = 0.02


def correct_grid() -> None:
    """Know `line-snap`, and obey it. To be called before other corrections of how blocks follow
    one another; calling it again does nothing."""
    if "line_snap" in properties.INITIAL_VALUES:
        return
    properties.INITIAL_VALUES["line_snap"] = "none"
    properties.KNOWN_PROPERTIES.add("line-snap")
    properties.INHERITED.add("line_snap")
    validation.property("line-snap")(single_keyword(lambda word: word in ("none", "baseline")))
    block._in_flow_layout = _on_the_grid(block._in_flow_layout)


def _on_the_grid(in_flow_layout: Callable[..., Any]) -> Callable[..., Any]:
    def corrected(
        context: Any,
        box: Box,
        index: int,
        child: Box,
        new_children: list[Box],
        page_is_empty: bool,
        absolute_boxes: list[Box],
        fixed_boxes: list[Box],
        margins: list[float],
        bottom_space: float,
        position_y: float,
        skip_stack: Any,
        *more: Any,
    ) -> Any:
        def lay_out(children: list[Box], *state: list[Any]) -> Any:
            child.position_x, child.position_y = x, y
            rest = (bottom_space, position_y, skip_stack, *more)
            return in_flow_layout(
                context, box, index, child, children, page_is_empty, *state, *rest
            )

        if box.element_tag == "html":
            context.grid_top = box.content_box_y()
        x, y = child.position_x, child.position_y
        part = _share(child)
        if part and skip_stack is None and not context.in_column and hasattr(context, "grid_top"):
            trial = lay_out(list(new_children), [], [], list(margins))
            made = trial[6]
            whole = not trial[0] and len(made) > len(new_children)
            # The notes of these lines are set again with them.
            block.remove_placeholders(context, made[len(new_children) :], [], [])
            if whole and not (part < 1 and trial[1]):
                y += part * _missing(context, box, child, made[-1], part)
        return lay_out(new_children, absolute_boxes, fixed_boxes, margins)

    return corrected


def _share(child: Box) -> float:
    """How much of the room that a block lacks goes above it; 0 where it is not on the grid."""
    if child.style["line_snap"] != "baseline" or not isinstance(child, boxes.BlockBox):
        return 0
    lines = child.children and isinstance(child.children[0], boxes.LineBox)
    if lines or child.element_tag in _LISTS:
        return 1
    if child.element_tag in _FIGURES and "::" not in child.element_tag:
        return 0.5 if _is_figure(child.element) else 0
    return 0


def _is_figure(element: Any) -> bool:
    kinds = element.get("class", "").split()
    return element.tag != "div" or "table" in kinds or "equation" in kinds


def _missing(context: Any, box: Box, child: Box, made: Box, part: float) -> float:
    """What a block lacks to a whole number of lines: text above it, anything else at its end."""
    step = inline.strut(box.style)[0]
    heading = child.element_tag in _HEADINGS
    if part == 1 and not heading:
        at = made.content_box_y()
    else:
        at = made.border_box_y() + made.border_height() + made.margin_bottom
    over = (at - context.grid_top) % step
    return 0 if over < _TOLERANCE or step - over < _TOLERANCE else float(step - over)
