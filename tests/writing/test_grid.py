"""Lines of the text stand at the same heights on all pages, if the book asks for it."""

from collections import Counter

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='97'><text y='9'>x</text></svg>"
WORDS = {
    "en": "the page ends level with the page beside it and nobody knows why it is so calm",
    "vi": "trang sách này kết thúc ngang với trang bên cạnh và không ai biết vì sao nó yên tĩnh",
    "fa": "این صفحه هم‌تراز با صفحهٔ روبه‌رو پایان می‌گیرد و کسی نمی‌داند چرا چنین آرام است",
    "ne": "यो पाना छेउको पानासँग बराबर भएर सकिन्छ र यो किन यति शान्त छ भन्ने कसैलाई थाहा छैन",
}
LEADING = {"en": 15.4, "vi": 15.4, "fa": 18.6, "ne": 17}
GRID = "[edition.print]\ngrid = true"


def text(lang):
    words = WORDS[lang]
    said = f"{words} " * 5
    parts = [said, f"{said}^[{words}]", "## A", said, f"- {words}\n- {words}", said]
    parts += ["![C](p.svg)", said, f"> {words}", said, "| a |\n|---|\n| b |\n", said]
    parts += ["### B", said, f"| {words}\n| {words}", said]
    return f"---\ntitle: T\nlang: {lang}\n---\n\n" + "\n\n".join(parts * 2)


def baselines(lang, more):
    """Where lines of the text stand, page by page: those that hold its words in its size."""
    made = book({"01.md": text(lang), "p.svg": SVG}, lang=lang, more=more)
    sizes = Counter(
        c.size for page in pdf_pages(made.pdf) for row in page.rows for c in row.clusters
    )
    size = sizes.most_common(1)[0][0]
    return [
        [
            Counter(round(c.y, 2) for c in row.clusters).most_common(1)[0][0]
            for row in page.rows
            if sum(c.size == size for c in row.clusters) > 20
        ]
        for page in pdf_pages(made.pdf)
    ]


def off_grid(pages, leading):
    """How far lines stand off the grid that most of them stand on, at most."""
    lines = [line for page in pages if len(page) > 5 for line in page]
    grid = Counter(round(line % leading, 1) for line in lines).most_common(1)[0][0]
    return max(min((line - grid) % leading, (grid - line) % leading) for line in lines)


@pytest.mark.parametrize("lang", WORDS)
def test_all_lines_of_the_text_stand_on_one_grid(lang):
    pages = baselines(lang, GRID)

    assert sum(len(page) > 5 for page in pages) > 3
    assert off_grid(pages, LEADING[lang]) < 0.3


def test_without_a_grid_they_do_not():
    assert off_grid(baselines("en", ""), 15.4) > 2
