"""What a PDF remembers from one thing drawn to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rectoverso.writing.preflight.facts import BLACK, Colour


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state, as far as it is looked at, without its transformation."""

    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Any = "/DeviceGray"
    stroke_space: Any = "/DeviceGray"
    width: float = 1.0
    font: str = ""
    size: float = 1.0
    mode: int = 0
