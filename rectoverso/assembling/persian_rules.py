"""The rules by which a Persian word is taken apart, from the surest to the boldest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from rectoverso.assembling.persian_affixes import (
    AFTER_HE,
    AFTER_YE,
    CLITICS,
    COMMON,
    DEGREES,
    FIRSTS,
    HOUSE,
    LITTLE,
    NO_DEGREES,
    NUMBERS,
    PERSONS,
    PLURALS,
    PREVERBS,
    SECONDS,
    SHORT,
    SURNAMES,
    TAILS,
    VARYING,
    VERBAL,
)
from rectoverso.assembling.persian_articles import against_plural, choose, participle
from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED, Found, Reading, Words, seen


class Finder:
    """Takes words apart by a list and by the other words of the document."""

    def __init__(self, words: Words, document: Counter[str]) -> None:
        self.words = words
        self.document = document
        # A text has the same words again and again.
        self.known: dict[str, Found | tuple[str, ...] | None] = {}

    def find(self, word: str, before: str, following: str) -> Found | None:
        """How a word without half-spaces and marks should be written, if it lost any."""
        if word not in self.known:
            self.known[word] = self._find(word)
        found = self.known[word]
        if isinstance(found, tuple):
            return choose(found, before, following, self.document)
        return found

    def _find(self, word: str) -> Found | tuple[str, ...] | None:
        """What `find` gives, or the forms among which the words around it decide."""
        if len(word) < 4 or word in HOUSE:
            return None
        readings = self.words.readings(word)
        if verb := next((r for r in readings if r.form.startswith(VERBAL) and not r.ending), None):
            doubt = any(not r.parted and r.ending == "ی" for r in readings)
            return Found(verb.form, "verb", "C" if doubt else "A", "a verb with می or نمی")
        parted = tuple(dict.fromkeys(reading.form for reading in readings if reading.parted))
        whole = [reading for reading in readings if not reading.parted]
        if whole:
            without = next((form for form in parted if form.startswith(f"بی{HALF_SPACE}")), "")
            if without:
                return Found(without, "without", "B", "بی before a listed word")
            found = against_plural(parted, whole) or participle(self.words, word)
            return found or _comparative(word, parted)
        if not readings:
            return next((found for rule in RULES if (found := rule(self, word))), None)
        if len({seen(form) for form in parted}) > 1:
            return parted
        form, ending = parted[0], readings[0].ending
        first, _, last = form.partition(HALF_SPACE)
        if not ending:
            # Of words like پیش‌فرض both spellings are in use.
            tier = "B" if first in VARYING or last.startswith("ها") else "A"
            return Found(form, "listed", tier, "the word list writes it so")
        if ending.startswith(HALF_SPACE + "تر"):
            return Found(form, "degree", "B", "a comparative or superlative")
        stem, _, last = form.rpartition(HALF_SPACE)
        # Many books join these by intent (کتابها): no misprint in all of them.
        tier = "B" if last.startswith("ها") or stem.endswith("ی") else "A"
        return Found(form, "ending", tier, f"a listed word with “{last}”")

    def spelt(self, stem: str) -> str:
        """How a stem is written: as the list has it, or put together by rule; else nothing."""
        if readings := self.words.readings(stem):
            return readings[0].form
        for preverb in PREVERBS:
            rest = stem.removeprefix(preverb)
            if rest != stem and rest.endswith("ه") and self.words.whole(rest):
                return stem
        for rule in (_prefix, _compound):
            if found := rule(self, stem):
                return found.form
        return ""


def _comparative(word: str, parted: tuple[str, ...]) -> Found | None:
    """A comparative that the list has in both spellings: سریع‌تر, سریعتر."""
    for form in parted:
        first, _, second = form.partition(HALF_SPACE)
        if second in ("تر", "تری") and len(first) > 3 and first not in NO_DEGREES:
            return Found(form, "degree", "B", "a comparative", (word,))
    return None


def _verb(finder: Finder, word: str) -> Found | None:
    """می and نمی before a verb: with an object joined on, after a preverb, or simply unlisted."""
    preverb, prefix, verb = _taken_apart(word)
    if not prefix:
        return None
    start = f"{preverb}{prefix}{HALF_SPACE}"
    for clitic in ("", *CLITICS):
        stem = verb.removesuffix(clitic)
        if (clitic and stem == verb) or len(stem) < 2:
            continue
        for reading in finder.words.readings(prefix + stem):
            if reading.form.startswith(VERBAL) and not reading.ending:
                form = preverb + reading.form + clitic
                return Found(form, "verb-around", "A", "a verb with something joined on")
    known = finder.words.knows("ب" + verb) or finder.words.knows("ن" + verb)
    if len(verb) > 2 and verb.endswith(PERSONS) and known:
        return Found(start + verb, "verb-unlisted", "B", "می or نمی before a verb form")
    return None


def _taken_apart(word: str) -> tuple[str, str, str]:
    for preverb in ("", *PREVERBS):
        if word.startswith(preverb):
            for prefix in ("نمی", "می"):
                if word.startswith(preverb + prefix):
                    return preverb, prefix, word[len(preverb + prefix) :]
    return "", "", ""


def _names(finder: Finder, word: str) -> Found | None:
    """An Arabic name with بن between two names."""
    at = word.find("بن", 2)
    if at < 3 or len(word) - at < 5:
        return None
    first, second = word[:at], word[at + 2 :]
    if finder.words.whole(first) and finder.words.whole(second):
        form = f"{first}{HALF_SPACE}بن{HALF_SPACE}{second}"
        return Found(form, "son-of", "C", "بن between two names")
    return None


def _surname(finder: Finder, word: str) -> Found | None:
    for second in SURNAMES:
        first = word.removesuffix(second)
        if first != word and len(first) > 3 and first[-1] == "ی" and finder.words.whole(first):
            form = f"{first}{HALF_SPACE}{second}"
            return Found(form, "surname", "C", f"a surname in “{second}”")
    return None


def _arabic(finder: Finder, word: str) -> Found | None:
    """An Arabic compound with its article: فلک‌الافلاک."""
    at = word.find("ال", 3)
    first, second = word[:at], word[at + 2 :]
    if at < 0 or len(second) < 3 or first[-1] in UNJOINED or finder.words.knows(first + "ال"):
        return None
    if finder.words.whole(first) and finder.words.knows(second):
        form = f"{first}{HALF_SPACE}ال{second}"
        return Found(form, "arabic", "C", "an Arabic compound with ال")
    return None


def _he(finder: Finder, word: str) -> Found | None:
    """An ending behind a silent ه (عقب‌مانده‌ای), or behind ی (نظامی‌اش)."""
    for ending in AFTER_HE:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        silent = stem[-1] == "ه" or (stem[-1] == "ی" and ending in AFTER_YE)
        if silent and (form := finder.spelt(stem)):
            form = f"{form}{HALF_SPACE}{ending}"
            return Found(form, "copula", "B", f"“{ending}” behind a listed word")
    return None


def _behind_a_little_word(finder: Finder, word: str) -> bool:
    """Whether a space is lost besides: درکتابهای."""
    return any(word.startswith(a) and finder.words.knows(word[len(a) :]) for a in LITTLE)


def _plural(finder: Finder, word: str) -> Found | None:
    for ending in PLURALS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        if form := finder.spelt(stem):
            form = f"{form}{HALF_SPACE}{ending}"
            return Found(form, "plural", "B", f"a listed word with “{ending}”")
        if _behind_a_little_word(finder, stem):
            continue
        form = f"{stem}{HALF_SPACE}{ending}"
        if finder.document[stem]:
            return Found(form, "plural-here", "B", f"this text has “{stem}” without “{ending}”")
        if len(stem) > 2 and stem[-1] != "ا":
            return Found(form, "plural-unlisted", "C", f"“{ending}” behind an unlisted word")
    return None


def _degree(finder: Finder, word: str) -> Found | None:
    for ending in DEGREES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            for reading in finder.words.readings(stem):
                form = f"{reading.form}{HALF_SPACE}{ending}"
                return Found(form, "degree", "B", "a comparative or superlative")
    return None


def _compound(finder: Finder, word: str) -> Found | None:
    for second in SECONDS:
        at = word.rfind(second)
        first, rest = word[:at], word[at:]
        if at < 3 or rest[len(second) :] not in TAILS:
            continue
        for reading in finder.words.readings(first):
            after = finder.words.readings(rest)
            form = f"{reading.form}{HALF_SPACE}{after[0].form if after else rest}"
            return Found(form, "compound", "B", f"“{second}” makes compounds")
    return None


def _article(reading: Reading) -> bool:
    """Sorts first what is a common noun in ه with an ending: ده‌دقیقه‌ای."""
    return reading.form.rpartition(HALF_SPACE)[0] not in COMMON


def _prefix(finder: Finder, word: str) -> Found | None:
    for first in FIRSTS:
        rest = word.removeprefix(first)
        if rest == word or len(rest) < 2 or first[-1] in UNJOINED:
            continue
        if first == "بی" and finder.words.knows("می" + rest):
            continue  # a subjunctive: بیارزد
        if (first != "به" and len(rest) < 4) or (first in NUMBERS and rest[-1] not in "هی"):
            continue  # too little to tell it from a foreign name: بین + امی
        for reading in sorted(finder.words.readings(rest), key=_article):
            form = f"{first}{HALF_SPACE}{reading.form}"
            return Found(form, "prefix", "B", f"“{first}” before a listed word")
    return None


def _two_words(finder: Finder, word: str) -> Found | None:
    """A word that can only be two listed ones, of which this text has one by itself, too."""
    knows, document = finder.words.knows, finder.document
    if len(word) < 7 or knows(word.removesuffix("ی")) or _behind_a_little_word(finder, word):
        return None
    cuts = [at for at in range(3, len(word) - 2) if knows(word[:at]) and knows(word[at:])]
    if len(cuts) != 1:
        return None
    first, second = word[: cuts[0]], word[cuts[0] :]
    if first[-1] in UNJOINED or {first, second} & SHORT:
        return None
    if not (document[first] or document[second]):
        return None
    if word.startswith("بی") and knows("می" + word[2:]):
        return None  # a subjunctive: بیانجامد
    form = f"{finder.spelt(first)}{HALF_SPACE}{finder.spelt(second)}"
    why = f"“{first}” and “{second}” are words, together they are none"
    return Found(form, "two-words", "C", why, (f"{first} {second}",))


RULES: tuple[Callable[[Finder, str], Found | None], ...] = (
    _verb,
    _names,
    _prefix,
    _surname,
    _he,
    _plural,
    _degree,
    _compound,
    _arabic,
    _two_words,
)
