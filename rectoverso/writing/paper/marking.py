"""Have WeasyPrint mark what it draws: as content of an element of the structure, or as artifact.

Content of the same element that is read and drawn in one go has one mark. Pictures are drawn after
the text they stand in, so the order of reading is that of the boxes, found before they are drawn.
WeasyPrint 70's own tags part elements at page ends, know no languages, notes or tables of contents,
and mark every word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import Any

from weasyprint import document, draw, pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import stream as pdf_stream

from rectoverso.writing.paper.roles import Node, Structure

Anything = Any  # WeasyPrint has no types

PAGINATION = b"/Artifact <</Type /Pagination>> BDC"
_ARTIFACT = b"/Artifact BMC"

_structure: Structure | None = None
_pages: list[Anything] = []


@contextmanager
def marking(structure: Structure) -> Iterator[list[Anything]]:
    """While this lasts, what is written is marked as that structure has it.

    Gives the content streams of the pages; each knows its `owners`, by their marks' numbers.
    """
    global _structure
    _structure = structure
    _pages.clear()
    try:
        yield _pages
    finally:
        _structure = None


def mark_content() -> None:
    """Have content marked while it is drawn. Calling it again does nothing."""
    if pdf.Stream is MarkedStream:
        return
    pdf.Stream = MarkedStream
    for module, name, watched in (
        (document, "draw_page", _number_first),
        (draw, "draw_text", _mark_text),
        (draw, "draw_inline_level", _leave_leaders_out),
        (draw, "draw_stacking_context", _mark_as_one),
    ):
        setattr(module, name, watched(getattr(module, name)))


class MarkedStream(pdf_stream.Stream):  # type: ignore[misc]
    """The content of a page. What WeasyPrint draws apart, in groups, is marked where it is used."""

    def __init__(self, *given: Anything, **named: Anything) -> None:
        super().__init__(*given, **named)
        self.owners: list[Node] = []
        self._open = _structure is None
        self._last: object = None
        self._read = 0
        if _structure is not None:
            self.page = len(_pages)
            _pages.append(self)

    @contextmanager
    def of(self, box: Anything, opening: bytes = _ARTIFACT) -> Iterator[None]:
        """What is drawn meanwhile is this box, or decoration (None); marks do not nest."""
        if self._open:
            yield
            return
        owner = None if box is None else owner_of(box)
        if owner is not None and not _counts(owner, self.page):
            owner = None
        said, place = owner or opening, getattr(box, "reading", self._read)
        goes_on = owner is None or place == self._read
        if self._last is said and goes_on and self.stream[-1] == b"EMC":
            self.stream.pop()
        elif owner is None:
            self.stream.append(opening)
        else:
            self.stream.append(b"/%b <</MCID %d>> BDC" % (owner.role.encode(), len(self.owners)))
            owner.marks.append(((self.page, place), len(self.owners)))
            self.owners.append(owner)
        self._open, self._last = True, said
        if owner is not None:
            self._read = place + 1
        try:
            yield
        finally:
            self._open = False
            self.stream.append(b"EMC")

    def marked(self, box: Anything, _tag: str) -> Anything:
        """What WeasyPrint would mark: pictures; texts are marked when they are drawn."""
        if isinstance(box, boxes.TextBox):
            return nullcontext()
        owner = owner_of(box)
        if owner is not None:
            x, y = box.content_box_x(), box.content_box_y()
            corners = ((x, y), (x + box.width, y + box.height))
            sides = [self.ctm.transform_point(*one) for one in corners]
            if owner.box and owner.marks and owner.marks[-1][0][0] == self.page:
                sides += [owner.box[:2], owner.box[2:]]
            across, up = zip(*sides, strict=True)
            owner.box = (min(across), min(up), max(across), max(up))
        return self.of(box)

    def artifact(self) -> Anything:
        """Backgrounds, borders and rules."""
        return self.of(None)

    def add_image(self, image: Anything, _interpolate: bool, ratio: Anything) -> Anything:
        """Pictures are not to be smoothed by viewers (ISO 19005-3, 6.2.8).

        WeasyPrint calls them after their address, which no other machine has.
        """
        image.id = hashlib.md5(image.image_data.data, usedforsecurity=False).hexdigest()
        return super().add_image(image, False, ratio)


def owner_of(box: Anything) -> Node | None:
    """The node that the content of a box belongs to."""
    if _structure is None or box.element is None:
        return None
    return _structure.owner(box.element, box.element_tag.partition("::")[2])


def _counts(owner: Node, page: int) -> bool:
    """Whether what is drawn is not just the head of a table said once more."""
    repeated = owner.repeated
    if repeated is None:
        return True
    if repeated.page is None:
        repeated.page = page
    return repeated.page == page


def _number_first(draw_page: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_page)
    def marked(page: Anything, stream: Anything) -> None:
        if _structure is not None:
            _number(page, 0)
        draw_page(page, stream)

    return marked


def _number(box: Anything, count: int) -> int:
    """Tell every box how many things that show stand before it; give how many, it included."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    box.reading = count
    if isinstance(box, boxes.TextBox):
        return count + bool(box.text.strip() or _is_ruled(box))
    if isinstance(box, boxes.ReplacedBox):
        return count + 1
    children = getattr(box, "children", ())
    if leaves := getattr(box, "bidi_leaves", None):
        # In lines of two directions, a box may be drawn in several parts.
        children = [leaf.box for leaf in sorted(leaves, key=lambda leaf: leaf.place)]
    for child in children:
        count = _number(child, count)
    return count


def _mark_text(draw_text: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_text)
    def marked(stream: Anything, box: Anything, *more: Anything) -> None:
        if not isinstance(stream, MarkedStream) or _structure is None:
            draw_text(stream, box, *more)
        elif box.text.strip() or _is_ruled(box):
            with stream.of(box):
                draw_text(stream, box, *more)

    return marked


def _is_ruled(box: Anything) -> bool:
    return bool(box.style["text_decoration_line"] != "none")


def _leave_leaders_out(draw_inline_level: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_inline_level)
    def marked(stream: Anything, page: Anything, box: Anything, *more: Anything) -> None:
        if isinstance(stream, MarkedStream) and getattr(box, "is_leader", False):
            with stream.of(None):
                draw_inline_level(stream, page, box, *more)
        else:
            draw_inline_level(stream, page, box, *more)

    return marked


def _mark_as_one(draw_stacking_context: Callable[..., None]) -> Callable[..., None]:
    """Margins are artifacts; what is translucent is drawn apart and marked as a whole."""

    @wraps(draw_stacking_context)
    def marked(stream: Anything, context: Anything) -> None:
        box = context.box
        if not isinstance(stream, MarkedStream):
            draw_stacking_context(stream, context)
        elif isinstance(box, boxes.MarginBox):
            with stream.of(None, PAGINATION):
                draw_stacking_context(stream, context)
        elif box.style["opacity"] < 1:
            with stream.of(box):
                draw_stacking_context(stream, context)
        else:
            draw_stacking_context(stream, context)

    return marked
