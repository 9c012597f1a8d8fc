"""Work out margins that a printer accepts: they depend on the number of pages, and it on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rectoverso.model.book import Book
from rectoverso.model.editions import PrintEdition
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.printing import points
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import printing as rules
from rectoverso.model.source import Finding
from rectoverso.writing.paper.kept import kept_pages
from rectoverso.writing.paper.pdf import Pdf
from rectoverso.writing.pictures.printable import printable
from rectoverso.writing.preflight.nearest import nearest_text
from rectoverso.writing.turns import Printed

# A margin only grows, and so comes to rest soon; a printer has no more than a few steps.
ROUNDS = 8
# Heads and folios are moved by no more than this (points): what is nearer to the edge is a misfit.
FARTHEST = 45.0
SLACK = 0.2
HANGING = 3.0  # signs of usual size hang no farther in the margin (points)
SIDES = ("top", "bottom", "inner", "outer")


def with_margins(
    book: Book, write: Callable[[Book], Pdf], memory: Path | None = None
) -> tuple[Pdf, tuple[Finding, ...]]:
    """The book set by `write` with the least margins of its printer kept.

    Margins that are wide enough stay; the one at the spine grows with the number of pages, those at
    head and foot until heads and folios keep within what the printer asks for. What they came to
    is kept in the folder `memory` (see `with_last_margins`).
    """
    sheet = book.settings.sheet
    least = sheet.least
    if not least.inside or least.outside is None:
        return write(book), ()
    sheet = _wider(sheet, least.inner(1))
    asked_for = _name(sheet)
    counts: list[int] = []
    for _ in range(ROUNDS):
        pdf = write(replace(book, settings=replace(book.settings, sheet=sheet)))
        counts.append(pdf.pages)
        wanted = _wider(_clear_of_edges(sheet, pdf), least.inner(pdf.pages))
        if wanted == sheet:
            break
        sheet = wanted
    margins = [getattr(sheet, side) for side in SIDES]
    Memory(memory).keep(asked_for, json.dumps(margins).encode())
    # With a margin as wide as it became, the book may be so thin that it need not be so wide.
    asked = [least.inner(pages) or 0 for pages in counts]
    if wanted != sheet or asked[-1] < max(asked):
        return pdf, (rules.margins_never_settle(SETTINGS, sheet.margins_of, counts),)
    return pdf, ()


def with_last_margins(book: Book, memory: Path | None) -> Book:
    """The book with the margins it was last set with, if they were worked out for it."""
    sheet = book.settings.sheet
    if not sheet.least.inside or sheet.least.outside is None:
        return book
    data = Memory(memory).recall(_name(_wider(sheet, sheet.least.inner(1))))
    if data is None:
        return book
    sheet = replace(sheet, **dict(zip(SIDES, json.loads(data), strict=True)))
    return replace(book, settings=replace(book.settings, sheet=sheet))


def last_pages(book: Book, manuscript: Manuscript, folder: Path) -> Printed | None:
    """The pages of the print edition as it was set last, if it would be set the same again."""
    with printable(book, manuscript, Memory(folder), lambda _: None) as (shown, _):
        return kept_pages(with_last_margins(book, folder), shown, folder)


def _name(sheet: PrintEdition) -> str:
    """What the margins worked out for a sheet are kept under."""
    return f"margins-{hashlib.sha256(repr(sheet).encode()).hexdigest()}"


def _wider(sheet: PrintEdition, inner: float | None) -> PrintEdition:
    """The sheet with no margin at the sides less than its printer's, whatever hangs in it."""
    least = sheet.least
    outer = least.with_bleed if points(sheet.bleed) else least.outside
    hanging = HANGING if sheet.hang else 0
    return replace(
        sheet,
        inner=_at_least(sheet.inner, (inner or 0) + hanging),
        outer=_at_least(sheet.outer, (outer or 0) + hanging),
        top=_at_least(sheet.top, outer or 0),
        bottom=_at_least(sheet.bottom, outer or 0),
    )


def _clear_of_edges(sheet: PrintEdition, pdf: Pdf) -> PrintEdition:
    """The sheet with head and foot so much higher that all text keeps from the edges."""
    least = sheet.least
    asked = (least.with_bleed if points(sheet.bleed) else least.outside) or 0
    high, low = (asked - found for found in nearest_text(pdf.data))
    return replace(
        sheet,
        top=_at_least(sheet.top, points(sheet.top) + _bounded(high)),
        bottom=_at_least(sheet.bottom, points(sheet.bottom) + _bounded(low)),
    )


def _bounded(lacking: float) -> float:
    return lacking if SLACK < lacking < FARTHEST else 0.0


def _at_least(said: str, least: float) -> str:
    return said if points(said) >= least - SLACK else f"{least:.2f}pt"
