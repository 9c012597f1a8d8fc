"""Point at what a scanner may have misread in a Nepali text; never correct it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from rectoverso.assembling.nepali_letters import (
    impossible,
    inflected,
    listed_near,
    mended,
    used_otherwise,
)
from rectoverso.assembling.passages import Passages
from rectoverso.assembling.proposals import DATA, Proposal

_WORD = regex.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")
# Endings that are written on the word, longest first (Nepali Academy's spelling).
_ENDINGS = tuple(
    sorted(
        """
        हरूको हरूका हरूकी हरूले हरूलाई हरूमा हरूबाट हरूद्वारा हरूसँग हरू को का की ले लाई मा बाट देखि
        सम्म सँग द्वारा मै मामाथि माथि भन्दा पनि तिर नै कै लागि भरि सित बीच पछि अघि
        """.split(),
        key=len,
        reverse=True,
    )
)
# Signs that a scanner takes for one another, and those it loses.
_ALIKE = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in """
    व/ब ब/व स/श श/स स/द द/स प/स ष/प घ/ध ध/घ भ/म म/भ थ/य य/थ व/ण र्व/र्ण ु/ू ू/ु ि/ी ी/ि ि/े दि/डि रू/रु रूप/रुस
    """.split()
)
_LOST = ("ा", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ं", "ँ", "्", "र्")
_UNITS = (
    "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर दिसम्बर बैशाख जेठ असार साउन "
    "भदौ असोज कात्तिक मङ्सिर पुस माघ फागुन चैत दिन रात घण्टा घण्टे महिना वर्ष बजे सिन"
).split()
_ONE = regex.compile(rf"(?<![\d१-९०.,-])([1१])(?= (?:{'|'.join(_UNITS)})(?:[\p{{M}}\p{{L}}]*))")
# What verbs and adjectives take, and how the dictionary may have what is before it.
_VERBAL = tuple(
    sorted(
        """
        े यो ी ए ेका ेको ेकी एका एको एकी ने न नु छ छन् छु छन थे थ्यो थिन् ौं ौँ दा दै दो दी दा तिर सहित
        ाली ्न ्ने ्छ ्छन् ्थे ्थ्यो ्दा ्दै ्दो ँदा ँदै िए ियो िएको िएका िन्छ िने िन इन्छ इयो इए इएको
        ाइ ाउन ाउने ाउँदै ाए ायो ाएको ाएका
        """.split(),
        key=len,
        reverse=True,
    )
)
_INFINITIVE = ("", "न", "नु", "्नु", "्न", "्", "ने", "ाउनु", "ाउन", "िनु", "ा", "ो", "ि", "ी")
_MISREAD_ALIKE = 3  # times; oftener than this, a text means what it says
_SHORTEST = 3  # signs; shorter words are like too many others


@cache
def _lines() -> tuple[str, ...]:
    lines = (DATA / "ne.words").read_text("utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("//"))


@cache
def _words() -> frozenset[str]:
    return frozenset(word for line in _lines() if not line.startswith("!") for word in line.split())


@cache
def _hindi() -> Mapping[str, str]:
    """Spellings that are Hindi's, each with Nepali's."""
    pairs = (line[1:].split(": ") for line in _lines() if line.startswith("!"))
    return dict(pairs)


def misread(
    text: str, passages: Passages, more: frozenset[str] = frozenset()
) -> Iterator[Proposal]:
    """Words that are no word but for one sign, and the digit १ where ९ may be meant.

    `more` are words of a dictionary: known, too, and what is near one of them is pointed at where
    the text has it once and no verb's ending explains it.
    """
    found = [word for word in _WORD.finditer(text) if passages.at(word.start()) == "ne"]
    words = _words() | (more - _hindi().keys())
    stems = Counter(_stem(word[0], words)[0] for word in found)
    reader = _Reader(words, stems, Counter(word[0] for word in found), bool(more))
    for word in found:
        if proposal := reader.of_word(word.start(), word[0]):
            yield proposal
    for one in _ONE.finditer(text):
        nine = "9" if one[1] == "1" else "९"
        why = f"a lone {one[1]} before a date or a length of time: ९ is often read as १"
        yield Proposal(one.start(), one[1], None, "ne-digit", "C", why, 0.5, (nine,))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the words of a text; knows how often it has each, whole and by its stem."""

    words: frozenset[str]
    stems: Counter[str]
    whole: Counter[str]
    wider: bool  # whether a dictionary of the project's has words besides

    def of_word(self, start: int, word: str) -> Proposal | None:
        """What may be wrong with a word, if anything; the surest is told."""
        stem, ending = _stem(word, self.words)
        if own := _hindi().get(stem):
            why = "Hindi writes so; Nepali has another spelling"
            return Proposal(start, word, own + ending, "ne-spelling", "C", why, 0.7)
        if why := impossible(word):
            near = mended(word, self.whole, self.words)
            first = near[0] if near else None
            return Proposal(start, word, first, "ne-letters", "C", why, 0.75, near[1:])
        if stem not in self.words and (better := used_otherwise(stem, self.stems)):
            why = f"the text has “{better[0]}” ({self.stems[better[0]]}), and this once"
            first, *others = (other + ending for other in better)
            return Proposal(start, word, first, "ne-once", "C", why, 0.65, tuple(others))
        if self._doubtful(stem) and (better := _better(stem, self.stems, self.words)):
            why = f"“{better[0]}” is a word; a sign may have been misread"
            first, *others = (other + ending for other in better[:3])
            return Proposal(start, word, first, "ne-word", "C", why, 0.7, tuple(others))
        return None

    def _doubtful(self, stem: str) -> bool:
        """Whether nothing explains a stem, and something near it is a word."""
        if stem in self.words or self.stems[stem] > _MISREAD_ALIKE or inflected(stem, self.words):
            return False
        once = self.wider and self.stems[stem] == 1 and len(stem) > _SHORTEST
        if once and not _verbal(stem, self.words):
            return True
        return bool(_better(stem, self.stems, _words()))


