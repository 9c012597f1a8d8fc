"""Tell what cannot be a Nepali word by its letters, or is one letter from a word the text uses.

Source of the rules: Nepal Academy's standard of spelling (नेपाली वर्णविन्यास): a nasal is that of
the row of the consonant behind it, ष and ण have their places, a vowel has one sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import regex

_SIGN = "\u093e-\u094c"
_HALANT = "\u094d"
# What no word has, each with the reason.
_NEVER: Mapping[str, str] = {
    f"^[{_SIGN}{_HALANT}\u0901-\u0903]": "a word cannot begin with a sign",
    f"[{_SIGN}][{_SIGN}{_HALANT}]": "a letter has one sign",
    f"{_HALANT}[{_SIGN}{_HALANT}\u0901-\u0903]": "a letter has one sign",
    f"[अ-औ\u0902\u0903][{_SIGN}{_HALANT}]": "a sign on what takes none",
    "^[णङञ](?!्?$)": "no word begins so",
    "ण्[कखगघचछजझतथदधनपफबभ]|[कखघतथदधपफबभचछजझ]्ण": "ण stands beside letters of its row only",
    "ङ्[चछजझटठडढतथदधन]|ञ्[कखगघटठडढतथदधनपफबभ]": "this nasal is not of the row behind it",
    "^ष(?![डटोष]|्ट)|ष्[तथदधचछजझगघबभसशरल]|[शस]्ष|ष्श": "ष does not stand there",
    "श्[टठडढण]|स्च|श्स|स्श": "these two letters do not stand together",
    "कौ$": "no ending is written so",
}
_SWAPS = tuple(
    (pair[0], pair[1])
    for pair in """
    वब बव सश शस सष षस शष षश घध धघ भम मभ थय यथ पष षप णन नण ङड डङ टठ ठट डद दढ रस
    िी ीि ुू ूु ेै ैे ोौ ौो िे
    """.split()
)
_LOST = "ािीुूेैोौंँ्"
# Signs; shorter stems are near to too many others.
_SHORTEST = 4
# Times that a text must have a word to set it against one that it has once.
_OFTEN = 2


def impossible(word: str) -> str:
    """Why a word cannot be one, or nothing if it can."""
    return next((why for never, why in _NEVER.items() if regex.search(never, word)), "")


def mended(word: str, often: Mapping[str, int], words: frozenset[str]) -> tuple[str, ...]:
    """Possible words one sign away, those the text has oftenest and those that are listed first."""
    if word.endswith("कौ"):
        return (f"{word[:-1]}ो",)
    found = dict.fromkeys(
        other for other in _near(word) if other in words or often.get(other, 0) > 0
    )
    possible = [other for other in found if not impossible(other)]
    return tuple(sorted(possible, key=lambda other: (-often.get(other, 0), other)))[:3]


def used_otherwise(stem: str, often: Counter[str]) -> tuple[str, ...]:
    """What a text has again and again, and once with another letter; the end is left to grammar."""
    if often[stem] > 1 or len(stem) < _SHORTEST:
        return ()
    near = {other for other in _near(stem) if often[other] >= _OFTEN and other[-1] == stem[-1]}
    return tuple(sorted(near, key=lambda other: (-often[other], other)))[:3]


def listed_near(stem: str, words: frozenset[str]) -> tuple[str, ...]:
    """The listed words that a long stem is one sign away from, its end left to grammar."""
    if len(stem) <= _SHORTEST:
        return ()
    near = dict.fromkeys(other for other in _near(stem) if other in words)
    return tuple(other for other in near if other[-1] == stem[-1])


def inflected(stem: str, words: frozenset[str]) -> bool:
    """Whether a stem is a listed word in another form: दक्षिणी, रोक्न, गर्नू, आएँ."""
    return (
        (stem[-1] in "ीँं" and stem[:-1] in words)
        or (stem[-1] == "न" and f"{stem}ु" in words)
        or (stem.endswith("नू") and f"{stem[:-1]}ु" in words)
        or (stem[-1] in "ाी" and f"{stem[:-1]}ो" in words)
    )


def _near(word: str) -> Iterator[str]:
    for read, meant in _SWAPS:
        for at, sign in enumerate(word):
            if sign == read:
                yield word[:at] + meant + word[at + 1 :]
    for at in range(1, len(word) + 1):
        for sign in _LOST:
            yield word[:at] + sign + word[at:]
    for at, sign in enumerate(word):
        if sign in _LOST:
            yield word[:at] + word[at + 1 :]
