"""Look whether everyone can read the e-book: words for pictures, headings, heads of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.source import Finding, shortened
from rectoverso.writing.screen.inspection.opened import XHTML, Opened, Page, words_of
from rectoverso.writing.screen.inspection.whereabouts import place_of, place_of_section

MATH = "{http://www.w3.org/1998/Math/MathML}math"
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = f"{SVG}svg"
HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
# A title that is the name of a file tells nobody what it is.
_FILE = re.compile(r"[\w-]+\.(x?html?|md)", re.IGNORECASE)
# These have no heading of their own, by custom.
HEADLESS = frozenset(("halftitlepage", "copyright-page"))


def access(book: Opened) -> Iterator[Finding]:
    """Every hindrance in the e-book."""
    for page in book.pages:
        yield from _pictures(page, book)
        yield from _headings(page, book)
        yield from _tables(page, book)
    yield from _claims(book)


def _pictures(page: Page, book: Opened) -> Iterator[Finding]:
    for one in page.named("img"):
        if _is_mute(one):
            yield rules.picture_mute(place_of(page, one, book.book), one.get("src", ""))
    for one in page.root.iter(MATH, DRAWING):
        if one.tag == MATH and not one.get("alttext"):
            yield rules.formula_mute(place_of(page, one, book.book), shortened(words_of(one)))
        if one.tag == DRAWING and one.find(f"{SVG}title") is None:
            yield rules.picture_mute(place_of(page, one, book.book), page.name)


def _is_mute(picture: etree._Element) -> bool:
    return not (picture.get("alt") or "").strip()


def _headings(page: Page, book: Opened) -> Iterator[Finding]:
    place = place_of_section(page.section)
    title = page.root.findtext(f"{XHTML}head/{XHTML}title") or ""
    if not title.strip() or _FILE.fullmatch(title.strip()):
        yield rules.no_heading(place, page.name)
    before = 0
    for one in page.root.iter(*HEADINGS):
        level = HEADINGS[str(one.tag)]
        if level > before + 1 and before:
            where = place_of(page, one, book.book)
            yield rules.heading_skipped(where, shortened(words_of(one)), level, before)
        before = level
        if not words_of(one):
            yield rules.no_heading(place_of(page, one, book.book), page.name)
    if not before and page.section and page.section.kind not in HEADLESS:
        yield rules.no_heading(place, page.name)


def _tables(page: Page, book: Opened) -> Iterator[Finding]:
    for one in page.named("table"):
        if not any(cell.tag == f"{XHTML}th" for cell in one.iter(etree.Element)):
            where = place_of(page, one, book.book)
            yield rules.table_without_heads(where, shortened(words_of(one)))


def _claims(book: Opened) -> Iterator[Finding]:
    """What the metadata claim of the content, against the content."""
    pictures = [
        one for page in book.pages for one in page.named("img") if one.get("role") != "doc-cover"
    ]
    true = {
        "MathML": any(next(page.root.iter(MATH), None) is not None for page in book.pages),
        "index": any(page.of_type("index") for page in book.pages),
        "alternativeText": bool(pictures) and not any(map(_is_mute, pictures)),
        "pageBreakMarkers": any("doc-pagebreak" in page.by_role for page in book.pages),
        "pageNavigation": any(page.of_type("page-list") for page in book.pages),
    }
    claimed = book.meta("schema:accessibilityFeature")
    for feature, is_true in true.items():
        if (feature in claimed) != is_true:
            yield rules.untrue_claim(SETTINGS, feature)
    if ("visual" in book.meta("schema:accessMode")) != bool(pictures):
        yield rules.untrue_claim(SETTINGS, "visual")
