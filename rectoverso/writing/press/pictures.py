"""Make pictures of a PDF fit for a press: its inks, no more pixels than it can show, no alpha."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image as Raster
from PIL import ImageChops

from rectoverso.writing.press.inks import Inks
from rectoverso.writing.press.profiles import in_inks, own_profile

QUALITY = 92  # of JPEG; on paper no difference is seen above it
# A picture a little larger than wanted is left as it is: making it smaller would only blur it.
ENOUGH = 1.1
_SPACES = {"CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB, "L": Name.DeviceGray}
# Colour types (PNG, 11.2.2), and the first of the predictors of ISO 32000-2, 7.4.4.4 that is PNG's.
_PNG_KINDS = {"/DeviceGray": 0, "/DeviceRGB": 2}
_PNG_PREDICTORS = 10
# A difference between red, green and blue that JPEG may make of gray.
_GRAIN = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """The most pixels to the inch, of pictures and of those in black and white.

    `alpha` says that pictures may be see-through; else they are put on white. With `own`, inks keep
    the profile they came with; else they are turned into those of the press.
    """

    ppi: int = 300
    line_ppi: int = 1200
    alpha: bool = False
    own: bool = False


def print_picture(picture: Any, ppi: float, inks: Inks, wanted: Wanted) -> Iterator[str]:
    """Turn a picture, at `ppi` where it is largest, into inks; tells what is the matter with it."""
    if "/ImageMask" in picture and bool(picture.ImageMask):
        return
    for key in ("/Interpolate", "/Metadata", "/StructParent", "/Alternates"):
        if key in picture:
            del picture[key]
    photograph = picture.get("/Filter") in (Name.DCTDecode, Name.JPXDecode)
    try:
        if in_inks(picture):
            yield _print_inks(picture, ppi, inks, wanted)
            return
        seen = opened(picture, wanted.ppi / ppi if ppi else 1)
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        yield "strange"
        return
    mask = picture.get("/SMask")
    if mask is not None:
        seen, kept = _on_white(seen, mask, keep=wanted.alpha)
        if kept:
            # With another size, edges would be mixed with what lies hidden beside them.
            yield "see_through"
            ppi = 0
        else:
            del picture["/SMask"]
    seen = _plain(_smaller(_lines(seen), int(picture.Width), ppi, wanted))
    if seen.mode == "RGB":
        yield "coloured" if inks.profile else "unmixed"
    if seen.mode == "RGB" and inks.profile:
        seen = inks.picture(seen)
    same = (picture.Width, picture.Height) == seen.size and "/SMask" not in picture
    if same and mask is None and picture.get("/ColorSpace") == _SPACES.get(seen.mode):
        return
    _store(picture, seen, photograph=photograph)


def _print_inks(picture: Any, ppi: float, inks: Inks, wanted: Wanted) -> str:
    """Turn a picture in four inks into those of the press; tells what is the matter with it."""
    own = own_profile(picture)
    press = None if wanted.own else inks.profile
    if press and press.inks == 1 and not own:
        return "unmixed"
    space = picture.ColorSpace if wanted.own else Name.DeviceCMYK
    if ppi > wanted.ppi * ENOUGH or (own and press and own != press.data):
        seen = opened(picture, wanted.ppi / ppi if ppi else 1)
        seen = _smaller(seen, int(picture.Width), ppi, wanted)
        if own and press and own != press.data:
            seen = inks.reprinted(seen, own)
        if seen.mode != "CMYK":
            space = Name.DeviceGray
        _store(picture, seen, photograph=picture.get("/Filter") == Name.DCTDecode)
    picture.ColorSpace = space
    return "coloured" if space != Name.DeviceGray else ""


def opened(picture: Any, part: float = 1) -> Raster.Image:
    """The picture; of a JPEG only so many pixels as that part of it needs, or a few more."""
    if picture.get("/Filter") == Name.DCTDecode and ("/Decode" not in picture or in_inks(picture)):
        seen: Raster.Image = Raster.open(BytesIO(picture.read_raw_bytes()))
        seen.draft(None, (math.ceil(seen.width * part), math.ceil(seen.height * part)))
        if seen.mode == "CMYK" and "/Decode" not in picture:
            # Pillow takes 0 for all of an ink; a PDF has to say so.
            seen = ImageChops.invert(seen)
    elif (png := _as_png(picture)) is not None:
        seen = Raster.open(BytesIO(png))
    else:
        seen = pikepdf.PdfImage(picture).as_pil_image()
    return seen if seen.mode in ("1", "L", "RGB", "CMYK") else seen.convert("RGB")


def _as_png(picture: Any) -> bytes | None:
    """The picture as the PNG file it was made of, if it was.

    Such data lies in a PDF as in the file; Pillow needs a third of the memory for it.
    """
    told: Any = picture.get("/DecodeParms", pikepdf.Dictionary())
    kind = _PNG_KINDS.get(str(picture.get("/ColorSpace", "")))
    if picture.get("/Filter") != Name.FlateDecode or kind is None or "/SMask" in picture:
        return None
    if isinstance(told, Array) or int(told.get("/Predictor", 1)) < _PNG_PREDICTORS:
        return None
    size = int(picture.Width).to_bytes(4) + int(picture.Height).to_bytes(4)
    head = size + bytes((int(picture.BitsPerComponent), kind, 0, 0, 0))
    parts = ((b"IHDR", head), (b"IDAT", picture.read_raw_bytes()), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        part
        for name, data in parts
        for part in (
            len(data).to_bytes(4),
            name,
            data,
            zlib.crc32(data, zlib.crc32(name)).to_bytes(4),
        )
    )


def _on_white(seen: Raster.Image, mask: Any, *, keep: bool) -> tuple[Raster.Image, bool]:
    """The picture put on white, unless it may and has to be see-through."""
    alpha = opened(mask).convert("L")
    if alpha.getextrema() == (255, 255):
        return seen, False
    if keep:
        return seen, True
    whole = seen.convert("RGB") if seen.mode == "1" else seen
    if alpha.size != whole.size:
        alpha = alpha.resize(whole.size, Raster.Resampling.BILINEAR)
    white = Raster.new(whole.mode, whole.size, "white")
    return Raster.composite(whole, white, alpha), False


def _lines(seen: Raster.Image) -> Raster.Image:
    """The picture in one bit if all of it is black or white."""
    if seen.mode in ("L", "RGB"):
        # With a third colour there are none to tell of.
        colours = {value for _, value in seen.getcolors(2) or ((0, None),)}
        if colours <= {0, 255, (0, 0, 0), (255, 255, 255)}:
            return seen.convert("1", dither=Raster.Dither.NONE)
    return seen


def _plain(seen: Raster.Image) -> Raster.Image:
    """The picture in gray if it has no colours."""
    if seen.mode == "RGB":
        red, green, blue = seen.split()
        apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
        if not any(any(one.histogram()[_GRAIN + 1 :]) for one in apart):
            return green
    return seen


def _smaller(seen: Raster.Image, columns: int, ppi: float, wanted: Wanted) -> Raster.Image:
    """No more pixels than the press can show; the whole picture has so many `columns` at `ppi`."""
    most = wanted.line_ppi if seen.mode == "1" else wanted.ppi
    if ppi <= most * ENOUGH:
        return seen
    part = columns / seen.width * most / ppi
    size = max(1, round(seen.width * part)), max(1, round(seen.height * part))
    if seen.mode == "1":
        fine = seen.convert("L").resize(size, Raster.Resampling.BOX)
        return fine.convert("1", dither=Raster.Dither.NONE)
    return seen.resize(size, Raster.Resampling.LANCZOS, reducing_gap=3.0)


def _store(picture: Any, seen: Raster.Image, *, photograph: bool) -> None:
    """Put pixels into the file: photographs as JPEG, all else without loss."""
    picture.Width, picture.Height = seen.size
    picture.BitsPerComponent = 1 if seen.mode == "1" else 8
    picture.ColorSpace = _SPACES.get(seen.mode, Name.DeviceGray)
    for key in ("/Decode", "/DecodeParms", "/Mask", "/Intent"):
        if key in picture:
            del picture[key]
    if photograph and seen.mode != "1":
        written = BytesIO()
        seen.save(written, "JPEG", quality=QUALITY, subsampling=0)
        picture.write(written.getvalue(), filter=Name.DCTDecode)
        if seen.mode == "CMYK":
            # Pillow writes inks as Photoshop does: 0 is all of it.
            picture.Decode = Array([1, 0] * 4)
        return
    picture.write(zlib.compress(seen.tobytes(), 6), filter=Name.FlateDecode)
