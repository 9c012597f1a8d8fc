"""Measure what correct lines and readable text cost: python benchmarks/bidi.py [ROUNDS]

The sections of the book in this repository, and a light book in each script, are typeset by turns
with WeasyPrint's own lines, with ours (the bidi pass), and with ours and a text for each glyph
(`extraction`). Every turn has a process of its own. Given are medians of processor time, and the
medians of the ratios of each turn to the one before it.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from books import WORDS  # noqa: E402

from rectoverso.app.check import check  # noqa: E402
from rectoverso.writing.fonts import Face, read_faces  # noqa: E402
from rectoverso.writing.layout import read_look  # noqa: E402
from rectoverso.writing.paper import typeset  # noqa: E402
from rectoverso.writing.paper.pages import page_styles  # noqa: E402
from rectoverso.writing.paper.sections import (  # noqa: E402
    common_css,
    page_css,
    print_document,
    print_html,
)

Job = tuple[list[str], str, tuple[Face, ...]]  # HTML, CSS, faces
LIGHT = """
    @page { size: 148mm 210mm; margin: 20mm }
    body { font: 11pt/1.5 Literata, Noto Naskh Arabic, Noto Serif Devanagari }
    p { margin: 0; text-indent: 1em; text-align: justify }
"""
WAYS: dict[str, tuple[str, ...]] = {  # and what is left out
    "WeasyPrint's lines": ("correct_weasyprint", "correct_extraction"),
    "bidi pass": ("correct_extraction",),
    "bidi pass and extraction": (),
}


def sample() -> Job:
    """The sections of this repository's book."""
    checked = check(ROOT, lambda _: None)
    look = read_look(checked.manuscript.styles)
    faces = tuple(read_faces(checked.manuscript.fonts))
    styles = page_styles(checked.book)
    css = "\n".join((common_css(checked.book, look), page_css(checked.book, look, styles)))
    bodies = print_html(checked.book, checked.manuscript, look, faces, {}, {})
    return [print_document(checked.book, look, [body]) for body in bodies], css, faces


def light(lang: str, job: Job) -> Job:
    """Plain justified paragraphs in one language."""
    chance, words = random.Random(1), WORDS[lang].split(" ")
    body = "".join(f"<p>{' '.join(chance.choices(words, k=110))}.</p>" for _ in range(60))
    direction = "rtl" if lang == "fa" else "ltr"
    html = f'<html lang="{lang}" dir="{direction}"><body>{body}</body></html>'
    return [html], LIGHT, job[2]


def timed(way: str, job: Job) -> tuple[float, float]:
    """Seconds of processor time to lay out and to write, measured in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            for name in WAYS[way]:
                setattr(typeset, name, lambda: None)
            os.write(writing, json.dumps(_typeset(*job)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    layout, written = json.loads(told)
    return layout, written


def _typeset(sections: Sequence[str], css: str, faces: Sequence[Face]) -> tuple[float, float]:
    typeset.typeset("<p>a", css, faces).pdf()  # whatever is done once in a process
    begun = time.process_time()
    pages = [typeset.typeset(html, css, faces) for html in sections]
    between = time.process_time()
    for section in pages:
        section.pdf()
    return between - begun, time.process_time() - between


def compare(name: str, job: Job, rounds: int) -> None:
    """Print a row of figures for each way of typesetting."""
    figures: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, found in figures.items():
            found.append(timed(way, job))
    plain = figures["WeasyPrint's lines"]
    print(f"{name}\n  {'':26}{'layout':>8}{'writing':>9}{'both':>7}   (seconds; times the first)")

    def ratio(found: Sequence[tuple[float, float]], part: Callable[..., float]) -> float:
        return median(part(one) / part(other) for one, other in zip(found, plain, strict=True))

    for way, found in figures.items():
        layout, writing = median(one[0] for one in found), median(one[1] for one in found)
        both = median(map(sum, found))
        print(
            f"  {way:26}{layout:8.2f}{writing:9.2f}{both:7.2f}   "
            f"{ratio(found, lambda one: one[0]):.3f} {ratio(found, lambda one: one[1]):.3f} "
            f"{ratio(found, sum):.3f}",
            flush=True,
        )


def main() -> None:
    """Measure everything, in as many rounds as asked for."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    book = sample()
    compare("sample book", book, rounds)
    for lang in ("fa", "ne", "vi"):
        compare(f"plain book, {lang}", light(lang, book), rounds)


if __name__ == "__main__":
    main()
