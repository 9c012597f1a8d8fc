"""What a printer wants of the file for the press: a standard, inks, bleed, marks, page order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Standard = Literal["", "plain", "pdf/x-1a", "pdf/x-3", "pdf/x-4"]
STANDARDS: tuple[Standard, ...] = ("plain", "pdf/x-1a", "pdf/x-3", "pdf/x-4")


@dataclass(frozen=True, slots=True)
class PressEdition:
    """How the file for the press is made; without a `standard` none is.

    `profile` is the printer's ICC file, from the folder `chapters`; `condition` the name that the
    registry of the ICC has for paper and inks. `colours` tells whether colours are turned into inks
    or refused. Pictures of more than `ppi` pixels to the inch are made smaller, those in black and
    white alone to `line_ppi`. With `multiple`, blank pages are added until it divides their number.
    """

    standard: Standard = ""
    profile: str = ""
    condition: str = ""
    colours: Literal["convert", "refuse"] = "convert"
    marks: Literal["none", "crop"] = "none"
    backwards: bool = False
    multiple: int = 1
    blank_last: bool = False
    ppi: int = 300
    line_ppi: int = 1200


@dataclass(frozen=True, slots=True)
class Bleed:
    """How far the page goes on beyond each edge that is cut, as CSS lengths."""

    top: str = "0mm"
    bottom: str = "0mm"
    inner: str = "0mm"
    outer: str = "0mm"
