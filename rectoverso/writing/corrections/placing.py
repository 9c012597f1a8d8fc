"""Put the boxes of one finished line side by side, in the visual order of its leaves.

An inline box whose leaves do not stand together is drawn as several, and its margin, border and
padding stay at its outer edges (CSS 2.1, 8.6). The tree keeps its logical order, which is that of
the tagged PDF.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.corrections.ordering import Leaf, is_leaf

Box = Any  # WeasyPrint has no types


def place(line: Box) -> None:
    """Put what is in a line where it belongs, from the line's left edge to the right.

    May be called again when something in it has become wider.
    """
    x = line.position_x + line.bidi_left
    if line.bidi_leaves is None:
        _set_in_order(line, x, backwards=bool(line.bidi_base))
    else:
        _set_side_by_side(line, line.bidi_leaves, x)


def width_of(line: Box) -> float:
    """The room that what is in a line takes, with the margins, borders and padding around it."""
    if line.bidi_leaves is None:
        return _width_in_order(line)
    leaves: Sequence[Leaf] = line.bidi_leaves
    width = sum(leaf.box.margin_width() for leaf in leaves if leaf.box.is_in_normal_flow())
    around = {id(box): box for leaf in leaves for box in leaf.path[:-1]}
    return float(width + sum(box.margin_width() - box.width for box in around.values()))


def _width_in_order(box: Box) -> float:
    width = 0.0
    for child in box.children:
        if not is_leaf(child):
            width += _width_in_order(child) + child.margin_width() - child.width
        elif child.is_in_normal_flow():
            width += child.margin_width()
    return width


def _set_in_order(box: Box, x: float, *, backwards: bool) -> float:
    """Place the children of a box from `x` on, if backwards the last first; gives their end."""
    for child in reversed(box.children) if backwards else box.children:
        if is_leaf(child):
            x = _put(child, x)
        else:
            child.position_x = x
            start = child.content_box_x()
            child.width = _set_in_order(child, start, backwards=backwards) - start
            x += child.margin_width()
    return x


def _set_side_by_side(line: Box, leaves: Sequence[Leaf], x: float) -> None:
    """Place the leaves from left to right starting at `x`, and the inline boxes round them."""
    stretches: Counter[int] = Counter()
    first: dict[int, int] = {}
    above: tuple[Box, ...] = ()
    for leaf in leaves:
        kept = 0
        while kept < len(above) - 1 and leaf.path[kept] is above[kept]:
            kept += 1
        for box in leaf.path[:-1]:
            first[id(box)] = min(leaf.place, first.get(id(box), leaf.place))
        stretches.update(id(box) for box in leaf.path[kept:-1])
        above = leaf.path
    line.children, _ = _set(leaves, 0, x, stretches, Counter(), first)


def _set(
    leaves: Sequence[Leaf],
    depth: int,
    x: float,
    stretches: Counter[int],
    seen: Counter[int],
    first: dict[int, int],
) -> tuple[list[Box], float]:
    children: list[tuple[int, Box]] = []
    for _, group in groupby(leaves, key=lambda leaf: id(leaf.path[depth])):
        stretch = list(group)
        place = min(leaf.place for leaf in stretch)
        box = stretch[0].path[depth]
        if depth == len(stretch[0].path) - 1:
            x = _put(box, x)
        else:
            mark = id(box)
            if stretches[mark] > 1:
                box = _stretch_of(
                    box,
                    leftmost=seen[mark] == 0,
                    rightmost=seen[mark] == stretches[mark] - 1,
                    first=place == first[mark],
                )
                seen[mark] += 1
            box.position_x = x
            x = content_x = box.content_box_x()
            box.children, x = _set(stretch, depth + 1, x, stretches, seen, first)
            box.width = x - content_x
            x = box.position_x + box.margin_width()
        children.append((place, box))
    children.sort(key=lambda child: child[0])
    return [box for _, box in children], x


def _stretch_of(box: Box, *, leftmost: bool, rightmost: bool, first: bool) -> Box:
    """One of the places where an inline box shows, when others stand between its leaves."""
    stretch = box.copy()
    stretch.remove_decoration_sides = set(box.remove_decoration_sides)
    if box.style["box_decoration_break"] != "clone":
        if not leftmost:
            stretch._reset_spacing("left")
        if not rightmost:
            stretch._reset_spacing("right")
    if not first:
        # What happens once in the book happens where the element starts.
        stretch.bookmark_label = stretch.string_set = None
        stretch.footnote = stretch.note = stretch.note_call = None
    return stretch


def _put(box: Box, x: float) -> float:
    """Place one leaf; gives the x after it."""
    if isinstance(box, boxes.TextBox):
        box.position_x = x
        return x + float(box.margin_width())
    if box.is_floated():
        return x
    box.translate(dx=x - box.position_x, ignore_floats=True)
    return x + float(box.margin_width()) if box.is_in_normal_flow() else x
