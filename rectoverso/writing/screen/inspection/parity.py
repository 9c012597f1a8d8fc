"""Look whether the e-book holds what the book holds: every word, note, figure, entry and place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from rectoverso.model.book import IndexEntry, Section
from rectoverso.model.nodes import (
    Block,
    Code,
    Equation,
    Figure,
    Heading,
    IndexMark,
    Link,
    Node,
    Note,
    Passage,
    Reference,
    Styled,
    Table,
    Term,
    Text,
    branches,
    plain,
    walk,
)
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.source import Finding, Span, shortened
from rectoverso.writing.folios import Folio
from rectoverso.writing.screen.inspection.opened import TYPE, XHTML, Opened, Page, words_of
from rectoverso.writing.screen.inspection.whereabouts import (
    place_led_to,
    place_of,
    place_of_anchor,
    place_of_section,
)

# The navigation document is the contents; a half-title is a custom of paper.
LEFT_OUT = frozenset(("halftitlepage", "toc"))
_JOINERS = re.compile("[\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]")
_BLANKS = re.compile(r"\s+")
# What adds no letter before or behind its own.
UNSEEN = (IndexMark, Link, Passage, Styled, Term)


def parity(book: Opened) -> Iterator[Finding]:
    """What the book has and the e-book lacks, and the other way round."""
    for section in book.book.sections:
        page = book.by_section.get(section.id)
        if page is not None:
            nodes = tuple(walk((section.title, section.subtitle, section.blocks)))
            yield from _things(section, nodes, page)
            yield from _words(nodes, section.blocks, page)
        elif section.kind not in LEFT_OUT or section.blocks:
            where = place_of_section(section)
            yield rules.not_in_the_e_book(where, section.kind, plain(section.title))
    yield from _glossary(book)
    yield from _index(book)
    yield from _more(book)


# --- What stands in chapters ---------------------------------------------------------------


def _things(section: Section, nodes: Iterable[Node], page: Page) -> Iterator[Finding]:
    references = 0
    for node in nodes:
        match node:
            case Note(anchor=anchor) if anchor not in page.by_id:
                yield rules.not_in_the_e_book(node.span, "note", anchor)
            case Heading(id=name) | Figure(id=name) | Table(id=name) | Equation(id=name) if (
                name and name not in page.by_id
            ):
                kind = type(node).__name__.lower()
                yield rules.not_in_the_e_book(node.span, kind, name)
            case Reference() if node.target:
                references += 1
    shown = sum("reference" in one.get("class", "").split() for one in page.named("a"))
    if shown < references:
        missing = str(references - shown)
        yield rules.not_in_the_e_book(section.span, "references", missing)


def _words(nodes: Iterable[Node], blocks: tuple[Block, ...], page: Page) -> Iterator[Finding]:
    """Every word inside a section, in order; those of its notes stand behind the rest."""
    place = 0
    for row in _rows(blocks):
        said = "".join(node.text for node in row)
        found = page.text.find(said, place)
        if found >= 0:
            place = found + len(said)
        else:
            yield from _lost(row, page.text[place:])
        if not said.isascii() and not unicodedata.is_normalized("NFC", said):
            for node in row:
                yield from _decomposed(node)
    for note in nodes:
        if isinstance(note, Note) and (element := page.by_id.get(note.anchor)) is not None:
            text = "".join(map(str, element.itertext()))
            for row in _rows(note.blocks):
                if "".join(node.text for node in row) not in text:
                    yield from _lost(row, text)


def _rows(tree: object) -> list[list[Text | Code]]:
    """The texts of a tree but for its notes; those that nothing else parts are together."""
    rows: list[list[Text | Code]] = [[]]

    def gather(one: object) -> None:
        match one:
            case tuple():
                for part in one:
                    gather(part)
            case Text() | Code():
                rows[-1].append(one)
            case str() | None:
                pass
            case _:
                parts = not isinstance(one, UNSEEN)
                if parts:
                    rows.append([])
                for name in () if isinstance(one, Note) else branches(one):
                    gather(getattr(one, name))
                if parts:
                    rows.append([])

    gather(tree)
    return [row for row in rows if row]


def _lost(row: Sequence[Text | Code], there: str) -> Iterator[Finding]:
    """What to say of words that a text does not have as they are, white space folded."""
    folded = _BLANKS.sub(" ", there)
    lost = [node for node in row if _BLANKS.sub(" ", node.text) not in folded]
    said = "".join(node.text for node in row)
    if not lost and _BLANKS.sub(" ", said) not in folded:
        # Each is there by itself: something stands between them, or nothing where a space should.
        lost = [Text(said, row[0].span)]
    for node in lost:
        words = _BLANKS.sub(" ", node.text)
        joined = _JOINERS.sub("", words) in _JOINERS.sub("", folded)
        what = rules.joiner_lost if joined else rules.words_lost
        yield what(node.span, shortened(node.text))


def _decomposed(node: Text | Code) -> Iterator[Finding]:
    # Some letters of India have no composed form in NFC; they are what they should be.
    word = next(
        (word for word in node.text.split() if len(unicodedata.normalize("NFC", word)) < len(word)),
        "",
    )
    if word:
        yield rules.not_composed(node.span, word)


# --- Glossary and index --------------------------------------------------------------------


def _glossary(book: Opened) -> Iterator[Finding]:
    there = {
        str(one.get("id")): one
        for page in book.pages
        for one in page.of_type("glossdef")
        if one.get("id")
    }
    meant = {entry.anchor: entry for entry in book.book.glossary}
    if not any(section.kind == "glossary" for section in book.book.sections):
        return
    for anchor, entry in meant.items():
        target = book.book.targets.get(anchor)
        place = target.span if target else SETTINGS
        if anchor not in there:
            yield rules.not_in_the_e_book(place, "glossary entry", entry.term)
            continue
        definition = there[anchor]
        before = definition.getprevious()
        headword = before is not None and before.tag == f"{XHTML}dt" and words_of(before)
        if not headword or not words_of(definition):
            yield rules.half_an_entry(place, "glossary entry", entry.term)
    for anchor in sorted(there.keys() - meant.keys()):
        where = place_led_to(there[anchor], book.book)
        yield rules.only_in_the_e_book(where, "glossary entry", anchor)


def _index(book: Opened) -> Iterator[Finding]:
    meant: dict[str, IndexEntry] = {}
    for section in book.book.sections:
        page = book.by_section.get(section.id)
        if section.index and page:
            for group in section.index.groups:
                for entry in group.entries:
                    for one in _with_subentries(entry):
                        meant[one.anchor] = one
                        yield from _entry(one, page, book)
    for page in book.pages:
        for element in page.of_type("index-entry"):
            if element.get("id") not in meant:
                where = place_led_to(element, book.book)
                yield rules.only_in_the_e_book(where, "index entry", shortened(words_of(element)))


def _entry(entry: IndexEntry, page: Page, book: Opened) -> Iterator[Finding]:
    element = page.by_id.get(entry.anchor)
    if element is None:
        place = _place_of_entry(entry, book)
        yield rules.not_in_the_e_book(place, "index entry", entry.heading)
        return
    line = element.find(f"{XHTML}p")
    own = element if line is None else line
    terms = [one for one in own.iter(etree.Element) if "index-term" in one.get(TYPE, "")]
    if not terms or not words_of(terms[0]):
        yield rules.half_an_entry(_place_of_entry(entry, book), "index entry", entry.heading)
    anchors, pages = _led_to(element, book.folios)
    for locator in entry.locators:
        folio = book.folios.get(locator.anchor)
        if locator.anchor not in anchors and (folio is None or folio.page not in pages):
            where = place_of_anchor(locator.anchor, book.book, locator.section)
            yield rules.not_in_the_e_book(where, "place in the index", entry.heading)


def _led_to(entry: etree._Element, folios: Mapping[str, Folio]) -> tuple[set[str], set[int]]:
    """The anchors that an entry's links lead to, and the pages they stand for.

    An index of pages names each page once, and of a range its ends.
    """
    anchors: set[str] = set()
    pages: set[int] = set()
    for place in entry.iter(f"{XHTML}a", f"{XHTML}span"):
        if place.tag == f"{XHTML}span" and place.get(TYPE) != "index-locator-range":
            continue
        ends = [one.get("href", "").rpartition("#")[2] for one in place.iter(f"{XHTML}a")]
        known = [folios[end].page for end in ends if end in folios]
        anchors.update(ends)
        pages.update(range(min(known), max(known) + 1) if known else ())
    return anchors, pages


def _with_subentries(entry: IndexEntry) -> Iterator[IndexEntry]:
    yield entry
    for one in entry.subentries:
        yield from _with_subentries(one)


def _place_of_entry(entry: IndexEntry, book: Opened) -> Span:
    """Where the first mark of an entry, or of one below it, stands."""
    for one in _with_subentries(entry):
        for locator in one.locators:
            return place_of_anchor(locator.anchor, book.book, locator.section)
    return SETTINGS


# --- The other way round -------------------------------------------------------------------


def _more(book: Opened) -> Iterator[Finding]:
    """What only the e-book has."""
    ours = {"cover", "nav"}
    for page in book.pages:
        if page.section is None:
            item = next(one for one in book.items if one.name == page.name)
            if item.id not in ours:
                yield rules.only_in_the_e_book(SETTINGS, "document", page.name)
            continue
        asides = [one for one in page.named("aside") if one.get("role") == "doc-footnote"]
        nodes = walk((page.section.title, page.section.blocks)) if asides else ()
        notes = {node.anchor for node in nodes if isinstance(node, Note)}
        for one in asides:
            if one.get("id") not in notes:
                name = one.get("id", "")
                # Notes of definitions stand behind the glossary.
                if page.section.kind != "glossary":
                    yield rules.only_in_the_e_book(place_of(page, one, book.book), "note", name)
