"""Where the panels of a cover lie, and what is kept free on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rectoverso.model.printing import Binding, CoverRules, Size


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle in points from the upper left corner of the trimmed cover."""

    x: float
    y: float
    width: float
    height: float

    def within(self, inset: float, sides: float | None = None) -> Zone:
        """The rectangle less so much at head and foot, and (the same, or else) at both sides."""
        beside = inset if sides is None else sides
        return Zone(
            self.x + beside, self.y + inset, self.width - 2 * beside, self.height - 2 * inset
        )

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Wrap:
    """A cover spread out, in points: its trimmed size, what runs over, and its panels by name.

    The names are front, spine, back, and flap-front and flap-back if it has flaps. `hinge` is the
    groove of a case beside the spine, `turned` says that the bleed is turned over boards.
    `leading` is the direction in which pages follow one another.
    """

    width: float
    height: float
    bleed: float
    panels: Mapping[str, Zone]
    leading: str = "ltr"
    hinge: float = 0.0
    turned: bool = False

    @property
    def spine(self) -> Zone:
        """The spine."""
        return self.panels["spine"]


def spread(
    trim: Size, spine: float, bleed: float, *, leading: str, binding: Binding, flaps: float = 0
) -> Wrap:
    """The cover of a book of this trimmed size with so thick a spine (points).

    Seen from outside, the front lies right of the spine; of books read from right to left, left.
    """
    case = binding.wrap > 0
    width, height = trim.width + binding.wider, trim.height + binding.taller
    row = [("back", width), ("spine", spine), ("front", width)]
    if flaps and not case:
        row = [("flap-back", flaps), *row, ("flap-front", flaps)]
    if leading == "rtl":
        row.reverse()
    panels, x = {}, 0.0
    for name, wide in row:
        panels[name] = Zone(x, 0, wide, height)
        x += wide
    over = binding.wrap if case else bleed
    return Wrap(x, height, over, panels, leading, binding.hinge if case else 0, case)


def front_only(trim: Size, leading: str) -> Wrap:
    """The front by itself, as an e-book has it."""
    front = Zone(0, 0, trim.width, trim.height)
    return Wrap(trim.width, trim.height, 0, {"front": front}, leading)


def spine_room(wrap: Wrap, rules: CoverRules) -> Zone:
    """The part of the spine that may bear words."""
    beside = rules.beside_spine_text(wrap.spine.width)
    return wrap.spine.within(max(rules.safe or 0, wrap.height * 0.055), beside)
