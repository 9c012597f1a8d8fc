"""Unicode's own cases: every level and every order in BidiTest.txt and BidiCharacterTest.txt.

The files are Debian's package `unicode-data` (CI installs it); without it these tests are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import icu
import pytest

from rectoverso.writing.bidi import embedding_levels, visual_order

UNICODE = Path("/usr/share/unicode")

AUTO = int(icu.Bidi.DEFAULT_LTR)
BASES = {1: AUTO, 2: 0, 4: 1}  # the bits of BidiTest.txt

# A character for each bidirectional class.
OF_CLASS = {
    "L": "a", "R": "א", "AL": "ب", "EN": "1", "ES": "-", "ET": "%", "AN": "٣", "CS": ",",
    "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "NSM": "\u0300", "BN": "\u00ad",
    "LRE": "\u202a", "RLE": "\u202b", "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


def data_lines(name: str) -> Iterator[str]:
    path = UNICODE / name
    if not path.exists() and os.environ.get("CI"):
        pytest.fail(f"{path} is not here, and CI must have it")
    if not path.exists():
        pytest.skip(f"{path} is not here: install the package unicode-data")
    with path.open(encoding="utf-8") as file:
        yield from (line.strip() for line in file if line.strip() and line[0] != "#")


def shown(levels: bytes, expected: list[str]) -> list[int]:
    """The order of what rule X9 leaves, as positions in the whole."""
    kept = [at for at, level in enumerate(expected) if level != "x"]
    return [kept[at] for at in visual_order([levels[at] for at in kept])]


def fault(text: str, base: int, expected: list[str], order: list[int]) -> str:
    """What is wrong with a case, or nothing."""
    levels = embedding_levels.__wrapped__(text, base)
    found = [
        "x" if want == "x" else str(level) for level, want in zip(levels, expected, strict=True)
    ]
    if found != expected:
        return f"{text!r} at {base}: levels {found}, not {expected}"
    if shown(levels, expected) != order:
        return f"{text!r} at {base}: order {shown(levels, expected)}, not {order}"
    return ""


@pytest.mark.slow
def test_every_case_of_bidi_test() -> None:
    levels: list[str] = []
    order: list[int] = []
    faults, cases = [], 0
    for line in data_lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = line.split()[1:]
        elif line.startswith("@Reorder:"):
            order = [int(at) for at in line.split()[1:]]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join(OF_CLASS[name] for name in classes.split())
            for bit, base in BASES.items():
                if int(bits, 16) & bit:
                    cases += 1
                    faults.append(fault(text, base, levels, order))

    assert list(filter(None, faults))[:5] == []
    assert cases > 700_000


@pytest.mark.slow
def test_every_case_of_bidi_character_test() -> None:
    faults = []
    for line in data_lines("BidiCharacterTest.txt"):
        codes, base, _, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        start = {"0": 0, "1": 1, "2": AUTO}[base]
        faults.append(fault(text, start, levels.split(), [int(at) for at in order.split()]))

    assert list(filter(None, faults))[:5] == []
    assert len(faults) > 90_000


def test_runs_in_visual_order_are_characters_in_visual_order() -> None:
    """Reordering whole runs of one level and reordering characters is the same."""
    for text in ("سلام abc ۱۲ (def) 3.5%", "abc שלום 12, גדול!", "۱٫۵ a⁧b 1 ב⁩ ۲"):
        for base in (0, 1):
            levels = embedding_levels(text, base)
            places = [list(run) for _, run in groupby(range(len(text)), levels.__getitem__)]
            by_run = visual_order([levels[run[0]] for run in places])
            characters = [
                at
                for run in by_run
                for at in places[run][:: -1 if levels[places[run][0]] % 2 else 1]
            ]
            assert characters == visual_order(levels)


def test_a_text_may_have_brackets_without_number():
    """Looked through anew for each pair, this text would take hours."""
    text = "(ب) a " * 50_000

    assert embedding_levels(text, 0) == bytes((0, 1, 0, 0, 0, 0)) * 50_000
