"""Look whether every part of the e-book says its language and direction, and the right ones."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

import regex
from lxml import etree

from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.source import Finding, shortened
from rectoverso.writing.screen.inspection.opened import (
    OPF,
    XHTML,
    XML_LANG,
    Opened,
    Page,
    said,
    words_of,
)
from rectoverso.writing.screen.inspection.whereabouts import place_of, place_of_section

_RTL = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
_LTR = regex.compile(r"\p{bidi_class=L}")
_OPENERS = "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}"
_OPENERS += "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
_ISOLATES = "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}"
# Their contents have a direction or a language of their own, whatever is around them.
APART = frozenset((f"{XHTML}code", f"{XHTML}bdi"))
# Names of languages that say nothing of a script, or another one: `und`, `fa-Latn`.
_SCRIPT = regex.compile(r"-([A-Z][a-z]{3})\b")


def directions(book: Opened) -> Iterator[Finding]:
    """Every fault of language and direction in the e-book."""
    yield from _of_the_package(book)
    for page in book.pages:
        yield from _declared(page, book)
        yield from _against_the_grain(page, book)


def _of_the_package(book: Opened) -> Iterator[Finding]:
    spine = book.package.find(f"{OPF}spine")
    turned = spine.get("page-progression-direction", "") if spine is not None else ""
    if turned != book.book.direction:
        yield rules.pages_turn_wrong(SETTINGS, turned, book.book.direction)
    lang, direction = book.package.get(XML_LANG), book.package.get("dir")
    if (lang, direction) != (book.book.settings.lang, book.book.direction):
        yield rules.direction_not_said(SETTINGS, "the package", f"{lang}, {direction}")


def _declared(page: Page, book: Opened) -> Iterator[Finding]:
    section = page.section
    place = place_of_section(section)
    lang, xml_lang, direction = (page.root.get(name) for name in ("lang", XML_LANG, "dir"))
    if not lang or lang != xml_lang or direction not in ("ltr", "rtl"):
        yield rules.direction_not_said(place, page.name, f"{lang}, {xml_lang}, {direction}")
    elif section and (lang, direction) != (section.lang, section.direction):
        meant = f"{section.lang}, {section.direction}"
        yield rules.other_language(place, page.name, f"{lang}, {direction}", meant)
    for one in page.declaring:
        if one.get(XML_LANG) != (lang := one.get("lang", "")) or not one.get("dir"):
            yield rules.half_said(place_of(page, one, book.book), page.name, lang)


def _against_the_grain(page: Page, book: Opened) -> Iterator[Finding]:
    # The names of pages, such as “iii” in a book in Hindi, are words of no language.
    numbers = {one for pages in page.of_type("page-list") for one in pages.iter()}
    for block in page.blocks:
        if block in numbers:
            continue
        text = "".join(map(str, block.itertext()))
        if not text.strip():
            continue
        direction, lang = said(block, "dir"), said(block, "lang")
        # Most blocks hold letters of one kind alone, and the C of a search is quick.
        if (_RTL if direction == "ltr" else _LTR).search(text):
            own = "".join(_own(block, "dir"))
            sides = len(_LTR.findall(own)), len(_RTL.findall(own))
            if sides[0] != sides[1] and (sides[0] < sides[1]) != (direction == "rtl"):
                where = place_of(page, block, book.book)
                yield rules.against_the_grain(where, direction, shortened(words_of(block)))
        script = _script(lang, book)
        if script and _strangers(script).search(text):
            own = "".join(_own(block, "lang"))
            strange = len(_strangers(script).findall(own))
            if strange > len(_natives(script).findall(own)):
                where = place_of(page, block, book.book)
                yield rules.strange_script(where, lang, shortened(words_of(block)))
        if any(mark in text for mark in _OPENERS + _ISOLATES) and not _closed(text):
            yield rules.open_controls(place_of(page, block, book.book), shortened(words_of(block)))


def _own(block: etree._Element, apart: str) -> Iterator[str]:
    """The text of a block itself, without code, names set apart and parts that differ."""
    yield block.text or ""
    for child in block:
        if not _stands_apart(child) and not child.get(apart):
            yield from _own(child, apart)
        yield child.tail or ""


def _stands_apart(element: etree._Element) -> bool:
    """Whether something has letters of its own: code, names, formulas, addresses that are shown."""
    return (
        element.tag in APART
        or "math" in str(element.tag)
        or "address" in element.get("class", "").split()
    )


def _script(lang: str, book: Opened) -> str:
    if found := _SCRIPT.search(lang):
        return str(found[1])
    locale = book.book.locales.get(lang)
    return locale.script if locale else ""


@cache
def _strangers(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"[\p{{L}}--\p{{Script_Extensions={_plain(script)}}}]", regex.V1)


@cache
def _natives(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"[\p{{L}}&&\p{{Script_Extensions={_plain(script)}}}]", regex.V1)


def _plain(script: str) -> str:
    """The script as Unicode knows it: Nastaliq is a hand of the Arabic script (ISO 15924)."""
    return "Arab" if script == "Aran" else script


def _closed(text: str) -> bool:
    """Whether embeddings, overrides and isolates are closed (UAX #9, 3.3.2)."""
    count = Counter(unicodedata.bidirectional(letter) for letter in text)
    return (
        count["LRE"] + count["RLE"] + count["LRO"] + count["RLO"] == count["PDF"]
        and count["LRI"] + count["RLI"] + count["FSI"] == count["PDI"]
    )
