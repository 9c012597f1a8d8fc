"""Know the profile that a picture in four inks brought with it, and keep it with the picture."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image as Raster

from rectoverso.writing.press.inks import NotAProfileError, read_profile

_INKS = 4


def in_inks(picture: Any) -> bool:
    """Whether a picture of a PDF is in cyan, magenta, yellow and black."""
    space = picture.get("/ColorSpace")
    return space == Name.DeviceCMYK or _profiled(space)


def _profiled(space: Any) -> bool:
    return (
        isinstance(space, Array)
        and space[0] == Name.ICCBased
        and int(space[1].get("/N", 0)) == _INKS
    )


def own_profile(picture: Any) -> bytes:
    """The profile of a picture's inks (ISO 32000-2, 8.6.5.5); “”, if there is none."""
    space = picture.get("/ColorSpace")
    return space[1].read_bytes() if _profiled(space) else b""


def take_profile(pdf: pikepdf.Pdf, picture: Any, known: dict[bytes, pikepdf.Object]) -> None:
    """Have a PDF say of a photograph in four inks which these are, as its JPEG file does.

    Each profile is put into the file once; `known` are those that are in it.
    """
    if picture.get("/ColorSpace") != Name.DeviceCMYK or picture.get("/Filter") != Name.DCTDecode:
        return
    with Raster.open(BytesIO(picture.read_raw_bytes())) as seen:
        data = seen.info.get("icc_profile", b"")
    try:
        profile = read_profile(data)
    except NotAProfileError:
        return
    if profile.inks != _INKS:
        return
    if data not in known:
        stream = pdf.make_stream(data, Dictionary(N=_INKS, Alternate=Name.DeviceCMYK))
        known[data] = pdf.make_indirect(Array([Name.ICCBased, stream]))
    picture.ColorSpace = known[data]
