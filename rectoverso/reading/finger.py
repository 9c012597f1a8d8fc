"""Follow a tree through the text it was read from, to know where each of its nodes stands.

Pandoc's `markdown` reader keeps no positions, and `commonmark_x`, which keeps them, lacks captions,
citations and verse. So the text goes to pandoc as it is, and a finger is led through the source in
the order in which the tree is read: each word of the tree is looked for from where the finger
stands, each opening mark too, and what the tree does not hold (attributes, addresses) is passed
over when its node ends. Footnotes stand elsewhere: what the tree holds in their place is
followed there, and then the finger comes back. A word that is not found as it is written (an
entity, say) leaves the finger where it is; the next one finds its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from rectoverso.model.source import Source, Span
from rectoverso.reading.criticmarkup import SIGNS
from rectoverso.reading.examples import example_labels

NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
ATTRIBUTES = re.compile(r"""\{(?:[^{}"']|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')*+\}""")
ADDRESS = re.compile(r"\((?:[^()\\]|\\.|\([^()]*+\))*+\)|\[[^\[\]]*+\]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")
_CLOSING = re.compile(r"(?<!\\)\]")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
_BARS = re.compile(r"(?:^[ \t]*[|+]?[ \t:]*[-=]{2,}[-+:=| \t]*$|[ \t\n|])*+", re.MULTILINE)
# What a tree does not hold: white space, and what editors' marks leave behind.
_NOTHING = f" \t\n{SIGNS}"
WRITTEN = {
    "’": ("'",),
    "‘": ("'",),
    "“": ('"',),
    "”": ('"',),
    "…": ("...",),
    "—": ("---",),
    "–": ("--",),
    "\N{NO-BREAK SPACE}": (" ", "\\ "),
    "☐": ("[ ]",),
    "☒": ("[x]", "[X]"),
}


def note_bodies(text: str) -> dict[str, tuple[int, int]]:
    """Where the text of each footnote stands, by its label: from the definition to its end."""
    bodies: dict[str, tuple[int, int]] = {}
    if "]:" not in text:
        return bodies
    for found in NOTE.finditer(text):
        bodies.setdefault(found[1], (found.end(), _body_end(text, found.end())))
    return bodies


def _body_end(text: str, start: int) -> int:
    """The end of a note: a blank line, unless what follows is indented; or the next note."""
    at = start
    blank = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        line = text[at:end]
        if at > start and (NOTE.match(line) or (blank and not line.startswith((" ", "\t", "\n")))):
            return at
        blank = not line.strip()
        at = end
    return len(text)


class Finger:
    """A finger on a source text. It only moves forward, but for the way back from a note."""

    def __init__(self, source: Source, start: int = 0, end: int | None = None) -> None:
        """Put the finger on the character at `start`; it will not leave the text before `end`."""
        self.source = source
        self.at = start
        self.end = len(source.text) if end is None else end
        self.notes = note_bodies(source.readable)
        self.examples = example_labels(source.readable)
        self.text = self._without_notes()

    def _without_notes(self) -> str:
        text = _COMMENT.sub(lambda found: _blank(found[0]), self.source.readable)
        if "]:" not in text:
            return text
        pieces: list[str] = []
        at = 0
        for found in NOTE.finditer(text):
            if found.start() >= at:
                end = _body_end(text, found.end())
                pieces += text[at : found.start()], _blank(text[found.start() : end])
                at = end
        return "".join([*pieces, text[at:]])

    def here(self) -> Span:
        """The place under the finger."""
        return self.source.span(min(self.at, self.end))

    def since(self, span: Span) -> str:
        """The text from a place to the finger, as it is written."""
        return self.source.text[self.offset(span) : self.at]

    def offset(self, span: Span) -> int:
        """Where in the source a place is."""
        return self.source.offset(span)

    def block(self) -> Span:
        """Move over white space to the next block."""
        while self.at < self.end and self.text[self.at] in _NOTHING:
            self.at += 1
        return self.here()

    def cell(self) -> Span:
        """Move over white space and the lines and bars that a table is drawn with."""
        self.closing(_BARS)
        return self.here()

    def word(self, word: str) -> Span:
        """Find a word of the tree, and move behind it."""
        at = self.at
        while at < self.end and self.text[at] in _NOTHING:
            at += 1
        if not self.text.startswith(word, at):
            at = self._find(word)
            if at < 0:
                return self.here()
        else:
            self.at = at + len(word)
        return self.source.span(at)

    def words(self, words: str) -> Span | None:
        """Move behind words that stand here just as they are given; None if they do not."""
        at = self.at
        while at < self.end and self.text[at] in _NOTHING:
            at += 1
        if not words or not self.text.startswith(words, at):
            return None
        self.at = at + len(words)
        return self.source.span(at)

    def _find(self, word: str) -> int:
        limit = self._limit()
        at = self.text.find(word, self.at, limit)
        if at >= 0:
            self.at = at + len(word)
            return at
        for at in range(self.at, min(limit, self.at + 400)):
            if (end := self._spelt(word, at)) > 0:
                self.at = end
                return at
        return -1

    def _limit(self) -> int:
        """How far a word is looked for: to the end of the paragraph after this one."""
        at = self.at
        while at < self.end and self.text[at] in _NOTHING:
            at += 1
        for _ in range(2):
            found = _PARAGRAPH_END.search(self.text, at, self.end)
            if found is None:
                return self.end
            at = found.end()
        return at

    def _spelt(self, word: str, at: int) -> int:
        """Where a word ends that stands here in quotes, dashes, escapes or entities; else 0."""
        text = self.text
        for letter in word:
            if text.startswith(letter, at):
                at += 1
            elif text.startswith("\\" + letter, at):
                at += 2
            elif (entity := ENTITY.match(text, at)) and unescape(entity[0]) == letter:
                at = entity.end()
            else:
                for written in WRITTEN.get(letter, ()):
                    if text.startswith(written, at):
                        at += len(written)
                        break
                else:
                    return 0
        return at

    def opening(self, pattern: re.Pattern[str]) -> Span:
        """Find the mark that opens a node, and move behind it."""
        found = pattern.search(self.text, self.at, self._limit())
        if found is None:
            return self.here()
        self.at = found.end()
        return self.source.span(found.start())

    def closing(self, pattern: re.Pattern[str]) -> None:
        """Move behind the mark that closes a node, if it stands here."""
        at = self.at
        while at < self.end and self.text[at] in SIGNS:
            at += 1
        if found := pattern.match(self.text, at, self.end):
            self.at = found.end()

    def bracket(self) -> None:
        """Leave a bracketed text: its bracket, its address, its attributes."""
        end = _CLOSING.search(self.text, self.at, self._limit())
        if end is None:
            return
        self.at = end.end()
        for pattern in (ADDRESS, ATTRIBUTES):
            self.closing(pattern)

    def attributes(self) -> None:
        """Leave the attributes that stand here."""
        self.closing(ATTRIBUTES)

    def line_end(self) -> None:
        """Move to the end of the line."""
        end = self.text.find("\n", self.at, self.end)
        self.at = self.end if end < 0 else end

    def past(self, text: str) -> None:
        """Move behind a text that stands here or soon, line for line."""
        for line in text.splitlines():
            if line.strip() and (at := self.text.find(line.strip(), self.at, self.end)) >= 0:
                self.at = at + len(line.strip())

    @contextmanager
    def note(self, label: str) -> Iterator[None]:
        """Follow a footnote where its text stands, then come back."""
        kept = self.text, self.at, self.end
        if label in self.notes:
            self.text = self.source.readable
            self.at, self.end = self.notes[label]
        yield
        if label in self.notes:
            self.text, self.at, self.end = kept


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
