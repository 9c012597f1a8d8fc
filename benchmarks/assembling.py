"""Measure the repair of raw texts: python benchmarks/assembling.py GOLD... SOURCE [ERRORS].

GOLD is a file of Persian sentences with their half-spaces in the last of tab-separated columns (a
heading first; the corpus in the first column), or a folder of translations (.po); SOURCE is a
Persian text, of which a text of 1 MB is made, its words in random order; ERRORS (.json) names
errors of SOURCE, each “bad” and “good”. A third of the sentences, told by their hash, was set aside
when rules were made: it is told apart.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from gold import named, sentences, visible

from rectoverso.assembling.persian import restored, words_of
from rectoverso.assembling.persian_spaces import joined
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words

PARTS = ("tuned on", "set aside")


@dataclass(frozen=True, slots=True)
class Count:
    """How many half-spaces texts have, how many are found, and how many of those rightly.

    `either` are found where the texts have none, but part the same word elsewhere.
    """

    wanted: int = 0
    found: int = 0
    right: int = 0
    either: int = 0
    sure: int = 0
    surely: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        lenient = (self.right + self.either) / self.found
        return (
            f"{self.wanted} | {self.right / self.found:.3f} | {self.right / self.wanted:.3f} | "
            f"{self.surely / self.sure:.3f} | {lenient:.3f}"
        )


def parts(golds: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Corpus, part and text of each sentence."""
    for gold in golds:
        for corpus, stripped, right in sentences(gold):
            aside = int(hashlib.sha256(stripped.encode()).hexdigest(), 16) % 3 == 0
            yield corpus, PARTS[aside], right


def glued(texts: list[str], parted: set[str]) -> Count:
    """What is found of half-spaces that were lost; `parted` are words a corpus writes with them."""
    wanted, offset, stripped = set(), 0, [text.replace(HALF_SPACE, "") for text in texts]
    for text, bare_text in zip(texts, stripped, strict=True):
        wanted |= {offset + place for place in visible(text)}
        offset += len(bare_text) + 1
    count = Count(wanted=len(wanted))
    for one in restored("\n".join(stripped), ()):
        places, right = len(one.places), len(wanted & set(one.places))
        either = places - right if one.after in parted else 0
        sure = one.tier == "A"
        count += Count(0, places, right, either, places * sure, right * sure)
    return count


def spaced(texts: list[str]) -> str:
    """Precision and recall where all half-spaces have become spaces."""
    right = found = wanted = 0
    for text in texts:
        own = {at for at, sign in enumerate(text) if sign == HALF_SPACE}
        places = {one.places[0] for one in joined(text.replace(HALF_SPACE, " "))}
        right, found, wanted = right + len(own & places), found + len(places), wanted + len(own)
    return f"{wanted} | {right / found:.3f} | {right / wanted:.3f} |"


def assembled(source: Path) -> str:
    """Seconds and megabytes of `assemble` for 1 MB of Persian."""
    chance = random.Random(1)
    paragraphs = [line.split() for line in source.read_text("utf-8").split("\n") if line.strip()]
    lines, size = [], 0
    while size < 10**6:
        words = chance.choice(paragraphs)
        lines.append(" ".join(chance.sample(words, len(words))))
        size += len(lines[-1].encode())
    with TemporaryDirectory() as name:
        text = Path(name) / "text.txt"
        text.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, "-m", "rectoverso", "assemble", "--project", name, str(text)]
        run(command, check=True, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss / 1024:.0f} MB"


def main() -> None:
    """Print the tables of README.md."""
    *golds, source = [Path(name) for name in sys.argv[1:] if not name.endswith(".json")]
    begun = time.process_time()
    persian_words()
    print(f"word list: {time.process_time() - begun:.2f} s")
    print(f"1 MB: {assembled(source)}")
    for errors in sys.argv[1:]:
        if errors.endswith(".json"):
            print(*named(source, Path(errors)), sep="\n")
    texts: dict[tuple[str, str], list[str]] = {}
    parted: dict[str, set[str]] = {}
    for corpus, part, text in parts(golds):
        texts.setdefault((part, corpus), []).append(text)
        parted.setdefault(corpus, set()).update(word[0] for word in words_of(text))
    print("| | half-spaces | precision | recall | tier A | either |\n|---|---|---|---|---|---|")
    for part in PARTS:
        whole = Count()
        for (of, corpus), some in texts.items():
            if of == part:
                whole += (count := glued(some, parted[corpus]))
                print(f"| lost, {corpus}, {part} | {count} |")
        print(f"| lost, all, {part} | {whole} |")
        every = [text for (of, _), some in texts.items() if of == part for text in some]
        print(f"| spaces instead, all, {part} | {spaced(every)} | |")


if __name__ == "__main__":
    main()
