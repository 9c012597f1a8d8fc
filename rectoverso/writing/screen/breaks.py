"""Put the page breaks of the print edition into the documents of an e-book."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from rectoverso.writing.turns import (
    BLOCKS,
    LONGEST,
    ONE_EDITION_ONLY,
    PrintedPage,
    Turn,
    can_be_seen,
    letters_of,
)

_TOKEN = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^>]*?)(/?)>|<[^>]*>|&[^;]+;|[^<&]+", re.DOTALL)
_CLASS = re.compile(r'\bclass="([^"]*)"')
NEAR = (0, 1, -1, 2, -2, 3, -3)


def with_breaks(body: Markup, breaks: Sequence[PrintedPage]) -> Markup:
    """The body of a section with its page breaks, each at the very letter."""
    wanted = {one.turn.block + near for one in breaks for near in NEAR}
    blocks = blocks_of(body, wanted | {-1})
    marks = [(_place(_block(blocks, one.turn), one.turn), one) for one in breaks]
    marks.sort(key=lambda mark: (mark[0], mark[1].turn.page))
    parts, last = [], 0
    for place, one in marks:
        parts += [body[last:place], _mark(one)]
        last = place
    return Markup("".join([*parts, body[last:]]))


def page_id(page: PrintedPage) -> str:
    """The id of a page break."""
    return f"page-{page.turn.page + 1}"


def _mark(one: PrintedPage) -> Markup:
    return Markup(
        '<span id="{}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{}"></span>'
    ).format(page_id(one), one.label)


@dataclass(slots=True)
class Block:
    """A block of the body: where its inside begins, its letters, and where each of them stands."""

    start: int
    letters: list[str]
    places: list[int]

    @property
    def text(self) -> str:
        """All its letters."""
        return "".join(self.letters)

    def add(self, text: str, start: int) -> None:
        """Add what stands at a place of the body: text, or a sign that is written by its name."""
        if text[0] == "&":
            letters = letters_of(Markup(text).unescape())
            self.letters += letters
            self.places += [start] * len(letters)
            return
        seen = [at for at, sign in enumerate(text) if can_be_seen(sign)]
        self.letters += [text[at] for at in seen]
        self.places += [start + at for at in seen]


def _block(blocks: Mapping[int, Block], turn: Turn) -> Block:
    """The block of a turn: the one of its number, if it has the same letters, or one near it.

    Paper and screen have the same blocks, unless a template gives one edition more than the other.
    """
    if turn.block < 0:
        return blocks[-1]
    near = [blocks[turn.block + by] for by in NEAR if turn.block + by in blocks]
    for one in near:
        if one.text[:LONGEST] == turn.words:
            return one
    alike = [one for one in near if one.text and one.text[:3] == turn.words[:3]]
    return alike[0] if alike else blocks[-1]


def _place(block: Block, turn: Turn) -> int:
    """The place of a turn in the body."""
    if not turn.letters or not block.places:
        return block.start
    there, at = block.text[:LONGEST], turn.letters
    if there != turn.words and at < LONGEST:
        at = _aligned(turn.words, there, at)
    return block.places[at] if at < len(block.places) else block.places[-1] + 1


def _aligned(words: str, there: str, at: int) -> int:
    """Where a letter of one text stands in another that is nearly the same.

    A reference to a page reads otherwise on a screen, where it is the name of a place.
    """
    matcher = SequenceMatcher(None, words, there, autojunk=False)
    for one in matcher.get_matching_blocks():
        if at < one.a:
            return one.b
        if at < one.a + one.size:
            return one.b + at - one.a
    return len(there)


def blocks_of(body: str, wanted: set[int] | None = None) -> dict[int, Block]:
    """The blocks of these numbers, or all; -1 is the section itself."""
    found: dict[int, Block] = {}
    number = -1
    # The open elements: name, number of the block inside them, whether paper has them, too.
    stack: list[tuple[str, int, bool]] = [("", -2, True)]
    for token in _TOKEN.finditer(body):
        closing, name, attributes, empty = token.groups()
        if name and closing:
            stack.pop()
        elif name:
            classes = _CLASS.search(attributes)
            _, block, shared = stack[-1]
            shared = shared and name != "math"
            shared = shared and ONE_EDITION_ONLY.isdisjoint(classes[1].split() if classes else ())
            if len(stack) == 1:
                block = -1
            elif name in BLOCKS and shared:
                number += 1
                block = number
            begins = len(stack) == 1 or (name in BLOCKS and shared)
            if begins and (wanted is None or block in wanted):
                found[block] = Block(token.end(), [], [])
            if not empty:
                stack.append((name, block, shared))
        elif stack[-1][1] in found and stack[-1][2]:
            found[stack[-1][1]].add(token[0], token.start())
    return found
