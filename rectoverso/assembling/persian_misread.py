"""Point at Persian words that are none but for one letter, and at little words that stand twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rectoverso.assembling.names import ENDING
from rectoverso.assembling.passages import Passages
from rectoverso.assembling.persian import bare, words_of
from rectoverso.assembling.persian_affixes import HOUSE
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words
from rectoverso.assembling.proposals import Proposal

_LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئأؤ"
# Ways to spell that are not a reader's fault.
_SPELT = str.maketrans("ۀئأإ", "هیاا")
_LITTLE = frozenset("که از به در با بر را تا و است".split())
_WITH_WHICH = frozenset("هرکه آنکه اینکه چنانکه".split())
# Letters; shorter words are a letter away from too many others.
SHORTEST = 6


def misread(text: str, passages: Passages) -> Iterator[Proposal]:
    """Words that the list does not have and the text has once, near to one that it has often."""
    words = persian_words()
    found = [word for word in words_of(text) if passages.at(word.start()) == "fa"]
    often = Counter(bare(word[0]).replace(HALF_SPACE, "") for word in found)
    for word in found:
        plain = bare(word[0])
        if len(plain) < SHORTEST or plain != word[0] or plain in HOUSE or HALF_SPACE in plain:
            continue
        if often[plain] > 1 or words.knows(plain.translate(_SPELT)):
            continue
        stem = ENDING.sub("", plain)
        near = [
            other
            for other in _near(plain)
            if other in often and (often[other] > 1 or words.whole(other))
            if ENDING.sub("", other) != stem
        ]
        if near:
            best = max(near, key=lambda other: often[other])
            why = f"no listed word; the text has “{best}” ({often[best]})"
            yield Proposal(word.start(), word[0], best, "fa-word", "C", why, 0.65)


def doubled(text: str, passages: Passages) -> Iterator[Proposal]:
    """A little word that stands there twice: از از; که behind one that ends in it: هرکه که."""
    for first, second in pairwise(words_of(text)):
        word = second[0]
        again = first[0] == word or (word == "که" and first[0] in _WITH_WHICH)
        if not again or word not in _LITTLE or text[first.end() : second.start()] != " ":
            continue
        if passages.within(first.start(), second.end(), "fa"):
            before = f"{first[0]} {word}"
            why = f"“{word}” stands here twice"
            yield Proposal(first.start(), before, first[0], "fa-doubled", "C", why, 0.8)


def _near(word: str) -> Iterator[str]:
    for at in range(len(word)):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]
