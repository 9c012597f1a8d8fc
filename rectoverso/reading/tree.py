"""Turn pandoc's JSON into the document tree, each node with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal
from urllib.parse import unquote

from rectoverso.model.nodes import (
    Block,
    BulletList,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    OrderedList,
    Ornament,
    PageBreak,
    Paragraph,
    Passage,
    Quotation,
    Quoted,
    Reference,
    Style,
    Styled,
    Table,
    Text,
    Verse,
    plain,
)
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span
from rectoverso.reading import marks, tables
from rectoverso.reading.finger import Finger
from rectoverso.reading.marks import Attributes

LABELS = ("sec-", "fig-", "tbl-", "part-")
PICTURE_ATTRIBUTES = ("alt", "width", "height", "lang", "dir")
# Deeper than any author goes, and far from where Python's own stack ends.
DEPTH = 100

_STYLES: dict[str, tuple[Style, re.Pattern[str]]] = {
    "Emph": ("emphasis", re.compile(r"[*_]")),
    "Strong": ("strong", re.compile(r"\*\*|__")),
    "Strikeout": ("strikeout", re.compile("~~")),
    "Superscript": ("superscript", re.compile(r"\^")),
    "Subscript": ("subscript", re.compile("~")),
    "SmallCaps": ("small-caps", re.compile(r"\[")),
    "Underline": ("underline", re.compile(r"\[")),
}
_DOUBLE = re.compile('["“”„«]')
_SINGLE = re.compile("['‘’]")
_BRACKET = re.compile(r"(?<!\\)\[")
_LINK = re.compile(r"(?<!\\)[\[<]")
_PICTURE = re.compile(r"!\[")
_TICKS = re.compile("`+")
_DOLLARS = re.compile(r"\$\$?")
_NOTE = re.compile(r"\^\[|\[\^([^\]\s]+)\]")
_AT = re.compile(r"@")
_FENCE = re.compile(r":{3,}[ \t]*[^\s:][^\n]*")
_FENCE_END = re.compile(r"\s*^[ \t>]*:{3,}[ \t]*$", re.MULTILINE)
_CODE_FENCE = re.compile(r"(?:`{3,}|~{3,})[^\n]*")
_HASHES = re.compile(r"#+[ \t]*")
_RULE = re.compile(r"[-*_][-*_ \t]+")
_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class TooDeepError(Exception):
    """A tree is nested more deeply than any author would."""


class Tree:
    """Reads pandoc's values in their order, with a finger on the source; gathers findings."""

    def __init__(self, finger: Finger) -> None:
        """Begin where the finger stands."""
        self.finger = finger
        self.findings: list[Finding] = []
        self.depth = 0

    # --- Blocks ----------------------------------------------------------------------------

    def blocks(self, values: Iterable[Any]) -> tuple[Block, ...]:
        """Each of pandoc's blocks as ours."""
        self.depth += 1
        if self.depth > DEPTH:
            raise TooDeepError
        found = tuple(block for value in values for block in self.block(value))
        self.depth -= 1
        return found

    def block(self, value: Any) -> tuple[Block, ...]:
        """One of pandoc's blocks as one of ours, as several, or as none."""
        span = self.finger.block()
        content = value.get("c")
        match value["t"]:
            case "Plain" | "Para":
                children = self.inlines(content)
                tight = value["t"] == "Plain"
                return (Paragraph(children, tight, children[0].span if children else span),)
            case "Header":
                return (self._heading(content, span),)
            case "BlockQuote":
                return (Quotation(self.blocks(content), span),)
            case "BulletList":
                return (BulletList(tuple(self.blocks(item) for item in content), span),)
            case "OrderedList":
                (start, style, _), items = content
                listed = tuple(self.blocks(item) for item in items)
                return (OrderedList(listed, start, style["t"], span),)
            case "DefinitionList":
                return (DefinitionList(tuple(self._definition(*item) for item in content), span),)
            case "LineBlock":
                return (Verse(tuple(self.inlines(line) for line in content), span),)
            case "CodeBlock":
                return (self._listing(content, span),)
            case "HorizontalRule":
                span = self.finger.opening(_RULE)
                return (Ornament(span),)
            case "Table":
                return (self._table(content, span),)
            case "Figure":
                return (self._figure(content),)
            case "Div":
                return self._division(content)
            case "RawBlock":
                self._raw(content)
                return ()
            case unknown:
                raise ValueError(f"pandoc has a new block: {unknown}")

    def _heading(self, content: Any, span: Span) -> Heading:
        level, attributes, words = content
        self.finger.closing(_HASHES)
        children = self.inlines(words)
        read = _attributes(attributes)
        self.findings += read.unknown(span, ("lang",))
        classes = tuple(name for name in read.classes if name != "unnumbered")
        if "unnumbered" in read.classes or "-" in read.classes:
            classes = (*(name for name in classes if name != "-"), "unnumbered")
        self.finger.line_end()
        return Heading(level, children, read.id, classes, read.value("lang"), span=span)

    def _definition(self, term: Any, meanings: Any) -> Definition:
        span = self.finger.block()
        return Definition(self.inlines(term), tuple(self.blocks(said) for said in meanings), span)

    def _listing(self, content: Any, span: Span) -> CodeBlock:
        attributes, text = content
        fenced = self.finger.text.startswith(("```", "~~~"), self.finger.at)
        self.finger.closing(_CODE_FENCE)
        self.finger.past(text)
        if fenced:
            self.finger.block()
            self.finger.closing(_CODE_FENCE)
        return CodeBlock(text, next(iter(attributes[1]), ""), span)

    def _table(self, content: Any, span: Span) -> Table:
        attributes, (_, caption), columns, head, bodies, foot = content
        above = _CAPTION.match(self.finger.text, self.finger.at)
        if above:
            self.finger.at = above.end()
            said = self.blocks(caption)
            self.finger.attributes()
        aligned = tables.alignments(columns)
        top, middle, bottom = (
            tables.rows(listed, aligned, self.blocks, self.finger)
            for listed in (
                head[1],
                [row for body in bodies for row in (*body[2], *body[3])],
                foot[1],
            )
        )
        if not above:
            if caption:
                self.finger.opening(_CAPTION)
            said = self.blocks(caption)
            self.finger.line_end()
        read = _attributes(attributes)
        shares = tables.widths(columns)
        return Table(said, top, middle, bottom, shares, read.id, span=span)

    def _figure(self, content: Any) -> Figure:
        attributes, (_, caption), blocks = content
        span = self.finger.opening(_PICTURE)
        said = self.blocks(caption)
        self.finger.bracket()
        pictures = tuple(
            Paragraph(
                tuple(self._picture(image["c"], span, said) for image in block["c"]), True, span
            )
            for block in blocks
        )
        return Figure(pictures, said, _attributes(attributes).id, span=span)

    def _division(self, content: Any) -> tuple[Block, ...]:
        attributes, values = content
        span = self.finger.opening(_FENCE)
        read = _attributes(attributes)
        blocks = self.blocks(values)
        self.finger.closing(_FENCE_END)
        self.findings += read.unknown(span, marks.TEXT_ATTRIBUTES)
        direction, said = read.direction(span)
        self.findings += said
        if "page-break" in read.classes:
            return (PageBreak(span), *blocks)
        alone = not (read.id or read.values) and len(blocks) == 1
        if read.classes == ("verse",) and alone and isinstance(blocks[0], Verse):
            return blocks
        tag = read.value("lang")
        return (Division(blocks, read.id, read.classes, tag, direction, span),)

    # --- Inlines ---------------------------------------------------------------------------

    def inlines(self, values: Iterable[Any]) -> tuple[Inline, ...]:
        """Pandoc's inlines as ours; words and the spaces between them join into running text."""
        self.depth += 1
        if self.depth > DEPTH:
            raise TooDeepError
        found = tuple(self._joined(values))
        self.depth -= 1
        return found

    def _joined(self, values: Iterable[Any]) -> Iterator[Inline]:
        words: list[str] = []
        place = self.finger.here()
        for value in values:
            kind = value["t"]
            if kind == "Str":
                span = self.finger.word(value["c"])
                place = place if words else span
                words.append(value["c"])
            elif kind in ("Space", "SoftBreak"):
                place = place if words else self.finger.here()
                words.append(" ")
            else:
                if words:
                    yield Text("".join(words), place)
                    words = []
                yield from self.inline(kind, value.get("c"))
        if words:
            yield Text("".join(words), place)

    def inline(self, kind: str, content: Any) -> tuple[Inline, ...]:
        """One of pandoc's inlines as one of ours, as several, or as none."""
        match kind:
            case "LineBreak":
                return (LineBreak(self.finger.here()),)
            case "SmallCaps" | "Underline":
                style, opening = _STYLES[kind]
                span = self.finger.opening(opening)
                children = self.inlines(content)
                self.finger.bracket()
                return (Styled(style, children, span),)
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
                style, opening = _STYLES[kind]
                span = self.finger.opening(opening)
                children = self.inlines(content)
                self.finger.closing(opening)
                return (Styled(style, children, span),)
            case "Quoted":
                double = content[0]["t"] == "DoubleQuote"
                span = self.finger.opening(_DOUBLE if double else _SINGLE)
                children = self.inlines(content[1])
                self.finger.closing(_DOUBLE if double else _SINGLE)
                return (Quoted(double, children, span),)
            case "Code":
                span = self.finger.opening(_TICKS)
                self.finger.past(content[1])
                self.finger.closing(_TICKS)
                self.finger.attributes()
                return (Code(content[1], span),)
            case "Math":
                span = self.finger.opening(_DOLLARS)
                self.finger.past(content[1])
                self.finger.closing(_DOLLARS)
                return (Math(content[1], content[0]["t"] == "DisplayMath", span),)
            case "Cite":
                return self._citation(content[0])
            case "Link":
                return self._link(*content)
            case "Image":
                span = self.finger.opening(_PICTURE)
                caption = self.inlines(content[1])
                self.finger.bracket()
                return (self._picture(content, span, caption),)
            case "Note":
                return (self._note(content),)
            case "Span":
                span = self.finger.opening(_BRACKET)
                children = self.inlines(content[1])
                self.finger.bracket()
                found, said = marks.mark(_attributes(content[0]), children, span)
                self.findings += said
                return found
            case "RawInline":
                self._raw(content)
                return ()
            case unknown:
                raise ValueError(f"pandoc has a new inline: {unknown}")

    def _note(self, content: Any) -> Note:
        span = self.finger.opening(_NOTE)
        start = span_offset(self.finger, span)
        label = _NOTE.match(self.finger.text, start)
        if label is None or label[1] is None:
            blocks = self.blocks(content)
            self.finger.bracket()
        else:
            with self.finger.note(label[1]):
                blocks = self.blocks(content)
        return Note(blocks, span=span)

    def _citation(self, citations: Any) -> tuple[Inline, ...]:
        """References of the form `@sec-x`, which pandoc takes for citations; others are none."""
        found: list[Inline] = []
        bracketed = citations[0]["citationMode"]["t"] != "AuthorInText"
        for position, citation in enumerate(citations):
            label = citation["citationId"]
            if position:
                found.append(Text("; ", self.finger.here()))
            found += self.inlines(citation["citationPrefix"])
            if citation["citationPrefix"]:
                found.append(Text(" ", self.finger.here()))
            span = self.finger.opening(_AT)
            self.finger.closing(re.compile(re.escape(label)))
            if not label.startswith(LABELS):
                near = next((p for p in LABELS if label.startswith(p[:-1] + ":")), "")
                guess = f"@{near}{label[len(near) :]}" if near else ""
                self.findings.append(syntax.citation(span, label, guess))
            found.append(Reference(label, "name", span=span))
            found += self.inlines(citation["citationSuffix"])
        if bracketed or citations[0]["citationSuffix"]:
            self.finger.bracket()
        return tuple(found)

    def _link(self, attributes: Any, content: Any, target: Any) -> tuple[Inline, ...]:
        span = self.finger.opening(_LINK)
        children = self.inlines(content)
        if self.finger.text.startswith(">", self.finger.at):
            self.finger.at += 1
        else:
            self.finger.bracket()
        read = _attributes(attributes)
        self.findings += read.unknown(span, marks.TEXT_ATTRIBUTES)
        address = target[0]
        page = "page" in read.classes
        rest = tuple(name for name in read.classes if name not in ("page", "uri", "email"))
        node: Inline
        if address.startswith("#") and len(address) > 1:
            form: Literal["page", "text", "name"]
            form = "page" if page else "text" if children else "name"
            node = Reference(unquote(address[1:]), form, children, span=span)
        else:
            if not address or address == "#":
                self.findings.append(syntax.empty_reference(span))
                return children
            if not _ADDRESS.match(address):
                self.findings.append(syntax.link_to_a_file(span, unquote(address)))
            node = Link(children or (Text(address, span),), address, span)
        direction, said = read.direction(span)
        self.findings += said
        tag = read.value("lang")
        if read.id or rest or tag or direction:
            return (Passage((node,), read.id, rest, tag, direction, span),)
        return (node,)

    def _picture(self, content: Any, span: Span, caption: tuple[Inline | Block, ...]) -> Image:
        attributes, described, (path, _) = content
        read = _attributes(attributes)
        self.findings += read.unknown(span, PICTURE_ATTRIBUTES)
        # Pandoc puts the alt text of a figure where the caption of an image is.
        words = read.value("alt") or _words(described) or plain(caption)
        if not words.strip():
            self.findings.append(syntax.picture_without_words(span, unquote(path)))
        return Image(unquote(path), words, read.value("width"), span)

    def _raw(self, content: Any) -> None:
        language, text = content
        start = self.finger.at
        self.finger.past(text)
        if language == "html" and text.lstrip().startswith("<!--"):
            return
        at = self.finger.text.find(text[:20].split("\n")[0], start)
        span = self.finger.source.span(at) if at >= 0 else self.finger.here()
        first = text.strip().split("\n")[0]
        self.findings.append(syntax.raw_markup(span, _NAMES.get(language, language), first))


_NAMES = {"html": "HTML", "tex": "TeX", "latex": "TeX"}


def span_offset(finger: Finger, span: Span) -> int:
    """The offset of a span in the source under the finger."""
    return finger.source.line_starts[span.line - 1] + span.column - 1


def _attributes(value: Any) -> Attributes:
    label, classes, values = value
    return Attributes(label, tuple(classes), dict(values))


def _words(values: Iterable[Any]) -> str:
    """The text of pandoc's inlines."""
    said: list[str] = []
    for value in values:
        content = value.get("c")
        match value["t"]:
            case "Str":
                said.append(content)
            case "Space" | "SoftBreak" | "LineBreak":
                said.append(" ")
            case "Code" | "Math":
                said.append(content[1])
            case "Span" | "Link" | "Quoted" | "Cite":
                said.append(_words(content[1]))
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                said.append(_words(content))
    return "".join(said)
