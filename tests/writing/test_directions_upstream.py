"""What WeasyPrint sets wrong by itself. If one of these fails, its correction may go."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from rectoverso.writing.paper.typeset import correct
from tests.reading_pdf import Line, pdf_pages
from tests.setting import MARGIN, POINTS, rows, seen, style

RIGHT = MARGIN + 100 * POINTS
_BY_ITSELF = """
import base64, json, sys, weasyprint
def made(body):
    try:
        return weasyprint.HTML(string=body).write_pdf()
    except RecursionError:
        return weasyprint.HTML(string="").write_pdf()
sys.setrecursionlimit(10_000)
json.dump([base64.b64encode(made(one)).decode() for one in json.load(sys.stdin)], sys.stdout)
"""


@dataclass(frozen=True)
class Fault:
    """A body, and whether its lines came out right; `module` of `corrections` sees to that."""

    module: str
    body: str
    right: Callable[[list[Line]], bool]


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 0.5


def _even(line: Line) -> bool:
    gaps = line.gaps()
    return max(gaps) - min(gaps) < 0.1


def _words(*words: str) -> Callable[[list[Line]], bool]:
    return lambda lines: [word for line in lines for word in seen(line)] == list(words)


def _fills(line: Line) -> bool:
    return _near(line.left, MARGIN) and _near(line.right, RIGHT)


def _by_page(lines: list[Line]) -> list[list[Line]]:
    """The lines of each page: the first one of a page stands above the last of the one before."""
    found: list[list[Line]] = []
    for line in lines:
        if not found or line.y < found[-1][-1].y:
            found.append([])
        found[-1].append(line)
    return found


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines)


def _called(before: int, length: int) -> str:
    """Words, and the call of a note of so many words."""
    return f"{'word ' * before}called<i>note: {'word ' * length}</i> "


PAGE = "@page { size: 200pt 160pt; margin: 10pt; @footnote { margin-top: 6pt } }"
NOTES = """
    p { margin: 0; font-size: 10pt; line-height: 14pt; orphans: 2; widows: 2 }
    i { float: footnote; footnote-policy: line; font: 8pt Literata }
