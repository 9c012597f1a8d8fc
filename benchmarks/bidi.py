"""Measure what correct lines and readable text cost: python benchmarks/bidi.py [ROUNDS]

The sections of the book in this repository, and a light book in each script, are typeset by turns
with WeasyPrint's own lines, with ours (the bidi pass), and with ours and a text for each glyph
(`extraction`). Lines are filled one by one in all of them, and nothing hangs in the margin: what
choosing lines for the paragraph costs is measured by `spacing.py`. Every turn has a process of its
own. Given is processor time, of each section the least of all rounds: whatever else is done on the
machine only adds to it.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

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
Times = list[tuple[float, float]]  # of each section, to lay out and to write
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
    settings = checked.book.settings
    sheet = replace(settings.sheet, justify="greedy", hang=False)
    book = replace(checked.book, settings=replace(settings, sheet=sheet))
    css = "\n".join((common_css(book, look), page_css(book, look, page_styles(book))))
    bodies = print_html(book, checked.manuscript, look, faces, {}, {})
    return [print_document(book, look, [body]) for body in bodies], css, faces


def light(lang: str, job: Job) -> Job:
    """Plain justified paragraphs in one language."""
    chance, words = random.Random(1), WORDS[lang].split(" ")
    body = "".join(f"<p>{' '.join(chance.choices(words, k=110))}.</p>" for _ in range(60))
    direction = "rtl" if lang == "fa" else "ltr"
    html = f'<html lang="{lang}" dir="{direction}"><body>{body}</body></html>'
    return [html], LIGHT, job[2]


def timed(way: str, job: Job) -> Times:
    """Seconds of processor time, measured in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            for name in WAYS[way]:
                setattr(typeset, name, lambda: None)
            with os.fdopen(writing, "w") as answer:
                json.dump(_typeset(*job), answer)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return [(layout, written) for layout, written in json.loads(told)]


def _typeset(sections: Sequence[str], css: str, faces: Sequence[Face]) -> Times:
    typeset.typeset("<p>a", css, faces).pdf()  # whatever is done once in a process
    times = []
    for html in sections:
        gc.collect()
        begun = time.process_time()
        pages = typeset.typeset(html, css, faces)
        between = time.process_time()
        pages.pdf()
        times.append((between - begun, time.process_time() - between))
    return times


def compare(name: str, job: Job, rounds: int) -> None:
    """Print a row of figures for each way of typesetting."""
    figures: dict[str, list[Times]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, found in figures.items():
            found.append(timed(way, job))
    print(f"{name}\n  {'':26}{'layout':>8}{'writing':>9}{'both':>7}   (seconds; times the first)")
    plain: tuple[float, ...] = ()
    for way, found in figures.items():
        layout, writing = (
            sum(
                min(times)
                for times in zip(*([one[part] for one in turn] for turn in found), strict=True)
            )
            for part in (0, 1)
        )
        took = (layout, writing, layout + writing)
        plain = plain or took
        print(
            f"  {way:26}{took[0]:8.2f}{took[1]:9.2f}{took[2]:7.2f}   "
            + " ".join(f"{one / other:.3f}" for one, other in zip(took, plain, strict=True)),
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
