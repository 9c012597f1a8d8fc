"""Make WeasyPrint go on with the text where a figure does not fit the rest of its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.layout import block

Box = Any  # WeasyPrint has no types


def correct_deferring() -> None:
    """Let a figure or a table with a caption stand behind paragraphs that follow it.

    Where such a thing does not fit, WeasyPrint 70 leaves the rest of the page empty. Here the next
    paragraphs come first, until the page is full, in the tree of boxes; the document keeps its
    order. What follows a colon stays where it is, and nothing passes a heading, another figure or
    a list. Calling it again does nothing.
    """
    if not hasattr(block._in_flow_layout, "deferring"):
        block._in_flow_layout = _paragraphs_first(block._in_flow_layout)


def _paragraphs_first(in_flow_layout: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(in_flow_layout)
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
        *more: Any,
    ) -> Any:
        def lay_out(one: Box) -> Any:
            one.position_x, one.position_y = x, y
            state = (page_is_empty, absolute_boxes, fixed_boxes, list(margins), *more)
            return in_flow_layout(context, box, index, one, list(new_children), *state)

        x, y = child.position_x, child.position_y
        # Whoever goes through the children has taken them down before any changed places.
        child = box.children[index]
        if not new_children or not _may_wait(child, new_children[-1]):
            child.position_x, child.position_y = x, y
            state = (page_is_empty, absolute_boxes, fixed_boxes, margins, *more)
            return in_flow_layout(context, box, index, child, new_children, *state)
        placed = lay_out(child)
        following = box.children[index + 1 : index + 2]
        if not _went_on(placed, index, len(new_children)) or not _is_paragraph(*following):
            return placed
        instead = lay_out(following[0])
        if len(instead[6]) <= len(new_children):
            return placed
        box.children[index : index + 2] = [following[0], child]
        return instead

    corrected.deferring = True  # type: ignore[attr-defined]
    return corrected


def _went_on(placed: Any, index: int, before: int) -> bool:
    """Whether a child was left for the next page, and nothing that stood before it."""
    abort, stop, resume_at, *_, children, _ = placed
    return not abort and stop and resume_at == {index: None} and len(children) == before


def _may_wait(child: Box, before: Box) -> bool:
    element = child.element
    if element is None or "::" in child.element_tag or "data-placement" in element.attrib:
        return False
    named = element.find("figcaption" if element.tag == "figure" else "table/caption")
    return named is not None and not _ends_in_colon(before.element)


def _ends_in_colon(element: Any) -> bool:
    return element is not None and "".join(element.itertext()).rstrip().endswith(":")


def _is_paragraph(box: Box | None = None) -> bool:
    return box is not None and box.element_tag == "p" and not box.element.get("class")
