"""What stands in a line: text, and what is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rectoverso.model.nodes.places import place
from rectoverso.model.source import Span

if TYPE_CHECKING:
    from rectoverso.model.nodes.blocks import Block

Style = Literal[
    "emphasis", "strong", "strikeout", "superscript", "subscript", "small-caps", "underline"
]
Direction = Literal["ltr", "rtl", "auto", ""]
ReferenceForm = Literal["name", "number", "text", "page", "text-page", "nearness", "example"]


@dataclass(frozen=True, slots=True)
class Text:
    """Running text. A line end of the source is a space here."""

    text: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end the author asked for."""

    span: Span = place()


@dataclass(frozen=True, slots=True)
class Styled:
    """Text set apart by its look: emphasis, strong, small capitals ..."""

    style: Style
    children: tuple[Inline, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text in quotation marks; the marks are those of the language around it."""

    double: bool
    children: tuple[Inline, ...]
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Code:
    """A word of a formal language, in monospace."""

    text: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in TeX notation, and as MathML ("" where nobody could make that of it)."""

    tex: str
    display: bool
    mathml: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the book."""

    children: tuple[Inline, ...]
    url: str
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: a file of the project, its path relative to `chapters/`."""

    path: str
    alt: str
    width: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. Compiling gives its number (from 1 in each chapter) and its anchor."""

    blocks: tuple[Block, ...]
    number: int = 0
    anchor: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Passage:
    """A bracketed span: text with a language, a direction, a label or classes of its own."""

    children: tuple[Inline, ...]
    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    direction: Direction = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class IndexMark:
    """A place the index points to, or a cross-reference inside the index.

    `path` holds the levels of the entry (empty: the marked text itself is the entry). A mark that
    sends the reader on (`see`, `see_also`, or to what stands below an entry: `see_under`,
    `see_also_under`) is no locator. Compiling gives the anchor.
    """

    children: tuple[Inline, ...]
    path: tuple[str, ...] = ()
    index: str = ""
    key: str = ""
    sort: str = ""
    lang: str = ""
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    see_under: tuple[str, ...] = ()
    see_also_under: tuple[str, ...] = ()
    range: Literal["", "open", "close"] = ""
    mention: str = ""
    anchor: str = ""
    span: Span = place()

    @property
    def sends(self) -> bool:
        """Whether the mark only sends the reader on to another entry."""
        return bool(self.see or self.see_also or self.see_under or self.see_also_under)


@dataclass(frozen=True, slots=True)
class Term:
    """A use of a glossary term.

    Compiling gives its own anchor, the entry it leads to, whether it is the first in the book, and
    what is told beside it in the margin: a word of another language.
    A headword in a glossary written as a chapter has `details` (aliases, sort, translations by
    language ...), by name.
    """

    children: tuple[Inline, ...]
    key: str = ""
    anchor: str = ""
    target: str = ""
    first: bool = False
    gloss: str = ""
    gloss_lang: str = ""
    details: tuple[tuple[str, str], ...] = ()
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a label.

    It says the thing's name, its number alone, the author's words, its page, words and page, or
    how near its page is ("overleaf"; else its page); or, as text, the number of an example, which
    are its `children` from the beginning. Compiling fills in `children` where there are none,
    `target` (empty: leads nowhere), and `anchor` where the place itself has to be found.
    """

    label: str
    form: ReferenceForm
    children: tuple[Inline, ...] = ()
    target: str = ""
    anchor: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """Several references in one breath. Compiling says them as `children`: “figures 1–3 and 5”."""

    references: tuple[Reference, ...]
    children: tuple[Inline, ...] = ()
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is cited: its key, the words before it and behind it ("p. 4"), and how.

    `mode` is pandoc's: NormalCitation, AuthorInText or SuppressAuthor.
    """

    key: str
    mode: str = "NormalCitation"
    before: str = ""
    behind: str = ""
    span: Span = place()


@dataclass(frozen=True, slots=True)
class Citation:
    """Works cited in one breath; `children` say so in the style of the book."""

    works: tuple[Work, ...]
    children: tuple[Inline, ...]
    span: Span = place()


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
    | ReferenceList
    | Citation
)
