"""Write a chapter's paragraphs and tables as the parts of a document for Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rectoverso.model.leaves import Grid, GridCell, Item, Leaf, Sheaf
from rectoverso.writing.word.ooxml import Element, element, text
from rectoverso.writing.word.runs import Runs
from rectoverso.writing.word.typefaces import Tongue

# A4 with margins of an inch, in twentieths of a point.
_WIDTH, _HEIGHT, _MARGIN = 11906, 16838, 1440
_LINE = _WIDTH - 2 * _MARGIN
# Numbers of the two kinds of list in numbering.xml.
BULLETS, NUMBERS = 1, 2


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that hold its text, and the addresses it links to."""

    document: Element
    footnotes: Element
    comments: Element
    numbering: tuple[tuple[int, int, int], ...]
    links: tuple[str, ...]


def parts(sheaf: Sheaf, tongues: Mapping[str, Tongue]) -> Parts:
    """The parts of a chapter; `numbering` are the lists: number, kind, first number."""
    writer = _Document(sheaf, Runs(sheaf.lang, tongues))
    body = element("body", *writer.body(), writer.section())
    notes = element("footnotes", *_separators(), *writer.notes())
    comments = element("comments", *writer.runs.comments)
    numbering = tuple(sorted(writer.lists.values()))
    return Parts(element("document", body), notes, comments, numbering, tuple(writer.runs.links))


class _Document:
    def __init__(self, sheaf: Sheaf, runs: Runs) -> None:
        self.sheaf, self.runs = sheaf, runs
        self.lists: dict[int, tuple[int, int, int]] = {}

    def body(self) -> Iterator[Element]:
        for part in self.sheaf.body:
            match part:
                case Leaf():
                    yield self.paragraph(part)
                case Grid():
                    yield self.table(part)
                    # Word joins tables between which nothing stands.
                    yield element("p")

    def section(self) -> Element:
        made = element(
            "sectPr",
            element("pgSz", w=_WIDTH, h=_HEIGHT),
            element(
                "pgMar",
                **dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN),
                **dict.fromkeys(("header", "footer"), _MARGIN // 2),
                gutter=0,
            ),
        )
        if self.sheaf.direction == "rtl":
            made.append(element("bidi"))
        return made

    def notes(self) -> Iterator[Element]:
        for number, leaves in enumerate(self.sheaf.notes, 1):
            written = [self.paragraph(leaf) for leaf in leaves] or [element("p")]
            place = 1 if written[0].find("{*}pPr") is not None else 0
            style = element("rPr", element("rStyle", val="FootnoteReference"))
            written[0].insert(place, element("r", text(" ")))
            written[0].insert(place, element("r", style, element("footnoteRef")))
            yield element("footnote", *written, id=number)

    def paragraph(self, leaf: Leaf) -> Element:
        right_to_left = leaf.direction == "rtl"
        properties = element("pPr", element("pStyle", val=leaf.style))
        if leaf.item:
            properties.extend(self._item(leaf.item))
        if right_to_left != (self.sheaf.direction == "rtl"):
            properties.append(element("bidi", val=int(right_to_left)))
        if leaf.item and not leaf.item.first:
            properties.append(element("ind", left=(leaf.item.depth + 1) * 400))
        if right_to_left:
            properties.append(element("rPr", element("rtl")))
        return element("p", properties, *self.runs.paragraph(leaf.runs))

    def _item(self, item: Item) -> Iterator[Element]:
        kind = NUMBERS if item.numbered else BULLETS
        number = self.lists.setdefault(item.list, (len(self.lists) + 1, kind, item.start))[0]
        if item.first:
            depth, which = element("ilvl", val=item.depth), element("numId", val=number)
            yield element("numPr", depth, which)

    # --- Tables ----------------------------------------------------------------------------

    def table(self, grid: Grid) -> Element:
        columns = max((sum(cell.columns for cell in row) for row in grid.rows), default=1)
        shares = grid.widths if len(grid.widths) == columns and all(grid.widths) else ()
        widths = [int(_LINE * (shares[n] if shares else 1 / columns)) for n in range(columns)]
        properties = element("tblPr", element("tblStyle", val="BookTable"))
        if grid.direction == "rtl":
            properties.append(element("bidiVisual"))
        properties.append(element("tblW", w=5000, type="pct"))
        made = element("tbl", properties)
        made.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
        reaching: dict[int, tuple[int, int]] = {}  # column: rows still to come, columns
        for number, row in enumerate(grid.rows):
            written = element("tr")
            if number < grid.head:
                written.append(element("trPr", element("tblHeader")))
            written.extend(self._row(list(row), widths, reaching))
            made.append(written)
        return made

    def _row(
        self, cells: list[GridCell], widths: list[int], reaching: dict[int, tuple[int, int]]
    ) -> Iterator[Element]:
        column = 0
        while column < len(widths):
            rows, span = reaching.get(column, (0, 1))
            if rows:
                reaching[column] = rows - 1, span
                yield _cell([element("p")], widths, column, span, "continue")
            elif cells:
                cell = cells.pop(0)
                span = cell.columns
                if cell.rows > 1:
                    reaching[column] = cell.rows - 1, span
                leaves = [self.paragraph(leaf) for leaf in cell.leaves]
                yield _cell(leaves, widths, column, span, "restart" if cell.rows > 1 else "")
            else:
                yield _cell([element("p")], widths, column, 1, "")
                span = 1
            column += span


def _cell(
    paragraphs: list[Element], widths: list[int], column: int, span: int, merged: str
) -> Element:
    properties = element("tcPr", element("tcW", w=sum(widths[column : column + span]), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if merged:
        properties.append(element("vMerge", val=merged))
    return element("tc", properties, *paragraphs)


def _separators() -> Iterator[Element]:
    """The two notes that stand for the line above all others (ECMA-376-1, 17.11.23)."""
    for number, (kind, sign) in enumerate(
        (("separator", "separator"), ("continuationSeparator", "continuationSeparator")), -1
    ):
        yield element("footnote", element("p", element("r", element(sign))), type=kind, id=number)
