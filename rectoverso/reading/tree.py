"""Turn pandoc's blocks into ours, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rectoverso.model.nodes import (
    Block,
    BulletList,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Enclosure,
    Equation,
    Figure,
    Heading,
    Image,
    IndexMark,
    Inline,
    Math,
    OrderedList,
    Ornament,
    PageBreak,
    Paragraph,
    Passage,
    Quotation,
    Table,
    Text,
    Verse,
)
from rectoverso.model.source import Span
from rectoverso.reading import marks, tables
from rectoverso.reading.attributes import Attributes
from rectoverso.reading.couplets import CAESURA, halves
from rectoverso.reading.finger import Finger
from rectoverso.reading.indexmarks import (
    STRETCH_ATTRIBUTES,
    enclosed,
    index_mark,
    sections_closed,
)
from rectoverso.reading.inlines import DEPTH, Inlines, TooDeepError
from rectoverso.reading.rawtext import leave_out
from rectoverso.reading.runningtext import joined

_PICTURE = re.compile(r"!\[")
_FENCE = re.compile(r":{3,}[ \t]*[^\s:][^\n]*")
_FENCE_END = re.compile(r"\s*^[ \t>]*:{3,}[ \t]*$", re.MULTILINE)
_CODE_FENCE = re.compile(r"(?:`{3,}|~{3,})[^\n]*")
_HASHES = re.compile(r"#+[ \t]*")
_RULE = re.compile(r"[-*_][-*_ \t]+")
ENCLOSURES: dict[str, Enclosure] = {"OneParen": "paren", "TwoParens": "parens"}
_BAR = re.compile(r"\| ?")
_BAR_ALONE = ({"t": "Space"}, {"t": "Str", "c": "|"}, {"t": "Space"})
_PIPE = re.compile(r"(?!\+)[^\n]*\|")
# Pandoc gives formulas no attributes: a label stands behind one as text.
_LABEL = re.compile(r"\s*\{#([^\s{}]+)\}\s*")
_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]")


class Tree(Inlines):
    """Reads pandoc's blocks in their order, with a finger on the source; gathers findings."""

    def __init__(self, finger: Finger, languages: Iterable[str] = ()) -> None:
        """Begin where the finger stands; `languages` are those known (none given: all are)."""
        super().__init__(finger, languages)
        # The index marks of headings, whose ranges end with their sections.
        self.sections: dict[Span, IndexMark] = {}

    def blocks(self, values: Iterable[Any]) -> tuple[Block, ...]:
        """Each of pandoc's blocks as ours."""
        self.depth += 1
        if self.depth > DEPTH:
            raise TooDeepError
        found = tuple(block for value in values for block in self.block(value))
        self.depth -= 1
        return sections_closed(found, self.sections) if self.sections else found

    def block(self, value: Any) -> tuple[Block, ...]:
        """One of pandoc's blocks as one of ours, as several, or as none."""
        span = self.finger.block()
        content = value.get("c")
        match value["t"]:
            case "Plain" | "Para" as kind:
                return self._paragraph(content, kind == "Plain", span)
            case "Header":
                return (self._heading(content, span),)
            case "BlockQuote":
                return (Quotation(self.blocks(content), span),)
            case "BulletList":
                return (BulletList(tuple(self.blocks(item) for item in content), span),)
            case "OrderedList":
                (start, style, delimiter), items = content
                listed = tuple(self.blocks(item) for item in items)
                enclosure = ENCLOSURES.get(delimiter["t"], "period")
                return (OrderedList(listed, start, style["t"], enclosure, span),)
            case "DefinitionList":
                return (DefinitionList(tuple(self._definition(*item) for item in content), span),)
            case "LineBlock":
                return (Verse(tuple(self._verse_line(line) for line in content), span),)
            case "CodeBlock":
                return (self._listing(content, span),)
            case "HorizontalRule":
                return (Ornament(self.finger.opening(_RULE)),)
            case "Table":
                return (self._table(content, span),)
            case "Figure":
                return (self._figure(content),)
            case "Div":
                return self._division(content)
            case "RawBlock":
                leave_out(self, content)
                return ()
            case unknown:
                raise ValueError(f"pandoc has a new block: {unknown}")

    def _paragraph(self, content: Any, tight: bool, span: Span) -> tuple[Block, ...]:
        children = self.inlines(content)
        match children:
            case ():
                return ()
            case (Math(display=True) as formula,):
                return (Equation((formula,), span=formula.span),)
            case (Math(display=True) as formula, Text(said)) if named := _LABEL.fullmatch(said):
                return (Equation((formula,), named[1], span=formula.span),)
            # A picture with a label and no caption, which pandoc does not take for a figure.
            case (Passage((Image() as picture,), label, classes=(), span=place),) if label:
                alone = Paragraph((picture,), True, place)
                return (Figure((alone,), (), label, span=place),)
            case _:
                unseen = all(isinstance(one, IndexMark) and not one.children for one in children)
                # Marks alone make no line of their own.
                return (Paragraph(children, tight or unseen, children[0].span or span),)

    def _verse_line(self, content: Any) -> tuple[Inline, ...]:
        self.finger.block()
        self.finger.closing(_BAR)
        parted = halves(content)
        return self._couplet(*parted) if parted else self.inlines(content)

    def _couplet(self, first: Any, second: Any) -> tuple[Inline, ...]:
        """A line in two halves, each a passage of the class hemistich."""
        opening, bar = self.inlines(first), self.finger.here()
        if not CAESURA.match(self.finger.text, self.finger.at):
            return joined((*opening, *self.inlines([*_BAR_ALONE, *second])))
        self.finger.closing(CAESURA)
        closing = self.inlines(second)
        one, two = (
            Passage(half, classes=("hemistich",), span=half[0].span) for half in (opening, closing)
        )
        return (one, Text(" ", bar), two)

    def _heading(self, content: Any, span: Span) -> Heading:
        level, attributes, words = content
        self.finger.closing(_HASHES)
        children = self.inlines(words)
        read = self.attributes(attributes, span)
        indexed = "index" in read.classes
        self.findings += read.unknown(span, STRETCH_ATTRIBUTES if indexed else ("lang",))
        self.findings += marks.misspelt(read.classes, span)
        self.finger.line_end()
        if indexed:
            children = self._indexed(read, children, span)
            read = read.without("index")
        return Heading(level, children, read.id, read.classes, read.value("lang"), span=span)

    def _indexed(
        self, read: Attributes, children: tuple[Inline, ...], span: Span
    ) -> tuple[Inline, ...]:
        """The words of a heading whose section is a range of the index."""
        mark, said = index_mark(read, children, span)
        self.findings += said
        if mark is None:
            return children
        if not mark.sends:
            self.sections[span] = mark = replace(mark, range="open")
        return (mark,)

    def _definition(self, term: Any, meanings: Any) -> Definition:
        span = self.finger.block()
        return Definition(self.inlines(term), tuple(self.blocks(said) for said in meanings), span)

    def _listing(self, content: Any, span: Span) -> CodeBlock:
        attributes, text = content
        fenced = _CODE_FENCE.match(self.finger.text, self.finger.at)
        self.finger.closing(_CODE_FENCE)
        self.finger.past(text)
        if fenced:
            self.finger.block()
            self.finger.closing(_CODE_FENCE)
        return CodeBlock(text, next(iter(attributes[1]), ""), span)

    def _table(self, content: Any, span: Span) -> Table:
        attributes, (_, caption), columns, head, bodies, foot = content
        said: tuple[Block, ...] = ()
        above = _CAPTION.match(self.finger.text, self.finger.at)
        if above:
            said = self._caption(caption)
            self.finger.block()
        drawn = not _PIPE.match(self.finger.text, self.finger.at)
        aligned = tables.alignments(columns)
        top, middle, bottom = (
            tables.rows(listed, aligned, self.blocks, self.finger, drawn)
            for listed in (
                head[1],
                [row for body in bodies for row in (*body[2], *body[3])],
                foot[1],
            )
        )
        if caption and not above:
            said = self._caption(caption)
        read = self.attributes(attributes, span)
        self.findings += read.unknown(span, ("placement",))
        placement, wrong = read.placement(span)
        self.findings += wrong
        widths = tables.widths(columns, top, drawn)
        return Table(said, top, middle, bottom, widths, read.id, placement=placement, span=span)

    def _caption(self, caption: Any) -> tuple[Block, ...]:
        self.finger.opening(_CAPTION)
        said = self.blocks(caption)
        self.finger.line_end()
        return said

    def _figure(self, content: Any) -> Figure:
        attributes, (_, caption), blocks = content
        span = self.finger.opening(_PICTURE)
        said = self.blocks(caption)
        self.finger.bracket()
        # Pandoc leaves to the picture all that is said of the figure but its label.
        shown = [image["c"] for block in blocks for image in block["c"]]
        placed = [pair for image in shown for pair in image[0][2] if pair[0] == "placement"]
        placement, wrong = Attributes(values=dict(placed)).placement(span)
        self.findings += wrong
        pictures = tuple(
            Paragraph((self.picture(image, span, said, "placement"),), True, span)
            for image in shown
        )
        label = self.attributes(attributes, span).id
        return Figure(pictures, said, label, placement=placement, span=span)

    def _division(self, content: Any) -> tuple[Block, ...]:
        attributes, values = content
        span = self.finger.opening(_FENCE)
        read = self.attributes(attributes, span)
        blocks = self.blocks(values)
        self.finger.closing(_FENCE_END)
        indexed = "index" in read.classes
        self.findings += read.unknown(
            span, STRETCH_ATTRIBUTES if indexed else marks.TEXT_ATTRIBUTES
        )
        self.findings += marks.misspelt(read.classes, span)
        direction, said = read.direction(span)
        self.findings += said
        if indexed:
            mark, said = index_mark(read, (), span)
            self.findings += said
            blocks = enclosed(blocks, mark) if mark else blocks
            # As with a text, the language of an index mark is that of its entry.
            read = read.without("index").only("dir")
            if not (read.id or read.classes or direction):
                return blocks
        if "page-break" in read.classes:
            return (PageBreak(span), *blocks)
        match blocks:
            case (Verse(),) if read.classes == ("verse",) and not (read.id or read.values):
                return blocks
        tag = read.value("lang")
        return (Division(blocks, read.id, read.classes, tag, direction, span),)
