"""Tell a Persian plural (نام‌های) from a noun in ه with an ending (نامه‌ای): without half-spaces
they are the same letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rectoverso.assembling.persian_affixes import AFTER_PHRASES, COMMON, MANY, ONE
from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED, Found, Reading, Words

_COPULAS = ("ایم", "اید", "اند")
# Without a half-space, “های” would be the doubtful word itself.
_PLURALS = ("ها", f"{HALF_SPACE}ها", f"{HALF_SPACE}های")


def against_plural(parted: Sequence[str], whole: Sequence[Reading]) -> Found | None:
    """A word that may be a plural without a visible half-space (ماد + های), but is ماده‌ای."""
    if not all(reading.form.find("ها") > 2 or reading.ending[:2] == "ها" for reading in whole):
        return None
    for form in parted:
        noun, _, ending = form.rpartition(HALF_SPACE)
        if ending in _COPULAS and noun.endswith("ه"):
            return Found(form, "participle", "A", "a participle with its copula", (whole[0].form,))
        if noun in COMMON:
            return Found(form, "article", "B", f"“{noun}” with an ending", (whole[0].form,))
    return None


def participle(words: Words, word: str) -> Found | None:
    """A past participle with است (نموده‌است), though it could be a plural with ست (نمودها + ست)."""
    stem = word.removesuffix("است")
    if stem == word or len(stem) < 4 or stem[-1] != "ه" or stem[-2] not in UNJOINED:
        return None
    if words.whole(stem) and words.knows("می" + stem[:-1]):
        form = f"{stem}{HALF_SPACE}است"
        return Found(form, "participle", "B", "a participle with its copula", (word,))
    return None


def choose(forms: tuple[str, ...], before: str, following: str, document: Counter[str]) -> Found:
    """Between a plural and a noun in ه: by what the document has else, and by what follows.

    An ezafe plural stands before what it belongs to; so before a full stop, a verb or a function
    word it is the other.
    """
    plural = next((form for form in forms if f"{HALF_SPACE}ها" in form), forms[0])
    single = next((form for form in forms if f"ه{HALF_SPACE}ا" in form), forms[0])
    if plural == single:
        return Found(forms[0], "doubt", "C", "there is more than one way to part it", forms[1:])
    noun, _, ending = single.rpartition(HALF_SPACE)
    if (before, noun) == ("به", "نامه"):
        return Found(plural, "plural-or-article", "C", "“به نام‌های” before names", (single,))
    ends = not following[:1].isalnum() or following in AFTER_PHRASES
    if ending in _COPULAS:
        ends = ends and following != "را"
    article = noun in COMMON or (ends and before not in MANY) or before in ONE
    if ending not in _COPULAS and before not in ONE:
        article = _used(noun, plural.rpartition(HALF_SPACE)[0], document, article)
    if article:
        return Found(single, "article", "C", f"“{noun}” with an ending", (plural,))
    return Found(plural, "plural-or-article", "C", "a plural before its noun", (single,))


def _used(noun: str, other: str, document: Counter[str], otherwise: bool) -> bool:
    """Whether a document has a noun in ه far oftener than the noun without; else `otherwise`."""
    with_he, without = (
        document[word] + sum(document[word + ending] for ending in _PLURALS)
        for word in (noun, other)
    )
    far = 3 * min(with_he, without) + (20 if noun in COMMON else 3)
    return with_he > without if max(with_he, without) > far else otherwise
