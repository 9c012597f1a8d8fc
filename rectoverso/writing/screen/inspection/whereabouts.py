"""Find the place in a chapter that an element of the e-book came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from rectoverso.model.book import Book, Section
from rectoverso.model.nodes import (
    NOWHERE,
    CodeBlock,
    Heading,
    Image,
    Note,
    Paragraph,
    Verse,
    plain,
    walk,
)
from rectoverso.model.project import CHAPTERS, SETTINGS
from rectoverso.model.source import Span
from rectoverso.writing.screen.inspection.opened import BLOCKS, XHTML, Page

_NO_LETTER = re.compile(r"[\W_]+")
# So many letters tell blocks of a chapter apart; what is added may follow in one and not in the
# other.
ENOUGH = 24
FEW = 6
BEGINNINGS = (Paragraph, Heading, Verse, CodeBlock, Note)


def place_of(page: Page, element: etree._Element, book: Book) -> Span:
    """Where in the project the element comes from: its block's place, else that of its chapter.

    Only findings need it, so nothing is kept for it while the e-book is made: blocks are known
    again by their ids or by their letters.
    """
    section = page.section
    if section is None:
        return place_led_to(element, book)
    for one in (element, *element.iterancestors()):
        for name in _names(one):
            if span := _by_id(name, section, book):
                return span
        if one.tag in BLOCKS and (span := _by_letters(one, section)):
            return span
    # Contents and index that the author did not write stand nowhere in the project.
    return section.span if section.span != NOWHERE else place_led_to(element, book)


def place_of_section(section: Section | None) -> Span:
    """Where a section begins; one that no chapter makes is a matter of the whole book."""
    return section.span if section and section.span != NOWHERE else SETTINGS


def place_led_to(element: etree._Element, book: Book) -> Span:
    """Where in the project that is written which the first link in the element leads to.

    What leads into no chapter is a matter of the whole book.
    """
    link = next(element.iter(f"{XHTML}a"), None)
    path, _, anchor = ("" if link is None else link.get("href", "")).partition("#")
    return place_of_anchor(unquote(anchor) or PurePosixPath(path).stem, book)


def place_of_anchor(anchor: str, book: Book, inside: str = "") -> Span:
    """Where in the project that is written which has this id.

    If nobody knows, where the section begins that it is `inside`, or that has the id itself.
    """
    for section in book.sections:
        if anchor and (span := _by_id(anchor, section, book)):
            return span
    around = (one for one in book.sections if one.id == (inside or anchor))
    return place_of_section(next(around, None))


def place_of_picture(path: str, book: Book) -> Span:
    """Where a chapter shows this picture of the project."""
    for section in book.sections:
        for node in walk((section.title, section.subtitle, section.blocks)):
            if isinstance(node, Image) and node.path == path and node.span != NOWHERE:
                return node.span
    return Span(f"{CHAPTERS}/{path}")


def _names(element: etree._Element) -> Iterator[str]:
    """The id of an element, and those of the points at its beginning, which links lead to."""
    yield element.get("id", "")
    if not (element.text or "").strip():
        for child in element:
            if len(child) or child.text:
                return
            yield child.get("id", "")
            if (child.tail or "").strip():
                return


def _by_id(name: str, section: Section, book: Book) -> Span | None:
    if not name or name == section.id:
        return None
    target = book.targets.get(name)
    if target and target.span != NOWHERE:
        return target.span
    for node in walk((section.title, section.subtitle, section.blocks)):
        if name in (getattr(node, "anchor", ""), getattr(node, "id", "")) and node.span != NOWHERE:
            return node.span
    return None


def _by_letters(element: etree._Element, section: Section) -> Span | None:
    """The block of the section that begins with the most letters in common."""
    words = _letters("".join(_without_calls(element)))[:ENOUGH]
    best, most = None, 0
    for node in walk(section.blocks):
        if isinstance(node, BEGINNINGS) and node.span != NOWHERE:
            inside = node.blocks if isinstance(node, Note) else node
            letters = _letters(plain(inside))[:ENOUGH]
            alike = _alike(words, letters)
            if alike > most and alike >= min(FEW, len(letters)):
                best, most = node.span, alike
    return best


def _without_calls(element: etree._Element) -> Iterator[str]:
    """The text of an element without the numbers of its notes, which no chapter holds."""
    if element.get("role") != "doc-noteref":
        yield element.text or ""
        for child in element:
            yield from _without_calls(child)
            yield child.tail or ""


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)
