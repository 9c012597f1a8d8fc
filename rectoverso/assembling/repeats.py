"""Find paragraphs that are told twice, in one chapter or in two, and say where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from zlib import crc32

import regex

from rectoverso.assembling.proposals import protected
from rectoverso.model.source import Source

SHINGLE = 8  # letters
SHARED = 0.22  # of the shingles of the shorter: below lies only chance (0.15 at most, measured)
SHORTEST = 60  # letters; shorter paragraphs repeat by chance
_SAMPLE = 4  # one shingle in so many stands for all
_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
_FOLDED = str.maketrans("يكىۀةآأإؤ", "یکیههاااو")
_PARAGRAPH = regex.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph: in which chapter, where, and its words."""

    chapter: str
    start: int
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two paragraphs that tell the same, the first before the second; likeness from 0 to 1."""

    first: Told
    second: Told
    likeness: float

    @property
    def differences(self) -> str:
        """The words that differ: [-of the first-] {+of the second+}, long equal stretches cut."""
        return _differences(self.first.words.split(), self.second.words.split())


def repeats(chapters: Mapping[str, str]) -> Iterator[Repeat]:
    """The pairs of paragraphs that tell the same, surest first; `chapters` are texts by name."""
    told = [
        Told(name, found.start(), words, source.span(found.start()).line)
        for name, source in ((name, Source(name, text)) for name, text in chapters.items())
        for found in _PARAGRAPH.finditer(source.text)
        if len(words := _read(found[0])) >= SHORTEST
    ]
    shingles = [_shingles(one.words) for one in told]
    where: dict[int, list[int]] = defaultdict(list)
    for n, own in enumerate(shingles):
        for shingle in own:
            where[shingle].append(n)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in where.values():
        if len(places) <= 30:  # what stands everywhere is a phrase, not a repeat
            for k, one in enumerate(places):
                for other in places[k + 1 :]:
                    shared[one, other] += 1
    found = []
    for (one, other), count in shared.items():
        likeness = count / min(len(shingles[one]), len(shingles[other]))
        if likeness >= SHARED * 0.6:
            exact = _containment(told[one].words, told[other].words)
            if exact >= SHARED:
                found.append(Repeat(told[one], told[other], round(exact, 2)))
    yield from sorted(found, key=lambda pair: (-pair.likeness, pair.first.start))


def _read(paragraph: str) -> str:
    """The words of a paragraph as a reader has them: no attributes, code or addresses."""
    pieces, at = [], 0
    for stretch in protected(paragraph):
        pieces.append(paragraph[at : stretch.start])
        at = stretch.stop
    return "".join([*pieces, paragraph[at:]])


def _folded(words: str) -> str:
    return str(_LETTERS.sub("", words.translate(_FOLDED).lower()))


def _shingles(words: str) -> frozenset[int]:
    """A sample of the shingles, the same ones wherever they stand."""
    letters = _folded(words).encode()
    # Of a script with two bytes to a letter, sixteen bytes are eight letters.
    width = SHINGLE * max(1, round(len(letters) / max(1, len(_folded(words)))))
    every = (crc32(letters[n : n + width]) for n in range(len(letters) - width + 1))
    return frozenset(code for code in every if code % _SAMPLE == 0)


def _containment(one: str, other: str) -> float:
    first, second = (
        {letters[n : n + SHINGLE] for n in range(len(letters) - SHINGLE + 1)}
        for letters in (_folded(one), _folded(other))
    )
    return len(first & second) / max(1, min(len(first), len(second)))


def _differences(one: list[str], other: list[str]) -> str:
    said = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            kept = one[a:b]
            said += kept if len(kept) <= 6 else [*kept[:3], "…", *kept[-3:]]
            continue
        said += ["[-" + " ".join(one[a:b]) + "-]"] if a < b else []
        said += ["{+" + " ".join(other[c:d]) + "+}"] if c < d else []
    return " ".join(said)
