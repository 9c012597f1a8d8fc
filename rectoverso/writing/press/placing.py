"""Know where pictures stand on a page, and how large: pixels to the inch come of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page (from 1): its object, its pixels, and its size in points."""

    page: int
    key: tuple[int, int]
    columns: int
    rows: int
    wide: float
    high: float

    @property
    def ppi(self) -> float:
        """Pixels to the inch, in the direction that has fewer."""
        return min(self.columns / (self.wide / 72 or 1), self.rows / (self.high / 72 or 1))


def placed_pictures(page: pikepdf.Page, number: int) -> Iterator[Placed]:
    """The pictures of a page that has one operator on each line (see `streams`)."""
    start = pikepdf.Matrix()
    yield from _in(page.Contents.read_bytes(), page.Resources, start, number, 0)


def _in(
    content: bytes, resources: Any, matrix: pikepdf.Matrix, number: int, depth: int
) -> Iterator[Placed]:
    kept: list[pikepdf.Matrix] = []
    for line in content.split(b"\n"):
        if line == b"q":
            kept.append(matrix)
        elif line == b"Q" and kept:
            matrix = kept.pop()
        elif line.endswith(b" cm"):
            matrix = pikepdf.Matrix(*map(float, line.split()[:6])) @ matrix
        elif line.endswith(b" Do"):
            thing = resources.get("/XObject", {}).get(line[:-3].decode("latin-1"))
            if thing is None:
                continue
            if thing.get("/Subtype") == Name.Image:
                wide = (matrix.a**2 + matrix.b**2) ** 0.5
                high = (matrix.c**2 + matrix.d**2) ** 0.5
                columns, rows = int(thing.Width), int(thing.Height)
                yield Placed(number, thing.objgen, columns, rows, wide, high)
            elif depth < 9 and "/XObject" in thing.get("/Resources", {}):
                own = pikepdf.Matrix(*map(float, thing.get("/Matrix", (1, 0, 0, 1, 0, 0))))
                inside = own @ matrix
                yield from _in(thing.read_bytes(), thing.Resources, inside, number, depth + 1)
