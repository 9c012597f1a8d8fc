"""Editions of a book: the sheet it is printed on, the e-book, and others that differ from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rectoverso.model.press import Bleed, PressEdition
from rectoverso.model.printing import Margins

Side = Literal["auto", "left", "right"]
PageList = Literal["print", "digital", ""]
Justify = Literal["optimal", "greedy"]


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """The sheet: sizes and margins as CSS lengths; `inner` is the margin at the spine.

    `bleed` is that of all `edges`, or of the widest of these where they differ; `press` tells how
    the file for the press is made.

    `justify` tells whether the lines of a justified paragraph are chosen together or one by one;
    `hang` whether signs at their edges hang in the margin; `grid` whether the lines of all pages
    stand at the same heights.

    `identifier` is that of the printed book, if it has one of its own. `margins_of` names the
    printer whose `least` margins are to be kept, as the number of pages asks for.
    """

    width: str = "148mm"
    height: str = "210mm"
    top: str = "20mm"
    bottom: str = "22mm"
    inner: str = "21mm"
    outer: str = "17mm"
    bleed: str = "0mm"
    binding: Side = "auto"
    justify: Justify = "optimal"
    identifier: str = ""
    margins_of: str = ""
    least: Margins = Margins()
    edges: Bleed | None = None
    press: PressEdition = PressEdition()
    grid: bool = False
    hang: bool = True

    @property
    def bleeds(self) -> Bleed:
        """The bleed at each edge."""
        return self.edges or Bleed(self.bleed, self.bleed, self.bleed, self.bleed)


@dataclass(frozen=True, slots=True)
class ScreenEdition:
    """The e-book: how large its text is (1: as the reader's device likes it), how many pixels a
    picture may have (0: any), whose pages it has (those of the print edition, its own, or none),
    its identifier if it has one of its own, and what its author declares of its accessibility
    after a review (`conforms_to`, `certified_by`)."""

    text: float = 1.0
    max_pixels: int = 4_000_000
    page_list: PageList = "print"
    identifier: str = ""
    conforms_to: str = ""
    certified_by: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """An edition beside the two usual ones: what differs from the book's own settings.

    `outputs` are the files it is made of; `name` is added to their names.
    """

    name: str
    outputs: tuple[str, ...]
    sheet: PrintEdition
    screen: ScreenEdition
    identifier: str = ""
