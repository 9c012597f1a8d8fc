"""Measure places in a text as editors do: from 0, in the units that editor and server agreed on."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from lsprotocol.types import Position, Range

from rectoverso.model.source import Finding, Source, Span

# What a finding is shown at when it does not say what it would replace: a mark, a label, a word.
_THING = regex.compile(
    r"\[[^\[\]\n]*\](?:\{[^{}\n]*\}|\([^()\n]*\))?|@?[\w\p{M}\u200c\u200d'’#.:-]*[\w\p{M}]|\S+"
)
_NAMED = regex.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Ruler:
    """A text, and the encoding whose units columns are counted in: utf-8, utf-16 or utf-32."""

    source: Source
    encoding: str

    def offset_of(self, span: Span) -> int:
        """Where in the text a place is; the nearest one there is, if it has become shorter."""
        starts = self.source.line_starts
        line = min(max(span.line, 1), len(starts))
        length = len(self.source.line(line))
        return starts[line - 1] + min(max(span.column - 1, 0), length)

    def position(self, offset: int) -> Position:
        """An offset in code points as an editor's position."""
        span = self.source.span(offset)
        before = self.source.text[offset - span.column + 1 : offset]
        return Position(span.line - 1, units(before, self.encoding))

    def offset(self, position: Position) -> int:
        """An editor's position as an offset in code points; what lies behind a line is its end."""
        starts = self.source.line_starts
        if position.line >= len(starts):
            return len(self.source.text)
        line = self.source.line(position.line + 1)
        return starts[position.line] + letters(line, position.character, self.encoding)

    def range(self, start: int, end: int) -> Range:
        """A stretch between two offsets."""
        return Range(self.position(start), self.position(end))

    def thing_at(self, span: Span) -> Range:
        """The word, label or mark that begins at a place."""
        start = self.offset_of(span)
        thing = _THING.match(self.source.text, start)
        return self.range(start, thing.end() if thing else start)

    def extent(self, finding: Finding) -> Range:
        """What a finding is about: the text it would replace or names, else what is there."""
        start = self.offset_of(finding.span)
        named = _NAMED.search(finding.message)
        for said in (finding.correction.old if finding.correction else "", named and named[1]):
            if said and self.source.text.startswith(said, start):
                return self.range(start, start + len(said))
        return self.thing_at(finding.span)


def units(text: str, encoding: str) -> int:
    """How many units of an encoding a text takes."""
    match encoding:
        case "utf-32":
            return len(text)
        case "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        case _:
            return len(text) + sum(letter > "\uffff" for letter in text)


def letters(text: str, count: int, encoding: str) -> int:
    """How many code points the first units of a text hold; a letter cut in two is left out."""
    taken = 0
    for number, letter in enumerate(text):
        taken += units(letter, encoding)
        if taken > count:
            return number
    return len(text)
