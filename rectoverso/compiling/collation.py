"""The order of words in a language, and the letter each is found under, by ICU."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import icu
import regex

from rectoverso.model.locale import Locale

# Quotation marks, brackets and the like before a word do not count.
OPENING = regex.compile(r"^[\p{P}\p{Z}\p{Cf}]+(?=.)")
# No letters in their order: what is not seen, and the signs for ʿayn and hamza (ʿAlī is under A).
UNSEEN = regex.compile(r"[\p{Cf}\N{ARABIC TATWEEL}ʿʾʻʼ]")
# Where letters are compared over the ends of words, these do not count.
GLUE = regex.compile(r"[\p{Z}\p{P}]+")
# A compound is one word, with a hyphen or without.
HYPHEN = regex.compile(r"(?<=\w)[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?=\w)")
PARTED = regex.compile(r"\s*[,،;؛:(\[]")

# A locale file puts this behind the name of an ICU order when dictionaries of the language finish
# with a syllable, tone and all, before they look at the next (ma, ma túy, mà, mà cả).
BY_SYLLABLE = "-x-syllable"

SortKey = tuple[int, tuple[tuple[bytes, ...], ...], bytes, str]


class Alphabet:
    """The order of a language: signs and digits, then its own script, then Latin, then others."""

    def __init__(self, locale: Locale, *, by_letter: bool = False) -> None:
        self.locale = locale
        self.by_letter = by_letter

    def letter_by_letter(self) -> Alphabet:
        """The same order, with spaces and hyphens not counting: newest before New York."""
        return Alphabet(self.locale, by_letter=True)

    def key(self, text: str) -> SortKey:
        """What to sort a heading by. Different headings have different keys."""
        said = self._significant(text)
        return (
            self._shelf(said),
            tuple(self._parts(said)),
            self._collator.getSortKey(said),
            text,
        )

    def _parts(self, said: str) -> Iterable[tuple[bytes, ...]]:
        """What is compared part by part, before the heading as a whole.

        What stands behind a comma or in brackets comes second: New, Ann before New York (Chicago
        17, 16.59-60).
        """
        for part in PARTED.split(said):
            part = (GLUE if self.by_letter else HYPHEN).sub("", part)
            if self._by_syllable:
                yield tuple(map(self._toned.getSortKey, part.split()))
            else:
                yield (self._broad.getSortKey(part),)

    def letter(self, text: str) -> str:
        """The letter heading a text stands under; empty for signs and digits.

        A word in another script stands under its own first letter.
        """
        said = self._significant(text)
        shelf = self._shelf(said)
        if shelf == 0:
            return ""
        if shelf == 1:
            place = bisect_right(self._boundaries, (self._broad.getSortKey(said), "\U0010ffff"))
            return self._boundaries[max(place - 1, 0)][1]
        return unicodedata.normalize("NFD", said)[0].upper()

    def _significant(self, text: str) -> str:
        """A heading without what does not count, the article of the language included."""
        said = significant(text)
        article, exceptions = self.locale.article, self.locale.no_article
        if article and said.startswith(article) and said.split()[0] not in exceptions:
            return said.removeprefix(article) or said
        return said

    def _shelf(self, said: str) -> int:
        """Where among scripts a text stands: 0 signs and digits, 1 the language's own, 2 others."""
        if not said or not said[0].isalpha():
            return 0
        return 1 if icu.Script.getScript(said[0]).getShortName() == self.locale.script else 2

    @cached_property
    def _collator(self) -> Any:
        return self._tailored(icu.Collator.TERTIARY)

    @cached_property
    def _broad(self) -> Any:
        """Tells letters apart, and nothing finer."""
        return self._tailored(icu.Collator.PRIMARY)

    @cached_property
    def _toned(self) -> Any:
        """Tells letters and tones apart, and leaves case to the whole heading."""
        return self._tailored(icu.Collator.SECONDARY)

    @property
    def _by_syllable(self) -> bool:
        return self.locale.collation.endswith(BY_SYLLABLE)

    @property
    def _language(self) -> Any:
        return icu.Locale(self.locale.collation.removesuffix(BY_SYLLABLE) or self.locale.tag)

    def _tailored(self, strength: int) -> Any:
        collator = icu.RuleBasedCollator(self._rules)
        collator.setStrength(strength)
        # Congress 2 comes before Congress 10, in the digits of any script.
        collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
        return collator

    @cached_property
    def _rules(self) -> str:
        rules = icu.Collator.createInstance(self._language).getRules()
        scripts = dict.fromkeys((self.locale.script, "Latn"))
        return f"{rules}\n[reorder {' '.join(scripts)}]\n{self.locale.tailoring}"

    @cached_property
    def _boundaries(self) -> list[tuple[bytes, str]]:
        letters = self.locale.alphabet
        if not letters:
            index = icu.AlphabeticIndex(self._language)
            letters = tuple(label for label, _ in index if label != "…")
        return sorted((self._broad.getSortKey(letter), letter) for letter in letters)


def significant(text: str) -> str:
    """A heading without what does not count in its order: opening marks, half-spaces, tatweel."""
    said = UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return str(OPENING.sub("", said))