"""
LONG = "سطری که تا پایان پهنای صفحه می‌رود و از آن می‌گذرد و <b>پررنگ</b> هم دارد، "
FAULTS = {
    "boxes stand in the order of their block": Fault(
        "lines",
        "<p dir=rtl>نام <b>The</b> <i>Art</i> است</p>",
        _words("است", "The", "Art", "نام"),
    ),
    "isolates end where boxes do": Fault(
        "paragraph",
        "<p dir=rtl>آن \N{LEFT-TO-RIGHT ISOLATE}a, <b>b!</b>\N{POP DIRECTIONAL ISOLATE} بود</p>",
        _words("بود", "a,", "b!", "آن"),
    ),
    "a justified line keeps its last space": Fault(
        "lines",
        f"<p dir=rtl style='text-align: justify'>{LONG * 3}",
        lambda lines: _fills(lines[0]) and _fills(lines[1]),
    ),
    "spaces of two faces are uneven": Fault(
        "spacing",
        "<style>i { font: 10pt Vazirmatn }</style><p dir=ltr style='text-align: justify'>"
        f"{'some words and <i>others in another face</i> in it ' * 6}",
        lambda lines: _even(lines[0]) and _even(lines[1]),
    ),
    "a right-to-left line is indented at its end": Fault(
        "lines",
        f"<p dir=rtl style='text-indent: 20pt; text-align: justify'>{LONG * 3}",
        lambda lines: _near(lines[0].right, RIGHT - 20) and _near(lines[0].left, MARGIN),
    ),
    "text runs into a float of its line": Fault(
        "lines",
        "<p dir=rtl style='text-align: justify'>"
        f"<span style='float: right; width: 20mm; height: 6mm'></span>{LONG * 3}",
        lambda lines: _near(lines[0].right, RIGHT - 20 * POINTS),
    ),
    "a direction is not found in the text": Fault(
        "directions",
        "<p dir=auto>کتاب خوب</p>",
        lambda lines: _near(lines[0].right, RIGHT),
    ),
    "the last words of a line do not fit it, for the space behind them": Fault(
        "breaking",
        "<p style='width: 46pt; font-size: 10.5pt'>the word <b>bold</b></p>",
        lambda lines: [line.text for line in lines] == ["the word", "bold"],
    ),
    "a word is torn in markup within markup": Fault(
        "breaking",
        "<p style='width: 108pt; font-size: 10.5pt; overflow-wrap: break-word'>"
        "<span>wandered between <i>Brussels</i>, Geneva</span></p>",
        lambda lines: [line.text for line in lines] == ["wandered between", "Brussels, Geneva"],
    ),
    "letters of a drawing stand each by itself": Fault(
        "drawings",
        "<svg xmlns='http://www.w3.org/2000/svg' width=200 height=40>"
        "<text x=20 y=20 font-family=Vazirmatn>کتاب</text></svg>",
        _words("کتاب"),
    ),
    "a note leaves the page of its call": Fault(
        "footnotes",
        f"<style>{PAGE}{NOTES}</style><p>{_called(10, 11)}{'word ' * 3}</p>"
        f"<p>{_called(0, 9)}{_called(4, 8)}{'word ' * 16}</p>",
        lambda lines: all(
            text.count("called") == text.count("note:") for text in map(_text, _by_page(lines))
        ),
    ),
    "a note too tall for its page leaves it": Fault(
        "continuing",
        f"<style>{PAGE}{NOTES}</style><p>{_called(9, 200)}{'word ' * 30}</p>",
        lambda lines: all(10 < line.y < 150 for line in lines),
    ),
    "a figure leaves the rest of its page empty": Fault(
        "deferring",
        f"<style>{PAGE}</style><p>Before<figure style='break-inside: avoid'>"
        "<div style='height: 110pt'></div><figcaption>Said</figcaption></figure><p>After",
        lambda lines: [line.text for line in lines] == ["Before", "After", "Said"],
    ),
    "a caption is as narrow as its table": Fault(
        "tables",
        "<table><caption>Words of a caption</caption><tr><td>a",
        lambda lines: [line.text for line in lines] == ["Words of a caption", "a"],
    ),
    "a running head leaves the page": Fault(
        "heads",
        "<style>@page { size: 200pt; @top-center { white-space: nowrap; "
        f"content: '{'A very long title ' * 5}' }} }}</style><p>word",
        lambda lines: all(line.left > 0 and line.right < 200 for line in lines),
    ),
    "what stands too deep in other elements cannot be set": Fault(
        "nesting",
        f"{'<div>' * 2500}word",
        lambda lines: [line.text for line in lines] == ["word"],
    ),
    "letters are torn apart at markup": Fault(
        "joining",
        "<p dir=rtl>بب</p><p dir=rtl>ب<span>ب</span></p>",
        lambda lines: len({tuple(c.code for c in line.clusters) for line in lines}) == 1,
    ),
}


@pytest.fixture(scope="module")
def by_itself() -> dict[str, list[Line]]:
    """The lines of each body as a WeasyPrint without corrections sets them."""
    documents = [
        f"<html lang=fa><style>{style()}</style><body>{fault.body}" for fault in FAULTS.values()
    ]
    done = subprocess.run(
        [sys.executable, "-c", _BY_ITSELF],
        input=json.dumps(documents).encode(),
        capture_output=True,
        check=True,
    )
    made = [pdf_pages(base64.b64decode(pdf)) for pdf in json.loads(done.stdout)]
    return {
        name: [row for page in pages for row in page.rows if row.visual.strip()]
        for name, pages in zip(FAULTS, made, strict=True)
    }


@pytest.mark.parametrize("name", FAULTS)
def test_weasyprint_still_errs(name: str, by_itself: dict[str, list[Line]]) -> None:
    fault = FAULTS[name]
    correct()

    assert fault.right(rows(fault.body))
    assert not fault.right(by_itself[name]), f"corrections/{fault.module}.py may not be needed"
