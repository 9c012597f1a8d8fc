"""Tell where the printed page turns, so that an e-book can have the pages of the print edition.

Paper and screen show the same blocks with the same letters. So a place is told by its section, the
number of its block there, and the number of the block's letters that stand before it; notes, which
stand elsewhere on a screen, and what the style sheet adds are left out of the count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any
from unicodedata import category

from rectoverso.writing.folios import Folio

BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "pre"),
        *("figcaption", "caption", "figure", "div"),
    )
)
# Blocks are known by so many of their letters. No author's paragraph has more, but each page of one
# that has would bring along all of it.
LONGEST = 20_000
# What stands in one edition only; the lines in which an entry of the index goes on are of paper.
ONE_EDITION_ONLY = frozenset(("gloss", "note", "notes", "noteref", "continued", "math"))
# What CSS adds to the text of the document: signs of lists, calls of notes, leaders.
ADDED = ("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page begins.

    `page` counts from 0; `block` is the number of the block in its section, from 0, or -1 for the
    beginning of the section itself; `letters` of the block's letters stand on pages before;
    `words` are the letters that the block has on paper, the first `LONGEST` if it has more.
    """

    page: int
    section: str
    block: int = -1
    letters: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of the print edition: what is printed on it as its number, and where it begins."""

    label: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Printed:
    """What an e-book tells of the print edition: its pages, and on which each anchor stands."""

    pages: tuple[PrintedPage, ...] = ()
    folios: Mapping[str, Folio] = field(default_factory=dict)


def letters_of(text: str, most: int | None = None) -> str:
    """What is counted: all signs that can be seen, or the first of them."""
    return "".join(islice(filter(can_be_seen, text), most))


@cache
def can_be_seen(sign: str) -> bool:
    """Whether a character leaves something on the page."""
    return not sign.isspace() and category(sign) != "Cf"


def page_turns(document: Any) -> tuple[Turn, ...]:
    """Where each page of a WeasyPrint document begins; nothing of pages without text."""
    plan = _Plan()
    plan.read(document.pages[0]._page_box)
    turns = []
    seen: defaultdict[tuple[str, int], int] = defaultdict(int)
    sections: set[str] = set()
    furthest: defaultdict[str, int] = defaultdict(lambda: -1)
    heads: set[int] = set()
    for number, page in enumerate(document.pages):
        first: Turn | None = None
        new_heads: set[int] = set()
        for element, text in _leaves(page._page_box, heads, new_heads):
            section, block = plan.places.get(element, ("", -1))
            if not section:
                continue
            # A figure may stand on a later page than the paragraphs behind it.
            if first is None and block >= furthest[section]:
                words = letters_of("".join(plan.words[section, block]), LONGEST)
                first = Turn(number, section, block, seen[section, block], words)
                if section not in sections:
                    first = Turn(number, section)
            sections.add(section)
            furthest[section] = max(block, furthest[section])
            seen[section, block] += len(letters_of(text))
        heads |= new_heads
        if first is not None:
            turns.append(first)
    return tuple(turns)


@dataclass(slots=True)
class _Plan:
    """The place of every element of the document, and the letters of every block."""

    places: dict[int, tuple[str, int]] = field(default_factory=dict)
    words: defaultdict[tuple[str, int], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    blocks: int = -1

    def read(self, page_box: Any) -> None:
        root = next(box.element for box in page_box.children if box.element_tag == "html")
        self._element(root, "", -1, shared=True)

    def _element(self, element: Any, section: str, block: int, *, shared: bool) -> None:
        classes = element.get("class", "").split()
        shared = shared and ONE_EDITION_ONLY.isdisjoint(classes)
        if element.tag == "section" and "division" in classes:
            section, block, self.blocks = element.get("id", ""), -1, -1
        elif element.tag in BLOCKS and shared:
            self.blocks += 1
            block = self.blocks
        if shared:
            self.places[id(element)] = section, block
            self.words[section, block].append(element.text or "")
        for child in element:
            self._element(child, section, block, shared=shared)
            if shared:
                self.words[section, block].append(child.tail or "")


def _leaves(box: Any, heads: set[int], new_heads: set[int]) -> Iterator[tuple[int, str]]:
    """The texts and pictures of a page with their elements; no margins and no notes.

    `heads` are the heads of tables that stood on pages before: where a table goes on, they are
    printed again.
    """
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            continue
        tag = child.element_tag or ""
        if tag.endswith(ADDED):
            continue
        if getattr(child, "is_header", False) or getattr(child, "is_footer", False):
            if id(child.element) in heads:
                continue
            new_heads.add(id(child.element))
        if isinstance(child, boxes.TextBox):
            if letters_of(child.text):
                yield id(child.element), child.text
        elif isinstance(child, boxes.ReplacedBox):
            yield id(child.element), ""
        else:
            yield from _leaves(child, heads, new_heads)
