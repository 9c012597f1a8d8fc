"""The gallery of mixed lines: each case of tests/books/directions is set and read back.

What is expected there is what is seen from left to right, a word to a line, `--` between lines.
"""

from __future__ import annotations

from pathlib import Path

import icu
import pytest

from tests import chromium
from tests.literate import Example, examples
from tests.reading_pdf import Line
from tests.setting import rows, seen, style

GALLERY = Path(__file__).resolve().parent.parent / "books" / "directions"
CASES = [case for path in sorted(GALLERY.glob("*.md")) for case in examples(path)]
WRITTEN = [case for case in CASES if case.path.stem == "text"]

_ONE_BRACKET = str.maketrans("()[]{}«»", "(([[{{««")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_line_is_seen_as_it_should_be(case: Example) -> None:
    assert "\n--\n".join("\n".join(seen(row)) for row in rows(case.text)) == case.expected


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.slow
@pytest.mark.skipif(not chromium.CHROMIUM, reason="no Chromium here")
def test_chromium_shows_the_same_order(tmp_path: Path) -> None:
    sheet = style().replace("@page", "@media print { @page") + "} section { width: 100mm }"
    theirs = chromium.shown([case.text for case in WRITTEN], sheet, tmp_path)
    ours = [[letters(row) for row in rows(case.text)] for case in WRITTEN]
    # Where the two break lines at different words there is nothing to compare.
    compared = [
        (str(case), one, [line.translate(_ONE_BRACKET) for line in other])
        for case, one, other in zip(WRITTEN, ours, theirs, strict=True)
        if len("".join(one)) == len("".join(other)) and [*map(len, one)] == [*map(len, other)]
    ]

    assert [(case, one) for case, one, _ in compared] == [
        (case, other) for case, _, other in compared
    ]
    assert len(compared) >= 60


def letters(line: Line) -> str:
    """All letters of a line from left to right."""
    shown = ""
    for cluster in line.clusters:
        text = "".join(c for c in cluster.text if not c.isspace() and icu.Char.charType(c) != 16)
        rtl = text and icu.Char.charDirection(text[0]) in (1, 13)
        shown += text[::-1] if rtl else text
    return shown.translate(_ONE_BRACKET)
