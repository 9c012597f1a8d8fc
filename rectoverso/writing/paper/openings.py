"""Find chapters whose title stands alone on its page, for the figure behind it is too tall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.paper.misfits import Found, Seen, walk
from rectoverso.writing.paper.pieces import Misfit

Box = Any  # WeasyPrint has no types


def bare_openings(document: Any) -> Iterator[Found]:
    """Each such figure's picture, with the height it may have below the title.

    They are told as headings at the foot of a page.
    """
    for number, (page, following) in enumerate(
        zip(document.pages, document.pages[1:], strict=False)
    ):
        opening = _opening_alone(page._page_box)
        figure = _first(following._page_box)
        if opening is None or figure is None or figure.box.element_tag != "figure":
            continue
        if "data-placement" in figure.box.element.attrib:
            continue
        inside = (one.box for one in walk(figure.box))
        pictures = [box for box in inside if isinstance(box, boxes.ReplacedBox)]
        if len(pictures) != 1:
            continue
        (picture,) = pictures
        beside = figure.box.margin_height() - picture.height
        end = page._page_box.content_box_y() + page._page_box.height
        room = end - opening.position_y - opening.margin_height() - beside
        if room < picture.height:
            misfit = Misfit("heading-at-foot", number, figure.place)
            yield Found(misfit, picture.element, room, picture.height)


def _opening_alone(page: Box) -> Box | None:
    """The head of a chapter, if nothing else shows on the page."""
    found = None
    for seen in walk(page):
        if _is_opening(seen.box):
            found = seen.box
        if isinstance(seen.box, boxes.ReplacedBox) or _is_break(seen.box):
            return None
        if isinstance(seen.box, boxes.LineBox) and not _is_within(seen.box, found):
            return None
    return found


def _is_opening(box: Box) -> bool:
    return bool(box.element_tag == "header" and box.element.get("class") == "opening")


def _is_break(box: Box) -> bool:
    return bool(box.element_tag == "div" and box.element.get("class") == "page-break")


def _is_within(line: Box, box: Box | None) -> bool:
    return box is not None and any(one is line for one in box.descendants())


def _first(page: Box) -> Seen | None:
    """The first figure or text block of a page."""
    for seen in walk(page):
        if seen.box.element_tag == "figure" or isinstance(seen.box, boxes.LineBox):
            return seen
    return None
