"""Find where each letter of a tree, and the markup round it, is written in its file.

The tree tells where a text begins; from there its letters are followed one by one, as they may be
written: with quotation marks and dashes of the keyboard, escapes, entities, line ends, comments.
"""

from __future__ import annotations

import re
from html import unescape

from rectoverso.model.leaves import UNWRITTEN, Enclosure, Extent
from rectoverso.model.source import Source, Span
from rectoverso.reading.criticmarkup import SIGNS, editor_marks
from rectoverso.reading.finger import ADDRESS, ATTRIBUTES, ENTITY, WRITTEN

_BLANK = re.compile(rf"[ \t{SIGNS}]*\n[ \t>{SIGNS}]*|[ \t]+")
_BREAK = re.compile(r"[ \t]*\\?\n[ \t>]*(?:\| ?)?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DELIMITER = re.compile(r"\*\*|__|~~|[*_^~]")
_QUOTE = re.compile("[\"'“”‘’]")
_TICKS = re.compile(r"`+")
_DOLLARS = re.compile(r"\$\$?")
_NAME = re.compile(r"[^\s@\[\]{}]*-?@(?:\{[^{}]*\}|[\w:.#$%&+?<>~/-]*\w)")
# Works and labels may be cited in brackets: [see @trotsky1930, p. 4].
_BEFORE = re.compile(r"\[[^\[\]\n]*\Z")
# How far a letter may be from where it is looked for, and how many letters tell that it is there.
_NEAR, _ENOUGH = 400, 6


class Written:
    """The file that trees were read from."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.readable
        self.marks = editor_marks(source.text)

    def offset(self, span: Span) -> int:
        """Where in the file a place is; -1 if it is in another."""
        if span.path != self.source.path:
            return -1
        return self.source.offset(span)

    def letters(self, text: str, span: Span) -> tuple[Extent, ...]:
        """The extent of each letter of a text that begins at a place."""
        at = self.offset(span)
        if at < 0:
            return (UNWRITTEN,) * len(text)
        found: list[Extent] = []
        for number, letter in enumerate(text):
            extent = self._letter(letter, at)
            if extent is None and (near := self._near(text[number:], at)) is not None:
                extent = self._letter(letter, near)
            found.append(extent or UNWRITTEN)
            at = extent[1] if extent else at
        return tuple(found)

    def _near(self, text: str, at: int) -> int | None:
        """Where the letters go on that are not here."""
        for begun in range(at, min(at + _NEAR, len(self.text))):
            place: int | None = begun
            for letter in text[:_ENOUGH]:
                extent = self._letter(letter, place) if place is not None else None
                place = extent[1] if extent else None
            if place is not None:
                return begun
        return None

    def _letter(self, letter: str, at: int) -> Extent | None:
        text = self.text
        if letter == " " and (blank := _BLANK.match(text, at)):
            return blank.span()
        while text[at : at + 1] and text[at] in SIGNS:
            at += 1
        if comment := _COMMENT.match(text, at):
            return self._letter(letter, comment.end())
        if letter == " " and (blank := _BLANK.match(text, at)):
            return blank.span()
        if text.startswith("\\" + letter, at):
            return at, at + 2
        if (entity := ENTITY.match(text, at)) and unescape(entity[0]) == letter:
            return entity.span()
        if text.startswith(letter, at):
            return at, at + 1
        for written in WRITTEN.get(letter, ()):
            if text.startswith(written, at):
                return at, at + len(written)
        return None

    def lines(self, first: int, last: int) -> Extent:
        """The extent of the lines in which a paragraph stands, without what is before and behind.

        Quotation signs and blanks before it are not its own; its bullet or its number is.
        """
        if first < 0:
            return UNWRITTEN
        start = self.text.rfind("\n", 0, first) + 1
        end = self.text.find("\n", last)
        end = len(self.text) if end < 0 else end
        while start < first and self.text[start] in " \t>":
            start += 1
        while end > last and self.text[end - 1] in " \t":
            end -= 1
        return start, end

    def line_break(self, span: Span) -> Extent:
        """The extent of a line end that the author asked for."""
        found = _BREAK.match(self.text, max(self.offset(span), 0))
        return found.span() if found else UNWRITTEN

    def quote(self, at: int) -> Extent:
        """The extent of a quotation mark at a place."""
        while self.text[at : at + 1] and self.text[at] in SIGNS:
            at += 1
        found = _QUOTE.match(self.text, at)
        return found.span() if found else UNWRITTEN

    def round(self, span: Span, end: int, *, index: bool = False) -> Enclosure | None:
        """The markup that begins at a place and stands round what ends at `end`; None if unsure."""
        start = self.offset(span)
        if start < 0 or end <= start:
            return None
        while self.text[end : end + 1] and self.text[end] in SIGNS:
            end += 1
        if self.text[start] == "[":
            if self.text[end : end + 1] != "]":
                return None
            closed = self._behind_bracket(end + 1)
            return Enclosure(start, start + 1, end, closed, index=index)
        opening = _DELIMITER.match(self.text, start)
        if opening and self.text.startswith(opening[0], end):
            return Enclosure(start, opening.end(), end, end + len(opening[0]))
        return None

    def whole(self, span: Span, text: str) -> tuple[tuple[Extent, ...], Enclosure | None]:
        """The letters of code or a formula, and what stands round them."""
        at = self.offset(span)
        opening = at >= 0 and (_TICKS.match(self.text, at) or _DOLLARS.match(self.text, at))
        if not opening:
            return (UNWRITTEN,) * len(text), None
        end = self.text.find(opening[0], opening.end())
        if end < 0:
            return (UNWRITTEN,) * len(text), None
        closed = end + len(opening[0])
        if attributes := ATTRIBUTES.match(self.text, closed):
            closed = attributes.end()
        # What is changed as a whole has one extent for all its letters.
        enclosure = Enclosure(at, opening.end(), end, closed, whole=True)
        return ((at, closed),) * len(text), enclosure

    def thing(self, span: Span) -> Extent:
        """The extent of what is written in brackets, or by its name: a note, a reference."""
        at = self.offset(span)
        if at < 0:
            return UNWRITTEN
        begun = at
        while self.text[at : at + 1] in ("!", "^"):
            at += 1
        if self.text[at : at + 1] == "[":
            end = self._bracket(at)
            return (begun, self._behind_bracket(end)) if end else UNWRITTEN
        named = _NAME.match(self.text, at)
        if not named:
            return UNWRITTEN
        around = _BEFORE.search(self.text, max(begun - _NEAR, 0), begun)
        if around and (end := self._bracket(around.start())) and self._behind_bracket(end) == end:
            return around.start(), end
        end = named.end()
        # @work [p. 4]
        if self.text[end : end + 2] == " [" and (bracket := self._bracket(end + 1)):
            end = bracket if not ADDRESS.match(self.text, bracket) else end
        return begun, end

    def _bracket(self, at: int) -> int:
        """Behind the bracket that closes the one at a place; 0 if none does."""
        depth = 0
        while at < len(self.text):
            match self.text[at]:
                case "\\":
                    at += 1
                case "[":
                    depth += 1
                case "]":
                    depth -= 1
                    if not depth:
                        return at + 1
                case "\n" if self.text[at : at + 2] == "\n\n":
                    return 0
                case _:
                    pass
            at += 1
        return 0

    def _behind_bracket(self, at: int) -> int:
        for pattern in (ADDRESS, ATTRIBUTES):
            if found := pattern.match(self.text, at):
                at = found.end()
        return at
