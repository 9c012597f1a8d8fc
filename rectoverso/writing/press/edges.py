"""Give every page of the press its boxes, its crop marks and its place in the order."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Name

from rectoverso.model.press import Bleed, PressEdition
from rectoverso.model.printing import points

_MM = 72 / 25.4
# How far crop marks keep from the trimmed page at the least, and how long they are.
_OFF, _LONG = 3 * _MM, 5 * _MM
_THIN = 0.25

Box = tuple[float, float, float, float]


def set_edges(pdf: pikepdf.Pdf, press: PressEdition, bleed: Bleed, leading: str) -> None:
    """Boxes, marks and order; `leading` is the direction in which the pages follow each other.

    Pages are added where their number asks for it, all empty and at the end.
    """
    _fill_up(pdf, press)
    for number, page in enumerate(pdf.pages):
        # Page 1 is a right page where pages go to the right, and is bound on its left.
        bound_left = (number % 2 == 0) == (leading == "ltr")
        trim = _box(page.trimbox)
        over = _grown(trim, bleed, bound_left=bound_left)
        sheet = over
        if press.marks == "crop":
            off = max(_OFF, *(points(getattr(bleed, edge)) for edge in ("top", "bottom")))
            off = max(off, points(bleed.inner), points(bleed.outer))
            left, bottom, right, top = trim
            far = off + _LONG
            sheet = (left - far, bottom - far, right + far, top + far)
            page.contents_add(_crop_marks(trim, off), prepend=True)
        page.obj.MediaBox, page.obj.BleedBox = _array(sheet), _array(over)
        page.obj.TrimBox = _array(trim)
        for key in ("/CropBox", "/ArtBox"):
            if key in page.obj:
                del page.obj[key]
    if press.backwards:
        pdf.pages.reverse()


def _fill_up(pdf: pikepdf.Pdf, press: PressEdition) -> None:
    last = pdf.pages[-1]
    media = list(last.mediabox)
    blanks = int(press.blank_last and not _is_blank(last))
    blanks += -(len(pdf.pages) + blanks) % press.multiple
    trim = list(last.trimbox)
    for _ in range(blanks):
        pdf.add_blank_page()
        pdf.pages[-1].obj.MediaBox, pdf.pages[-1].obj.TrimBox = Array(media), Array(trim)


def _is_blank(page: pikepdf.Page) -> bool:
    """Whether nothing is drawn on a page: no letters, lines or pictures."""
    if "/Contents" not in page.obj:
        return True
    drawn = page.Contents.read_bytes()
    return not re.search(rb"\b(?:TJ|Tj|f\*?|S|B|Do|sh)$", drawn, re.MULTILINE)


def _grown(trim: Box, bleed: Bleed, *, bound_left: bool) -> Box:
    inner, outer = points(bleed.inner), points(bleed.outer)
    before, behind = (inner, outer) if bound_left else (outer, inner)
    left, bottom, right, top = trim
    return (
        left - before,
        bottom - points(bleed.bottom),
        right + behind,
        top + points(bleed.top),
    )


def _crop_marks(trim: Box, off: float) -> bytes:
    """Two lines at each corner, which point to it and end outside the bleed."""
    left, bottom, right, top = trim
    far = off + _LONG
    lines = [
        line
        for x, out in ((left, -1), (right, 1))
        for y, up in ((bottom, -1), (top, 1))
        for line in (
            (x + out * off, y, x + out * far, y),
            (x, y + up * off, x, y + up * far),
        )
    ]
    drawn = "\n".join(f"{a:.4f} {b:.4f} m\n{c:.4f} {d:.4f} l\nS" for a, b, c, d in lines)
    return f"q\n0 G\n{_THIN} w\n{drawn}\nQ\n".encode()


def _box(box: Any) -> Box:
    left, bottom, right, top = (float(edge) for edge in box)
    return left, bottom, right, top


def _array(box: Box) -> Array:
    return Array([round(edge, 4) for edge in box])


def describe_edges(pdf: pikepdf.Pdf, *, leading: str, backwards: bool) -> None:
    """Tell viewers from which side the pages are read, unless they come last page first."""
    if leading == "rtl" and not backwards:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=Name.R2L)
