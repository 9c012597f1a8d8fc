"""Read the editions of `book.toml`: the sheet, the e-book, and what differs in others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from rectoverso.model.editions import (
    Justify,
    PageList,
    PrintEdition,
    ScreenEdition,
    Side,
    Variant,
)
from rectoverso.model.rules import manuscript as rules
from rectoverso.reading.measures import LENGTH
from rectoverso.reading.nearest import nearest
from rectoverso.reading.pressing import PRESS, read_bleed, read_press
from rectoverso.reading.toml import Table

SHEET = ("size", "margins", "bleed", "binding", "justify", "hang", "grid", *PRESS)
SCREEN = ("text", "max-pixels", "page-list", "conforms-to", "certified-by")
OWN = ("identifier", "isbn")
USUAL = ("print", "epub")
# What `page-list` may say: true is the pages of the print edition.
PAGE_LISTS: dict[object, PageList] = {True: "print", "digital": "digital", False: ""}
# An EPUB says what it conforms to in exactly such words (EPUB Accessibility 1.1, 4.1).
CONFORMS = re.compile(
    r"EPUB Accessibility 1\.[01] - WCAG 2\.[0-2] Level A{1,3}|none", re.IGNORECASE
)
# How much larger the text of a large-print e-book is than what the device is set to.
TEXTS = {"normal": 1.0, "large": 1.35, "very-large": 1.7}
# Trimmed sizes in millimetres: ISO 216; the American ones as printers give them.
SIZES = {
    "A4": ("210mm", "297mm"),
    "A5": ("148mm", "210mm"),
    "A6": ("105mm", "148mm"),
    "B5": ("176mm", "250mm"),
    "B6": ("125mm", "176mm"),
    "letter": ("8.5in", "11in"),
    "digest": ("5.5in", "8.5in"),
    "trade": ("6in", "9in"),
    "royal": ("156mm", "234mm"),
    "demy": ("138mm", "216mm"),
    "pocket": ("4.25in", "6.87in"),
}
_SIZE = re.compile(
    r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", re.IGNORECASE
)


def read_editions(
    file: Table, identifier: Callable[[Table], str]
) -> tuple[PrintEdition, ScreenEdition, tuple[Variant, ...]]:
    """The sheet, the e-book, and the editions with names of their own.

    An edition of its own says which output it is (`output = "epub"`), and what differs.
    """
    sheet_table, screen_table = file.table("print"), file.table("epub")
    sheet_table.known(*OWN, *SHEET)
    screen_table.known(*OWN, *SCREEN)
    sheet = replace(_sheet(sheet_table, PrintEdition()), identifier=identifier(sheet_table))
    screen = replace(_screen(screen_table, ScreenEdition()), identifier=identifier(screen_table))
    variants = []
    for name in file.values:
        if name in USUAL:
            continue
        table = file.table(name)
        table.known("output", *OWN, *SHEET, *SCREEN)
        output = table.choice("output", ("pdf", "epub"), "epub")
        variants.append(
            Variant(
                name, (output,), _sheet(table, sheet), _screen(table, screen), identifier(table)
            )
        )
    return sheet, screen, tuple(variants)


def _screen(screen: Table, usual: ScreenEdition) -> ScreenEdition:
    said = screen.text("conforms-to", usual.conforms_to)
    if said and not CONFORMS.fullmatch(said):
        screen.wrong("conforms-to", "“EPUB Accessibility 1.1 - WCAG 2.2 Level AA”, say")
        said = ""
    pixels = screen.values.get("max-pixels", usual.max_pixels)
    if not isinstance(pixels, int) or isinstance(pixels, bool) or pixels < 0:
        screen.wrong("max-pixels", "a whole number of pixels; 0 is no limit")
        pixels = usual.max_pixels
    pages, asked = usual.page_list, screen.values.get("page-list")
    if isinstance(asked, bool | str) and asked in PAGE_LISTS:
        pages = PAGE_LISTS[asked]
    elif asked is not None:
        screen.wrong("page-list", "true, false or “digital”")
    text = TEXTS[screen.choice("text", tuple(TEXTS), "normal")]
    return ScreenEdition(
        text if "text" in screen.values else usual.text,
        pixels,
        pages,
        conforms_to=said,
        certified_by=screen.text("certified-by", usual.certified_by),
    )


def _sheet(sheet: Table, usual: PrintEdition) -> PrintEdition:
    # A text names the printer whose margins are to be kept.
    named = sheet.values.get("margins")
    if isinstance(named, str):
        margins = sheet.inner({"printer": named}, "margins")
    else:
        margins = sheet.table("margins")
    margins.known("top", "bottom", "inner", "outer", "printer")
    width, height = _size(sheet, (usual.width, usual.height))
    bleed, edges = read_bleed(sheet, usual.bleed, usual.edges, _length)
    return PrintEdition(
        width,
        height,
        _length(margins, "top", usual.top),
        _length(margins, "bottom", usual.bottom),
        _length(margins, "inner", usual.inner),
        _length(margins, "outer", usual.outer),
        bleed,
        cast(Side, sheet.choice("binding", ("auto", "left", "right"), usual.binding)),
        justify=cast(Justify, sheet.choice("justify", ("optimal", "greedy"), usual.justify)),
        margins_of=margins.text("printer", "" if margins.values else usual.margins_of),
        edges=edges,
        press=read_press(sheet, usual.press),
        grid=sheet.truth("grid") if "grid" in sheet.values else usual.grid,
        hang=sheet.truth("hang") if "hang" in sheet.values else usual.hang,
    )


def _size(sheet: Table, usual: tuple[str, str]) -> tuple[str, str]:
    said = sheet.text("size")
    if not said:
        return usual
    named = {name.lower(): size for name, size in SIZES.items()}
    if size := named.get(said.lower()):
        return size
    found = _SIZE.fullmatch(said)
    if found is None or float(found[1]) == 0 or float(found[3]) == 0:
        sheet.findings.append(rules.not_a_size(sheet.place("size"), said, nearest(said, SIZES)))
        return usual
    width, unit, height, last = found.groups()
    return f"{width}{(unit or last).lower()}", f"{height}{last.lower()}"


def _length(table: Table, name: str, usual: str) -> str:
    said = table.text(name, usual).replace(" ", "").lower()
    if not LENGTH.fullmatch(said):
        table.findings.append(rules.not_a_length(table.place(name), name, said))
        return usual
    return said
