"""Find small capitals that are asked for and are in none of the faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from rectoverso.model.book import Book
from rectoverso.model.nodes import Styled, Text, walk, walk_in_language
from rectoverso.model.rules import faces as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.coverage import families_of
from rectoverso.writing.fonts import Face


def without_small_capitals(book: Book, faces: Sequence[Face]) -> Iterator[Finding]:
    """A finding for the first words in small capitals whose face has none, for each face."""
    told: set[str] = set()
    for words, lang, span in _in_small_capitals(book):
        for letter in words:
            family = _family(letter, families_of(book, lang, "serif"), faces)
            if letter != letter.upper() and family and family not in told:
                told.add(family)
                yield rules.no_small_capitals(span, words, family)


def _in_small_capitals(book: Book) -> Iterator[tuple[str, str, Span]]:
    """The words set in small capitals, with their language and place."""
    for section in book.sections:
        tree = (section.title, section.subtitle, section.blocks)
        for node, lang in walk_in_language(tree, section.lang):
            if isinstance(node, Styled) and node.style == "small-caps":
                texts = [one.text for one in walk(node.children) if isinstance(one, Text)]
                yield "".join(texts), lang, node.span


def _family(letter: str, families: Sequence[str], faces: Sequence[Face]) -> str:
    """The first of these families that has the letter, if it lacks small capitals."""
    for family in families:
        for face in faces:
            if face.family == family and ord(letter) in face.coverage:
                return "" if _has_small_capitals(face.path) else family
    return ""


@cache
def _has_small_capitals(path: Path) -> bool:
    with TTFont(path, lazy=True) as font:
        return "GSUB" in font and any(
            one.FeatureTag == "smcp" for one in font["GSUB"].table.FeatureList.FeatureRecord
        )
