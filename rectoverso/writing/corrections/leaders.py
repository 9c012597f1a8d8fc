"""Fill a contents line with dots between its two ends."""

from __future__ import annotations

from typing import Any

from rectoverso.writing.corrections.ordering import leaf_paths
from rectoverso.writing.corrections.placing import place

Box = Any  # WeasyPrint has no types


def fill(context: Any, line: Box, containing_block: Box) -> None:
    """Widen the line's leader until the line is as wide as its block, and fill it with dots."""
    leader = next((path[-1] for path in leaf_paths(line) if path[-1].is_leader), None)
    if leader is None or not leader.children or leader.children[0].width <= 0:
        return
    base: int = line.bidi_base
    taken = sum(
        shape.width
        for shape in context.excluded_shapes
        if shape.position_y + shape.height > line.position_y
    )
    extra = max(0, containing_block.width - taken - line.width)
    leader.width += extra
    line.width += extra
    if base:
        line.position_x -= extra
    place(line)
    dot = leader.children[0]
    dots = []
    # Counted from the line's end, so that the dots of successive lines stand in columns.
    for number in range(int(line.width // dot.width)):
        x = line.position_x + number * dot.width
        if not base:
            x = line.position_x + line.width - (number + 1) * dot.width
        if leader.content_box_x() <= x and x + dot.width <= leader.content_box_x() + leader.width:
            copy = dot.copy()
            copy.position_x = x
            dots.append(copy)
    leader.children = dots if base else dots[::-1]
