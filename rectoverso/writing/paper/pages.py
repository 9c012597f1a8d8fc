"""How the pages of each section look and how they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rectoverso.model.book import Book, Section
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import BODY_MATTER, FRONT_MATTER
from rectoverso.writing.folios import Folio
from rectoverso.writing.titles import languages_of, said_plainly

# Pages that bear neither running head nor folio.
BARE = frozenset(("halftitlepage", "titlepage", "copyright-page", "dedication", "epigraph", "part"))

Opening = Literal["recto", "verso", "page"]


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The pages of one section.

    `name` is their CSS name; `opening` the side the section begins on; `counter` the CSS counter
    style of their folios; `restarts` says that the folios begin at 1 again here; `languages` are
    those in the `head`, that of the section first.
    """

    name: str
    section: Section
    opening: Opening
    bare: bool
    front: bool
    restarts: bool
    counter: str
    head: str
    locale: Locale
    languages: tuple[Locale, ...]


def page_styles(book: Book) -> tuple[PageStyle, ...]:
    """The page style of every section, in order.

    The front matter has a series of folios of its own, which the first section of the body ends
    (The Chicago Manual of Style, 1.6-1.7).
    """
    body = _body_start(book.sections)
    return tuple(
        PageStyle(
            name=f"p{place}",
            section=section,
            opening="verso" if section.kind == "copyright-page" else "recto",
            bare=section.kind in BARE,
            front=place < body,
            restarts=place == body,
            counter=_counter(book.locales[section.lang], front=place < body),
            head=_head(section, book.locales),
            locale=book.locales[section.lang],
            languages=languages_of(section.title, book.locales[section.lang], book.locales),
        )
        for place, section in enumerate(book.sections)
    )


def page_progression(book: Book) -> Literal["ltr", "rtl"]:
    """The direction in which the pages follow each other: that of the text, or of the binding.

    In a book bound on the right, page 1 is a left page.
    """
    match book.settings.sheet.binding:
        case "left":
            return "ltr"
        case "right":
            return "rtl"
        case _:
            return book.direction


def _head(section: Section, locales: Mapping[str, Locale]) -> str:
    """What stands at the head of a section's pages; what is of another direction stays so."""
    return section.short_title or said_plainly(
        section.title, locales[section.lang], locales, isolated=True
    )


def _counter(locale: Locale, *, front: bool) -> str:
    return locale.counter_name(locale.counters["front"]) if front else locale.counter("folios")


def _body_start(sections: tuple[Section, ...]) -> int:
    """The place of the first section that is not front matter; 0 where nothing else is there."""
    for place, section in enumerate(sections):
        if section.kind in BODY_MATTER or section.kind not in FRONT_MATTER:
            return place
    return 0


def number_pages(styles: tuple[PageStyle, ...], starts: tuple[int, ...], pages: int) -> list[Folio]:
    """The folio of every page, given the page (from 0) on which each section starts."""
    folios = []
    first = 0
    place = -1
    for page in range(pages):
        while place + 1 < len(starts) and starts[place + 1] <= page:
            place += 1
            if styles[place].restarts:
                first = page
        style = styles[max(place, 0)]
        number = page - first + 1
        label = (
            style.locale.front_number(number)
            if style.front
            else style.locale.number(number, "folios")
        )
        folios.append(Folio(page, number, style.front, label))
    return folios
