"""Know which pages stand where on sheets that are folded, and how far they have to move there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["booklet", "2up", "signatures"]


@dataclass(frozen=True, slots=True)
class Half:
    """What stands on one half of a side of a sheet: a page (from 1; none: blank), and how far it is
    moved towards the fold, in the unit of the creep."""

    page: int | None
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, as it is seen: left half and right half."""

    left: Half
    right: Half


def sides(
    pages: int, scheme: Scheme, leading: Literal["ltr", "rtl"], size: int = 0, creep: float = 0.0
) -> tuple[Side, ...]:
    """The sides of all sheets, front and back in turn, for so many pages.

    `size` is how many pages a signature has, a multiple of four; a booklet is one signature. With
    2up, pages stand side by side in the order of reading, and nothing is folded. The paper of a
    sheet within others is pushed outwards by `creep`, so its pages are moved as much inwards.
    """
    match scheme:
        case "2up":
            found = list(_side_by_side(pages))
        case "booklet":
            found = list(_signature(0, max(1, -(-pages // 4)) * 4, creep))
        case "signatures":
            starts = range(0, max(pages, 1), size)
            found = [one for start in starts for one in _signature(start, size, creep)]
    turned = (Side(one.right, one.left) if leading == "rtl" else one for one in found)
    return tuple(Side(_within(one.left, pages), _within(one.right, pages)) for one in turned)


def _side_by_side(pages: int) -> Iterator[Side]:
    # As in the open book: the first page alone on its right, then those that face each other.
    yield Side(Half(None), Half(1))
    for page in range(2, pages + 1, 2):
        yield Side(Half(page), Half(page + 1))


def _signature(start: int, size: int, creep: float) -> Iterator[Side]:
    """Sheets laid into one another: the outermost has the first two pages and the last two."""
    for sheet in range(size // 4):
        first, last = start + 2 * sheet + 1, start + size - 2 * sheet
        shift = creep * sheet
        yield Side(Half(last, shift), Half(first, shift))
        yield Side(Half(first + 1, shift), Half(last - 1, shift))


def _within(half: Half, pages: int) -> Half:
    return half if half.page is not None and half.page <= pages else Half(None)
