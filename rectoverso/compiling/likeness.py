"""What makes two headings twins: one letter's difference, or the same name in another script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import icu
import regex

Likeness = Literal["case", "half-spaces or forms of letters", "spelling", "transliteration"]

# A shorter word is another word when one letter of it changes.
LONG = 6
# Names with fewer consonants sound like too many others.
TELLING = 3
VOWELS = regex.compile(r"[^bcdfgjklmnpqrstvxz]")
SOUNDS = (("ph", "f"), ("kh", "k"), ("ch", "c"), ("sh", "s"), ("th", "t"), ("x", "ks"))
TWICE = regex.compile(r"(.)\1+")
DIGITS = regex.compile(r"\p{Nd}+")
HEAD = regex.compile(r"[^,،;؛(:]+")


def variants(form: str) -> Iterator[str]:
    """A form, and what it is without any one of its letters.

    Two forms that share a variant differ by one letter added, left out, changed or moved. Forms
    with digits, and short ones, are left out: 1905 is not 1906.
    """
    if len(form) < LONG or DIGITS.search(form):
        return
    yield form
    yield from dict.fromkeys(form[:at] + form[at + 1 :] for at in range(len(form)))


def skeleton(heading: str) -> str:
    """The consonants of the first part of a heading as they sound in any script; "" if too few.

    Vowels go, since Arabic script does not write them; so do h, w and y, which it uses for them.
    """
    head = HEAD.match(heading)
    if head is None or DIGITS.search(heading):
        return ""
    said = str(_latin().transliterate(head[0])).casefold()
    for written, sound in SOUNDS:
        said = said.replace(written, sound)
    bones = TWICE.sub(r"\1", VOWELS.sub("", said.translate(_EQUAL)))
    return bones if len(bones) >= TELLING else ""


_EQUAL = str.maketrans({"q": "k", "c": "k", "v": "f", "z": "s", "j": "s", "g": "k"})


@cache
def _latin() -> Any:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")
