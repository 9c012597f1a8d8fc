"""Draw an ISBN as a barcode: EAN-13, with the five digits beside it that tell the price.

Source: GS1 General Specifications 24, sections 5.2.1 (EAN-13), 5.2.2 (add-ons) and 5.2.3 (sizes).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

MODULE = 0.33 * 72 / 25.4  # points of the narrowest bar at 100 %
SMALLEST, LARGEST = 0.8, 2.0
# In modules: the bars' height without and with the digits below, quiet zones left and right.
HEIGHT, GUARDED, FIGURES = 69.24, 74.24, 79.0
LEFT, RIGHT, BETWEEN, BEHIND = 11, 7, 9, 5
# The widths of bars and spaces of each digit in set A; B is its mirror, C begins with a bar.
WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
# Which of the sets A and B the left digits are from: this is how the first digit is said.
FIRST = (
    *("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB"),
    *("ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"),
)
# The same for an add-on of five digits, by its checksum.
ADDON = (
    *("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA"),
    *("AABBA", "AAABB", "ABABA", "ABAAB", "AABAB"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in modules from the upper left corner of the symbol."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of digits under (or, of the add-on, over) the bars; `x` and `y` are its upper left."""

    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """A symbol with its quiet zones, in modules; `module` is how many points one has."""

    bars: tuple[Bar, ...]
    figures: tuple[Figures, ...]
    width: float
    module: float = MODULE

    @property
    def height(self) -> float:
        """How high it is with its digits, in modules."""
        return FIGURES + 1

    def sized(self, scale: float) -> Barcode:
        """The symbol at another size; 1 is the usual one."""
        return Barcode(self.bars, self.figures, self.width, MODULE * scale)


def isbn13(number: str) -> str:
    """The thirteen digits of an ISBN, old ones of ten digits with 978 before them.

    “” where it is no number of a book.
    """
    digits = "".join(sign for sign in number if sign.isascii() and sign.isalnum()).upper()
    digits = digits.removeprefix("URNISBN").removeprefix("ISBN")
    if len(digits) == 10:
        digits = f"978{digits[:9]}"
        digits += str(-_weighed(digits, 1, 3) % 10)
    fits = len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979"))
    return digits if fits and _weighed(digits, 1, 3) % 10 == 0 else ""


def _weighed(digits: str, even: int, odd: int) -> int:
    return sum(int(one) * (odd if place % 2 else even) for place, one in enumerate(digits))


def draw(number: str, addon: str = "") -> Barcode:
    """The barcode of thirteen digits, with an add-on of five, if there is one, to its right."""
    modules = "".join(_ean13(number))
    bars = [
        Bar(LEFT + start, 0, width, GUARDED if _is_guard(start) else HEIGHT)
        for start, width in _black(modules)
    ]
    figures = [
        Figures(number[0], 0, HEIGHT + 1, LEFT - 3),
        Figures(number[1:7], LEFT + 4, HEIGHT + 1, 41),
        Figures(number[7:], LEFT + 50, HEIGHT + 1, 41),
    ]
    width = LEFT + 95 + RIGHT
    if addon:
        start = LEFT + 95 + BETWEEN
        top = 11.0
        bars += [
            Bar(start + x, top, wide, GUARDED - top) for x, wide in _black("".join(_addon(addon)))
        ]
        figures.append(Figures(addon, start, 0, 47))
        width = start + 47 + BEHIND
    return Barcode(tuple(bars), tuple(figures), width)


def _ean13(number: str) -> Iterator[str]:
    yield "101"
    for digit, kind in zip(number[1:7], FIRST[int(number[0])], strict=True):
        yield _pattern(digit, kind)
    yield "01010"
    for digit in number[7:]:
        yield _pattern(digit, "C")
    yield "101"


def _addon(addon: str) -> Iterator[str]:
    kinds = ADDON[_weighed(addon, 3, 9) % 10]
    yield "1011"
    for place, (digit, kind) in enumerate(zip(addon, kinds, strict=True)):
        yield ("01" if place else "") + _pattern(digit, kind)


def _pattern(digit: str, kind: str) -> str:
    widths = WIDTHS[int(digit)]
    first = "1" if kind == "C" else "0"
    row = widths[::-1] if kind == "B" else widths
    return "".join(
        (first if place % 2 == 0 else "10"[int(first)]) * int(wide)
        for place, wide in enumerate(row)
    )


def _black(modules: str) -> Iterator[tuple[int, int]]:
    """Where each bar of a row of modules begins, and how wide it is."""
    place = 0
    for sign, run in groupby(modules):
        width = len(list(run))
        if sign == "1":
            yield place, width
        place += width


def _is_guard(start: int) -> bool:
    return start < 3 or 45 <= start < 50 or start >= 92
