"""Find the line of a chapter from words that are printed somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from rectoverso.model.book import Book
from rectoverso.model.nodes import CodeBlock, Heading, Note, Paragraph, Verse, plain, walk
from rectoverso.model.source import Span
from rectoverso.writing.turns import letters_of

_WORD = regex.compile(r"[\w\u200c\u200d]+")
# Fewer words of a line than this share must be those of a block for it to be taken.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph, heading or the like: where it begins, its letters and its words."""

    span: Span
    section: str
    letters: str
    words: Counter[str]


class Whereabouts:
    """Knows the words of every paragraph, heading, line of verse and note of a book."""

    def __init__(self, book: Book) -> None:
        self._stretches = tuple(_stretches(book))

    def find(self, said: str, section: str = "") -> Span | None:
        """The line where something printed is written, if the book has it.

        First what holds just these letters, then what has the most of these words; in the section
        named, if it is there, else anywhere.
        """
        if section:
            here = [one for one in self._stretches if one.section == section]
            if found := _among(here, said):
                return found
        return _among(self._stretches, said)


def _among(stretches: list[_Stretch] | tuple[_Stretch, ...], said: str) -> Span | None:
    # U+FFFE is what pdfium says of a hyphen at the end of a line.
    letters = letters_of(said).rstrip("-‐\ufffe")
    if not letters:
        return None
    if len(letters) > 3:
        for one in stretches:
            if letters in one.letters:
                return one.span
    words = Counter(_words(said))
    best = max(stretches, key=lambda one: (words & one.words).total(), default=None)
    if best is None or (words & best.words).total() < max(1, ENOUGH * words.total()):
        return None
    return best.span


def _words(text: str) -> Iterator[str]:
    return (word.replace("\u200c", "").casefold() for word in _WORD.findall(text))


def _stretches(book: Book) -> Iterator[_Stretch]:
    for section in book.sections:
        if section.title:
            yield _stretch(section.span, section.id, plain(section.title))
        for node in walk(section.blocks):
            match node:
                case Heading(children=children) | Paragraph(children=children):
                    yield _stretch(node.span, section.id, plain(children))
                case Verse(lines):
                    yield _stretch(node.span, section.id, " ".join(map(plain, lines)))
                case CodeBlock(text):
                    yield _stretch(node.span, section.id, text)
                case Note(blocks):
                    said = " ".join(
                        plain(block.children) for block in blocks if isinstance(block, Paragraph)
                    )
                    yield _stretch(node.span, section.id, said)


def _stretch(span: Span, section: str, text: str) -> _Stretch:
    return _Stretch(span, section, letters_of(text), Counter(_words(text)))
