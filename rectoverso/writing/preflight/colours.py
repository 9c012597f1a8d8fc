"""Know what kind of colour a PDF asks for (ISO 32000-2, 8.6)."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from rectoverso.writing.preflight.facts import Colour, Kind

DEVICE: dict[str, Kind] = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/G"), "gray"),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/RGB"), "rgb"),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), "cmyk"),
}
# What a colour is before any is chosen: black in all of them.
FIRST: dict[Kind, tuple[float, ...]] = {
    "gray": (0.0,),
    "rgb": (0.0, 0.0, 0.0),
    "cmyk": (0.0, 0.0, 0.0, 1.0),
}
_HEXED = re.compile("#([0-9A-Fa-f]{2})")  # ISO 32000-2, 7.3.5
# Inks of a spot colour space that are none.
NO_SPOTS = ("All", "None", "Black", "Cyan", "Magenta", "Yellow")


def space_of(space: Any) -> Kind:
    """The kind of a colour space, by its name or its array."""
    if not isinstance(space, pikepdf.Array):
        return DEVICE.get(str(space), "other")
    match str(space[0]):
        case "/ICCBased":
            return "icc"
        case "/Separation" | "/DeviceN":
            return "spot" if spots(space) else "cmyk"
        case "/Indexed" | "/I":
            return space_of(space[1])
        case "/Pattern":
            return space_of(space[1]) if len(space) > 1 else "other"
        case name:
            return DEVICE.get(name, "other")


def spots(space: Any) -> tuple[str, ...]:
    """The inks of a colour space that are none of the four (8.6.6.4)."""
    if not isinstance(space, pikepdf.Array) or str(space[0]) not in ("/Separation", "/DeviceN"):
        return ()
    names = space[1] if isinstance(space[1], pikepdf.Array) else [space[1]]
    inks = (_HEXED.sub(lambda one: chr(int(one[1], 16)), str(name)[1:]) for name in names)
    return tuple(ink for ink in inks if ink not in NO_SPOTS)


def colour_of(space: Any, said: Any) -> Colour:
    """A colour in a space; with nothing said, the one it begins with."""
    kind = space_of(space)
    if kind == "spot":
        return Colour("spot", (), ", ".join(spots(space)))
    if kind in FIRST and not isinstance(space, pikepdf.Array):
        return Colour(kind, FIRST[kind] if said is None else tuple(map(_part, said)))
    return Colour(kind)


def _part(number: Any) -> float:
    return round(float(number), 4)
