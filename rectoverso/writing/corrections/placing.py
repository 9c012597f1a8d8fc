"""Put the boxes of one finished line side by side in visual order.

A line comes from WeasyPrint as a tree in logical order: text boxes and atomic boxes (the leaves)
inside inline boxes. The leaves are put in the order of UAX#9 rule L2; an inline box whose leaves
do not stand together is drawn as several, and its margin, border and padding stay at its outer
edges (CSS 2.1, 8.6). The tree keeps its logical order, which is that of the tagged PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import split_text_box

from rectoverso.writing.bidi import embedding_levels, end_line, runs, visual_order

Box = Any  # WeasyPrint has no types

_DIRECTIONS = ("ltr", "rtl")
_OVERRIDES = ("\u202d", "\u202e")
_SPACES = (" ", "\N{NO-BREAK SPACE}")
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands as one thing in a line: the boxes from the line down to it."""

    path: tuple[Box, ...]
    place: int  # in logical order

    @property
    def box(self) -> Box:
        """The text box, the atomic box, or what takes no room."""
        return self.path[-1]


def leaf_paths(box: Box, above: tuple[Box, ...] = ()) -> Iterator[tuple[Box, ...]]:
    """The ways from a line to its leaves, in logical order.

    Whatever is out of the flow is a leaf of no width; so are empty inline boxes and whole leaders.
    """
    for child in box.children:
        if (
            isinstance(child, boxes.InlineBox)
            and child.children
            and not child.is_leader
            and child.is_in_normal_flow()
        ):
            yield from leaf_paths(child, (*above, child))
        else:
            yield (*above, child)


def logical_leaves(line: Box) -> list[Leaf]:
    """The leaves of a line that runs left to right from end to end."""
    return [Leaf(path, place) for place, path in enumerate(leaf_paths(line))]


def visual_leaves(context: Any, line: Box) -> list[Leaf]:
    """The leaves of a line from left to right, cut where their text turns."""
    base: int = line.bidi_base
    paths = list(leaf_paths(line))
    levels = [_levels(path[-1]) for path in paths]
    if base and not line.bidi_overrides and all(own.count(base) == len(own) for own in levels):
        return [Leaf(path, place) for place, path in enumerate(paths)][::-1]
    levels = _lend_levels(_end_line(paths, levels, base), base)
    edges = [_edge(before, after) for before, after in pairwise(((), *paths, ()))]
    leaves: list[Leaf] = []
    row: list[tuple[int, Leaf | None]] = []  # the leaves, and the edges of isolates between them
    for at, (path, own) in enumerate(zip(paths, levels, strict=True)):
        row.extend((level, None) for level in edges[at])
        before = (edges[at] or (levels[at - 1] if at else b"") or bytes([base]))[-1]
        after = (edges[at + 1] or b"".join(levels[at + 1 : at + 2]) or bytes([base]))[0]
        for box, level in _cut(context, line, path[-1], own, before, after):
            leaves.append(Leaf((*path[:-1], box), len(leaves)))
            row.append((level, leaves[-1]))
    order = visual_order([level for level, _ in row])
    return [leaf for at in order if (leaf := row[at][1]) is not None]


def width_of(leaves: Sequence[Leaf]) -> float:
    """The room the leaves take, with the margins, borders and padding of the boxes round them."""
    width = sum(leaf.box.margin_width() for leaf in leaves if leaf.box.is_in_normal_flow())
    around = {id(box): box for leaf in leaves for box in leaf.path[:-1]}
    return float(width + sum(box.margin_width() - box.width for box in around.values()))


def set_side_by_side(line: Box, leaves: Sequence[Leaf], x: float) -> float:
    """Place the leaves from left to right starting at `x`, and the inline boxes round them.

    May be called again when leaves have become wider. Gives the x where the last one ends.
    """
    if len(leaves) == 1 and len(leaves[0].path) == 1:
        line.children = [leaves[0].box]
        return _put(leaves[0].box, x)
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
    line.children, x = _set(leaves, 0, x, stretches, Counter(), first)
    return x


