"""Know a picture by the head of its file: kind, size, depth, colours, what decoding it takes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, ImageCms, ImageFile
from PIL import Image as Raster

from rectoverso.writing.pictures.bands import in_bands

# EXIF 2.32, table 6: from here on, width and height change places.
_LYING = 5
_BITS = {"I;16": 16, "I;16B": 16, "I;16L": 16, "I": 16, "F": 32}
# Bytes that a pixel takes in Pillow's memory; in all other modes, 4.
_TAKEN = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}
# What the head of a profile calls colours, and how Pillow does (ICC.1, 7.2.6).
SPACES = {
    "RGB": ("RGB", "RGBA", "P", "PA"),
    "GRAY": ("L", "LA", "1", "I;16", "I;16B", "I"),
    "CMYK": ("CMYK",),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of its picture: `size` is that in which it is shown.

    `turned` tells that it is stored another way round; `profile` its ICC profile, `space` the
    colours that is for (“”: none that can be read); `cost` the bytes that are taken while it is
    decoded, as far as they grow with its size.
    """

    kind: str
    mode: str
    size: tuple[int, int]
    bits: int
    turned: bool
    profile: bytes
    space: str
    cost: int

    @property
    def pixels(self) -> int:
        """How many it has."""
        return self.size[0] * self.size[1]

    @property
    def misprofiled(self) -> bool:
        """Whether its profile is for other colours than it has."""
        return self.mode not in SPACES.get(self.space, (self.mode,))


def head_of(file: Path | bytes) -> Head:
    """The head of a picture's file. Raises what Pillow does where it is none: see `NO_PICTURE`."""
    with any_size(), Raster.open(BytesIO(file) if isinstance(file, bytes) else file) as picture:
        mode, kind = picture.mode, "JPEG" if is_jpeg(picture) else picture.format or ""
        way = orientation(picture)
        size = picture.size
        if way >= _LYING and kind != "TIFF":  # there Pillow has them in the right order
            size = size[1], size[0]
        profile = picture.info.get("icc_profile") or b""
        return Head(
            kind,
            mode,
            size,
            _depth(picture),
            way != 1,
            profile,
            space_of(profile),
            _cost(picture),
        )


def is_jpeg(picture: Any) -> bool:
    """Whether a picture is a JPEG, alone or with others behind it, as some cameras write them."""
    return picture.format in ("JPEG", "MPO")


def orientation(picture: Any) -> int:
    """Which way round a picture is stored (EXIF 2.32, table 6); 1: as it is shown."""
    if picture.format == "PNG" and "exif" not in picture.info:
        return 1  # Pillow would decode all of it, in search of more
    return int(picture.getexif().get(ExifTags.Base.Orientation, 1))


# What opening or decoding a file raises that is no picture, or not all of one.
NO_PICTURE = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError)


def _depth(picture: Any) -> int:
    if picture.format == "PNG" and picture.tile:
        return 16 if str(picture.tile[0][3]).find("16") >= 0 else 8
    if picture.format == "TIFF":
        return int(max(picture.tag_v2.get(258, (1,))))  # BitsPerSample
    return _BITS.get(picture.mode, 8)


def _cost(picture: Any) -> int:
    pixels = picture.width * picture.height
    if is_jpeg(picture):
        # At a fraction of its size, a line of blocks at a time, unless it comes in passes.
        # Two bytes for a colour then, of which there are half as many as of light.
        return pixels * len(picture.getbands()) if picture.info.get("progressive") else 0
    return 0 if in_bands(picture) else pixels * _TAKEN.get(picture.mode, 4)


def space_of(profile: bytes) -> str:
    """The colours that an ICC profile is for: RGB, GRAY, CMYK; “” if it is no profile."""
    if not profile:
        return ""
    try:
        opened: Any = ImageCms.ImageCmsProfile(BytesIO(profile))
        return str(opened.profile.xcolor_space).strip()
    except (OSError, ImageCms.PyCMSError, ValueError):
        return ""


@contextmanager
def any_size() -> Iterator[None]:
    """While this lasts, the head of any picture can be read, and none that ends too early."""
    most, cut = Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    # WeasyPrint asks for what is there of a picture; we ask whether it is there.
    Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # metadata that cannot be read does no harm
            yield
    finally:
        Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = most, cut
