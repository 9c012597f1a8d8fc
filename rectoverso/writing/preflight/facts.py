"""What can be seen of a PDF that goes to a printer. Lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rectoverso.writing.press.inks import Inks

Kind = Literal["gray", "rgb", "cmyk", "spot", "icc", "other"]
# What comes of something in a file that is of another kind than it should be.
DAMAGE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the page asks for it; `values` are its parts, `name` that of a spot ink."""

    kind: Kind
    values: tuple[float, ...] = ()
    name: str = ""

    def ink(self, press: Inks | None) -> float:
        """How much ink of all plates it takes, in hundredths (100: one plate full).

        How much a colour of light takes only the `press` knows.
        """
        match self.kind:
            case "cmyk":
                return 100 * sum(self.values)
            case "gray" if self.values:
                return 100 * (1 - self.values[0])
            case "rgb" if press and (parts := press.mixed(self.values)):
                return 100 * (sum(parts) if len(parts) > 1 else 1 - parts[0])
            case _:
                return 0

    @property
    def rich(self) -> bool:
        """Whether it is a dark colour that should be black ink alone."""
        if self.kind != "cmyk" or len(self.values) < 4:
            return False
        *colours, black = self.values
        return black >= 0.5 and any(colours)


BLACK = Colour("gray", (0.0,))


@dataclass(frozen=True, slots=True)
class Lettering:
    """A way letters are set on a page: face, size, colour; drawn by outlines, slanted by force."""

    font: str
    size: float
    colour: Colour
    outlined: bool = False
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is placed: pixels, pixels to the inch, and what it is made of."""

    name: str
    ppi: float
    bits: int
    kind: Kind
    see_through: bool = False
    ink: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """The box (left, bottom, right, top) of something drawn."""

    kind: Literal["text", "path", "image", "other"]
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Font:
    """A face in the file, by the name the file gives it."""

    name: str
    embedded: bool
    drawn: bool = False  # its letters are little drawings (Type 3)


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its boxes, what is drawn on it and how.

    `rows` is how many lines of text there are, without heads and folios where these are marked as
    such or stand apart; `fixtures` how many of those. `edges` are the boxes of text and of all
    that is no text, as far as they matter: the outermost ones.
    """

    number: int
    media: Box
    trim: Box
    bleed: Box
    trimmed: bool
    rotation: int = 0
    letterings: frozenset[Lettering] = frozenset()
    colours: frozenset[Colour] = frozenset()
    pictures: tuple[Picture, ...] = ()
    thinnest: float | None = None
    see_through: bool = False
    links: int = 0
    annotations: int = 0
    marks: tuple[Mark, ...] = ()
    rows: int = 0
    fixtures: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn on it."""
        return not self.marks


@dataclass(frozen=True, slots=True)
class Press:
    """A PDF as far as a printer cares. `claims` are standards it says it keeps, `intent` whether
    it brings an output intent for them, `inks` those of that; `right_to_left` what it tells
    viewers."""

    pages: tuple[Page, ...]
    fonts: Mapping[str, Font]
    size: int
    version: str
    encrypted: bool = False
    outline: bool = False
    metadata: bool = False
    extras: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    intent: bool = False
    right_to_left: bool = False
    langs: tuple[str, ...] = field(default=())
    inks: Inks | None = None
