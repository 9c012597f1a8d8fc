"""Lay chapters out as the paragraphs that the bidi algorithm sees, each letter with its place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cached_property
from typing import cast

import icu

from rectoverso.model import nodes
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Direction, Inline, branches
from rectoverso.model.source import Source, Span

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_KINDS = {
    "L": "L",
    **dict.fromkeys(("R", "AL"), "R"),
    **dict.fromkeys(("EN", "AN"), "D"),
    **dict.fromkeys(("ES", "ET", "CS"), "S"),
    **dict.fromkeys(("WS", "S", "B"), "W"),
    **dict.fromkeys(("NSM", "BN"), "M"),
}
# For ICU, which counts in UTF-16: what is beyond, or half of it, as something of its kind.
_STAND_INS = {"L": "a", "R": "א", "D": "0", "M": "\N{ZERO WIDTH JOINER}"}
_BEYOND = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_MARKS: Mapping[Direction, str] = {
    "rtl": "\N{RIGHT-TO-LEFT MARK}",
    "ltr": "\N{LEFT-TO-RIGHT MARK}",
    "auto": OBJECT,
    "": OBJECT,
}
_WORD = re.compile(r"\S+")
_NEAR = 400  # how far a word that is written in another way may be from where it is looked for


def _kind(character: str) -> str:
    if unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) != "BN":
        return "C"
    return _KINDS.get(unicodedata.bidirectional(character), "N")


class _KindOf(dict[int, str]):
    """The kind of each character that was met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind(chr(code))
        return kind


_KIND_OF = _KindOf()


def kinds(text: str) -> str:
    """For each character a letter: L and R are letters that run left to right, right to left.

    D digit, S separator or sign of numbers, W white space, M a mark or what has no direction,
    C a direction control or mark, N anything else.
    """
    return text.translate(_KIND_OF)


def levels(text: str, base: int) -> bytes:
    """The embedding level of each character (UAX#9) in a paragraph of level `base`."""
    bidi = icu.Bidi()
    near = _BEYOND.sub(lambda found: _STAND_INS.get(_kind(found[0]), OBJECT), text)
    bidi.setPara(icu.UnicodeString(near), base)
    return bytes(bidi.getLevels())


@dataclass(frozen=True, slots=True)
class Owner:
    """What says which language a text is in: a chapter, a div, a span; and where it stands."""

    lang: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Setting:
    """The language and direction of a place."""

    owner: Owner
    direction: Direction
    source: Source
    locales: Mapping[str, Locale]

    def within(self, lang: str, direction: Direction, span: Span) -> _Setting:
        if lang in self.locales:
            own = direction or self.locales[lang].direction
            return replace(self, owner=Owner(lang, span), direction=own)
        return replace(self, direction=direction or self.direction)


