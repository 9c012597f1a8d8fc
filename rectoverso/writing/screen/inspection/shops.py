"""What the shops and their devices ask for and others do not, each with the shop's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zlib import compress

from lxml import etree

from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import shops as rules
from rectoverso.model.source import Finding
from rectoverso.writing.pictures.heads import head_of
from rectoverso.writing.screen.inspection.opened import XHTML, Opened
from rectoverso.writing.screen.inspection.whereabouts import (
    place_of,
    place_of_picture,
    place_of_section,
)
from rectoverso.writing.screen.metadata import identifier

MEGABYTE = 1_000_000
APPLE_PIXELS = 4_000_000
GOOGLE_SIDE = 3200  # pixels; a cover may have 7200
KOBO_DOCUMENT, ADVISED_BOOK = 10 * MEGABYTE, 500 * MEGABYTE
SHOWN_EVERYWHERE = frozenset(("image/jpeg", "image/png", "image/svg+xml"))
KINDLE_COLUMNS = 4
LEVELS = 2
FACES = 300  # kilobytes as packed: those of a book in four languages take 210
BOLD_FROM = 600  # CSS Fonts 4, 5.2: from here on a face is sought among the bold ones first.
# Kindle: 1000 by 625 at least; Google Play: 640 at least.
COVER_HEIGHT, COVER_WIDTH = 1000, 640
# Height by width: Kobo 1.33, most shops 1.5, Kindle 1.6; a little more or less is no matter.
COVER_SHAPE = (1.3, 1.65)
_FACE = re.compile(r"@font-face \{ font-family: \"([^\"]+)\"; [^}]*?font-weight: (\d+)")


def shops(book: Opened, pictures: Mapping[str, str]) -> Iterator[Finding]:
    """What one shop or another would say. `pictures` gives paths in the project, by name."""
    for item in book.items:
        data = book.files.get(item.name, b"")
        place = (
            place_of_picture(pictures[item.name], book.book) if item.name in pictures else SETTINGS
        )
        if item.media_type == "application/xhtml+xml" and len(data) > KOBO_DOCUMENT:
            where = place_of_section(book.by_name[item.name].section)
            yield rules.document_too_long(where, item.name, len(data) / MEGABYTE)
        if item.media_type.startswith("image/"):
            if item.media_type not in SHOWN_EVERYWHERE:
                yield rules.picture_format(place, item.name)
            if item.media_type != "image/svg+xml":
                width, height = head_of(data).size
                if width * height > APPLE_PIXELS:
                    yield rules.too_many_dots(place, item.name, width * height / 1e6)
                if "cover-image" in item.properties:
                    yield from _cover(width, height)
                elif max(width, height) > GOOGLE_SIDE:
                    yield rules.too_long_a_side(place, item.name, max(width, height))
    if sum(map(len, book.files.values())) > ADVISED_BOOK:
        yield rules.large_book(SETTINGS, sum(map(len, book.files.values())) / MEGABYTE)
    if not identifier(book.book).startswith("urn:isbn:"):
        yield rules.no_isbn(SETTINGS)
    yield from _tables(book)
    levels = max((_depth(nav) for page in book.pages for nav in page.of_type("toc")), default=0)
    if levels > LEVELS:
        yield rules.deep_contents(SETTINGS, levels)
    yield from _bold(book)
    faces = [len(compress(book.files[one.name])) for one in book.items if "font/" in one.media_type]
    if sum(faces) > FACES * 1000:
        yield rules.heavy_faces(SETTINGS, sum(faces) / 1000, FACES)


def _cover(width: int, height: int) -> Iterator[Finding]:
    if height < COVER_HEIGHT or width < COVER_WIDTH:
        yield rules.small_cover(SETTINGS, width, height)
    if not COVER_SHAPE[0] <= height / width <= COVER_SHAPE[1]:
        yield rules.cover_shape(SETTINGS, width, height)


def _tables(book: Opened) -> Iterator[Finding]:
    for page in book.pages:
        for table in page.named("table"):
            rows = table.iter(f"{XHTML}tr")
            columns = max(sum(int(cell.get("colspan", "1")) for cell in row) for row in rows)
            if columns > KINDLE_COLUMNS:
                yield rules.wide_table(place_of(page, table, book.book), columns)


def _depth(element: etree._Element) -> int:
    inside = max((_depth(child) for child in element), default=0)
    return inside + (element.tag == f"{XHTML}ol")


def _bold(book: Opened) -> Iterator[Finding]:
    locales = book.book.locales
    # Others set single signs; nobody needs them bold.
    wanted = {locales[section.lang].faces["serif"][0] for section in book.book.sections}
    weights: dict[str, set[int]] = {}
    for item in book.items:
        if item.media_type == "text/css":
            for family, weight in _FACE.findall(book.files[item.name].decode()):
                weights.setdefault(family, set()).add(int(weight))
    for family, known in weights.items():
        if max(known) < BOLD_FROM and family in wanted:
            yield rules.no_bold_face(SETTINGS, family)
