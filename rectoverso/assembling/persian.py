"""Find the half-spaces that a Persian text has lost inside its words, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from rectoverso.assembling.persian_rules import Finder
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words, seen

_WORD = regex.compile(
    r"[\p{L}&&\p{Arabic}](?:[\p{L}&&\p{Arabic}]|[\u064b-\u065f\u0670\u200c])*", regex.V1
)
_MARKS = regex.compile(r"[\u064b-\u065f\u0670]")
_FOLDED = str.maketrans("يكى", "یکی")
BOLD = ("prefix", "two-words")


@dataclass(frozen=True, slots=True)
class HalfSpace:
    """A word at an offset that has lost half-spaces: how it stands there, and how it should.

    `places` are the offsets of the text where they are to be put in; `tier` is A for what can be
    accepted in bulk, B for what is likely, C for what wants a look; `others` are other readings.
    """

    start: int
    before: str
    after: str
    rule: str
    tier: str
    reason: str
    places: tuple[int, ...]
    others: tuple[str, ...] = ()


def restored(text: str, vocabulary: Collection[str]) -> Iterator[HalfSpace]:
    """The half-spaces that words of a text have lost, in order.

    `vocabulary` holds words that this document uses elsewhere, besides those of the text.
    """
    matches = words_of(text)
    document = Counter(bare(match[0]) for match in matches)
    document.update(vocabulary)
    finder = Finder(persian_words(), document)
    for n, match in enumerate(matches):
        following = _next(text, matches, n)
        before = matches[n - 1][0] if n else ""
        if HALF_SPACE in match[0]:
            continue
        found = finder.find(bare(match[0]), before, following)
        # Vowel marks are put on foreign names, which only look like compounds: پسْکُف.
        if found and not (found.rule in BOLD and bare(match[0]) != match[0]):
            places = _places(match[0], found.form)
            if places:
                yield HalfSpace(
                    match.start(),
                    match[0],
                    _put_in(match[0], places),
                    found.rule,
                    found.tier,
                    found.reason,
                    tuple(match.start() + place for place in places),
                    tuple(_put_in(match[0], _places(match[0], other)) for other in found.others),
                )


@lru_cache(512)
def words_of(text: str) -> tuple[regex.Match[str], ...]:
    """The Persian words of a text, with their marks and half-spaces."""
    return tuple(_WORD.finditer(text))


@lru_cache(200_000)
def bare(word: str) -> str:
    """A word without its vowel marks, in Persian letters."""
    return str(_MARKS.sub("", word)).translate(_FOLDED)


def _next(text: str, matches: Sequence[regex.Match[str]], n: int) -> str:
    """The next word, or the sign between if it ends a phrase."""
    end = matches[n].end()
    start = matches[n + 1].start() if n + 1 < len(matches) else len(text)
    between = text[end:start]
    return between.strip()[:1] or (matches[n + 1][0] if n + 1 < len(matches) else "")


def _places(word: str, form: str) -> tuple[int, ...]:
    """Where in a word, which may have marks and half-spaces, a form has further half-spaces."""
    wanted, letters, places = set(seen(form)), 0, []
    for at, sign in enumerate(word):
        if sign == HALF_SPACE or _MARKS.match(sign):
            continue
        if letters in wanted and word[at - 1] != HALF_SPACE:
            places.append(at)
        letters += 1
    return tuple(places)


def _put_in(word: str, places: tuple[int, ...]) -> str:
    for at in reversed(places):
        word = word[:at] + HALF_SPACE + word[at:]
    return word
