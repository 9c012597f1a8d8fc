"""Make WeasyPrint drop the margin of what an unforced break has put at the top of a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.layout import block, column


def correct_margins() -> None:
    """Have headings at the top of a page or column stand at its top. May be called again.

    CSS Fragmentation 3, section 5.2: margins that adjoin an unforced break are truncated.
    WeasyPrint 70 does so only below boxes whose margins adjoin those of an ancestor, which, as it
    says itself, leaves out all that is deeper in the tree. A margin of zero to adjoin, which moves
    nothing, makes it do so everywhere.
    """
    if hasattr(block, "margins_corrected"):
        return
    block.block_level_layout = column.block_level_layout = _adjoining(block.block_level_layout)
    block.margins_corrected = True


def _adjoining(block_level_layout: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(block_level_layout)
    def corrected(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool = True,
        absolute_boxes: Any = None,
        fixed_boxes: Any = None,
        adjoining_margins: Any = None,
        *more: Any,
        **named: Any,
    ) -> Any:
        if page_is_empty and not adjoining_margins:
            adjoining_margins = [0]
        return block_level_layout(
            context,
            box,
            bottom_space,
            skip_stack,
            containing_block,
            page_is_empty,
            absolute_boxes,
            fixed_boxes,
            adjoining_margins,
            *more,
            **named,
        )

    return corrected
