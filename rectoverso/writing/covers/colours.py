"""The colours of a cover, in inks for the press and in light for the screen."""

from __future__ import annotations

import re
from typing import Literal

Space = Literal["inks", "light"]
# Of all four inks together; more does not dry (IngramSpark's limit, the lowest that is known).
MOST_INK = 2.4
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def colour(said: str, space: Space) -> str:
    """A colour as CSS writes it for paper (`device-cmyk`) or for a screen.

    `said` is a web colour, or `cmyk(0 80 86 45)` in parts of a hundred. What is said in the other
    space is converted by arithmetic alone, as if inks and lights were pure.
    """
    if found := _HEX.fullmatch(said):
        if space == "light":
            return said
        return _inks(*(int(part, 16) / 255 for part in found.groups()))
    inks = [int(number) / 100 for number in re.findall(r"\d+", said)]
    if space == "inks":
        return _css(inks)
    black = inks[3]
    light = [round(255 * (1 - ink) * (1 - black)) for ink in inks[:3]]
    return "#{:02x}{:02x}{:02x}".format(*light)


def _inks(red: float, green: float, blue: float) -> str:
    bright = max(red, green, blue)
    if not bright:
        return _css([0, 0, 0, 1])
    inks = [1 - light / bright for light in (red, green, blue)]
    black = 1 - bright
    room = (MOST_INK - black) / max(sum(inks), MOST_INK - black)
    return _css([*(ink * room for ink in inks), black])


def _css(inks: list[float]) -> str:
    return f"device-cmyk({' '.join(f'{ink:.3f}' for ink in inks)})"
