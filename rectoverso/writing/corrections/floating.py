"""Make WeasyPrint place figures and tables at the top or foot of a page, or on one of their own.

WeasyPrint 70 floats only to the left and right. Here what has `data-placement` waits, in the tree
of boxes, while the text behind it fills the page; the document keeps its order. What is in the
midst of being set when the page is full is parted in two boxes, so that a figure can stand between.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from weasyprint.layout import block

Box = Any  # WeasyPrint has no types

_WAITING = ("top", "bottom", "page")
# What a figure lets go before it.
_PASSED = ("p", "ul", "ol", "dl", "blockquote", "pre")
# Where a box begins that has nothing left.
_DONE: dict[int, Any] = {}
_TOLERANCE = 0.01  # CSS pixels


class _Call(NamedTuple):
    """What `_in_flow_layout` is called with."""

    context: Any
    box: Box
    number: int
    child: Box
    new_children: list[Box]
    page_is_empty: bool
    absolute_boxes: list[Box]
    fixed_boxes: list[Box]
    margins: list[float]
    bottom_space: float
    position_y: float
    skip_stack: Any
    first_letter_style: Any
    first_line_style: Any
    discard: bool
    next_page: Any
    max_lines: Any


def correct_floating() -> None:
    """Obey `data-placement`: top, bottom or page. Figures keep their order.

    A figure does not pass a heading, another figure or a table; where text ends before the page
    does, it stands behind the text. Calling it again does nothing.
    """
    if not hasattr(block._in_flow_layout, "floating"):
        block._in_flow_layout = _placed(block._in_flow_layout)


def _placed(in_flow_layout: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(in_flow_layout)
    def corrected(*given: Any) -> Any:
        call = _Call(*given)
        # Whoever goes through the children has taken them down before any changed places.
        child = call.box.children[call.number]
        if child is not call.child:
            child.position_x, child.position_y = call.child.position_x, call.child.position_y
            call = call._replace(child=child)
        begins = getattr(child, "begins", None)
        if begins is not None and call.skip_stack is None:
            if begins is _DONE:
                return _nothing(call)
            call = call._replace(skip_stack=begins)
        if _placement(child) and not call.context.in_column and _has_to_wait(call):
            waiting = _run(call.box.children, call.number)
            passed = call.box.children[call.number + len(waiting)]
            if waiting[0] is child and _placement(child) == "bottom":
                child.room = _room(in_flow_layout, call)
            child.waits = True
            whole = slice(call.number, call.number + len(waiting) + 1)
            call.box.children[whole] = [passed, *waiting]
            return corrected(*call)
        if _placement(child) == "page" and call.new_children:
            return _nothing(call, stop=True)
        waiting = [one for one in _run(call.box.children, call.number + 1) if one.waits]
        return _lay_out(in_flow_layout, call, waiting)

    corrected.floating = True  # type: ignore[attr-defined]
    return corrected


def _nothing(call: _Call, stop: bool = False) -> Any:
    """What comes of a box that takes no room, or (`stop`) has to begin the next page."""
    resume_at = {call.number: None} if stop else None
    margins, next_page = call.margins, call.next_page
    children, lines = call.new_children, call.max_lines
    return False, stop, resume_at, call.position_y, margins, next_page, children, lines


def _placement(box: Box) -> str:
    element = box.element
    if element is None or "::" in (box.element_tag or ""):
        return ""
    said = str(element.get("data-placement", ""))
    return said if said in _WAITING else ""


def _run(children: list[Box], start: int) -> list[Box]:
    """The figures in a row that stand from there on and are to be placed."""
    found = []
    for one in children[start:]:
        if not _placement(one):
            break
        one.waits = getattr(one, "waits", False)
        found.append(one)
    return found


def _has_to_wait(call: _Call) -> bool:
    """Whether text behind a figure is to come first."""
    following = call.number + len(_run(call.box.children, call.number))
    behind = call.box.children[following : following + 1]
    if not behind or not _may_be_passed(behind[0]):
        return False
    if _placement(call.child) == "bottom":
        return True
    before = [one for one in call.new_children if one.is_in_normal_flow()]
    at_top = call.page_is_empty and all(_placement(one) == "top" for one in before)
    return not at_top or bool(before and _placement(call.child) == "page")


def _may_be_passed(box: Box) -> bool:
    return box.is_in_normal_flow() and (
        box.element_tag in _PASSED or box.element.get("class", "").startswith("verse")
    )


def _room(in_flow_layout: Callable[..., Any], call: _Call) -> float:
    """The height a figure takes at the foot of this page; 0 where it does not fit."""
    trial = call._replace(
        new_children=list(call.new_children), absolute_boxes=[], fixed_boxes=[], margins=[]
    )
    before = len(trial.new_children)
    _, stop, _, _, _, _, made, _ = in_flow_layout(*trial)
    if stop or len(made) <= before:
        return 0
    return float(made[-1].margin_height() - made[-1].margin_bottom)


def _lay_out(in_flow_layout: Callable[..., Any], call: _Call, waiting: list[Box]) -> Any:
    """Lay out a child; where the page is full, what waits behind it comes next."""
    foot = waiting[0] if waiting and _placement(waiting[0]) == "bottom" else None
    room = foot.room if foot is not None else 0.0
    result = in_flow_layout(*call._replace(bottom_space=call.bottom_space + room))
    abort, stop, resume_at, position_y, margins, next_page, made, max_lines = result
    rest = getattr(call.child, "rest", None)
    if not (abort or stop):
        _finish(rest)
    if abort or not stop or not waiting or resume_at is None:
        return result
    ((at, inside),) = resume_at.items()
    children = call.box.children
    if inside is None:
        # What comes next has been left for the next page, whole.
        del children[call.number + 1 : call.number + 1 + len(waiting)]
        children[at:at] = waiting
        next_at = at
    elif at == call.number:
        if rest is None:
            rest = call.child.rest = call.child.copy()
            children.insert(call.number + 1 + len(waiting), rest)
        rest.begins = inside
        next_at = call.number + 1
    else:
        return result
    if foot is not None and room:
        before, made = len(made), _at_foot(in_flow_layout, call, foot, next_at, made)
        next_at += len(made) > before
    resume_at = {next_at: None}
    return abort, stop, resume_at, position_y, margins, next_page, made, max_lines


def _finish(rest: Box | None) -> None:
    """Nothing is left for the boxes that would have held the rest of one."""
    while rest is not None:
        rest.begins = _DONE
        rest = getattr(rest, "rest", None)


def _at_foot(
    in_flow_layout: Callable[..., Any], call: _Call, foot: Box, at: int, made: list[Box]
) -> list[Box]:
    """The boxes of the page with a figure at its foot."""
    foot.position_x = call.child.position_x
    foot.position_y = call.context.page_bottom - call.bottom_space - foot.room - _TOLERANCE
    placed = in_flow_layout(
        *call._replace(number=at, child=foot, new_children=made, margins=[], skip_stack=None)
    )
    return list(placed[6])
