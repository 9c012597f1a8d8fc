"""Lay a chapter out as a word processor holds it: paragraphs and tables of letters with places.

What a comment of an editor says is no letter of the text; what the book says of itself, such as
“chapter 3”, is one that stands for what is written there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rectoverso.model import nodes
from rectoverso.model.leaves import (
    UNWRITTEN,
    Grid,
    GridCell,
    Item,
    Leaf,
    Sheaf,
)
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter
from rectoverso.model.nodes import Block, Direction, Inline
from rectoverso.model.source import Span
from rectoverso.reading.lines import Lines, Setting
from rectoverso.reading.written import Written


def sheaf(
    chapter: Chapter, written: Written, locales: Mapping[str, Locale], said: Mapping[Span, str]
) -> Sheaf:
    """A chapter as paragraphs and tables.

    `said` are the words of references and citations, by their places.
    """
    return _Sheets(chapter, written, locales, said).sheaf()


class _Sheets:
    """Lays out one chapter, block by block."""

    def __init__(
        self,
        chapter: Chapter,
        written: Written,
        locales: Mapping[str, Locale],
        said: Mapping[Span, str],
    ) -> None:
        self.chapter, self.written, self.locales, self.said = chapter, written, locales, said
        self.notes: list[tuple[Leaf, ...]] = []
        self.lists = 0

    def sheaf(self) -> Sheaf:
        chapter = self.chapter
        direction = chapter.direction or self.locales[chapter.lang].direction
        setting = Setting(chapter.lang, direction)
        body: list[Leaf | Grid] = []
        for style, line in (("Title", chapter.title), ("Subtitle", chapter.subtitle)):
            body += self._leaf(line, style, setting, fixed=True)
        body += self._blocks(chapter.blocks, "BodyText", setting, None)
        return Sheaf(tuple(body), tuple(self.notes), chapter.lang, direction)

    def _blocks(
        self, blocks: tuple[Block, ...], style: str, setting: Setting, item: Item | None
    ) -> Iterator[Leaf | Grid]:
        for block in blocks:
            for part in self._block(block, style, setting, item):
                yield part
                # What follows in an item of a list stands below its number.
                item = replace(item, first=False) if item else None

    def _block(
        self, block: Block, style: str, setting: Setting, item: Item | None
    ) -> Iterator[Leaf | Grid]:
        match block:
            case nodes.Heading(level, children, lang=lang):
                inside = setting.within(lang, "", self.locales)
                for leaf in self._leaf(children, f"Heading{min(level, 6)}", inside):
                    yield replace(leaf, level=level)
            case nodes.Paragraph(children):
                yield from self._leaf(children, style, setting, item)
            case nodes.BulletList(items):
                yield from self._list(items, False, 1, style, setting, item)
            case nodes.OrderedList(items, start):
                yield from self._list(items, True, start, style, setting, item)
            case nodes.DefinitionList(items):
                for one in items:
                    yield from self._definition(one, setting)
            case nodes.Quotation(inner):
                yield from self._blocks(inner, "Quote", setting, item)
            case nodes.Verse(lines):
                for line in lines:
                    yield from self._leaf(line, "Verse", setting, fixed=True)
            case nodes.CodeBlock(text):
                yield Leaf("Listing", Lines.plain(text), setting.lang, "ltr", fixed=True)
            case nodes.Table():
                yield from self._table(block, setting)
            case nodes.Figure():
                yield from self._figure(block, setting)
            case nodes.Equation(children):
                yield from self._leaf(children, "Formula", setting, fixed=True)
            case nodes.Division(inner, classes=classes, lang=lang, direction=direction):
                inside = setting.within(lang, direction, self.locales)
                named = "Epigraph" if "epigraph" in classes else style
                yield from self._blocks(inner, named, inside, item)
            case nodes.Ornament():
                yield Leaf("Ornament", Lines.plain("* * *"), setting.lang, "", fixed=True)
            case nodes.PageBreak():
                pass

    def _leaf(
        self,
        line: tuple[Inline, ...],
        style: str,
        setting: Setting,
        item: Item | None = None,
        *,
        fixed: bool = False,
    ) -> Iterator[Leaf]:
        lines = Lines(self.written, self.locales, self.said, self._note)
        lines.add(line, setting)
        runs = lines.runs()
        if not runs:
            return
        extent = UNWRITTEN if style == "Cell" else self.written.lines(lines.first, lines.last)
        enclosures = tuple(lines.enclosures)
        where = setting.lang, setting.direction
        yield Leaf(style, runs, *where, extent, enclosures, item, fixed=fixed)

    def _note(self, blocks: tuple[Block, ...], setting: Setting) -> int:
        number = len(self.notes)
        self.notes.append(())
        found = self._blocks(blocks, "FootnoteText", setting, None)
        self.notes[number] = tuple(part for part in found if isinstance(part, Leaf))
        return number

    def _list(
        self,
        items: tuple[tuple[Block, ...], ...],
        numbered: bool,
        start: int,
        style: str,
        setting: Setting,
        outer: Item | None,
    ) -> Iterator[Leaf | Grid]:
        self.lists += 1
        depth = outer.depth + 1 if outer else 0
        named = style if style in ("FootnoteText", "Cell") else "ListParagraph"
        place = Item(depth, self.lists, numbered, start)
        for item in items:
            yield from self._blocks(item, named, setting, place)

    def _definition(self, one: nodes.Definition, setting: Setting) -> Iterator[Leaf | Grid]:
        yield from self._leaf(one.term, "DefinitionTerm", setting, fixed=True)
        for meaning in one.meanings:
            yield from self._blocks(meaning, "Definition", setting, None)

    def _figure(self, figure: nodes.Figure, setting: Setting) -> Iterator[Leaf | Grid]:
        for part in self._blocks(figure.blocks, "Figure", setting, None):
            yield replace(part, fixed=True) if isinstance(part, Leaf) else part
        yield from self._captions(figure.caption, setting)

    def _captions(self, caption: tuple[Block, ...], setting: Setting) -> Iterator[Leaf]:
        for leaf in self._blocks(caption, "Caption", setting, None):
            if isinstance(leaf, Leaf):
                yield replace(leaf, fixed=True)

    def _table(self, table: nodes.Table, setting: Setting) -> Iterator[Leaf | Grid]:
        written_above = bool(table.caption) and self._above(table)
        if written_above:
            yield from self._captions(table.caption, setting)
        rows = tuple(
            tuple(self._cell(cell, setting) for cell in row.cells)
            for row in (*table.head, *table.body, *table.foot)
        )
        yield Grid(rows, len(table.head), setting.direction, table.widths)
        if not written_above:
            yield from self._captions(table.caption, setting)

    def _above(self, table: nodes.Table) -> bool:
        """Whether a table's caption stands above it in the file."""
        rows = (*table.head, *table.body)
        return bool(rows) and table.caption[0].span < rows[0].span

    def _cell(self, cell: nodes.Cell, setting: Setting) -> GridCell:
        found = self._blocks(cell.blocks, "Cell", setting, None)
        leaves = tuple(replace(part, fixed=True) for part in found if isinstance(part, Leaf))
        direction: Direction = setting.direction
        empty = Leaf("Cell", (), setting.lang, direction, fixed=True)
        return GridCell(leaves or (empty,), cell.columns, cell.rows)
