"""A chapter as a word processor holds it: paragraphs and tables of letters, each with its source.

Every letter tells where in the chapter file it is written (its extent). What an editor does to the
letters can so be done to the file, and all that stands between them, markup, stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rectoverso.model.nodes import Direction

# From where to where something is written in its file; UNWRITTEN is nowhere.
Extent = tuple[int, int]
UNWRITTEN: Extent = (-1, -1)
# What stands in a line for one thing that is no letter: the call of a note.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"

# "said" is what the book says of itself (“chapter 3”), "hidden" what cannot be seen (an index mark
# without a text), "comment" what an editor says of what stands before it.
Kind = Literal["text", "said", "note", "hidden", "comment"]
Act = Literal["insertion", "deletion", "highlight", "comment"]


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor did to some letters, who it was, and on which day (2026-11-21); or ""."""

    act: Act
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are alike in everything, and the extent of each.

    `style` is what they are in the book: index, term, reference, link, code, formula; `entry` the
    fields of the index that a hidden run stands for; `note` the number of the note that is called,
    from 0; `change` an editor's mark in the file they stand in.
    """

    text: str
    extents: tuple[Extent, ...]
    kind: Kind = "text"
    looks: frozenset[str] = frozenset()
    style: str = ""
    lang: str = ""
    direction: Direction = ""
    entry: str = ""
    note: int = -1
    url: str = ""
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Markup that stands round letters: from where to where it is written, and what is in it.

    What is `whole` is changed as a whole, since no editor's mark can stand in it: code.
    """

    start: int
    first: int
    last: int
    end: int
    whole: bool = False
    index: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A place in a list: how deep (from 0), which list of the chapter, and how it counts."""

    depth: int
    list: int
    numbered: bool
    start: int = 1
    first: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph. Its extent is that of its lines; UNWRITTEN, where no lines are its own.

    `fixed` are those that cannot become several paragraphs, or none: titles, cells, listings.
    """

    style: str
    runs: tuple[Run, ...]
    lang: str
    direction: Direction
    extent: Extent = UNWRITTEN
    enclosures: tuple[Enclosure, ...] = ()
    item: Item | None = None
    level: int = 0
    fixed: bool = False

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)

    @property
    def extents(self) -> tuple[Extent, ...]:
        """The extent of each letter."""
        return tuple(extent for run in self.runs for extent in (run.extents if run.text else ()))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, and how many columns and rows it takes."""

    leaves: tuple[Leaf, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, the first `head` of them headings; in the direction of a language."""

    rows: tuple[tuple[GridCell, ...], ...]
    head: int
    direction: Direction
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheaf:
    """All of a chapter: what follows one another in its text, and the paragraphs of each note."""

    body: tuple[Leaf | Grid, ...]
    notes: tuple[tuple[Leaf, ...], ...] = ()
    lang: str = ""
    direction: Direction = ""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The paragraphs of the text, those of tables among them, in reading order."""
        found: list[Leaf] = []
        for part in self.body:
            match part:
                case Leaf():
                    found.append(part)
                case Grid(rows):
                    found += (leaf for row in rows for cell in row for leaf in cell.leaves)
        return tuple(found)
