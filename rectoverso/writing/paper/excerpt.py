"""Cut out of a section what stands on a few of its pages, so that it can be set by itself.

Where a page begins is known to the letter (see `turns`). What is cut out there is set as in the
whole section, but for the rest of a paragraph cut in two: its lines were chosen with those before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from rectoverso.writing.turns import BLOCKS, ONE_EDITION_ONLY, letters_of

Element = ElementTree.Element

# What may be cut open at its beginning, and what may stand round it.
_OPENED = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "pre", "figure"))
_AROUND = frozenset(("section", "div", "blockquote", "ul", "ol", "li"))
# What tells nothing of how a block looks: its names, and the line it is written in.
_NAMES = re.compile(r' (?:id|href|data-place|data-page-of)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a section as HTML.

    `blocks` gives for each of its blocks the number that it has in the section (see `Turn`);
    `ends` tells that the section ends with it.
    """

    html: str
    blocks: tuple[int, ...]
    ends: bool


class Opened:
    """A section's HTML, opened to be compared and cut. It is changed when it is cut: cut once.

    ParseError tells that a template of the author's is no XML.
    """

    def __init__(self, html: str) -> None:
        self._root = ElementTree.fromstring(html)
        self._parents = {child: parent for parent in self._root.iter() for child in parent}
        self._section = next(self._root.iter("section"))
        self._blocks = list(_blocks(self._section))
        self._places = {block: number for number, block in enumerate(self._blocks)}

    def looks(self) -> list[str]:
        """Every block as it looks, whatever it is called and wherever it is written."""
        return [_NAMES.sub("", ElementTree.tostring(block, "unicode")) for block in self._blocks]

    def cut(
        self, first: int, letters: int, last: int, later: Callable[[str], bool]
    ) -> Excerpt | None:
        """What stands from a block, behind so many of its letters, to the end of another one.

        With `first` -1 it is the beginning of the section. `later` tells of a name whether it
        stands behind the beginning of the excerpt; if something before it does, as a figure that
        found no room may, None. None, too, where the beginning is in a list or a table that cannot
        be opened there.
        """
        ends = not self._cut_off(last)
        if first >= 0 and not self._cut_open(first, letters, later):
            return None
        kept = [block for block in _blocks(self._section) if block in self._places]
        return Excerpt(
            ElementTree.tostring(self._root, "unicode"),
            tuple(self._places[block] for block in kept),
            ends,
        )

    def _cut_off(self, last: int) -> bool:
        """Take away what follows the part of the section that this block stands in."""
        parts = list(self._section)
        if last >= len(self._blocks):
            return False
        part = self._blocks[last]
        while self._parents[part] is not self._section:
            part = self._parents[part]
        # What must not be parted from its follower is seen by one more.
        gone = parts[parts.index(part) + 2 :]
        for one in gone:
            self._section.remove(one)
        return bool(gone)

    def _cut_open(self, first: int, letters: int, later: Callable[[str], bool]) -> bool:
        block = self._blocks[first]
        around = list(self._around(block))
        if block.tag not in _OPENED or any(one.tag not in _AROUND for one in around):
            return False
        if any(later(one.get("id", "")) for one in self._before(block) if one.get("id")):
            return False
        if letters and not _forget(block, letters):
            return False
        if letters:
            block.set("style", "text-indent: 0")
        for child, parent in zip((block, *around), around, strict=False):
            _open(parent, child)
        self._section.set("style", "break-before: auto; padding-top: 0")
        return True

    def _around(self, block: Element) -> Iterator[Element]:
        """What a block stands in, up to its section."""
        while block is not self._section:
            block = self._parents[block]
            yield block

    def _before(self, block: Element) -> Iterator[Element]:
        """All elements of the section that begin before a block and do not hold it."""
        around = set(self._around(block))
        for one in self._section.iter():
            if one is block:
                return
            if one not in around:
                yield one


def _blocks(element: Element) -> Iterator[Element]:
    """The blocks in the order in which `turns` counts them."""
    for child in element:
        if ONE_EDITION_ONLY.isdisjoint(child.get("class", "").split()):
            if child.tag in BLOCKS:
                yield child
            yield from _blocks(child)


def _open(parent: Element, child: Element) -> None:
    """Take away what stands before a child, but for an unseen one to tell that it is not first."""
    before = list(parent)[: list(parent).index(child)]
    items = sum(1 for one in before if one.tag == "li")
    if parent.tag == "ol":
        parent.set("start", str(int(parent.get("start", "1")) + items))
    for one in before[:-1]:
        parent.remove(one)
    for one in before[-1:]:
        _empty(one)
        one.set("style", "display: none")
        one.attrib.pop("id", None)


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = ""


def _forget(block: Element, letters: int) -> bool:
    """Take the first letters of a block away, with the notes they call for; whether more remain."""
    if any(True for _ in _blocks(block)):
        return False
    left, done = letters, False

    def rest(text: str | None) -> str:
        nonlocal left, done
        for at, sign in enumerate(text or ""):
            if done:
                break
            if letters_of(sign):
                if not left:
                    done = True
                    return (text or "")[at:]
                left -= 1
        return text or "" if done else ""

    def go(element: Element) -> None:
        element.text = rest(element.text)
        for child in list(element):
            if done:
                return
            if child.tag == "img" or not ONE_EDITION_ONLY.isdisjoint(
                child.get("class", "").split()
            ):
                _empty(child)
                child.set("style", "display: none")
            else:
                go(child)
            if not done:
                child.tail = rest(child.tail)

    go(block)
    return done


def first_change(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many are the same from the beginning on, and how many from the end."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    most -= head
    tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return head, tail
