"""Set a few lines of HTML in the book's own faces and read them back."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

import icu
import weasyprint
from fontTools.ttLib import TTFont

from rectoverso.writing.corrections.composing import correct_composing
from rectoverso.writing.corrections.extraction import correct_extraction
from rectoverso.writing.corrections.lines import correct_weasyprint
from rectoverso.writing.paper.typeset import deeply
from tests.reading_pdf import Cluster, Line, Page, pdf_pages

FONTS = Path(__file__).resolve().parent.parent / "fonts"

# Vazirmatn has a glyph for every letter; Naskh draws dots by themselves, so its glyphs cannot be
# told apart by their text.
FACES = {
    "Literata": ("literata/Literata", ("Regular", "Bold", "Italic")),
    "Vazirmatn": ("vazirmatn/Vazirmatn", ("Regular", "Bold")),
    "Noto Serif Hebrew": ("noto-serif-hebrew/NotoSerifHebrew", ("Regular", "Bold")),
    "Noto Serif Devanagari": ("noto-serif-devanagari/NotoSerifDevanagari", ("Regular", "Bold")),
}
POINTS = 72 / 25.4
MARGIN = 10 * POINTS

_BRACKETS = "()[]{}«»‹›<>"
_RTL = (1, 13)  # ICU's classes R and AL
_MARKS = (17, 18)


def faces() -> str:
    """The `@font-face` rules."""
    return "".join(
        f"@font-face {{ font-family: {name}; src: url({(FONTS / file).as_uri()}-{cut}.ttf); "
        f"font-weight: {'bold' if cut == 'Bold' else 'normal'}; "
        f"font-style: {'italic' if cut == 'Italic' else 'normal'} }}\n"
        for name, (file, cuts) in FACES.items()
        for cut in cuts
    )


def style(width: float = 100) -> str:
    """One endless page of this measure (in mm), all margins 10 mm."""
    return f"""{faces()}
        @page {{ size: {width + 20}mm 4000mm; margin: 10mm }}
        body {{ margin: 0; font: 10pt {", ".join(FACES)} }}
        p {{ margin: 0 0 6pt }}
    """


def pages(body: str, *, width: float = 100, css: str = "", lang: str = "fa") -> tuple[Page, ...]:
    """What comes out when this body is set on a measure of so many millimetres."""
    correct_weasyprint()
    correct_composing()
    correct_extraction()
    html = f"<html lang={lang}><style>{style(width)}{css}</style><body>{body}"
    with deeply():
        return pdf_pages(weasyprint.HTML(string=html).write_pdf())


def rows(body: str, **how: object) -> list[Line]:
    """The lines with something in them."""
    return [row for page in pages(body, **how) for row in page.rows if row.visual.strip()]  # type: ignore[arg-type]


def seen(line: Line) -> list[str]:
    """The words of a line from left to right; brackets as they look, letters as they are spelt.

    Inside a word a space parts what does not read in one go: `( سلام` is a bracket that opens and,
    right of it, the word.
    """
    words: list[list[Cluster]] = []
    for cluster in line.clusters:
        if not _look(cluster).strip():
            continue
        if words and cluster.x - words[-1][-1].right < 0.1 * cluster.size:
            words[-1].append(cluster)
        else:
            words.append([cluster])
    return [_word(word) for word in words]


def _word(clusters: list[Cluster]) -> str:
    pieces = []
    for side, group in groupby(clusters, key=lambda cluster: _is_rtl(_look(cluster))):
        looks = [_look(cluster) for cluster in group]
        pieces.append("".join(reversed(looks) if side else looks))
    return " ".join(pieces)


def _look(cluster: Cluster) -> str:
    text = cluster.text.strip("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
    if len(text) == 1 and text in _BRACKETS:
        return _brackets_of(cluster.font).get(cluster.code, text)
    return text


@cache
def _brackets_of(name: str) -> dict[int, str]:
    """The brackets of a face by their glyphs' numbers."""
    bold = "Bold" if "Bold" in name else "Italic" if "Italic" in name else "Regular"
    for family, (file, _) in FACES.items():
        if name.replace("-", " ").startswith(family):
            font = TTFont(FONTS / f"{file}-{bold}.ttf")
            found = font.getBestCmap()
            return {font.getGlyphID(found[ord(b)]): b for b in _BRACKETS if ord(b) in found}
    return {}


def _is_rtl(text: str) -> bool:
    return bool(text) and icu.Char.charDirection(text[0]) in _RTL
