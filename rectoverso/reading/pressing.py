"""Read what `book.toml` says of the file for the press: standard, inks, bleed, marks, pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from rectoverso.model.press import STANDARDS, Bleed, PressEdition, Standard
from rectoverso.model.printing import points
from rectoverso.model.rules import pressing as rules
from rectoverso.reading.toml import Table

# All that is about that file alone.
_WISHES = ("icc", "output-condition", "colours", "marks", "pages", "multiple", "last-blank")
PRESS = ("standard", "ppi", "line-art-ppi", *_WISHES)
EDGES = ("top", "bottom", "inner", "outer")
_MOST_PPI = 4800


def read_press(sheet: Table, usual: PressEdition) -> PressEdition:
    """How the file for the press is made; `usual` is what another edition says of it."""
    standard = usual.standard
    if "standard" in sheet.values:
        standard = cast(Standard, sheet.choice("standard", STANDARDS, usual.standard))
    if not standard:
        for name in _WISHES:
            if name in sheet.values:
                sheet.findings.append(rules.wishes_of_no_file(sheet.place(name), name))
    order = sheet.choice("pages", ("forward", "reversed"), "forward")
    backwards = order == "reversed" if "pages" in sheet.values else usual.backwards
    blank = sheet.truth("last-blank") if "last-blank" in sheet.values else usual.blank_last
    return PressEdition(
        standard,
        sheet.text("icc", usual.profile),
        sheet.text("output-condition", usual.condition),
        cast(
            Literal["convert", "refuse"],
            sheet.choice("colours", ("convert", "refuse"), usual.colours),
        ),
        cast(Literal["none", "crop"], sheet.choice("marks", ("none", "crop"), usual.marks)),
        backwards,
        # Sheets have two sides: last page first, a book of odd pages would begin on the wrong one.
        max(_whole(sheet, "multiple", usual.multiple, 64), 2 if backwards else 1),
        blank,
        _whole(sheet, "ppi", usual.ppi, _MOST_PPI),
        _whole(sheet, "line-art-ppi", usual.line_ppi, _MOST_PPI),
    )


def read_bleed(
    sheet: Table, usual: str, edges: Bleed | None, length: Callable[[Table, str, str], str]
) -> tuple[str, Bleed | None]:
    """The widest bleed, and that of each edge if they differ.

    One length is for all four; a table tells only of some.
    """
    if isinstance(sheet.values.get("bleed"), dict):
        table = sheet.table("bleed")
        table.known(*EDGES)
        found = Bleed(*(length(table, edge, "0mm") for edge in EDGES))
        return max((getattr(found, edge) for edge in EDGES), key=points), found
    said = length(sheet, "bleed", usual)
    return said, None if "bleed" in sheet.values else edges


def _whole(sheet: Table, name: str, usual: int, most: int) -> int:
    said = sheet.values.get(name, usual)
    if not isinstance(said, int) or isinstance(said, bool) or not 1 <= said <= most:
        sheet.wrong(name, f"a whole number from 1 to {most}")
        return usual
    return said
