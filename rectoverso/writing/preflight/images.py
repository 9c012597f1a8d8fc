"""Look at a picture as a PDF holds it."""

from __future__ import annotations

from typing import Any

import pikepdf
from PIL import ImageCms

from rectoverso.writing.preflight.colours import space_of
from rectoverso.writing.preflight.facts import Kind, Picture
from rectoverso.writing.press.inks import Inks
from rectoverso.writing.press.pictures import opened
from rectoverso.writing.press.profiles import own_profile

# The ink of a picture is looked up on so many points of it in each direction.
SAMPLE = 200


def picture(
    image: Any, name: str, wide: float, high: float, resources: Any, press: Inks | None
) -> Picture:
    """A picture placed `wide` by `high` points; `press` are the inks that the file is meant for."""
    columns, rows = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    ppi = min(columns / (wide / 72 or 1), rows / (high / 72 or 1))
    stencil = bool(image.get("/ImageMask", False))
    space = image.get("/ColorSpace")
    spaces = resources.get("/ColorSpace", {})
    if space is not None and not isinstance(space, pikepdf.Array) and str(space) in spaces:
        space = spaces[str(space)]
    kind: Kind = "gray" if stencil or space is None else space_of(space)
    bits = 1 if stencil else int(image.get("/BitsPerComponent", 8))
    coloured = kind == "cmyk" or (press is not None and kind in ("rgb", "icc"))
    ink = most_ink(image, press) if coloured else 0.0
    return Picture(name.lstrip("/"), ppi, bits, kind, "/SMask" in image, ink)


def most_ink(image: Any, press: Inks | None) -> float:
    """The most ink on a small part of a picture, in hundredths.

    Colours of light, and inks with a profile of their own, are turned into those of the `press`. A
    thousandth of the picture may have more: single dots do not matter to paper.
    """
    try:
        seen = opened(image, SAMPLE / max(int(image.Width), int(image.Height)))
        seen.thumbnail((SAMPLE, SAMPLE))
        if press and seen.mode == "RGB":
            seen = press.picture(seen)
        elif press and seen.mode == "CMYK" and (own := own_profile(image)):
            seen = press.reprinted(seen, own)
    except (pikepdf.PdfError, ImageCms.PyCMSError, NotImplementedError, ValueError, OSError):
        return 0.0
    if seen.mode != "CMYK":
        return 0.0
    data = seen.tobytes()
    sums = sorted((sum(data[place : place + 4]) for place in range(0, len(data), 4)), reverse=True)
    return sums[len(sums) // 1000] * 100 / 255 if sums else 0.0
