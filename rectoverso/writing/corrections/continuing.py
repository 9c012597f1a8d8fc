"""Continue a note on the next page where it is too tall to stand below its call.

WeasyPrint's notes are boxes that wait (`context.footnotes`), stand on the page that is being set
(`current_page_footnotes`) or are left for the next one (`reported_footnotes`). A note that is
continued does two of these: its box ends after some height (`ends_after`), and a copy of it, which
`begins` behind that, is left for the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import block, inline
from weasyprint.layout.percent import resolve_percentages

Box = Any  # WeasyPrint has no types

CONTINUED = "footnote-continued"

# Rather than leave so many lines of a page empty, a note is continued that would have room on the
# next page, if its call went there, too.
_GAP = 5
# At least so many lines of a note stand on a page, and so many on the next.
_FEWEST = 2
# Notes from pages before leave so much of a page to the text.
_FOR_TEXT = 1 / 3
_TOLERANCE = 0.01  # CSS pixels


class Call(NamedTuple):
    """The line in which a note is called: the block and the line box it is of, where it ends on
    the page, how many lines of its block stand before it, where the next one begins, how much room
    at the foot of the page is not for it, and whether it has to stand here."""

    block: Box
    lines: Box
    top: float
    bottom: float
    before: int
    resume_at: Any
    bottom_space: float
    must: bool


def ended(in_flow_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Have a box end after some height, if it says so."""

    @wraps(in_flow_layout)
    def corrected(*given: Any) -> Any:
        context, area, _, child, *_ = given
        room = getattr(child, "ends_after", None)
        if room is not None:
            resolve_percentages(child, area)
            above = block.collapse_margin([*given[8], child.margin_top]) - child.margin_top
            end = child.position_y + above + room + _TOLERANCE
            given = (*given[:9], context.page_bottom - end, *given[10:])
        return in_flow_layout(*given)

    return corrected


def is_inside_line(context: Any, bottom_space: float) -> bool:
    """Whether the lines being set are in a box that is part of a line: its notes are set with the
    line round it."""
    return bottom_space == -inf and not getattr(context, "in_table", False)


def begins_here(context: Any, note: Box, call: Call) -> bool:
    """Whether a note that is too tall for this page begins on it and goes on on the next one.

    It stands last in the notes of the page, and does not fit there.
    """
    if context.in_column:
        return False
    area, _ = _set_notes(context)
    height = area.children[-1].margin_height()
    others = area.margin_height() - height
    line = call.bottom - call.top
    fits_next = others + height + _FEWEST * line < area.page.height
    if getattr(context, "in_table", False):
        return not fits_next and _leave_whole(context, note)
    if context.reported_footnotes:
        return False
    # Where the text would end if there were no notes on the page.
    foot = context.page_bottom + area.margin_height() - call.bottom_space
    if not call.must and fits_next and foot - others - call.top < _GAP * line:
        return False
    room = foot - others - call.bottom
    return _divide(context, note, room - _following(context, call)) or (
        call.must and _divide(context, note, room)
    )


def _leave_whole(context: Any, note: Box) -> bool:
    """Leave a note for the next page: the rows of its table may yet become taller, and the page
    of a note that is called in its head would have no head."""
    context.report_footnote(note)
    return True


def _following(context: Any, call: Call) -> float:
    """The height of the lines that have to stand on the page with that of the call."""
    style, here = call.block.style, call.before + 1
    heights: list[float] = []
    if call.resume_at is not None:
        following = inline.iter_line_boxes(
            *(context, call.lines, call.bottom, call.bottom_space, call.resume_at, call.block),
            *([], [], None, None),
        )
        for line, _ in following:
            heights.append(line.height)
            if len(heights) > style["orphans"] + style["widows"]:
                break
    for kept in range(len(heights)):
        left = len(heights) - kept
        if here + kept >= style["orphans"] and left >= style["widows"]:
            return sum(heights[:kept])
    if style["break_after"] not in ("avoid", "avoid-page"):
        return sum(heights)
    # Two lines of what a heading is about, and the space below it.
    return sum(heights) + 2 * _FEWEST * float(inline.strut(style)[0])


def set_those_left(context: Any, notes: list[Box]) -> None:
    """Set the notes that the page before has left for this one, as many as there is room for."""
    area = context.current_footnote_area
    limit = area.page.height * (1 - _FOR_TEXT)
    if notes and hasattr(notes[0], "begins"):
        style = context.style_for(area.page.page_type, f"@{CONTINUED}")
        if style is not None:
            area.style = style
            resolve_percentages(area, area.page)
    for number, note in enumerate(notes):
        context.footnotes.append(note)
        context.layout_footnote(note)
        # What cannot be parted else takes the whole page, if need be.
        for room in (limit,) if number else (limit, area.page.height):
            over = area.margin_height() - room
            if over <= 0:
                break
            height = _set_notes(context)[0].children[-1].margin_height()
            if _divide(context, note, height - over):
                context.reported_footnotes.extend(notes[number + 1 :])
                return
        if over > 0 and number:
            context.report_footnote(note)
            context.reported_footnotes = notes[number:]
            return


