"""Find the visual order of one finished line: its leaves, cut where their text turns.

A line comes from WeasyPrint as a tree in logical order: text boxes and atomic boxes (the leaves)
inside inline boxes. The leaves are put in the order of UAX#9 rule L2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import split_text_box

from rectoverso.writing.bidi import embedding_levels, end_line, runs, visual_order

Box = Any  # WeasyPrint has no types

_DIRECTIONS = ("ltr", "rtl")
_OVERRIDES = ("\u202d", "\u202e")
_SPACES = (" ", "\N{NO-BREAK SPACE}")
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Leaf(NamedTuple):
    """What stands as one thing in a line: the boxes from the line down to it."""

    path: tuple[Box, ...]
    place: int  # in logical order

    @property
    def box(self) -> Box:
        """The text box, the atomic box, or what takes no room."""
        return self.path[-1]


def leaf_paths(box: Box) -> list[tuple[Box, ...]]:
    """The ways from a line to its leaves, in logical order.

    Whatever is out of the flow is a leaf of no width; so are empty inline boxes and whole leaders.
    """
    found: list[tuple[Box, ...]] = []
    _gather(box, (), found)
    return found


def _gather(box: Box, above: tuple[Box, ...], found: list[tuple[Box, ...]]) -> None:
    for child in box.children:
        if is_leaf(child):
            found.append((*above, child))
        else:
            _gather(child, (*above, child), found)


def is_leaf(box: Box) -> bool:
    """Whether a box stands in its line as one thing."""
    return isinstance(box, boxes.TextBox) or not (
        isinstance(box, boxes.InlineBox)
        and box.children
        and not box.is_leader
        and box.is_in_normal_flow()
    )


def visual_leaves(context: Any, line: Box, paths: Sequence[tuple[Box, ...]]) -> list[Leaf] | None:
    """The leaves of a line from left to right, cut where their text turns.

    `paths` are those of the line. None if the line runs in its own direction from end to end. Every
    box with text knows the `bidi_row` of what stands in the line, as `marks` asks for it.
    """
    base: int = line.bidi_base
    levels = [_levels(path[-1]) for path in paths]
    if not line.bidi_overrides and _is_even(paths, levels, base):
        return None
    levels = _lend_levels(_end_line(paths, levels, base), base)
    edges = [_edge(before, after) for before, after in pairwise(((), *paths, ()))]
    leaves: list[Leaf] = []
    # The leaves with their levels, and the edges of isolates between them.
    row: list[tuple[bytes, Leaf | None]] = []
    for at, (path, own) in enumerate(zip(paths, levels, strict=True)):
        row.extend((bytes([level]), None) for level in edges[at])
        before = (edges[at] or (levels[at - 1] if at else b"") or bytes([base]))[-1]
        after = (edges[at + 1] or b"".join(levels[at + 1 : at + 2]) or bytes([base]))[0]
        for box, inside in _cut(context, line, path[-1], own, before, after):
            leaves.append(Leaf((*path[:-1], box), len(leaves)))
            row.append((inside, leaves[-1]))
    seen = [row[at] for at in visual_order([min(inside) for inside, _ in row])]
    ordered = [leaf for _, leaf in seen if leaf is not None]
    stands = (base, [(leaf and leaf.box, inside) for inside, leaf in seen])
    for leaf in ordered:
        leaf.box.bidi_row, leaf.box.bidi_marks = stands, None
    return ordered


def _is_even(paths: Sequence[tuple[Box, ...]], levels: Sequence[bytes], base: int) -> bool:
    """Whether all that stands in a line is at one level, and Pango sees that by itself."""
    direction = _DIRECTIONS[base]
    return all(
        own.count(base) == len(own)
        and (not isinstance(path[-1], boxes.TextBox) or path[-1].style["direction"] == direction)
        for path, own in zip(paths, levels, strict=True)
    )


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
) -> Iterator[tuple[Box, bytes]]:
    """The box as it is, or its text as boxes that Pango lays out as their levels say.

    With each the levels of its text, or its own.
    """
    low = min(levels)
    if not isinstance(box, boxes.TextBox) or not box.text:
        yield box, levels
        return
    if max(levels) == low:
        pieces = [(box, low)]
    elif _is_one(box.text, levels, before, after):
        turned = _turned(box, low)
        yield (box if turned is box else _measured(context, turned)), levels
        return
    else:
        pieces = [
            (box.copy_with_text(box.text[start:end]), level) for start, end, level in runs(levels)
        ]
    for piece, level in pieces:
        told = _turned(piece, level)
        if line.bidi_overrides:
            told = _told(told, level)
        found = box if told is box else _measured(context, told)
        yield found, bytes([level]) * len(found.text)


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
