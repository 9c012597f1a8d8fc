"""Read a block's inline content as one paragraph, whatever boxes it is in, and level its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.bidi import (
    OBJECT,
    SEPARATOR,
    Closing,
    Opening,
    paragraph_base,
    paragraph_levels,
    turns,
)
from rectoverso.writing.corrections.joining import FIRST_CURSIVE, join

Box = Any  # WeasyPrint has no types
Event = tuple[str | Opening | Closing | None, Box]  # None: the edge of an element of no direction

# For each line, WeasyPrint encodes and copies all of the text it stands in. What is very long is
# parted behind a space between two words of one script, which no line can tell.
_LONG, _PART = 8_000, 4_000  # characters
_GAP = re.compile(r"(\w) (?=(\w))")

_ATOMIC = "\u2e80"  # WeasyPrint breaks lines at images as at this letter

_SIDES = {
    "ltr": {"inline-start": "left", "inline-end": "right"},
    "rtl": {"inline-start": "right", "inline-end": "left"},
}

# Generated text that belongs to no sentence: a number beside it must not take it in.
_APART = ("::footnote-call", "::footnote-marker", "::note-call", "::note-marker", "::note-callback")


def level_paragraph(line: Box, block: Box) -> None:
    """Give every text, atomic box and isolate under `line` its levels (`bidi_levels`).

    `line` is the line box that holds a whole block's inline content, before lines are broken; its
    own `bidi_base` becomes the base level, or None if nothing in it has to be reordered, and
    `bidi_overrides` tells whether letters may run against their nature. Words that markup cuts
    get joiners (see `joining`).
    """
    _name_sides(line, block.style["direction"])
    _part_long_texts(line)
    events = _events(line)
    _tie_anchors(events)
    if _join(events):
        events = _events(line)
    content = [(part, box) for part, box in events if part is not None]
    base = paragraph_base(block.style["direction"], _kind(block))
    if "override" in _kind(block):
        content.insert(0, (Opening(_kind(block), block.style["direction"]), block))
        content.append((Closing(), block))
    parts = [part for part, _ in content]
    line.bidi_base = None
    if not turns(parts, base):
        return
    levels = paragraph_levels(parts, base)
    line.bidi_overrides = any(map(_overrides, parts))
    for (part, box), own in zip(content, levels, strict=True):
        # An isolate ends at the level it begins at, save that rule L1 takes one that ends a line
        # or stands before a leader down to the base: to all inside it, it would be open no more.
        if not isinstance(part, Closing):
            box.bidi_levels = own
    line.bidi_base = base % 2 if base < 2 else int(block.style["direction"] == "rtl")


def _name_sides(box: Box, direction: str) -> None:
    """Say left and right of floats: in lines WeasyPrint knows no `inline-start`."""
    for child in box.children:
        if child.is_floated() and child.style["float"] in _SIDES[direction]:
            child.style = child.style.copy()
            child.style["float"] = _SIDES[direction][child.style["float"]]
        elif isinstance(child, boxes.InlineBox):
            _name_sides(child, direction)


def _part_long_texts(box: Box) -> None:
    """Make several texts of one that is longer than any author's paragraph."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            _part_long_texts(child)
    if any(map(_is_long, box.children)):
        box.children = tuple(part for child in box.children for part in _parts(child))


def _is_long(box: Box) -> bool:
    return (
        isinstance(box, boxes.TextBox)
        and len(box.text) > _LONG
        and not hasattr(box, "bidi_is_part")
    )


def _parts(box: Box) -> Iterator[Box]:
    if not _is_long(box):
        yield box
        return
    box.bidi_is_part = True
    at = 0
    for found in _GAP.finditer(box.text):
        # Faces have spaces of different widths, and each face has its own scripts.
        same = found[1].isalpha() and ord(found[1]) >> 8 == ord(found[2]) >> 8
        if same and found.end() - at > _PART:
            part = box.copy_with_text(box.text[at : found.end()])
            part.trailing_collapsible_space = False
            yield part
            at = found.end()
    yield box.copy_with_text(box.text[at:])


def _tie_anchors(events: Sequence[Event]) -> None:
    """Tell elements without content the letter after them (`bidi_next`).

    Lines may break before such an element where they may before that letter, and an index mark
    stays on the page of the word it stands before.
    """
    empty: list[Box] = []
    for part, box in events:
        if isinstance(part, str):
            letter = _ATOMIC if part == OBJECT else part[:1]
            for waiting in empty if letter else ():
                waiting.bidi_next = letter
            empty = [] if letter else empty
        elif not box.children:
            empty.append(box)


def join_words(line: Box) -> None:
    """Put joiners where a cursive word goes on from one text box into the next."""
    _join(_events(line))


def _join(events: Sequence[Event]) -> bool:
    if len(events) < 2:
        return False
    before: Box = None
    joined = False
    for part, box in events:
        if not isinstance(part, str):
            if before is not None and _parts_words(box, part):
                before = None
        elif not isinstance(box, boxes.TextBox):
            before = None
        elif part:
            if before is not None and part[0] >= FIRST_CURSIVE:
                texts = join(before.text, part)
                joined = joined or texts != (before.text, part)
                before.text, box.text = texts
            before = box if part[-1] >= FIRST_CURSIVE else None
    return joined


def _events(line: Box) -> list[Event]:
    """The text of a line, its atomic boxes, and where elements start and end."""
    events: list[Event] = []
    _gather(line, events)
    return events


def _gather(box: Box, events: list[Event]) -> None:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            events.append((child.text, child))
        elif not child.is_in_normal_flow():
            continue
        elif child.is_leader:
            events.append((SEPARATOR, child))
        elif isinstance(child, boxes.InlineBox):
            kind = _kind(child)
            plain = kind == "normal"
            events.append((None if plain else Opening(kind, child.style["direction"]), child))
            _gather(child, events)
            events.append((None if plain else Closing(), child))
        else:
            events.append((OBJECT, child))


def _kind(box: Box) -> str:
    """The value of `unicode-bidi`, from CSS or as HTML's own style sheet would have it."""
    kind: str = box.style["unicode_bidi"]
    if kind != "normal" or box.element is None:
        return kind
    if "::" in box.element_tag:
        return "isolate" if box.element_tag.endswith(_APART) else kind
    match box.element_tag:
        case "bdo":
            return "isolate-override"
        case "bdi":
            return "isolate"
        case _:
            return "isolate" if "dir" in box.element.attrib else kind


def _overrides(part: str | Opening | Closing) -> bool:
    """Whether characters may get another direction than their own."""
    match part:
        case str():
            return "\u202d" in part or "\u202e" in part
        case Opening(kind):
            return "override" in kind
        case _:
            return False


def _parts_words(box: Box, part: Opening | Closing | None) -> bool:
    """Whether letters do not join across the edge of this inline box (CSS Text 3, 7.3)."""
    if part is not None or box.style["vertical_align"] != "baseline":
        return True
    return any(
        (value := box.style[f"{edge}_{side}"]) != "auto" and getattr(value, "value", value)
        for side in ("left", "right")
        for edge in ("margin", "padding")
    ) or bool(box.style["border_left_width"] or box.style["border_right_width"])
