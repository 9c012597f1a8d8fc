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


def seen_box(thing: Any, depth: int = 0) -> Box | None:
    """The box of a page's object within its clips, in the units of what it is part of.

    What a clip with curves leaves is taken to fill the box of that clip. None: nothing is seen.
    """
    if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        box = _of_form(thing, depth)
    else:
        box = _bounds(thing)
    for clip in _clips(thing):
        if box is None:
            return None
        box = _common(box, clip)
    return box


def _bounds(thing: Any) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _of_form(form: Any, depth: int) -> Box | None:
    count = pdfium.FPDFFormObj_CountObjects(form)
    inside = (pdfium.FPDFFormObj_GetObject(form, place) for place in range(count))
    boxes = [box for one in inside if (box := seen_box(one, depth + 1)) is not None]
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
