"""Make a picture as small as its place allows, decoding no more of it at a time than is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, ImageChops, ImageOps
from PIL import Image as Raster

from rectoverso.writing.pictures.bands import bands, in_bands
from rectoverso.writing.pictures.colours import KEPT_INKS, as_light, is_usual
from rectoverso.writing.pictures.heads import Head, any_size, is_jpeg, orientation

# A picture a little larger than wanted is left as it is: making it smaller would only blur it.
ENOUGH = 1.1
# Before the last, exact step a picture is this many times as fine as wanted, or more.
FINE = 2
_NOTHING = 1e-6  # pixels that are lost in reckoning
# A picture of more colours is a photograph, if it is opaque.
FEW_COLOURS = 4096
# Up to this quality of a JPEG, its colours may be coarser than its light.
_EYE = 90
FULL = 8  # bits of a colour that paper and screens show
_HIGH = [value >> 8 for value in range(1 << 16)]
_PREMULTIPLIED = {"RGBA": "RGBa", "LA": "La"}


@dataclass(frozen=True, slots=True)
class Place:
    """What pictures may be where they are shown.

    `side` is the most pixels in either direction, of those in black and white `lines`; `pixels`
    the most altogether (0: any). On a `screen`, inks are turned into light, and colours of other
    profiles than sRGB are known; on paper it is the other way round. Shops and e-readers take no
    other kinds than JPEG and PNG for certain, so nothing else is for a screen; of what moves, the
    first picture is shown, as on paper. JPEGs are written with `quality`.
    """

    side: int = 0
    lines: int = 0
    pixels: int = 0
    screen: bool = False
    quality: int = 95


def fits(head: Head, place: Place) -> bool:
    """Whether a picture can be shown as it is."""
    if head.kind == "TIFF" or (head.kind == "PNG" and head.bits > FULL):
        return False
    if place.screen and (head.kind not in ("JPEG", "PNG") or head.mode == "CMYK"):
        return False
    if _part(head.size, head.mode, place) * ENOUGH < 1:
        return False
    # WeasyPrint turns pictures round, and leaves little of a JPEG's quality; some e-readers do not.
    if head.turned:
        return False
    if head.misprofiled or not head.space or head.space == "CMYK":
        return True
    return place.screen or is_usual(head.profile)


def _part(size: tuple[int, int], mode: str, place: Place) -> float:
    """How much smaller a picture has to be; 1, if it is not too large."""
    side = place.lines if mode == "1" and place.lines else place.side
    part = min(1.0, side / max(size)) if side else 1.0
    if place.pixels:
        part = min(part, (place.pixels / (size[0] * size[1])) ** 0.5)
    return part


def reduced(file: Path | bytes, place: Place) -> bytes:
    """The picture in a file as its place wants it: a JPEG or PNG, or on paper a WebP that was one.

    Raises what Pillow does where the file is no picture or ends too early, and MemoryError.
    """
    with any_size(), BytesIO(file) if isinstance(file, bytes) else file.open("rb") as opened:
        picture: Any = Raster.open(opened)
        kind, inverted = picture.format, picture.mode == "CMYK" and _inverted(picture)
        two = picture.mode == "1"
        profile = picture.info.get("icc_profile") or b""
        part = _part(picture.size, picture.mode, place)
        seen = ImageOps.exif_transpose(_smaller(picture, opened, part))
    if inverted:
        seen = ImageChops.invert(seen)
    seen, profile = as_light(seen, profile, keep=() if place.screen else KEPT_INKS)
    if place.screen and seen.mode == "CMYK":
        seen = seen.convert("RGB")  # inks that nobody has described
    if two:
        # Gray in the file, since WeasyPrint would make three colours of one bit.
        seen = seen.point(lambda value: 255 if value > 127 else 0)
    return _written(seen, kind, profile, place)


def _inverted(picture: Any) -> bool:
    """Whether Pillow has read inks the wrong way round.

    It takes 0 for all of an ink, as Adobe's programs do, whoever has written a JPEG.
    """
    return is_jpeg(picture) and "adobe" not in picture.info


def _smaller(picture: Any, file: Any, part: float) -> Raster.Image:
    wide, high = picture.size
    # Never more than the place allows.
    size = max(1, int(wide * part + _NOTHING)), max(1, int(high * part + _NOTHING))
    if is_jpeg(picture):
        if part < 1:
            picture.draft(picture.mode, (size[0] * FINE, size[1] * FINE))
        picture.load()
        return _exactly(picture, size)
    factor = max(1, int(1 / part) // FINE)
    if factor > 1 and in_bands(picture):
        stored = _stored(picture)
        rough = _averaged(bands(picture, file), stored, factor)
        # TIFF: Pillow tells the size in which it is shown, and bands come as they are stored.
        exact = size if stored == picture.size else size[::-1]
        small = _exactly(rough, exact, (stored[0] / factor, stored[1] / factor))
        small.getexif()[ExifTags.Base.Orientation] = orientation(picture)
        return small
    picture.load()
    seen = _workable(picture)
    if factor > 1:
        return _exactly(_reduce(seen, factor), size, (seen.width / factor, seen.height / factor))
    return _exactly(seen, size)


def _stored(picture: Any) -> tuple[int, int]:
    if picture.format == "TIFF":
        return int(picture.tag_v2[256]), int(picture.tag_v2[257])
    wide, high = picture.size
    return wide, high


def _averaged(rows: Iterable[Raster.Image], size: tuple[int, int], factor: int) -> Raster.Image:
    """A picture that comes in bands, so many times smaller in each direction."""
    made: Raster.Image | None = None
    top = 0
    for canvas in _gathered(map(_workable, rows), size, factor):
        small = _reduce(canvas, factor)
        if made is None:
            made = Raster.new(small.mode, (small.width, -(-size[1] // factor)))
        made.paste(small, (0, top))
        top += small.height
    if made is None or top < made.height:
        raise OSError("image file is truncated")
    return made


def _gathered(
    rows: Iterator[Raster.Image], size: tuple[int, int], factor: int
) -> Iterator[Raster.Image]:
    """Bands, joined so that each but the last has a multiple of `factor` rows."""
    waiting: list[Raster.Image] = []
    for band in rows:
        waiting.append(band)
        high = sum(one.height for one in waiting)
        if high < factor:
            continue
        joined = _joined(waiting, size[0], high)
        whole = high - high % factor
        yield joined.crop((0, 0, size[0], whole))
        waiting = [joined.crop((0, whole, size[0], high))] if high > whole else []
    if waiting:
        yield _joined(waiting, size[0], sum(one.height for one in waiting))


def _joined(some: list[Raster.Image], wide: int, high: int) -> Raster.Image:
    if len(some) == 1:
        return some[0]
    joined = Raster.new(some[0].mode, (wide, high))
    top = 0
    for one in some:
        joined.paste(one, (0, top))
        top += one.height
    return joined


def _workable(picture: Raster.Image) -> Raster.Image:
    """The picture in colours that can be averaged."""
    if "transparency" in picture.info or picture.mode in ("PA", "RGBa", "La"):
        return picture.convert("LA" if picture.mode == "L" else "RGBA")
    match picture.mode:
        case "1":
            return picture.convert("L")
        case "I;16" | "I;16B" | "I;16L":
            return picture.convert("I").point(_HIGH, "L")
        case "I" | "F":
            return picture.point(lambda value: value * (1 / 256)).convert("L")
        case "L" | "LA" | "RGB" | "RGBA" | "CMYK":
            return picture
        case _:
            return picture.convert("RGB")


def _reduce(seen: Raster.Image, factor: int) -> Raster.Image:
    # What is not seen must not mix with what is.
    between = _PREMULTIPLIED.get(seen.mode)
    if between is None:
        return seen.reduce(factor)
    return seen.convert(between).reduce(factor).convert(seen.mode)


def _exactly(
    seen: Raster.Image, size: tuple[int, int], box: tuple[float, float] | None = None
) -> Raster.Image:
    """The picture in this size; only so much of it counts as lies in the box."""
    seen = _workable(seen)
    if seen.size == size:
        return seen
    return seen.resize(size, Raster.Resampling.LANCZOS, (0, 0, *(box or seen.size)))


def _written(seen: Raster.Image, kind: str, profile: bytes, place: Place) -> bytes:
    """Photographs as JPEG, all else without loss; nothing goes with the pixels but a profile."""
    written = BytesIO()
    clean = Raster.new(seen.mode, seen.size)
    clean.paste(seen)
    opaque = clean.mode in ("L", "RGB", "CMYK")
    many = kind == "TIFF" or (place.screen and kind == "WEBP")
    photograph = many and opaque and clean.getcolors(FEW_COLOURS) is None
    if clean.mode == "CMYK" or (opaque and kind in ("JPEG", "MPO")) or photograph:
        clean.save(
            written,
            "JPEG",
            quality=place.quality,
            subsampling=0 if place.quality > _EYE else -1,
            icc_profile=profile or None,
        )
    elif kind == "WEBP" and not place.screen:
        clean.save(written, "WEBP", quality=place.quality)
    else:
        clean.save(written, "PNG", optimize=False, compress_level=6)
    return written.getvalue()