@dataclass
class Paragraph:
    """A text as the bidi algorithm sees it: marked passages, code and pictures are objects in it.

    What a passage holds is a paragraph of its own. `block` says that it stands by itself.
    """

    setting: _Setting
    block: bool
    pieces: list[_Writing] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, span: Span, said: bool = False) -> None:
        """Put a text at the end that is written here, or is `said` by something written here."""
        # What a bibliography puts into a chapter is written nowhere in it.
        said = said or span.path != self.setting.source.path
        self.pieces.append(_Writing(text, self.length, span, self.setting.source, said))
        self.length += len(text)

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def quotable(self) -> str:
        """The text as it can be quoted: without what stands for words that compiling fills in."""
        return "".join(
            piece.text
            for piece in self.pieces
            if not (piece.said and piece.text in _MARKS.values())
        )

    @cached_property
    def kinds(self) -> str:
        """The kind of each character."""
        return kinds(self.text)

    @cached_property
    def base(self) -> int:
        """The paragraph's own level: 0 left to right, 1 right to left."""
        direction = self.setting.direction
        if direction == "auto":
            return int(re.sub("[^LR]", "", self.kinds)[:1] == "R")
        return int(direction == "rtl")

    @cached_property
    def levels(self) -> bytes:
        """The embedding level of each character."""
        return levels(self.text, self.base)

    @property
    def owner(self) -> Owner:
        """What says which language this is."""
        return self.setting.owner

    @property
    def locale(self) -> Locale:
        """The language."""
        return self.setting.locales[self.owner.lang]

    def follows(self, at: int) -> bool:
        """Whether a character stands as the paragraph runs, and not as a passage in it does."""
        return self.levels[at] % 2 == self.base

    def piece(self, at: int) -> _Writing:
        """The piece of text that a character is in."""
        return self.pieces[bisect_right(self._starts, at) - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def place(self, at: int) -> Span:
        """Where a character is written."""
        return self.piece(at).place(at)


@dataclass
class _Writing:
    """A piece of a paragraph's text, and where its words are written in the source.

    What is `said` by markup has one place for all of it.
    """

    text: str
    start: int
    span: Span
    source: Source
    said: bool

    def place(self, at: int) -> Span:
        """Where the character is written that stands here in the paragraph."""
        if self.said or not self._words:
            return self.span
        inside = at - self.start
        nearest = bisect_right(self._words, inside, key=lambda word: word[0]) - 1
        word, written, length = self._words[max(nearest, 0)]
        # A word that is written in another way begins behind the one before it, or thereabouts.
        return self.source.span(written + min(max(inside - word, 0), length))

    @cached_property
    def _words(self) -> tuple[tuple[int, int, int], ...]:
        """Where each word begins in the text and in the source, and how long it is.

        Words that are not written as they are read are left out.
        """
        written = self.source.text
        at = self.source.offset(self.span)
        found: list[tuple[int, int, int]] = []
        for word in _WORD.finditer(self.text):
            place = written.find(word[0], at, at + len(word[0]) + _NEAR)
            if place >= 0:
                found.append((word.start(), place, len(word[0])))
                at = place + len(word[0])
        return tuple(found)


# --- From trees to paragraphs --------------------------------------------------------------


def paragraphs(
    tree: object,
    owner: Owner,
    direction: Direction,
    source: Source,
    locales: Mapping[str, Locale],
) -> tuple[Paragraph, ...]:
    """The paragraphs of blocks, or of the inlines of a title, in a language and a direction."""
    setting = _Setting(owner, direction or locales[owner.lang].direction, source, locales)
    return tuple(_tree(tree, setting))


def _tree(tree: object, setting: _Setting) -> Iterator[Paragraph]:
    match tree:
        case nodes.Division(blocks, lang=lang, direction=direction, span=span):
            yield from _tree(blocks, setting.within(lang, direction, span))
        case nodes.Heading(children=children, lang=lang, span=span):
            yield from _line(children, setting.within(lang, "", span))
        case nodes.Paragraph(children, tight):
            yield from _line(children, setting, block=not tight)
        case tuple():
            if any(isinstance(branch, Inline) for branch in tree):
                yield from _line(cast(tuple[Inline, ...], tree), setting)
            else:
                for branch in tree:
                    yield from _tree(branch, setting)
        case _ if is_dataclass(tree):
            for name in branches(tree):
                if isinstance(branch := getattr(tree, name), tuple):
                    yield from _tree(branch, setting)
        case _:
            pass


def _line(inlines: Iterable[Inline], setting: _Setting, block: bool = False) -> Iterator[Paragraph]:
    """A paragraph, and those of the passages and notes in it."""
    paragraph = Paragraph(setting, block)
    apart: list[tuple[object, _Setting]] = []
    _fill(paragraph, inlines, apart)
    yield paragraph
    for tree, place in apart:
        yield from _tree(tree, place)


def _fill(
    paragraph: Paragraph, inlines: Iterable[Inline], apart: list[tuple[object, _Setting]]
) -> None:
    setting = paragraph.setting
    for node in inlines:
        match node:
            case nodes.Text(text, span):
                paragraph.add(text, span)
            case nodes.LineBreak(span):
                paragraph.add("\n", span, said=True)
            case nodes.Quoted(double, children, span):
                level = 0 if double else 2
                opening, closing = paragraph.locale.quotes[level : level + 2]
                paragraph.add(opening, span, said=True)
                _fill(paragraph, children, apart)
                paragraph.add(closing, span, said=True)
            case nodes.Note(blocks):
                apart.append((blocks, setting))
            case nodes.Passage(children, lang=lang, direction=direction, span=span) if (
                lang in setting.locales or direction
            ):
                paragraph.add(OBJECT, span, said=True)
                apart.append((children, setting.within(lang, direction, span)))
            case nodes.Reference(children=(), span=span):
                # The words that will stand here are of the language around them.
                paragraph.add(_MARKS[setting.direction], span, said=True)
            case nodes.Reference(form="example", children=children, span=span):
                said = paragraph.locale.number(int(nodes.plain(children)), "references")
                paragraph.add(said, span, said=True)
            case nodes.Code(span=span) | nodes.Math(span=span) | nodes.Image(span=span):
                paragraph.add(OBJECT, span, said=True)
            case nodes.Link(span=span) if nodes.is_address(node):
                paragraph.add(OBJECT, span, said=True)
            case _:
                _fill(paragraph, getattr(node, "children", ()), apart)
