"""Point at what a scanner may have misread in a Vietnamese text; never correct it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.proposals import DATA, Proposal
from rectoverso.assembling.syllables import is_syllable, is_used, marked

_PART = regex.compile(r"[\p{L}\p{M}]+")
# Letters that look alike to a scanner, within one script; tones are looked at apart.
_ALIKE = tuple(
    """
    nu un ce ec co oc eo oe vy yv li il gq qg tr bh dđ đd oơ ơo oô ôo ôơ ơô uư ưu aă ăa aâ âa ăâ âă
    eê êe iy yi
    """.split()
)
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SELDOM = 3  # times that a text has what may be misread
_AGAIN = 2  # times that a text has two pairs, to set against a syllable
_OFTEN = 3  # times that it has one
_FAR_OFTENER = 30
_DIALECT = 4  # oftener than this, a text means what it says
_HEADS = ("", "h", "t", "k", "c", "n", "m", "đ", "l", "s")


@cache
def _compounds() -> tuple[frozenset[str], dict[str, frozenset[str]], dict[str, str]]:
    """Words of two syllables; syllables that live only in such, with their partners; phrases."""
    pairs: list[str] = []
    phrases: dict[str, str] = {}
    bound: dict[str, frozenset[str]] = {}
    for line in (DATA / "vi.compounds").read_text("utf-8").splitlines():
        if line.startswith("="):
            head, _, partners = line[1:].partition(" ")
            bound[head] = frozenset(partners.split())
        elif line.startswith("!"):
            wrong, _, right = line[1:].partition(": ")
            phrases[wrong] = right
        elif not line.startswith("//"):
            pairs += [pair.strip() for pair in line.split(",") if pair.strip()]
    return frozenset(pairs), bound, phrases


def misread(
    text: str, passages: Passages, more: frozenset[str] = frozenset()
) -> Iterator[Proposal]:
    """Syllables that are none, and syllables that make a word only with another letter or tone.

    `more` are words of a dictionary: syllables that could be but are in none of them are pointed
    at where the text has them once.
    """
    words = [
        word for word in _PART.finditer(text) if passages.at(word.start()) in ("vi", "und", "en")
    ]
    here = [word for word in words if passages.at(word.start()) == "vi"]
    often = Counter(word[0].lower() for word in here)
    yield from _no_syllables(text, here, often)
    yield from _wrong_partners(text, here, often)
    # Apart from its tone, hoá is hóa.
    listed = {_without_tone(syllable) for word in more for syllable in regex.split(r"[ -]", word)}
    yield from _unused(here, often, listed)
    yield from _out_of_place(text, here, often)
    if listed:
        yield from _unlisted(here, often, listed)
    for wrong, right in _compounds()[2].items():
        for phrase in regex.finditer(rf"\b{wrong}\b", text, regex.IGNORECASE):
            words_ = phrase[0].split(" ", 1)[1]
            start = phrase.end() - len(words_)
            why = f"behind “{phrase[0].split()[0]}” one says “{right}”"
            yield Proposal(start, words_, right, "vi-phrase", "C", why, 0.75)


def _no_syllables(
    text: str, words: list[regex.Match[str]], often: Counter[str]
) -> Iterator[Proposal]:
    pairs = _compounds()[0]
    for n, word in enumerate(words):
        small = word[0].lower()
        if is_syllable(small) or len(small) < 2 or word[0].isupper():
            continue
        if word[0][0].isupper() and (not marked(small) or _foreign(small)):
            continue  # a name, or a foreign word
        common = max((often[other] for other in _near(small)), default=0)
        if word[0].islower() and not marked(small) and 1 < often[small] > common // _FAR_OFTENER:
            continue
        after = words[n + 1] if n + 1 < len(words) and _beside(text, word, words[n + 1]) else None
        right = after[0].lower() if after else ""
        near = {other: None for other in _near(small) if is_syllable(other)}
        paired = [other for other in near if f"{other} {right}" in pairs]
        best = list(dict.fromkeys(paired + sorted(near, key=lambda other: -often[other])))
        candidates = [_cased(other, word[0]) for other in best[:3]]
        yield Proposal(
            word.start(),
            word[0],
            candidates[0] if candidates else None,
            "vi-syllable",
            "C",
            "no Vietnamese syllable is written so",
            0.8,
            tuple(candidates[1:]),
        )


def _unused(
    words: list[regex.Match[str]], often: Counter[str], listed: set[tuple[str, str]]
) -> Iterator[Proposal]:
    for word in words:
        small = word[0]
        if not small.islower() or len(small) < 2 or often[small] > _DIALECT:
            continue
        if is_syllable(small) and not is_used(small):
            near = dict.fromkeys(
                other
                for other in _near(small)
                if (_without_tone(other) in listed if listed else is_used(other))
            )
            best = sorted(near, key=lambda other: -often[other])[:3]
            first, others = (best[0], tuple(best[1:])) if best else (None, ())
            why = "no Vietnamese word has this syllable"
            yield Proposal(word.start(), small, first, "vi-unused", "C", why, 0.8, others)


def _out_of_place(
    text: str, words: list[regex.Match[str]], often: Counter[str]
) -> Iterator[Proposal]:
    """Syllables beside which the text has, elsewhere and again and again, another one like it."""
    pairs = Counter(
        (one[0].lower(), two[0].lower()) for one, two in pairwise(words) if _beside(text, one, two)
    )
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        small, left, right = word[0], before[0].lower(), after[0].lower()
        if not small.islower() or often[small] > _SELDOM or not is_syllable(small):
            continue
        if not (_beside(text, before, word) and _beside(text, word, after)):
            continue
        score = {
            other: pairs[left, other] + pairs[other, right]
            for other in _near(small)
            if other != small
        }
        best = max(score, key=lambda other: score[other], default="")
        both = pairs[left, best] and pairs[best, right]
        if best and score[best] >= (_AGAIN if both else _OFTEN):
            before_it = pairs[left, best] >= pairs[best, right]
            pair = f"{left} {best}" if before_it else f"{best} {right}"
            why = f"the text has “{pair}” elsewhere"
            yield Proposal(word.start(), small, best, "vi-beside", "C", why, 0.65)


def _unlisted(
    words: list[regex.Match[str]], often: Counter[str], listed: set[tuple[str, str]]
) -> Iterator[Proposal]:
    for word in words:
        small = word[0].lower()
        if not word[0].islower() or often[small] > 1 or not is_syllable(small):
            continue
        if _without_tone(small) in listed:
            continue
        near = [other for other in _near(small) if _without_tone(other) in listed]
        best = sorted(dict.fromkeys(near), key=lambda other: -often[other])[:3]
        yield Proposal(
            word.start(),
            word[0],
            best[0] if best else None,
            "vi-unlisted",
            "C",
            "the dictionary has no such syllable",
            0.7,
            tuple(best[1:]),
        )


def _foreign(small: str) -> bool:
    """Whether the marks of a word are those of French: é è ê à â and so on, no Vietnamese tone."""
    tones = set(unicodedata.normalize("NFD", small)) & {"\u0309", "\u0323", "\u031b", "\u0303"}
    return not tones and (len(small) > 4 or regex.search("[éè]", small) is not None)


def _wrong_partners(
    text: str, words: list[regex.Match[str]], often: Counter[str]
) -> Iterator[Proposal]:
    pairs, bound, _ = _compounds()
    for n, word in enumerate(words):
        small = word[0].lower()
        after = words[n + 1] if n + 1 < len(words) and _beside(text, word, words[n + 1]) else None
        before = words[n - 1] if n and _beside(text, words[n - 1], word) else None
        left = before[0].lower() if before else ""
        right = after[0].lower() if after else ""
        if f"{small} {right}" in pairs or f"{left} {small}" in pairs or not is_syllable(small):
            continue
        found = [
            other
            for other in _near(small)
            if other != small
            and ((right and f"{other} {right}" in pairs) or (left and f"{left} {other}" in pairs))
        ]
        found = [other for other in found if often[small] < _FAR_OFTENER + often[other]]
        if found:
            best = max(found, key=lambda other: often[other])
            pair = f"{best} {right}" if f"{best} {right}" in pairs else f"{left} {best}"
            why = f"one says “{pair}”; a letter or tone may have been misread"
            after_ = _cased(best, word[0])
            yield Proposal(word.start(), word[0], after_, "vi-compound", "C", why, 0.75)
        elif small in bound and left not in bound[small] and right not in bound[small]:
            near = [head + small for head in _HEADS if head and is_syllable(head + small)]
            why = f"“{small}” hardly stands alone; a letter may have been lost"
            near.sort(key=lambda other: (-often[other], other != "tức"))
            yield Proposal(
                word.start(), word[0], near[0] if near else None, "vi-lost-letter", "C", why, 0.7
            )


def _beside(text: str, one: regex.Match[str], two: regex.Match[str]) -> bool:
    return text[one.end() : two.start()] in (" ", "-")


@lru_cache(50_000)
def _near(word: str) -> tuple[str, ...]:
    """The words that a scanner could have taken for this one: another tone, a letter like it."""
    return tuple(dict.fromkeys(_changed(word)))


def _changed(word: str) -> Iterator[str]:
    toneless, tone = _without_tone(word)
    for other in _TONES:
        if other != tone and (toned := _with_tone(toneless, other)):
            yield toned
    for alike in _ALIKE:
        for found in regex.finditer(alike[0], toneless):
            changed = toneless[: found.start()] + alike[1] + toneless[found.end() :]
            for other in dict.fromkeys((tone, *_TONES)):
                if toned := _with_tone(changed, other):
                    yield toned
    if len(word) > 3 and word[0] in "hktnc":
        yield word[1:]
    if word[:2] == "xa" or word[:2] == "xả":
        yield "s" + word[1:]
    yield from _garbled(word)


def _garbled(word: str) -> Iterator[str]:
    """qn for qu, and o with its circumflex lost: what is left of “quốc”."""
    if word.startswith("qn"):
        rest = word[2:]
        for tone in _TONES:
            if toned := _with_tone("qu" + _without_tone(rest)[0].replace("o", "ô"), tone):
                yield toned


def _without_tone(word: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in apart if mark in _TONES[1:]), "")
    return unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart), tone


def _with_tone(toneless: str, tone: str) -> str:
    """A syllable with a tone on its main vowel; nothing if it has no vowel."""
    vowels = list(regex.finditer("[aăâeêioôơuưy]", toneless))
    if toneless[:2] in ("qu", "gi") and len(vowels) > 1:
        vowels = vowels[1:]
    if not vowels:
        return ""
    marked_ones = [vowel for vowel in vowels if vowel[0] in "ăâêôơư"]
    closed = toneless[vowels[-1].end() :] != ""
    main = marked_ones[-1] if marked_ones else vowels[-1 if closed or len(vowels) == 1 else -2]
    if len(vowels) == 3 and not marked_ones:
        main = vowels[1]
    at = main.end()
    return unicodedata.normalize("NFC", toneless[:at] + tone + toneless[at:])


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
