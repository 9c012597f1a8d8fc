"""Find what does not fit its measure in pages that have been set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.paper.pieces import Misfit

Box = Any  # WeasyPrint has no types

SLACK = 0.7  # CSS pixels
# By how many pixels at least a picture is made lower.
STEP = 4
_MADE_SMALLER = frozenset(("data-fit", "data-scale", "data-lowered"))
MM = 25.4 / 96  # millimetres in a CSS pixel


@dataclass(frozen=True, slots=True)
class Found:
    """What stands out: its element, the room there is and the room it takes, in CSS pixels."""

    misfit: Misfit
    element: Any
    room: float
    taken: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A box of a page, the box around it, the figure it belongs to, and where it was written."""

    box: Box
    around: Box
    figure: Box | None
    place: str


def misfits(document: Any) -> Iterator[Found]:
    """What stands out of its measure in a WeasyPrint document, each element once.

    That are lines with something that cannot be broken, tables, formulas and pictures that are too
    wide, pictures that are too tall for a page together with their captions, and couplets of which
    a half takes more than a line.
    """
    known: set[int] = set()
    pictures: dict[int, tuple[int, Box, Box]] = {}
    for number, page in enumerate(document.pages):
        for one in _found_on(page._page_box, number, pictures):
            if id(one.element) not in known:
                known.add(id(one.element))
                yield one


def settings(document: Any) -> Iterator[tuple[Any, int, str]]:
    """Every element that was set smaller than it was written, with its page and place."""
    known: set[int] = set()
    for number, page in enumerate(document.pages):
        for seen in walk(page._page_box):
            element = seen.box.element
            if element is None or id(element) in known:
                continue
            if not _MADE_SMALLER.isdisjoint(element.attrib):
                known.add(id(element))
                yield element, number, seen.place


def _found_on(page: Box, number: int, pictures: dict[int, tuple[int, Box, Box]]) -> Iterator[Found]:
    bottom = page.content_box_y() + page.height
    for seen in walk(page):
        box = seen.box
        if isinstance(box, boxes.LineBox):
            yield from _line(seen, number)
        elif _is_couplets(box):
            yield from _couplets(seen, number)
        elif getattr(box, "is_table_wrapper", False):
            yield from _table(seen, number)
        elif isinstance(seen.around, boxes.FlexBox):
            yield from _equation(seen, number)
        elif isinstance(box, boxes.ReplacedBox) and not is_formula(box.element):
            yield from _picture(seen, number, bottom)
            if seen.figure is not None:
                pictures[id(seen.figure.element)] = (number, box, seen.figure.children[-1])
        elif box.element_tag == "figure" and id(box.element) in pictures:
            before, picture, last = pictures[id(box.element)]
            if before < number:
                # The caption is on the next page; there was room left, but too little.
                below = last.position_y + last.margin_height() - bottom
                excess = max(box.margin_height() + below, STEP)
                misfit = Misfit("picture", before, seen.place, _mm(excess))
                yield Found(misfit, picture.element, picture.height - excess, picture.height)


def walk(box: Box, figure: Box | None = None, place: str = "") -> Iterator[Seen]:
    """The boxes in a box, each before those in it; no margins of pages."""
    for child in box.children:
        if isinstance(child, boxes.MarginBox):
            continue
        real = child.element is not None and "::" not in (child.element_tag or "")
        own = child.element.get("data-place", place) if real else place
        inside = child if child.element_tag == "figure" else figure
        yield Seen(child, box, inside, own)
        if isinstance(child, boxes.ParentBox):
            yield from walk(child, inside, own)


def _line(seen: Seen, number: int) -> Iterator[Found]:
    """What makes a line longer than the block it stands in, if anything."""
    line, block = seen.box, seen.around
    parts = [part for part in line.children if part.is_in_normal_flow()]
    if not parts or not block.width or "::" in (block.element_tag or ""):
        return
    left = block.content_box_x() - block.padding_left
    room = block.width + block.padding_left + block.padding_right
    right = max(part.position_x + part.margin_width() for part in parts) - left - room
    outs = (left - min(part.position_x for part in parts), right)
    hung = getattr(line, "hung", (0.0, 0.0))
    if all(out - within <= SLACK for out, within in zip(outs, hung, strict=True)):
        return
    out = max(outs)
    widest = max(leaves(line), key=lambda leaf: float(leaf.width))
    if not isinstance(widest, boxes.TextBox):
        drawn = is_formula(widest.element)
        misfit = Misfit("formula" if drawn else "picture", number, seen.place, _mm(out))
        yield Found(misfit, widest.element, block.width, widest.width)
    elif widest.style["white_space"] != "pre-wrap" or not widest.text.endswith(" "):
        word = max(widest.text.split(), key=len, default="")
        yield Found(Misfit("line", number, seen.place, _mm(out), word), line, room, room + out)


def _table(seen: Seen, number: int) -> Iterator[Found]:
    table = seen.box.get_wrapped_table()
    taken, room = table.border_width() if table else 0.0, seen.around.width
    if taken > room + SLACK:
        misfit = Misfit("table", number, seen.place, _mm(taken - room))
        yield Found(misfit, seen.around.element, room, taken)


def _is_couplets(box: Box) -> bool:
    return box.element_tag == "div" and "of-couplets" in box.element.get("class", "")


def _couplets(seen: Seen, number: int) -> Iterator[Found]:
    """Verse in which half a line takes more than one line beside the other half."""
    for one in walk(seen.box):
        half = one.box
        if not (half.element_tag == "span" and isinstance(half, boxes.InlineBlockBox)):
            continue
        if sum(isinstance(line, boxes.LineBox) for line in half.children) > 1:
            misfit = Misfit("couplets", number, seen.place)
            yield Found(misfit, seen.box.element, half.width, half.width)
            return


def _equation(seen: Seen, number: int) -> Iterator[Found]:
    """A formula that leaves no room for the number beside it, or for itself."""
    drawn = [one for one in seen.box.element.iter("img") if is_formula(one)]
    beside = sum(one.width for one in seen.around.children if one is not seen.box)
    taken, room = seen.box.margin_width(), seen.around.width - beside
    if drawn and taken > room + SLACK:
        misfit = Misfit("formula", number, seen.place, _mm(taken - room))
        yield Found(misfit, drawn[0], room, taken)


def _picture(seen: Seen, number: int, bottom: float) -> Iterator[Found]:
    """A picture that leaves its page at the foot, or whose caption does."""
    box, figure = seen.box, seen.figure
    end = box.position_y + box.margin_height()
    if figure is not None:
        end = max(end, figure.position_y + figure.margin_top + figure.border_height())
    if end > bottom + SLACK:
        misfit = Misfit("picture", number, seen.place, _mm(end - bottom))
        yield Found(misfit, box.element, box.height - (end - bottom), box.height)


def _mm(pixels: float) -> float:
    return round(pixels * MM, 1)


def leaves(box: Box) -> Iterator[Box]:
    """What stands in a line: texts, pictures and other boxes that are one thing there."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox) and child.children:
            yield from leaves(child)
        elif child.is_in_normal_flow():
            yield child


def is_formula(element: Any) -> bool:
    """Whether an element is the drawing of a formula."""
    return element is not None and "math" in element.get("class", "").split()
