"""Index locators where there are no pages: places named after the sections they are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rectoverso.model.book import Book, Locator, Section
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import plain


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a stretch ends in a later section: its name, in its own language, and the anchor."""

    name: str
    lang: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One of the places in a section, by its number there."""

    number: str
    anchor: str
    mention: str = ""
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A section in which something is found: its name, in its own language, and where inside."""

    name: str
    lang: str
    mentions: tuple[Mention, ...]


def named_places(locators: Iterable[Locator], book: Book, locale: Locale) -> tuple[Place, ...]:
    """Locators gathered by section, in the order of the book; numbers are those of the locale."""
    order = {section.id: place for place, section in enumerate(book.sections)}
    found = sorted(locators, key=lambda one: order[one.section])
    return tuple(
        Place(
            _name(book.sections[place]),
            book.sections[place].lang,
            tuple(
                Mention(
                    locale.number(number, "references"), one.anchor, one.mention, _ending(one, book)
                )
                for number, one in enumerate(inside, 1)
            ),
        )
        for place, inside in groupby(found, key=lambda one: order[one.section])
    )


def _ending(one: Locator, book: Book) -> Ending | None:
    if one.end_section in ("", one.section):
        return None
    section = next(other for other in book.sections if other.id == one.end_section)
    return Ending(_name(section), section.lang, one.end)


def _name(section: Section) -> str:
    return section.label or section.short_title or plain(section.title)