def _edge(before: tuple[Box, ...], after: tuple[Box, ...]) -> bytes:
    """The levels of the isolates that end and that start between two leaves of a line."""
    same = 0
    while same < min(len(before), len(after)) and before[same] is after[same]:
        same += 1
    return b"".join(
        getattr(box, "bidi_levels", b"") for box in (*before[same:-1][::-1], *after[same:-1])
    )


def _levels(box: Box) -> bytes:
    """The box's part of the paragraph's levels; none if it takes no room."""
    levels: bytes = getattr(box, "bidi_levels", b"")
    if not isinstance(box, boxes.TextBox):
        return levels
    start = getattr(box, "bidi_start", 0)
    own = levels[start : start + len(box.text)]
    # A hyphen that the line break added goes with its word.
    return own + own[-1:] * (len(box.text) - len(own))


def _end_line(paths: Sequence[tuple[Box, ...]], levels: list[bytes], base: int) -> list[bytes]:
    for at in reversed(range(len(levels))):
        box = paths[at][-1]
        if isinstance(box, boxes.TextBox):
            levels[at] = end_line(box.text, levels[at], base)
            if not box.text.isspace() and box.text:
                break
        elif levels[at]:
            break
    return levels


def _lend_levels(levels: list[bytes], base: int) -> list[bytes]:
    """Give what takes no room the lower level of its two neighbours."""
    if all(levels):
        return levels
    lent = list(levels)
    following = base
    for at in reversed(range(len(levels))):
        lent[at] = levels[at] or bytes([following])
        following = lent[at][0]
    before = base
    for at, own in enumerate(levels):
        if not own:
            lent[at] = bytes([min(before, lent[at][0])])
        before = lent[at][-1]
    return lent


def _cut(
    context: Any, line: Box, box: Box, levels: bytes, before: int, after: int
) -> Iterator[tuple[Box, int]]:
    """The box as it is, or its text as boxes that Pango lays out as their levels say."""
    low = min(levels)
    if not isinstance(box, boxes.TextBox) or not box.text:
        yield box, low
        return
    if max(levels) == low:
        pieces = [(box, low)]
    elif _is_one(box.text, levels, before, after):
        turned = _turned(box, low)
        yield (box if turned is box else _measured(context, turned)), low
        return
    else:
        pieces = [
            (box.copy_with_text(box.text[start:end]), level) for start, end, level in runs(levels)
        ]
    for piece, level in pieces:
        told = _turned(piece, level)
        if line.bidi_overrides:
            told = _told(told, level)
        yield (box if told is box else _measured(context, told)), level


def _is_one(text: str, levels: bytes, before: int, after: int) -> bool:
    """Whether the text can be reordered as a whole, Pango seeing to what is inside."""
    low = min(levels)
    if (levels[0] > low and (before > low or text[0] in _SPACES)) or (
        levels[-1] > low and (after > low or text[-1] in _SPACES)
    ):
        return False
    return embedding_levels(text, low) == levels


def _turned(box: Box, level: int) -> Box:
    """The box, its text to be laid out in the direction of its level."""
    direction = _DIRECTIONS[level % 2]
    if box.style["direction"] == direction:
        return box
    turned = box.copy()
    turned.style = _turned_style(box.style, direction)
    return turned


def _told(box: Box, level: int) -> Box:
    """The box as it is if Pango sees its direction, or a copy with the direction written in."""
    text: str = box.text
    if all(found % 2 == level % 2 for found in embedding_levels(text, level % 2)):
        return box
    return box.copy_with_text(f"{_OVERRIDES[level % 2]}{_CONTROLS.sub('', text)}\u202c")


def _measured(context: Any, box: Box) -> Box:
    """The text box with the width of its text."""
    measured, _, _ = split_text_box(context, box, None, 0, is_line_start=False)
    return measured or box


def _turned_style(style: Any, direction: str) -> Any:
    turned = getattr(style, "bidi_turned", None)
    if turned is None:
        turned = style.copy()
        turned["direction"] = direction
        style.bidi_turned = turned
        turned.bidi_turned = style
    return turned


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
    if box.is_floated():
        return x
    if isinstance(box, boxes.TextBox):
        box.position_x = x
    else:
        box.translate(dx=x - box.position_x, ignore_floats=True)
    return x + float(box.margin_width()) if box.is_in_normal_flow() else x
