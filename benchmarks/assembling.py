"""Measure the repair of raw texts: python benchmarks/assembling.py GOLD SOURCE.

GOLD is a file of Persian sentences with their half-spaces in the last of tab-separated columns (a
heading first; the corpus in the first column); SOURCE is a Persian text, of which a text of 1 MB is
made, its words in random order. A third of the sentences, told by their hash, was set aside
when rules were made: it is told apart.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from gold import sentences, visible

from rectoverso.assembling.persian import restored
from rectoverso.assembling.persian_spaces import joined
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words

PARTS = ("tuned on", "set aside")


def parts(gold: Path) -> Iterator[tuple[str, str, str]]:
    """Corpus, part and text of each sentence."""
    for corpus, stripped, right in sentences(gold):
        aside = int(hashlib.sha256(stripped.encode()).hexdigest(), 16) % 3 == 0
        yield corpus, PARTS[aside], right


def glued(texts: list[str]) -> str:
    """Precision, recall and the precision of tier A, for half-spaces that were lost."""
    wanted, offset, stripped = set(), 0, [text.replace(HALF_SPACE, "") for text in texts]
    for text, bare in zip(texts, stripped, strict=True):
        wanted |= {offset + place for place in visible(text)}
        offset += len(bare) + 1
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in restored("\n".join(stripped), ()):
        found[one.tier] += len(one.places)
        right[one.tier] += len(wanted & set(one.places))
    sure = right["A"] / found["A"]
    precise, recalled = right.total() / found.total(), right.total() / len(wanted)
    return f"{len(wanted)} | {precise:.3f} | {recalled:.3f} | {sure:.3f}"


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
    gold, source = map(Path, sys.argv[1:])
    begun = time.process_time()
    persian_words()
    print(f"word list: {time.process_time() - begun:.2f} s")
    print(f"1 MB: {assembled(source)}")
    print("| | half-spaces | precision | recall | tier A |\n|---|---|---|---|---|")
    for part in PARTS:
        whole = []
        for corpus in ("perdt", "seraji"):
            texts = [text for name, of, text in parts(gold) if (name, of) == (corpus, part)]
            print(f"| lost, {corpus}, {part} | {glued(texts)} |")
            whole += texts
        print(f"| spaces instead, both, {part} | {spaced(whole)} |")


if __name__ == "__main__":
    main()
