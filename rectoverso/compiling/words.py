"""Words as a reader tells them apart: counted, and made alike for comparing.

A word joined by a zero-width non-joiner is one word; a vowel sign belongs to its letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from rectoverso.model.nodes import Definition, Heading, Paragraph, Verse, plain, walk

WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d\u0640'’]*")
DASHES = regex.compile(r"\p{Pd}")
UNSEEN = regex.compile(r"[\p{Cf}\N{ARABIC TATWEEL}]")
# Harakat, the hamza over an ezafe, Qur'anic signs and the points of Hebrew may be written or not.
OPTIONAL_MARKS = regex.compile(r"(?<=[\p{Script=Arab}\p{Script=Hebr}])\p{Mn}+")
LETTERS_ALIKE = str.maketrans("يىكۀ’", "ییکه'")
# Tone marks of Vietnamese stand on one vowel or its neighbour by taste: hoà, hòa.
TONES = regex.compile(r"[\u0300\u0301\u0303\u0309\u0323]")


class Word(NamedTuple):
    """A word of a text: its compared form, what stands between it and the last one, its place."""

    form: str
    before: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    words = []
    last = 0
    for found in WORD.finditer(text):
        start, end = found.span()
        # A closing quotation mark is no apostrophe.
        end -= len(found[0]) - len(found[0].rstrip("'’"))
        words.append(Word(folded(text[start:end]), _gap(text[last:start]), start, end))
        last = end
    return words


@lru_cache(maxsize=1000)
def _gap(between: str) -> str:
    return " " if between.isspace() else DASHES.sub("-", UNSEEN.sub("", between))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without what writers do as they like: case, half-spaces, harakat, the tone's place."""
    word = UNSEEN.sub("", unicodedata.normalize("NFC", word)).translate(LETTERS_ALIKE).casefold()
    if word.isascii():
        return word
    # Marks that make another letter (آ, أ) are one with it in NFC, and stay.
    word = unicodedata.normalize("NFD", OPTIONAL_MARKS.sub("", word))
    tones = "".join(sorted(TONES.findall(word)))
    return TONES.sub("", word) + tones if tones else word


def count_words(tree: object) -> int:
    """How many words a tree holds, notes and captions included."""
    count = 0
    for node in walk(tree):
        match node:
            case Paragraph(children) | Heading(children=children):
                count += len(WORD.findall(plain(children)))
            case Verse(lines):
                count += sum(len(WORD.findall(plain(line))) for line in lines)
            case Definition(term):
                count += len(WORD.findall(plain(term)))
            case _:
                pass
    return count
