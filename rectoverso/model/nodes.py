"""The document tree: what a chapter says, free of the syntax it was written in.

Every node is frozen and compares by what it says: the place it came from (`span`) does not take
part. `rewrite` gives another tree and shares all that did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal, TypeVar, cast

from rectoverso.model.source import Span

NOWHERE = Span("")

Style = Literal[
    "emphasis", "strong", "strikeout", "superscript", "subscript", "small-caps", "underline"
]
Direction = Literal["ltr", "rtl", "auto", ""]
Alignment = Literal["start", "center", "end", ""]
ReferenceForm = Literal["name", "text", "page"]


def _place() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


# --- Inlines -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Running text. A line end of the source is a space here."""

    text: str
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end the author asked for."""

    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Styled:
    """Text set apart by its look: emphasis, strong, small capitals ..."""

    style: Style
    children: tuple[Inline, ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text in quotation marks; the marks are those of the language around it."""

    double: bool
    children: tuple[Inline, ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Code:
    """A word of a formal language, in monospace."""

    text: str
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in TeX notation."""

    tex: str
    display: bool
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the book."""

    children: tuple[Inline, ...]
    url: str
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: a file of the project, its path relative to `chapters/`."""

    path: str
    alt: str
    width: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. Compiling gives its number (from 1 in each chapter) and its anchor."""

    blocks: tuple[Block, ...]
    number: int = 0
    anchor: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Passage:
    """A bracketed span: text with a language, a direction, a label or classes of its own."""

    children: tuple[Inline, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    direction: Direction = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class IndexMark:
    """A place the index points to, or a cross-reference inside the index.

    `path` holds the levels of the entry (empty: the marked text itself is the entry). A mark with
    `see` or `see_also` only sends the reader on and is no locator. Compiling gives the anchor.
    """

    children: tuple[Inline, ...]
    path: tuple[str, ...] = ()
    index: str = ""
    key: str = ""
    sort: str = ""
    lang: str = ""
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    range: Literal["", "open", "close"] = ""
    mention: str = ""
    anchor: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Term:
    """A use of a glossary term. Compiling gives its own anchor and the entry it leads to."""

    children: tuple[Inline, ...]
    key: str = ""
    anchor: str = ""
    target: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a label: by the thing's name, with the author's words, or by its page.

    Compiling fills in `children` for references by name, and `target` (empty: leads nowhere).
    """

    label: str
    form: ReferenceForm
    children: tuple[Inline, ...] = ()
    target: str = ""
    span: Span = _place()


Inline = (
    Text
    | LineBreak
    | Styled
    | Quoted
    | Code
    | Math
    | Link
    | Image
    | Note
    | Passage
    | IndexMark
    | Term
    | Reference
)


# --- Blocks --------------------------------------------------------------------------------


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
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A tight one is the only text of a list item or a table cell."""

    children: tuple[Inline, ...]
    tight: bool = False
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers."""

    items: tuple[tuple[Block, ...], ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list; `style` is pandoc's: Decimal, LowerRoman, UpperAlpha ..., DefaultStyle."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    style: str = "DefaultStyle"
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Definition:
    """One headword of a definition list, with what is said of it."""

    term: tuple[Inline, ...]
    meanings: tuple[tuple[Block, ...], ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of headwords and meanings."""

    items: tuple[Definition, ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    blocks: tuple[Block, ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines that end where the author ended them."""

    lines: tuple[tuple[Inline, ...], ...]
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A listing."""

    text: str
    language: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    blocks: tuple[Block, ...]
    align: Alignment = ""
    rows: int = 1
    columns: int = 1
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    span: Span = _place()


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
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its caption. Compiling gives the number as printed."""

    blocks: tuple[Block, ...]
    caption: tuple[Block, ...]
    id: str = ""
    number: str = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Division:
    """A fenced div: blocks with a language, a direction, a label or classes (epigraph, verse)."""

    blocks: tuple[Block, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    direction: Direction = ""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Ornament:
    """A break in the thought, set as an ornament or a blank line."""

    span: Span = _place()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The page ends here."""

    span: Span = _place()


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
    | Division
    | Ornament
    | PageBreak
)
Node = Inline | Block | Definition | Row | Cell

Tree = TypeVar("Tree")
Place = TypeVar("Place")


def _branches(node: Any) -> tuple[str, ...]:
    """The names of the fields of a node that may hold other nodes."""
    return _branches_of(cast(Hashable, type(node)))


@cache
def _branches_of(kind: Hashable) -> tuple[str, ...]:
    nodes = ("Inline", "Block", "Definition", "Row", "Cell")
    return tuple(
        f.name for f in fields(cast(Any, kind)) if any(name in str(f.type) for name in nodes)
    )


def walk(tree: object) -> Iterator[Node]:
    """Every node of a node, or of a tuple of nodes, in reading order, parents first."""
    if isinstance(tree, tuple):
        for branch in tree:
            yield from walk(branch)
    else:
        node = cast(Node, tree)
        yield node
        for name in _branches(node):
            yield from walk(getattr(node, name))


def walk_in_language(tree: object, lang: str) -> Iterator[tuple[Node, str]]:
    """Every node as `walk` gives it, with the language its text is in."""
    if isinstance(tree, tuple):
        for branch in tree:
            yield from walk_in_language(branch, lang)
    else:
        node = cast(Node, tree)
        # The language of an index mark is that of its entry, not of the text it stands at.
        inside = (node.lang if isinstance(node, Division | Passage | Heading) else "") or lang
        yield node, inside
        for name in _branches(node):
            yield from walk_in_language(getattr(node, name), inside)


def rewrite(tree: Tree, change: Callable[[Node], object]) -> Tree:
    """The tree with `change` applied to every node, children first.

    `change` gives the node itself, another node, or a tuple of nodes to stand in its place (an
    empty one takes it out). Where nothing changes the same object comes back.
    """
    return cast(
        Tree, _rewrite_row(tree, change) if isinstance(tree, tuple) else _rewrite_node(tree, change)
    )


def _rewrite_node(node: Any, change: Callable[[Node], object]) -> object:
    changed = {
        name: new
        for name in _branches(node)
        if (new := _rewrite_row(old := getattr(node, name), change)) is not old
    }
    return change(replace(node, **changed) if changed else node)


def _rewrite_row(row: tuple[object, ...], change: Callable[[Node], object]) -> tuple[object, ...]:
    kept: list[object] = []
    same = True
    for branch in row:
        new: object
        if isinstance(branch, tuple):
            kept.append(new := _rewrite_row(branch, change))
        elif isinstance(new := _rewrite_node(branch, change), tuple):
            kept.extend(new)
        else:
            kept.append(new)
        same = same and new is branch
    return row if same else tuple(kept)


def rewrite_within(
    tree: Tree,
    place: Place,
    enter: Callable[[Node, Place], Place],
    change: Callable[[Node, Place], object],
) -> Tree:
    """`rewrite` for changes that depend on where a node stands.

    `enter` gives the place inside a node, from the node and the place it stands in; `change` gets
    the node (children done) and the place it stands in.
    """

    def row(branches: tuple[object, ...], place: Place) -> tuple[object, ...]:
        kept: list[object] = []
        same = True
        for branch in branches:
            new = row(branch, place) if isinstance(branch, tuple) else one(branch, place)
            if isinstance(new, tuple) and not isinstance(branch, tuple):
                kept.extend(new)
            else:
                kept.append(new)
            same = same and new is branch
        return branches if same else tuple(kept)

    def one(node: Any, place: Place) -> object:
        if names := _branches(node):
            inside = enter(node, place)
            changed = {
                name: new
                for name in names
                if (new := row(old := getattr(node, name), inside)) is not old
            }
            node = replace(node, **changed) if changed else node
        return change(node, place)

    return cast(Tree, row(tree, place) if isinstance(tree, tuple) else one(tree, place))


def plain(tree: object) -> str:
    """The text of a tree as one would read it aloud: no notes, no index marks without text."""
    if isinstance(tree, tuple):
        return "".join(plain(branch) for branch in tree)
    match tree:
        case Text(text) | Code(text):
            return text
        case Math(tex):
            return tex
        case LineBreak():
            return " "
        case Note():
            return ""
        case Image(alt=alt):
            return alt
        case None | str():
            return ""
        case _:
            return "".join(plain(getattr(tree, name)) for name in _branches(tree))
