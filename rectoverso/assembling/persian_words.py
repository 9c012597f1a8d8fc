"""The Persian word list (Lilak): which forms a word has, and where their half-spaces stand."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HALF_SPACE = "\N{ZERO WIDTH NON-JOINER}"
DATA = Path(__file__).with_name("data")

# Letters that never join the next one: behind them a half-space cannot be seen.
UNJOINED = frozenset("اآأإٱدذرزژوؤءةۀ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as the list writes it, from which stem it comes, and what is appended to that."""

    form: str
    stem: str
    ending: str = ""

    @property
    def parted(self) -> bool:
        """Whether a half-space can be seen in it."""
        return bool(seen(self.form))


@dataclass(frozen=True, slots=True)
class Found:
    """A form with half-spaces for a word without: by which rule, how sure, and why."""

    form: str
    rule: str
    tier: str
    reason: str
    others: tuple[str, ...] = ()


def seen(form: str) -> tuple[int, ...]:
    """Behind how many letters the visible half-spaces of a form stand."""
    places, letters, last = [], 0, ""
    for sign in form:
        if sign == HALF_SPACE:
            if last and last not in UNJOINED:
                places.append(letters)
        else:
            letters, last = letters + 1, sign
    return tuple(places)


@dataclass(frozen=True, slots=True)
class Words:
    """The list, by words without half-spaces.

    `stems` gives for a word its spellings with their flags ("stem/flags", a space between them;
    nothing, where the word is its own only spelling and takes no ending);
    `endings` gives for an ending the flags that allow it, each with the ending as it is written.
    """

    stems: Mapping[str, str]
    endings: Mapping[str, tuple[tuple[str, str], ...]]
    longest: int
    # A text has the same words again and again.
    known: dict[str, tuple[Reading, ...]] = field(default_factory=dict, compare=False)

    def readings(self, word: str) -> tuple[Reading, ...]:
        """All readings of a word that is written without half-spaces. None: it is not listed."""
        if word not in self.known:
            self.known[word] = tuple(self._readings(word))
        return self.known[word]

    def _readings(self, word: str) -> Iterator[Reading]:
        for cut in range(len(word), max(1, len(word) - self.longest) - 1, -1):
            spellings = self.stems.get(word[:cut])
            if spellings is None:
                continue
            ending = word[cut:]
            for spelling in spellings.split(" ") if spellings else (word[:cut],):
                stem, _, flags = spelling.partition("/")
                if self._joined_plural(stem):
                    continue
                if not ending:
                    yield Reading(stem, stem)
                    continue
                for flag, written in self.endings.get(ending, ()):
                    if flag in flags and flags.index(flag) % 2 == 0 and _allowed(stem, written):
                        yield Reading(stem + written, stem, written)

    def _joined_plural(self, stem: str) -> bool:
        plural = _JOINED_PLURAL.fullmatch(stem)
        if plural is None or plural[1][-1] in UNJOINED | {HALF_SPACE} or stem in _NO_PLURALS:
            return False
        return "sg" in self.stems.get(plural[1].replace(HALF_SPACE, ""), "")

    def knows(self, word: str) -> bool:
        """Whether the word is listed, or a listed form, half-spaces left aside."""
        return word in self.stems or bool(self.readings(word))

    def whole(self, word: str) -> bool:
        """Whether the word is right as it stands: listed without any half-space that shows."""
        return any(not reading.parted for reading in self.readings(word))


# The list also has plurals and comparatives that are joined on; these words are none.
_NO_PLURALS = frozenset("تنها منتها انتها اشتها آنها اینها".split())
_JOINED_PLURAL = re.compile("(.+)ها(?:ی|یی)?")


def _allowed(stem: str, ending: str) -> bool:
    return not ending.startswith(("ها", "تر")) or stem[-1] in UNJOINED


@cache
def persian_words() -> Words:
    """Lilak 3.3, packed by `data/pack.py`; read once in a run, within a tenth of a second."""
    packed = gzip.decompress((DATA / "fa.words.gz").read_bytes()).decode()
    keys, _, values = packed.partition("\n\n")
    endings: dict[str, list[tuple[str, str]]] = {}
    for line in (DATA / "fa.endings").read_text("utf-8").splitlines():
        flag, _, written = line.partition(" ")
        endings.setdefault(written.replace(HALF_SPACE, ""), []).append((flag, written))
    return Words(
        dict(zip(keys.split("\n"), values.split("\n"), strict=True)),
        {ending: tuple(pairs) for ending, pairs in endings.items()},
        max(map(len, endings)),
    )