def _stem(word: str, words: frozenset[str]) -> tuple[str, str]:
    """A word without what is written on it; the stem keeps three signs at least."""
    ending = ""
    if word in words:
        return word, ""
    for _ in range(3):
        for one in _ENDINGS:
            if word.endswith(one) and len(word) - len(one) >= 2:
                shorter = word[: -len(one)]
                if len(shorter) >= _SHORTEST or shorter in words:
                    word, ending = shorter, one + ending
                    break
        else:
            break
        if word in words:
            break
    return word, ending


def _verbal(stem: str, words: frozenset[str]) -> bool:
    """Whether a listed verb, or a noun, with an ending of verbs or adjectives explains a stem."""
    for ending in _VERBAL:
        base = stem.removesuffix(ending)
        if base != stem and any(base + other in words for other in _INFINITIVE):
            return True
    return False


def _better(stem: str, often: Counter[str], words: frozenset[str]) -> tuple[str, ...]:
    if stem in words or len(stem) < 2 or (len(stem) < _SHORTEST and often[stem] > 1):
        return ()
    if stem.endswith("ै") and any(stem[:-1] + sign in words for sign in ("", *_LOST)):
        return ()  # a word with an emphatic ै in place of its vowel
    if stem.endswith("ै"):
        return tuple(f"{other}ै" for other in dict.fromkeys(_near(stem[:-1])) if other in words)
    near = dict.fromkeys(other for other in _near(stem) if other in words and other != stem)
    return (*near, *_compounds(stem, words), *(listed_near(stem, words) if not near else ()))


def _near(word: str) -> Iterator[str]:
    """What a word may have been, one sign having been taken for another or lost; or two alike."""
    for read, meant in _ALIKE:
        for found in regex.finditer(read, word):
            yield word[: found.start()] + meant + word[found.end() :]
    for sign in _LOST:
        for at in range(1, len(word) + 1):
            yield word[:at] + sign + word[at:]
    for at in range(1, len(word)):  # a sign too many
        if word[at] in "्ािीुूेैोौंँ":
            yield word[:at] + word[at + 1 :]


def _compounds(word: str, words: frozenset[str]) -> Iterator[str]:
    """A compound of which only the first half is listed: हुकुमवमोजिम."""
    for cut in range(3, len(word) - 2):
        for read, meant in _ALIKE[:4]:
            second = meant + word[cut + 1 :]
            if word[cut] == read and word[:cut] in words and second in words:
                yield word[:cut] + second
