"""What stands by itself, one below the other: headings, paragraphs, lists, tables ..."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rectoverso.model.nodes.inlines import Direction, Inline
from rectoverso.model.nodes.places import place
from rectoverso.model.source import Span

Alignment = Literal["start", "center", "end", ""]
# Where on a page a figure or a table stands; by itself: where it is written, or soon after.
Placement = Literal["top", "bottom", "page", "here", ""]
# What goes with a list's numbers: "1.", "1)" or "(1)".
Enclosure = Literal["period", "paren", "parens"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: level 2 is a chapter's section (the chapter's own title is level 1).

    Compiling gives the id where the author gave none, and the number as printed ("۲.۱").
    """

    level: int
    children: tuple[Inline, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    number: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A tight one is the only text of a list item or a table cell."""

    children: tuple[Inline, ...]
    tight: bool = False
    span: Span = place()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers."""

    items: tuple[tuple[Block, ...], ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list; `style` is pandoc's: Decimal, LowerRoman, UpperAlpha ..., DefaultStyle."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    style: str = "DefaultStyle"
    enclosure: Enclosure = "period"
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Definition:
    """One headword of a definition list, with what is said of it."""

    term: tuple[Inline, ...]
    meanings: tuple[tuple[Block, ...], ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of headwords and meanings."""

    items: tuple[Definition, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    blocks: tuple[Block, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines that end where the author ended them."""

    lines: tuple[tuple[Inline, ...], ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A listing."""

    text: str
    language: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    blocks: tuple[Block, ...]
    align: Alignment = ""
    rows: int = 1
    columns: int = 1
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Compiling gives the number as printed; a table without a caption has none."""

    caption: tuple[Block, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    widths: tuple[float, ...] = ()
    id: str = ""
    number: str = ""
    placement: Placement = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its caption. Compiling gives the number as printed."""

    blocks: tuple[Block, ...]
    caption: tuple[Block, ...]
    id: str = ""
    number: str = ""
    placement: Placement = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on a line of its own. One with a label has a number, which compiling gives."""

    children: tuple[Inline, ...]
    id: str = ""
    number: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Division:
    """A fenced div: blocks with a language, a direction, a label or classes (epigraph, verse)."""

    blocks: tuple[Block, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    direction: Direction = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Ornament:
    """A break in the thought, set as an ornament or a blank line."""

    span: Span = place()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The page ends here."""

    span: Span = place()


Block = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | DefinitionList
    | Quotation
    | Verse
    | CodeBlock
    | Table
    | Figure
    | Equation
    | Division
    | Ornament
    | PageBreak
)