def set_text(context: Any, root: Box, *given: Any) -> Any:
    """Set the text of a page. Where notes from pages before leave it no room, there is none."""
    x, y = root.position_x, root.position_y
    carried, left = bool(context.current_page_footnotes), len(context.reported_footnotes)
    result = block.block_level_layout(context, root, *given)
    if not carried:
        return result
    laid = result[0]
    lost = len(context.reported_footnotes) > left
    if not lost and (laid is None or _text_bottom(laid) <= context.page_bottom + 1):
        return result
    bottom, resume_at, around, _, absolute, fixed, _ = given
    block.remove_placeholders(context, [] if laid is None else [laid], absolute, fixed)
    root.position_x, root.position_y = x, y
    result = block.block_level_layout(
        context, root, bottom, resume_at, around, False, absolute, fixed, []
    )
    if result[0] is not None:
        return result
    root.position_x, root.position_y = x, y
    nothing = root.copy_with_children([])
    laid = block.block_level_layout(context, nothing, bottom, None, around, True, absolute, fixed)
    return laid[0], resume_at, *result[2:]


def finish(context: Any, root: Box) -> None:
    """Give a note that goes on the room that the text of the page has left.

    What is then on the page, or left for the next one, is not taken back any more.
    """
    _fill(context, root)
    if not hasattr(context, "called_on"):
        context.called_on = {}
    for note in (*context.current_page_footnotes, *context.reported_footnotes):
        context.called_on.setdefault(note, context.current_page)


def _fill(context: Any, root: Box) -> None:
    notes = context.current_page_footnotes
    if not notes or getattr(notes[-1], "ends_after", None) is None:
        return
    note = notes[-1]
    spare = context.page_bottom - max(_text_bottom(root), root.position_y)
    line = inline.strut(note.style)[0]
    if spare < _FEWEST * line:
        return
    before, others = note.ends_after, context.reported_footnotes
    rest = _join(context, note)
    context._update_footnote_area()
    if _set_notes(context)[0].children[-1].margin_height() <= before + spare:
        return
    if not _divide(context, note, before + spare - line / 2):
        note.ends_after, note.goes_on, context.reported_footnotes = before, rest, others
        context._update_footnote_area()


def undivided(unlayout_footnote: Callable[..., None]) -> Callable[..., None]:
    """When a note is taken from the page, so is what was left of it for the next one.

    Where a paragraph that began on an earlier page gives way, WeasyPrint 70 takes back the notes
    of its first lines, too.
    """

    @wraps(unlayout_footnote)
    def corrected(context: Any, footnote: Box) -> None:
        if getattr(context, "called_on", {}).get(footnote, inf) >= context.current_page:
            _join(context, footnote)
            unlayout_footnote(context, footnote)

    return corrected


def _join(context: Any, note: Box) -> Box | None:
    """Make a note whole again; give what was left of it for the next page."""
    rest = getattr(note, "goes_on", None)
    note.ends_after = note.goes_on = None
    if rest is not None:
        context.reported_footnotes = [one for one in context.reported_footnotes if one is not rest]
    return rest


def _divide(context: Any, note: Box, room: float) -> bool:
    """Let the last note of the page end after so much room, and go on on the next page.

    Where too little would stand here or there, nothing is changed, and False given.
    """
    whole, _ = _set_notes(context)
    lines = _lines(whole.children[-1])
    for _ in range(_FEWEST):
        note.ends_after = room
        area, resume_at = _set_notes(context)
        piece = area.children[-1] if len(area.children) == len(whole.children) else None
        if piece is None or resume_at is None or None in resume_at.values():
            break
        here = _lines(piece)
        if len(here) < _FEWEST or _text_bottom(piece) > piece.position_y + room + 1:
            break
        if len(lines) - len(here) >= _FEWEST:
            note.ends_after = _text_bottom(piece) - piece.position_y
            if _set_notes(context)[1] != resume_at:
                note.ends_after = room  # what stands below a row counts, too
            _leave(context, note, *resume_at.values())
            return True
        room -= here[-1].height
    note.ends_after = None
    return False


def _leave(context: Any, note: Box, behind: Any) -> None:
    """Leave for the next page what is behind some place in a note."""
    note.goes_on = rest = note.copy()
    rest.begins, rest.ends_after, rest.goes_on = behind, None, None
    context.reported_footnotes = [rest, *context.reported_footnotes]
    context._update_footnote_area()


def _set_notes(context: Any) -> tuple[Box, Any]:
    """The notes of the page as they stand there, and where what does not end there goes on."""
    area = build.create_anonymous_boxes(context.current_footnote_area.deepcopy())
    laid, resume_at, *_ = block.block_level_layout(context, area, -inf, None, area.page)
    return laid, resume_at


def _lines(box: Box) -> list[Box]:
    return [one for one in box.descendants() if isinstance(one, boxes.LineBox)]


def _text_bottom(box: Box) -> float:
    """Where the last of what shows in a box ends."""
    return max((one.position_y + one.margin_height() for one in _shown(box)), default=-inf)


def _shown(box: Box) -> Iterator[Box]:
    for child in box.children:
        if not isinstance(child, boxes.Box):
            continue  # what is positioned takes no room
        if isinstance(child, boxes.LineBox | boxes.ReplacedBox | boxes.TableCellBox):
            yield child
        elif child.children:
            yield from _shown(child)
