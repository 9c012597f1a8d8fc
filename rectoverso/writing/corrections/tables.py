"""Make WeasyPrint give captions the whole measure, and say where a table goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

Box = Any  # WeasyPrint has no types


def correct_tables() -> None:
    """Let captions be wider than their tables; let some rows of a head stand only where a table
    goes on (class `continued`). Calling it again does nothing.

    WeasyPrint 70 gives the box round table and caption the width of the table, so that a caption
    of some words over a narrow table comes out as a column of single words. CSS 2.1, 17.4, does
    want that; books do not.
    """
    if hasattr(block.table_layout, "captions"):
        return
    block.table_wrapper_width = _as_wide_as_the_measure(block.table_wrapper_width)
    block.table_layout = _in_the_middle(block.table_layout)


def _as_wide_as_the_measure(table_wrapper_width: Callable[..., None]) -> Callable[..., None]:
    @wraps(table_wrapper_width)
    def corrected(context: Any, wrapper: Box, around: tuple[float, float]) -> None:
        table_wrapper_width(context, wrapper, around)
        if any(isinstance(child, boxes.TableCaptionBox) for child in wrapper.children):
            wrapper.width = max(wrapper.width, around[0])

    return corrected


def _in_the_middle(table_layout: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(table_layout)
    def corrected(
        context: Any, table: Box, bottom_space: float, skip_stack: Any, wrapper: Box, *more: Any
    ) -> Any:
        _choose_head(table, goes_on=skip_stack is not None)
        spare = wrapper.width - table.border_width()
        if wrapper.is_table_wrapper and spare > 0:
            table.position_x = wrapper.content_box_x() + spare / 2
        return table_layout(context, table, bottom_space, skip_stack, wrapper, *more)

    corrected.captions = True  # type: ignore[attr-defined]
    return corrected


def _choose_head(table: Box, *, goes_on: bool) -> None:
    head = table.children[0] if table.children else None
    if head is None or not head.is_header:
        return
    whole = getattr(table, "whole_head", head)
    rows = [row for row in whole.children if goes_on or not _is_of_what_goes_on(row)]
    if len(rows) != len(head.children):
        table.whole_head = whole
        table.children = [whole.copy_with_children(rows), *table.children[1:]]


def _is_of_what_goes_on(row: Box) -> bool:
    return row.element is not None and row.element.get("class") == "continued"
