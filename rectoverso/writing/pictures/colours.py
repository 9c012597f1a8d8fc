"""Turn the colours of a picture, told by its own ICC profile, into those that all others have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image as Raster
from PIL import ImageCms

from rectoverso.writing.pictures.heads import SPACES, space_of

# Pictures that may stay in the inks of their profile.
KEPT_INKS = ("CMYK",)


@lru_cache(maxsize=32)
def is_usual(profile: bytes) -> bool:
    """Whether a profile says what is taken for granted: sRGB."""
    try:
        return "sRGB" in ImageCms.getProfileDescription(_opened(profile))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True  # what cannot be read cannot be followed


def as_light(
    seen: Raster.Image, profile: bytes, keep: Sequence[str] = ()
) -> tuple[Raster.Image, bytes]:
    """The picture in the colours of sRGB, or in its own inks if those are to be kept.

    With it goes the profile that it still needs. One that does not fit it is left out.
    """
    space = space_of(profile)
    if seen.mode not in SPACES.get(space, ()) or (space == "RGB" and is_usual(profile)):
        return seen, b""
    if space in keep:
        return seen, profile
    try:
        return _turned(seen, space, profile), b""
    except (ImageCms.PyCMSError, OSError, ValueError):
        return seen, b""


def _turned(seen: Raster.Image, space: str, profile: bytes) -> Raster.Image:
    alpha = seen.getchannel("A") if seen.mode in ("RGBA", "LA") else None
    mode = {"GRAY": "L"}.get(space, space)
    turned = ImageCms.applyTransform(seen.convert(mode), _way(profile, mode))
    assert turned is not None
    made: Raster.Image = turned.getchannel("G") if space == "GRAY" else turned
    if alpha is not None:
        made.putalpha(alpha)
    return made


@lru_cache(maxsize=8)
def _way(profile: bytes, mode: str) -> Any:
    return ImageCms.buildTransform(
        _opened(profile),
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _opened(profile: bytes) -> Any:
    return ImageCms.ImageCmsProfile(BytesIO(profile))
