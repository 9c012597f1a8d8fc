"""Measure how evenly lines are set: python benchmarks/spacing.py

The plain paragraphs of this repository's book, language by language, are set on two measures:
filled line by line as WeasyPrint does it, with the lines of a paragraph chosen together, and by
Typst (PyPI `typst`) in both of its ways. Given are, over all lines that are justified, the number
of lines, and the mean, standard deviation, 95th percentile and maximum of the spaces between words
in points; and the processor time that our two ways take, in parts of the first.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from ctypes import c_double
from html import escape
from itertools import accumulate, pairwise
from math import inf
from pathlib import Path
from statistics import mean, quantiles, stdev
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pypandoc  # noqa: E402
import pypdfium2  # noqa: E402
from pypdfium2 import raw  # noqa: E402

from rectoverso.writing.fonts import Face, read_faces  # noqa: E402
from rectoverso.writing.paper.typeset import typeset  # noqa: E402

FACES = {
    "en": "Literata",
    "vi": "Literata",
    "fa": "Noto Naskh Arabic",
    "ne": "Noto Serif Devanagari",
}
SIZE = 10.4
MEASURES = (108, 76)  # millimetres
POINT = 72 / 25.4
_NO_SPACE = 0.8  # points; what is less stands between letters
_SHORT = 200  # letters; a paragraph should have some lines


def paragraphs(lang: str) -> list[str]:
    """The paragraphs of a language's chapters, without their markup."""
    found: list[str] = []
    for chapter in sorted((ROOT / "chapters").glob(f"{lang}-*.md")):
        text = re.sub(r"\[([^\]\[]*)\]\{[^}]*\}", r"\1", chapter.read_text("utf-8"))
        plain = pypandoc.convert_text(
            re.sub(r"\^\[.*?\]|\[\^\w+\]:?", "", text),
            "plain",
            "markdown-citations",
            extra_args=["--wrap=none"],
        )
        found += [line for line in plain.split("\n") if len(line) > _SHORT and "  " not in line]
    return found


def ours(texts: Sequence[str], lang: str, width: int, way: str, faces: Sequence[Face]) -> bytes:
    """A PDF set by us, line by line (`auto`) or paragraph by paragraph (`pretty`)."""
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    direction = "rtl" if lang == "fa" else "ltr"
    css = f"""
        @page {{ size: {width + 40}mm 2400mm; margin: 20mm }}
        body {{ margin: 0; font: {SIZE}pt/1.5 "{FACES[lang]}"; text-align: justify;
                hyphens: auto; text-wrap-style: {way} }}
        p {{ margin: 0 }}
    """
    html = f'<html lang="{lang}" dir="{direction}"><body>{body}</body></html>'
    return typeset(html, css, faces).pdf()


def theirs(texts: Sequence[str], lang: str, width: int, way: str) -> bytes | None:
    """A PDF set by Typst, `simple` or `optimized`; None where there is no Typst."""
    try:
        import typst
    except ImportError:
        return None
    body = "\n\n".join("#" + _string(text) for text in texts)
    source = f"""
        #set page(width: {width + 40}mm, height: 2400mm, margin: 20mm)
        #set text(font: "{FACES[lang]}", size: {SIZE}pt, lang: "{lang}", hyphenate: true)
        #set par(justify: true, leading: 0.65em, linebreaks: "{way}")
        {body}
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.typ"
        path.write_text(source, "utf-8")
        fonts = [str(one) for one in (ROOT / "fonts").iterdir() if one.is_dir()]
        made: bytes = typst.compile(str(path), font_paths=fonts, ignore_system_fonts=True)
        return made


def _string(text: str) -> str:
    """A string of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def spaces(pdf: bytes, lang: str, width: int) -> tuple[int, list[float]]:
    """How many justified lines there are, and the width of every space in them, in points.

    Poppler tells where words are; of Persian pdfium tells it, since Poppler takes the letters of
    Typst's apart.
    """
    lines, found = 0, []
    for words in (_words_by_pdfium if lang == "fa" else _words_by_poppler)(pdf):
        ends = list(accumulate((end for _, end in words), max))
        if words[0][0] < 20 * POINT + 1 and ends[-1] > (20 + width) * POINT - 1:
            lines += 1
            found += [start - end for end, (start, _) in zip(ends, words[1:], strict=False)]
    return lines, [space for space in found if space > _NO_SPACE]


def _words_by_poppler(pdf: bytes) -> Iterator[list[tuple[float, float]]]:
    """The left and right edges of the words of every line, from left to right."""
    command = ["pdftotext", "-bbox", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    for page in ElementTree.fromstring(said).findall(".//{*}page"):
        words = []
        for word in page.findall("{*}word"):
            left, right, top, bottom = (
                float(word.get(key, 0)) for key in ("xMin", "xMax", "yMin", "yMax")
            )
            words.append(((top + bottom) / 2, (left, right)))
        yield from _lines(words)


def _words_by_pdfium(pdf: bytes) -> Iterator[list[tuple[float, float]]]:
    """The left and right edges of the glyphs of every line, from left to right."""
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        glyphs = []
        for at in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            raw.FPDFText_GetLooseCharBox(text, at, box)
            if not chr(raw.FPDFText_GetUnicode(text, at)).isspace():
                glyphs.append((-y.value, (box.left, box.right)))
        yield from _lines(glyphs)


def _lines(
    placed: list[tuple[float, tuple[float, float]]],
) -> Iterator[list[tuple[float, float]]]:
    """What stands at about the same height, from left to right."""
    placed.sort()
    heights = [height for height, _ in placed]
    starts = [at for at in range(1, len(placed)) if heights[at] - heights[at - 1] > SIZE / 3]
    for start, end in pairwise((0, *starts, len(placed))):
        yield sorted(place for _, place in placed[start:end])


def report(name: str, pdf: bytes | None, lang: str, width: int, cost: float = 0) -> None:
    """One line of the table."""
    if pdf is None:
        print(f"    {name:24} not installed")
        return
    lines, found = spaces(pdf, lang, width)
    high = quantiles(found, n=20)[-1]
    figures = f"{mean(found):6.2f} {stdev(found):6.2f} {high:6.2f} {max(found):6.2f}"
    print(f"    {name:24}{lines:5} {figures}" + (f"   {cost:.2f}" if cost else ""))


def main() -> None:
    """Print the table."""
    faces = read_faces((ROOT / "fonts",))
    for lang in FACES:
        texts = paragraphs(lang)
        for width in MEASURES:
            print(f"{lang}, {width} mm        lines   mean     sd    95 %    max   time")
            made, took = {}, {"auto": inf, "pretty": inf}
            for way in ("auto", "pretty") * 3:
                started = time.process_time()
                made[way] = ours(texts, lang, width, way, faces)
                took[way] = min(took[way], time.process_time() - started)
            report("line by line", made["auto"], lang, width, 1)
            report("Rectoverso", made["pretty"], lang, width, took["pretty"] / took["auto"])
            report("Typst, simple", theirs(texts, lang, width, "simple"), lang, width)
            report("Typst, optimized", theirs(texts, lang, width, "optimized"), lang, width)


if __name__ == "__main__":
    main()
