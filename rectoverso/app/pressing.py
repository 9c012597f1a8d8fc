"""Make the file for the press beside the print edition, and look at what it needs beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rectoverso.app.build import Written
from rectoverso.app.check import Checked, Progress
from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.project import BOOK
from rectoverso.model.source import Finding
from rectoverso.reading.coversettings import places_in
from rectoverso.writing.paper.pages import page_progression
from rectoverso.writing.press.judging import find_profile, pictures_amiss, too_coarse
from rectoverso.writing.press.making import make_press


def unfit_for_press(book: Book, manuscript: Manuscript) -> Iterator[Finding]:
    """What would keep the file for the press from being made, if one is asked for."""
    if not manuscript.settings.sheet.press.standard:
        return
    place = places_in(BOOK, manuscript.root)("edition", "print", "icc")
    yield from find_profile(manuscript, place)[1]
    yield from pictures_amiss(book, manuscript.files)


def for_press(checked: Checked, pdf: Written, moment: datetime, progress: Progress) -> Written:
    """The file for the press, made of the pages of the print edition as they were set."""
    progress("making the file for the press")
    book, manuscript = checked.book, checked.manuscript
    sheet = book.settings.sheet
    place = places_in(BOOK, manuscript.root)
    profile, said = find_profile(manuscript, place("edition", "print", "icc"))
    made = make_press(
        pdf.data,
        sheet,
        profile,
        book.settings.title,
        page_progression(book),
        moment,
        place("edition", "print", "standard"),
    )
    turned = pdf.printed.pages if pdf.printed else ()
    labels = {page.turn.page + 1: page.label for page in turned}
    coarse = too_coarse(made.pictures, book, manuscript.files, sheet.press, labels)
    return Written(made.data, made.pages, (*said, *made.findings, *coarse))
