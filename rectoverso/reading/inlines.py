"""Turn pandoc's inlines into ours: text, marks, references, links, pictures and notes."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from rectoverso.model.nodes import (
    Block,
    Code,
    Image,
    Inline,
    LineBreak,
    Math,
    Note,
    Passage,
    Quoted,
    Style,
    Styled,
    Text,
    plain,
)
from rectoverso.model.rules import marks as rules
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span
from rectoverso.reading import foreign, marks
from rectoverso.reading.attributes import Attributes
from rectoverso.reading.citing import citation
from rectoverso.reading.criticmarkup import ANY, words_between
from rectoverso.reading.examples import example_number
from rectoverso.reading.finger import Finger
from rectoverso.reading.labels import composed
from rectoverso.reading.linking import link
from rectoverso.reading.rawtext import leave_out
from rectoverso.reading.runningtext import SEPARATORS, joined, merged, word_by_word, words_of

PICTURE_ATTRIBUTES = ("alt", "width", "height", "lang", "dir")
# Deeper than any author goes, and far from where Python's own stack ends.
DEPTH = 100

_DELIMITED: dict[str, tuple[Style, re.Pattern[str]]] = {
    "Emph": ("emphasis", re.compile(r"[*_]")),
    "Strong": ("strong", re.compile(r"\*\*|__")),
    "Strikeout": ("strikeout", re.compile("~~")),
    "Superscript": ("superscript", re.compile(r"\^")),
    "Subscript": ("subscript", re.compile("~")),
}
_BRACKETED: dict[str, Style] = {"SmallCaps": "small-caps", "Underline": "underline"}
_DOUBLE = re.compile('["“”]')
_SINGLE = re.compile("['‘’]")
_BRACKET = re.compile(r"(?<!\\)\[")
_PICTURE = re.compile(r"!\[")
_TICKS = re.compile("`+")
_DOLLARS = re.compile(r"\$\$?")
_NOTE = re.compile(r"\^\[|\[\^([^\]\s]+)\]")
_BREAK = re.compile(r"[ \t]*\\?\n")


class TooDeepError(Exception):
    """A tree is nested more deeply than any author would."""


class Inlines(ABC):
    """Reads pandoc's inlines in their order, with a finger on the source; gathers findings."""

    def __init__(self, finger: Finger, languages: Iterable[str] = ()) -> None:
        """Begin where the finger stands; `languages` are those known (none given: all are)."""
        self.finger = finger
        self.languages = tuple(languages)
        self.findings: list[Finding] = []
        # The entries of ranges that marks of other tools open under a name.
        self.foreign_ranges: dict[str, str] = {}
        self.depth = 0
        # The editors' marks that are open where the finger stands.
        self.editing: list[str] = []

    @abstractmethod
    def blocks(self, values: Iterable[Any]) -> tuple[Block, ...]:
        """Each of pandoc's blocks as ours: notes hold such."""

    def inlines(self, values: Iterable[Any]) -> tuple[Inline, ...]:
        """Pandoc's inlines as ours; words and the spaces between them join into running text."""
        self.depth += 1
        if self.depth > DEPTH:
            raise TooDeepError
        found = joined(self._each(values))
        self.depth -= 1
        return merged(found) if self.finger.source.read_as else found

    def _each(self, values: Iterable[Any]) -> Iterator[Inline]:
        """Our inlines, in order; words that stand in the source as in the tree are taken at once.

        Most of a book is such words, and looked for one by one they take half the time of reading.
        """
        run: list[Any] = []
        for value in values:
            if value["t"] in SEPARATORS or value["t"] == "Str":
                run.append(value)
                continue
            if run:
                yield from self._words(run)
                run = []
            yield from self.inline(value)
        if run:
            yield from self._words(run)

    def _words(self, run: Sequence[Any]) -> Iterator[Inline]:
        written = "".join([SEPARATORS.get(value["t"]) or value["c"] for value in run])
        place, text = self.finger.here(), written.replace("\n", " ")
        marked = "  " in text or bool(ANY.search(written))
        found = None if marked else self.finger.words(written.strip("\n "))
        if found is None:
            for value in word_by_word(run):
                yield from self.inline(value)
            return
        if text[0] == " ":
            yield self._edited(Text(" ", place))
        yield self._edited(Text(text.removeprefix(" "), found))

    def _edited(self, node: Text | Code | Math | Image) -> Inline:
        """What stands within editors' marks, as a passage of their kinds."""
        if not self.editing:
            return node
        return Passage((node,), classes=tuple(self.editing), span=node.span)

    def _marked(self, content: str) -> Iterator[Inline]:
        """A word in which editors' marks begin or end."""
        for written, word in words_between(content, self.editing):
            yield self._edited(Text(word, self.finger.word(written)))

    def inline(self, value: Any) -> tuple[Inline, ...]:
        """One of pandoc's inlines as one of ours, as several, or as none."""
        content = value.get("c")
        match value["t"]:
            case "Str":
                return self._word(content)
            case "Space" | "SoftBreak":
                return (self._edited(Text(" ", self.finger.here())),)
            case "LineBreak":
                span = self.finger.here()
                self.finger.closing(_BREAK)
                return (LineBreak(span),)
            case kind if kind in _DELIMITED:
                style, sign = _DELIMITED[kind]
                return (Styled(style, *self._between(sign, content)),)
            case kind if kind in _BRACKETED:
                return (Styled(_BRACKETED[kind], *self._bracketed(content)),)
            case "Quoted":
                double = content[0]["t"] == "DoubleQuote"
                sign = _DOUBLE if double else _SINGLE
                return (Quoted(double, *self._between(sign, content[1])),)
            case "Code":
                return (self._edited(self._code(content[1])),)
            case "Cite":
                return citation(self, content[0])
            case "Link":
                return link(self, *content)
            case "Image":
                return self._image(content)
            case "Note":
                return (self._note(content),)
            case "Span" if "\1mathml" in (said := dict(content[0][2])):
                return (self._edited(self._formula(content[1][0]["c"], said["\1mathml"])),)
            case "Span":
                return self._span(*content)
            case "RawInline":
                if (mark := foreign.tex_mark(self, content[1])) is None:
                    leave_out(self, content)
                return mark or ()
            case unknown:
                raise ValueError(f"pandoc has a new inline: {unknown}")

    def _word(self, word: str) -> tuple[Inline, ...]:
        if ANY.search(word):
            return tuple(self._marked(word))
        read: list[Inline] = []
        while self.finger.examples and (counted := example_number(self, word)):
            begun, word = counted
            read += begun
        if word:
            read.append(self._edited(Text(word, self.finger.word(word))))
        return tuple(read)

    def _between(self, sign: re.Pattern[str], values: Any) -> tuple[tuple[Inline, ...], Span]:
        """What stands between two of the same signs, and where it begins."""
        span = self.finger.opening(sign)
        children = self.inlines(values)
        self.finger.closing(sign)
        return children, span

    def _bracketed(self, values: Any) -> tuple[tuple[Inline, ...], Span]:
        """What stands in square brackets, and where these begin."""
        span = self.finger.opening(_BRACKET)
        children = self.inlines(values)
        self.finger.bracket()
        return children, span

    def _span(self, attributes: Any, values: Any) -> tuple[Inline, ...]:
        children, span = self._bracketed(values)
        read = foreign.said_our_way(self, self.attributes(attributes, span), span)
        found, remarks = marks.mark(read, children, span)
        self.findings += remarks
        return found

    def _code(self, text: str) -> Code:
        span = self.finger.opening(_TICKS)
        self.finger.past(text)
        self.finger.closing(_TICKS)
        self.finger.attributes()
        return Code(text, span)

    def attributes(self, value: Any, span: Span) -> Attributes:
        """What stands between curly brackets; a language that is not known is left out."""
        label, classes, values = value
        if self.finger.source.read_as:
            label = ANY.sub("", label)
            classes = [ANY.sub("", name) for name in classes]
            values = [(name, ANY.sub("", said)) for name, said in values]
        named = {name: composed(said) if name == "key" else said for name, said in values}
        read = Attributes(composed(label), tuple(classes), named)
        read, said = read.with_known_language(span, self.languages)
        self.findings += said
        return read

    def _note(self, content: Any) -> Note:
        span = self.finger.opening(_NOTE)
        label = _NOTE.match(self.finger.text, self.finger.offset(span))
        if label is None or label[1] is None:
            blocks = self.blocks(content)
            self.finger.bracket()
        else:
            # The text of a note stands outside of the marks that its call stands in.
            editing, self.editing = self.editing, []
            with self.finger.note(label[1]):
                blocks = self.blocks(content)
            self.editing = editing
        return Note(blocks, span=span)

    def _formula(self, content: Any, mathml: str) -> Math:
        kind, tex = content
        tex, mathml = ANY.sub("", tex), ANY.sub("", mathml)
        span = self.finger.opening(_DOLLARS)
        self.finger.past(tex)
        self.finger.closing(_DOLLARS)
        if not mathml:
            self.findings.append(syntax.unreadable_formula(span, tex.strip()))
        return Math(tex, kind["t"] == "DisplayMath", mathml, span)

    def _image(self, content: Any) -> tuple[Inline, ...]:
        span = self.finger.opening(_PICTURE)
        caption = self.inlines(content[1])
        self.finger.bracket()
        picture = self.picture(content, span, caption)
        label = content[0][0]
        return (Passage((picture,), label, span=span),) if label else (self._edited(picture),)

    def picture(
        self, content: Any, span: Span, caption: tuple[Inline | Block, ...], *known: str
    ) -> Image:
        """An image; where it has no `alt`, its caption describes it; `known` may be said of it."""
        attributes, described, (path, _) = content
        path = ANY.sub("", path)
        read = self.attributes(attributes, span)
        self.findings += read.unknown(span, (*PICTURE_ATTRIBUTES, *known))
        # Where a figure has an alt text, pandoc puts it in the place of the image's own caption.
        if not (words := read.value("alt") or words_of(described) or plain(caption)).strip():
            self.findings.append(rules.picture_without_words(span, unquote(path)))
        return Image(unquote(path), ANY.sub("", words), read.value("width"), span)
