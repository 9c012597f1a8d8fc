"""Make WeasyPrint set a part of a book by itself, so that parts can be bound into one.

Set by itself, a section begins on the side and with the number it has in the book, keeps links to
places it does not hold, and leaves its fonts to be embedded once for the whole book. Its text is
set without margin boxes and its margin boxes without text: page numbers may then change without
the text being set again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal

import pydyf
from weasyprint import document, draw, layout, pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream as pdf_stream
from weasyprint.stacking import StackingContext
from weasyprint.text.ffi import ffi, harfbuzz

from rectoverso.writing.paper.marking import PAGINATION
from rectoverso.writing.paper.slots import FoundSlot, find_slot

Anything = Any  # WeasyPrint has no types


@dataclass(slots=True)
class Part:
    """A part of a book while it is being set, and what is found out meanwhile.

    `streams` are the content streams of its pages; `printed` the pages with margin boxes.
    """

    layer: Literal["text", "folios"]
    right: bool
    first: int
    fonts: list[Anything] = field(default_factory=list)
    streams: list[Anything] = field(default_factory=list)
    slots: list[FoundSlot] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)
    rigid: bool = False


_part: Part | None = None


@contextmanager
def apart(part: Part) -> Iterator[Part]:
    """While this lasts, what WeasyPrint lays out and writes is this part."""
    global _part
    open_up()
    _part = part
    try:
        yield part
    finally:
        _part = None


def open_up() -> None:
    """Let parts be set by themselves in this process. Calling it again does nothing."""
    if hasattr(pdf, "opened_up"):
        return
    for module, name, correction in (
        (layout, "initialize_page_maker", _begin_as_in_the_book),
        (layout, "make_margin_boxes", _leave_margins_out),
        (document, "draw_page", _draw_one_layer),
        (draw, "draw_text", _note_slots),
        (pdf, "resolve_links", _keep_links),
        (pdf, "build_fonts_dictionary", _keep_fonts_apart),
        (pdf, "add_outlines", _leave_outline_out),
    ):
        setattr(module, name, correction(getattr(module, name)))
    pdf.opened_up = True


def measure_exactly() -> None:
    """Have glyph widths in PDFs taken from the face itself. Calling it again does nothing.

    WeasyPrint derives them from the size at which a glyph is first seen. So rounded, the same
    glyph may be a thousandth wider in one section than in another, and one table of widths could
    not serve both.
    """
    if pdf_stream.Font is pdf_fonts.Font:
        pdf_stream.Font = _MeasuredFont
        pdf.build_fonts_dictionary = _end_measuring(pdf.build_fonts_dictionary)


def _end_measuring(build_fonts_dictionary: Callable[..., Anything]) -> Callable[..., Anything]:
    @wraps(build_fonts_dictionary)
    def corrected(file: Anything, fonts: Anything, *more: Anything) -> Anything:
        for font in fonts.values():
            font.widths = dict(font.widths)
        return build_fonts_dictionary(file, fonts, *more)

    return corrected


class _MeasuredFont(pdf_fonts.Font):  # type: ignore[misc]
    def __init__(self, *given: Anything) -> None:
        super().__init__(*given)
        if "fvar" not in self.tables and not self.bitmap:
            self.widths = _Widths(self)


class _Widths(dict[int, float]):
    """Widths of glyphs in thousandths of the size, found when first asked for."""

    def __init__(self, font: Anything) -> None:
        super().__init__()
        # OpenType 1.9: hhea ends with numberOfHMetrics; hmtx is that many pairs of an advance
        # and a bearing, and the last advance holds for all glyphs behind.
        count = int.from_bytes(_table(font, b"hhea")[34:36], "big")
        table = _table(font, b"hmtx")
        self.advances = [int.from_bytes(table[4 * n : 4 * n + 2], "big") for n in range(count)]
        self.upem, self.glyphs = font.upem, font.glyph_count

    def __contains__(self, glyph: object) -> bool:
        if super().__contains__(glyph):
            return True
        # Glyph 0 stands for missing ones and gets the width WeasyPrint gives it.
        if not isinstance(glyph, int) or not 0 < glyph < self.glyphs:
            return False
        self[glyph] = round(self.advances[min(glyph, len(self.advances) - 1)] * 1000 / self.upem)
        return True


def _table(font: Anything, tag: bytes) -> bytes:
    blob = harfbuzz.hb_face_reference_table(font.hb_face, harfbuzz.hb_tag_from_string(tag, -1))
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    table = bytes(ffi.unpack(data, length[0])) if length[0] else b""
    harfbuzz.hb_blob_destroy(blob)
    return table


# --- Layout --------------------------------------------------------------------------------


def _begin_as_in_the_book(initialize_page_maker: Callable[..., None]) -> Callable[..., None]:
    @wraps(initialize_page_maker)
    def corrected(context: Anything, root_box: Anything) -> None:
        initialize_page_maker(context, root_box)
        if _part is None:
            return
        resume_at, next_page, _, state, remake = context.page_maker[0]
        quotes, counters, (scope, *scopes), groups = state
        # Every page, the first one too, adds 1.
        counters = {**counters, "page": [_part.first - 1]}
        state = (quotes, counters, [{*scope, "page"}, *scopes], groups)
        context.page_maker[0] = (resume_at, next_page, _part.right, state, remake)

    return corrected


def _leave_margins_out(make_margin_boxes: Callable[..., Anything]) -> Callable[..., Anything]:
    @wraps(make_margin_boxes)
    def corrected(context: Anything, page: Anything, state: Anything) -> Iterator[Anything]:
        if _part is None or _part.layer == "folios":
            yield from make_margin_boxes(context, page, state)

    return corrected


# --- Writing -------------------------------------------------------------------------------


def _draw_one_layer(draw_page: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_page)
    def corrected(page: Anything, stream: Anything) -> None:
        if _part is None:
            draw_page(page, stream)
            return
        _part.streams.append(stream)
        if _part.layer == "text":
            draw_page(page, stream)
            return
        margins = [child for child in page.children if isinstance(child, boxes.MarginBox)]
        if margins:
            _part.printed.append(len(_part.streams) - 1)
        if page.page_type.blank:
            stream.stream.append(PAGINATION)
            draw_page(page, stream)
            stream.stream.append(b"EMC")
        elif margins:
            context = StackingContext.from_page(page.copy_with_children(margins))
            draw.draw_stacking_context(stream, context)

    return corrected


def _note_slots(draw_text: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_text)
    def corrected(stream: Anything, box: Anything, *more: Anything) -> None:
        before = len(stream.stream)
        draw_text(stream, box, *more)
        if _part is None or box.element is None or box.element.get("data-page-of") is None:
            return
        slot = find_slot(stream, box, before)
        if slot is None or stream is not _part.streams[-1]:
            _part.rigid = True
        else:
            _part.slots.append(slot)

    return corrected


def _keep_links(resolve_links: Callable[..., Anything]) -> Callable[..., Anything]:
    @wraps(resolve_links)
    def corrected(pages: Anything) -> Anything:
        if _part is None:
            return ((_outermost(links), anchors) for links, anchors in resolve_links(pages))
        return ((_outermost(page.links), []) for page in pages)

    return corrected


def _outermost(links: Anything) -> list[Anything]:
    """The links of a page without those that boxes within them give once more."""
    kept: list[Anything] = []
    for link in links:
        _, target, inner, _ = link
        if not any(target == one[1] and _is_within(inner, one[2]) for one in kept[-2:]):
            kept.append(link)
    return kept


def _is_within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    (left, top, right, foot), (x1, y1, x2, y2) = inner, outer
    return left >= x1 - 0.1 and top >= y1 - 0.1 and right <= x2 + 0.1 and foot <= y2 + 0.1


def _keep_fonts_apart(build_fonts_dictionary: Callable[..., Anything]) -> Callable[..., Anything]:
    @wraps(build_fonts_dictionary)
    def corrected(file: Anything, fonts: Anything, *more: Anything) -> Anything:
        if _part is None:
            return build_fonts_dictionary(file, fonts, *more)
        _part.fonts.extend(fonts.values())
        return pydyf.Dictionary()

    return corrected


def _leave_outline_out(add_outlines: Callable[..., Anything]) -> Callable[..., Anything]:
    @wraps(add_outlines)
    def corrected(file: Anything, bookmarks: Anything, parent: Anything = None) -> Anything:
        return add_outlines(file, [] if _part is not None else bookmarks, parent)

    return corrected
