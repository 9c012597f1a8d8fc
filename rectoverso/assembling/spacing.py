"""Propose the spaces that were lost: behind a stop, and between two words grown together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.persian import bare, words_of
from rectoverso.assembling.persian_affixes import (
    AFTER_HE,
    BEFORE_FROM,
    CLITICS,
    DEGREES,
    LITTLE,
    PLURALS,
)
from rectoverso.assembling.persian_rules import Finder
from rectoverso.assembling.persian_words import HALF_SPACE, Words, persian_words
from rectoverso.assembling.proposals import Proposal

_STOP = regex.compile(r"(?<=[\p{L}\p{M}»”)]{2})([,،؛;!?؟]|[.:।](?=[\p{L}\p{M}]{3}))(?=\p{L})")
_BEFORE = regex.compile(r"[\p{L}\p{M}]+[»”)]*$")
_AFTER = regex.compile(r"[\p{L}\p{M}]+")
_LONGEST = 60  # letters of a word
_LATIN_STOP = regex.compile(r"[.:]")
_ENDINGS = frozenset((*PLURALS, *DEGREES, *AFTER_HE, *CLITICS))
_VERBS = frozenset(
    """
    کرد شد داد گرفت کردند شدند دادند گرفتند کند شود دهد گیرد کنند شوند نکرد نشد است بود داشت
    """.split()
)


def behind_stops(text: str, passages: Passages) -> Iterator[Proposal]:
    """A stop between two words with no space behind it."""
    for stop in _STOP.finditer(text):
        lang = passages.at(stop.start())
        if lang in ("und", "zxx") or passages.at(stop.end()) in ("und", "zxx"):
            continue
        if _LATIN_STOP.match(stop[0]) and lang not in ("fa", "ar", "ur", "ne", "hi"):
            continue
        left = _BEFORE.search(text[max(0, stop.start() - _LONGEST) : stop.start()])
        right = _AFTER.match(text, stop.end())
        if left and right:
            before = left[0] + stop[0] + right[0]
            after = left[0] + stop[0] + " " + right[0]
            why = "no space behind the stop"
            yield Proposal(
                stop.start() - len(left[0]), before, after, "space-after-stop", "A", why, 0.98
            )


def between_words(text: str, passages: Passages) -> Iterator[Proposal]:
    """Persian words that the list does not know, but would with a space: درجهان, ایفاکرد."""
    words = persian_words()
    matches = [match for match in words_of(text) if passages.at(match.start()) == "fa"]
    often = Counter(bare(match[0]) for match in matches)
    finder = Finder(words, often)
    for match in matches:
        word = bare(match[0])
        if (
            word != match[0]
            or len(word) < 4
            or HALF_SPACE in word
            or often[word] > 4
            or (words.knows(word) and word.removesuffix("از") not in BEFORE_FROM)
        ):
            continue
        for first, rest in _parted(words, word):
            why = f"“{first}” and “{rest}” are two words"
            found = finder.find(rest, first, "")
            after = f"{first} {found.form if found else rest}"
            yield Proposal(match.start(), word, after, "lost-space", "B", why, 0.85)
            break


def _parted(words: Words, word: str) -> Iterator[tuple[str, str]]:
    if word.removesuffix("از") in BEFORE_FROM:
        yield word[:-2], "از"
    for little in (*LITTLE, "و"):
        rest = word.removeprefix(little)
        if rest == word or len(rest) <= (3 if little == "و" else 1) or rest in _ENDINGS:
            continue
        # A verb with what is part of it: برخواهد خاست, درگیرد.
        if words.knows("می" + rest) or rest.removeprefix("ن").startswith("خواه"):
            continue
        if words.knows(rest):
            yield little, rest
    for cut in range(3, len(word) - 1):
        if word[cut:] in _VERBS and words.knows(word[:cut]):
            yield word[:cut], word[cut:]
