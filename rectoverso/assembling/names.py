"""Gather the spellings of one name across chapters and scripts, with the places of each."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.persian import bare, words_of
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words
from rectoverso.assembling.proposals import DATA, Proposal
from rectoverso.assembling.syllables import is_syllable

_LATIN = regex.compile(r"\p{Lu}[\p{Ll}\p{M}’']+(?:-\p{Lu}[\p{Ll}\p{M}]+)*")
# What makes of a Persian name another word, not another spelling.
ENDING = regex.compile("(?:یسم|یست|ها|های|هایی|ی|ان)+$")
# Consonants as each script writes them, by how they sound; vowels count for nothing.
_SOUNDS = {
    letter: sound
    for sound, letters in {
        "b": "bpبپपब",
        "t": "dđtتدطثतदडट",
        "k": "kcqgxکگقخغकखग",
        "l": "lلल",
        "m": "mمम",
        "n": "nنनण",
        "r": "rرर",
        "s": "szjشژجچسصزذضसशषजच",
        "v": "vwfوفभव",
    }.items()
    for letter in letters
}
_ALIKE = {
    frozenset(pair) for pair in ("vy", "nu", "ce", "eo", "ei", "co", "iy", "lt", "ao", "hb", "rn")
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the chapter, the offset, and the words as they are there."""

    chapter: str
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its spellings, the commonest first, each with its places."""

    spellings: tuple[tuple[str, tuple[Place, ...]], ...]

    @property
    def likely(self) -> str:
        """The spelling that a list of names has, else the commonest."""
        known = [spelling for spelling, _ in self.spellings if spelling in _gazetteer()]
        return known[0] if known else self.spellings[0][0]


@cache
def _gazetteer() -> frozenset[str]:
    lines = (DATA / "places").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("//") for name in line.split())


def names(chapters: Mapping[str, tuple[str, Passages]]) -> tuple[Name, ...]:
    """The names with more than one spelling; `chapters` are texts with passages, by name."""
    places: dict[str, list[Place]] = defaultdict(list)
    for chapter, (text, passages) in chapters.items():
        for place in _found(chapter, text, passages):
            places[place.words].append(place)
    groups = _grouped(sorted(places, key=lambda name: (-len(places[name]), name)))
    return tuple(
        Name(tuple((spelling, tuple(places[spelling])) for spelling in group))
        for group in groups
        if len(group) > 1 or any(spelling not in places for spelling in group)
    )


def _found(chapter: str, text: str, passages: Passages) -> Iterator[Place]:
    for name in _LATIN.finditer(text):
        if len(name[0]) > 3 and not all(is_syllable(part) for part in name[0].lower().split("-")):
            yield Place(chapter, name.start(), name[0])
    words = persian_words()
    for word in words_of(text):
        plain = bare(word[0])
        if plain != word[0] or len(plain) < 5 or HALF_SPACE in plain:
            continue
        if passages.at(word.start()) == "fa" and not words.knows(plain):
            yield Place(chapter, word.start(), word[0])


def _grouped(spellings: list[str]) -> list[list[str]]:
    """Spellings that are near each other, each group begun by its commonest."""
    groups: list[list[str]] = []
    by_sound: dict[str, list[list[str]]] = defaultdict(list)
    known = sorted(_gazetteer())
    for spelling in spellings:
        sound = sounds(spelling)
        near = [
            group
            for key in dict.fromkeys(_keys(sound))
            for group in by_sound[key]
            if any(alike(spelling, other) for other in group)
        ]
        if near:
            near[0] += [] if spelling in near[0] else [spelling]
            continue
        # A name of which the book has only the wrong spelling, but a list the right one.
        right = next((name for name in known if _misspelt(spelling, name)), "")
        group = [spelling] if spelling in _gazetteer() or not right else [spelling, right]
        groups.append(group)
        for key in dict.fromkeys(_keys(sound)):
            by_sound[key].append(group)
    return groups


def _misspelt(spelling: str, name: str) -> bool:
    """Whether a listed name is misread here: its marks, or one letter for another like it."""
    one, other = _folded(spelling), _folded(name)
    if spelling == name or len(one) != len(other):
        return False
    differing = [frozenset(pair) for pair in zip(one, other, strict=True) if len(set(pair)) > 1]
    return not differing or (len(differing) == 1 and differing[0] in _ALIKE)


def _keys(sound: str) -> Iterator[str]:
    """The sound of a name, and it with one consonant lost: near names have one of these alike."""
    yield sound
    for at in range(len(sound)):
        shorter = sound[:at] + sound[at + 1 :]
        yield "".join(a for a, b in zip(shorter, f" {shorter}", strict=False) if a != b)


def alike(one: str, other: str) -> bool:
    """Whether two spellings are hardly two names.

    In one script they differ in a letter (in long names, two), or in marks alone; in two scripts
    they have the same consonants.
    """
    if _script(one) != _script(other):
        return len(sounds(one)) > 2 and sounds(one) == sounds(other)
    first, second = _folded(one), _folded(other)
    if first == second:
        return one != other
    if one[0] != other[0] or abs(len(first) - len(second)) > 2:
        return False
    longest = max(len(first), len(second))
    if longest < 5:
        differing = [{a, b} for a, b in zip(first, second, strict=False) if a != b]
        return len(first) == len(second) and len(differing) == 1 and differing[0] in _ALIKE
    inflected = first.startswith(second) or second.startswith(first)
    if inflected or ENDING.sub("", first) == ENDING.sub("", second):
        return False
    return _distance(first, second) <= (2 if longest > 9 and first.isascii() else 1)


def _script(name: str) -> str:
    return unicodedata.name(name[0], "?").split()[0]


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def sounds(name: str) -> str:
    """The consonants of a name, by how they sound, doubled ones once."""
    said = ""
    for letter in _folded(name):
        sound = _SOUNDS.get(letter, "")
        if sound and not said.endswith(sound):
            said += sound
    return said


def _distance(one: str, other: str) -> int:
    """How many letters must be changed, left out or put in (Levenshtein)."""
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        last, row[0] = row[0], n
        for m, b in enumerate(other, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (a != b))
    return row[-1]


def as_proposals(name: Name) -> Iterator[tuple[str, Proposal]]:
    """A proposal for each place of a rarer spelling, with its chapter; the likely one is put."""
    counts = Counter({spelling: len(places) for spelling, places in name.spellings})
    likely = name.likely
    for spelling, places in name.spellings:
        if spelling == likely or _script(spelling) != _script(likely):
            continue
        others = tuple(other for other in counts if other not in (spelling, likely))
        said = ", ".join(f"{other} ({count})" for other, count in counts.items() if count)
        for place in places:
            yield (
                place.chapter,
                Proposal(
                    place.start,
                    spelling,
                    likely,
                    "name",
                    "C",
                    f"one name in several spellings? {said}",
                    0.6,
                    others,
                ),
            )
    # Where the commonest may itself be the misread one, its places are shown, too.
    first, places = name.spellings[0]
    if first == likely and first not in _gazetteer() and len(first) < 5:
        for place in places:
            second = name.spellings[1][0]
            yield (
                place.chapter,
                Proposal(
                    place.start, first, second, "name", "C", "or is the rarer spelling right?", 0.5
                ),
            )
