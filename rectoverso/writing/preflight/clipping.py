"""Know the box of what is seen of a thing on a page: no more than what it is clipped to."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import reduce
from typing import Any

import pypdfium2.raw as pdfium

from rectoverso.writing.preflight.facts import Box
from rectoverso.writing.preflight.matrices import Matrix

_DEEPEST = 9  # forms in one another


class Boxes:
    """Gives the boxes of what is on pages. It asks pdfium with the same four numbers every time."""

    def __init__(self) -> None:
        self._sides = tuple(ctypes.c_float() for _ in range(4))

    def of(self, thing: Any, kind: int, depth: int = 0) -> Box | None:
        """The box of a page's object within its clips, in the units of what it is part of.

        What a clip with curves leaves is taken to fill the box of that clip; words are not cut.
        None: nothing is seen.
        """
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            box = self._of_form(thing, depth)
        else:
            box = self._bounds(thing)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            for clip in _clips(thing):
                box = box and _common(box, clip)
        return box

    def _bounds(self, thing: Any) -> Box | None:
        left, bottom, right, top = self._sides
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return None
        return left.value, bottom.value, right.value, top.value

    def _of_form(self, form: Any, depth: int) -> Box | None:
        count = pdfium.FPDFFormObj_CountObjects(form)
        inside = (pdfium.FPDFFormObj_GetObject(form, place) for place in range(count))
        found = (self.of(one, pdfium.FPDFPageObj_GetType(one), depth + 1) for one in inside)
        boxes = [box for box in found if box]
        said = pdfium.FS_MATRIX()
        if not boxes or not pdfium.FPDFPageObj_GetMatrix(form, said):
            return None
        matrix = said.a, said.b, said.c, said.d, said.e, said.f
        return reduce(_both, (_moved(box, matrix) for box in boxes))


def _clips(thing: Any) -> Iterator[Box]:
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    if not clip:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        points = []
        for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, place)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            across, up = zip(*points, strict=True)
            yield min(across), min(up), max(across), max(up)


def _common(one: Box, other: Box) -> Box | None:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _both(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(box[x], box[y]) for x in (0, 2) for y in (1, 3)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)
