"""Turn colours of light into inks: black alone for what is gray, else through an ICC profile."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any, Literal

from PIL import Image as Raster
from PIL import ImageCms

# A difference between red, green and blue that no eye sees, and that rounding may have made.
SAME = 0.004
_HEAD = 128  # bytes of the head of a profile (ICC.1, 7.2)
_PARTS = {b"CMYK": 4, b"GRAY": 1}


class NotAProfileError(Exception):
    """The file is no profile of a press; `why` as in finding P402."""

    def __init__(self, why: Literal["none", "screen", "space", "new", "broken"]) -> None:
        super().__init__(why)
        self.why: Literal["none", "screen", "space", "new", "broken"] = why


@dataclass(frozen=True)
class Profile:
    """An ICC profile of a press: its bytes, how many inks it has (1: black), what it is called."""

    data: bytes
    inks: int
    name: str


def read_profile(data: bytes, *, only_version_2: bool = False) -> Profile:
    """A profile of a printing press (ICC.1, 7.2: class, space). Raises NotAProfileError."""
    if len(data) <= _HEAD or data[36:40] != b"acsp":
        raise NotAProfileError("none")
    if data[12:16] != b"prtr":
        raise NotAProfileError("screen")
    if data[16:20] not in _PARTS:
        raise NotAProfileError("space")
    if only_version_2 and data[8] > 2:
        raise NotAProfileError("new")
    try:
        name = ImageCms.getProfileDescription(_opened(data)).strip()
        profile = Profile(data, _PARTS[data[16:20]], name)
        Inks(profile).mixed((0.5, 0.2, 0.1))
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise NotAProfileError("broken") from error
    return profile


def _opened(data: bytes) -> Any:
    return ImageCms.ImageCmsProfile(BytesIO(data))


@dataclass
class Inks:
    """What makes colours on paper; without a profile only what is gray can be had."""

    profile: Profile | None = None
    _known: dict[tuple[float, ...], tuple[float, ...]] = field(default_factory=dict)
    _others: dict[bytes, Any] = field(default_factory=dict)

    def mixed(self, light: tuple[float, ...]) -> tuple[float, ...] | None:
        """One part (1: white) or four (1: all of that ink) for red, green and blue, if known."""
        if max(light) - min(light) <= SAME:
            return (round(sum(light) / len(light), 4),)
        if self.profile is None:
            return None
        if light not in self._known:
            point = Raster.new("RGB", (1, 1), tuple(round(255 * part) for part in light))
            parts = self.picture(point).tobytes()
            self._known[light] = tuple(round(part / 255, 4) for part in parts)
        return self._known[light]

    def picture(self, seen: Raster.Image) -> Raster.Image:
        """A picture in red, green and blue as one in inks (mode CMYK or L)."""
        if self.profile is None:
            raise ValueError("no profile")
        printed = ImageCms.applyTransform(seen, self._way)
        assert printed is not None
        return printed

    def reprinted(self, seen: Raster.Image, own: bytes) -> Raster.Image:
        """A picture in the four inks of its `own` profile as one in these."""
        if own not in self._others:
            self._others[own] = self._way_from(_opened(own), "CMYK")
        printed = ImageCms.applyTransform(seen, self._others[own])
        assert printed is not None
        return printed

    @cached_property
    def _way(self) -> Any:
        return self._way_from(ImageCms.createProfile("sRGB"), "RGB")

    def _way_from(self, own: Any, mode: str) -> Any:
        assert self.profile is not None
        # Relative to paper, with the darkest black of both the same: what presses use for pictures.
        return ImageCms.buildTransform(
            own,
            _opened(self.profile.data),
            mode,
            "CMYK" if self.profile.inks == 4 else "L",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
