"""Two states of a chapter as one, with what has changed between them marked.

What was put in is a passage of the class `insertion`, what was taken out one of the class
`deletion` (as editors' marks are); with `moved` where the same paragraph stands elsewhere. What
only looks different is `restyled`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast, get_args

import regex

from rectoverso.compiling.aligning import align, likeness
from rectoverso.compiling.changedwords import Change, compare_words, marked
from rectoverso.model.manuscript import Chapter
from rectoverso.model.nodes import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Division,
    Equation,
    Figure,
    Heading,
    Inline,
    Note,
    Paragraph,
    Row,
    Styled,
    Table,
    Text,
    branches,
    plain,
    walk,
)

_WORD = regex.compile(r"[\w\u200c\u200d]+")
# Fewer words than this may well be written twice by chance.
LONG = 5


def compare(old: Chapter, new: Chapter) -> Chapter:
    """The new state of a chapter with its changes from the old one marked."""
    comparison = _Comparison(frozenset())
    return replace(
        new,
        title=comparison.inlines(old.title, new.title),
        subtitle=comparison.inlines(old.subtitle, new.subtitle),
        blocks=compare_blocks(old.blocks, new.blocks),
    )


def compare_blocks(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Block, ...]:
    """The new blocks with their changes from the old ones marked."""
    both = {plain(one) for one in old} & {plain(one) for one in new}
    comparison = _Comparison(frozenset(one for one in both if len(_WORD.findall(one)) >= LONG))
    return comparison.row(old, new)


def added(chapter: Chapter) -> Chapter:
    """A chapter that was not there before, all of it marked."""
    return replace(chapter, blocks=tuple(_whole(one, "insertion") for one in chapter.blocks))


def removed(chapter: Chapter) -> Chapter:
    """A chapter that is no longer there, all of it marked; nothing in it is referred to."""
    return replace(chapter, id="", blocks=tuple(_whole(one, "deletion") for one in chapter.blocks))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """`kept` are long texts that both states have: one that goes and comes has moved."""

    kept: frozenset[str]

    def inlines(self, old: tuple[Inline, ...], new: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return new if old == new else compare_words(old, new, self.note)

    def note(self, old: Note, new: Note) -> Note:
        return replace(new, blocks=self.row(old.blocks, new.blocks))

    def row(self, old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
        """Two rows of blocks, items, rows of a table ... as one row; of inlines as one line."""
        if old == new:
            return new
        if any(isinstance(one, get_args(Inline)) for one in (*old, *new)):
            return self.inlines(old, new)
        return tuple(self.pairs(old, new))

    def pairs(self, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Any]:
        for one, other in align(old, new, _alike):
            if other is None:
                gone = old[cast(int, one)]
                yield _whole(gone, "deletion", moved=plain(gone) in self.kept)
            elif one is None:
                yield _whole(new[other], "insertion", moved=plain(new[other]) in self.kept)
            else:
                yield self.both(old[one], new[other])

    def both(self, old: Any, new: Any) -> Any:
        if old == new:
            return new
        if isinstance(new, tuple):
            return self.row(old, new)
        if isinstance(new, Row):
            cells = zip(old.cells, new.cells, strict=True)
            return replace(new, cells=tuple(self.cell(one, other) for one, other in cells))
        changed = {name: self.row(getattr(old, name), getattr(new, name)) for name in branches(new)}
        return replace(new, **changed)

    def cell(self, old: Cell, new: Cell) -> Cell:
        match old.blocks, new.blocks:
            case (Paragraph(),), (Paragraph(),):
                # However little they are alike, they stand at the same place.
                return replace(new, blocks=(self.both(old.blocks[0], new.blocks[0]),))
            case _:
                return cast(Cell, self.both(old, new))


def _whole(thing: Any, change: Change, *, moved: bool = False) -> Any:
    """All of a block, an item, a row ... as put in, or as taken out."""
    if isinstance(thing, tuple):
        if any(isinstance(one, get_args(Inline)) for one in thing):
            return marked(thing, change, moved=moved)
        return tuple(_whole(one, change, moved=moved) for one in thing)
    if isinstance(thing, CodeBlock):
        return Division((thing,), classes=(change,), span=thing.span)
    if change == "deletion":
        thing = _uncounted(thing)
    rows = {name: _whole(getattr(thing, name), change, moved=moved) for name in branches(thing)}
    return replace(thing, **rows)


def _uncounted(thing: Any) -> Any:
    """What is gone, so that it has no number, no label, and is in no list."""
    match thing:
        case Heading(children=children):
            return Paragraph((Styled("strong", children),), span=thing.span)
        case Table(caption=caption) if caption:
            return Division((*caption, replace(thing, caption=(), id="")), span=thing.span)
        case Figure(blocks, caption):
            return Division((*blocks, *caption), span=thing.span)
        case Equation() | Division() | Table():
            return replace(thing, id="")
        case _:
            return thing


@cache
def _words(tree: Any) -> Counter[str]:
    texts = (node.text for node in walk(tree) if isinstance(node, Text | Code | CodeBlock))
    return Counter(word for text in texts for word in _WORD.findall(text))


def _alike(old: Any, new: Any) -> float:
    """How likely the new thing is the old one changed, from 0 to 1."""
    if type(old) is not type(new):
        return 0.0
    match new:
        case Table(head=head, body=body):
            if _columns((*old.head, *old.body)) != _columns((*head, *body)):
                return 0.0
        case Row(cells=cells) if len(cells) != len(old.cells):
            return 0.0
        case Heading(level=level) if level != old.level:
            return 0.0
        case CodeBlock():
            return 0.0
    return likeness(_words(old), _words(new))


def _columns(rows: Sequence[Row]) -> set[int]:
    return {sum(cell.columns for cell in row.cells) for row in rows}
