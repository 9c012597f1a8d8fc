"""Couplets stand in two columns, each half drawn out to the edges of its own."""

from itertools import pairwise

import pytest

from tests.books import book
from tests.reading_epub import XHTML, read_epub, text_of
from tests.reading_pdf import pdf_pages

POEM = """---
title: شعر
---

{before}

| توانا بود هر که دانا بود | ز دانش دل پیر برنا بود
| به نام خداوند جان و خرد | کزین برتر اندیشه برنگذرد
| میانه
| برآمد | نگار
"""


def poem(before="متن"):
    """The lines of the poem's pages, page by page."""
    made = book({"01.md": POEM.format(before=before)}, lang="fa")
    pages = pdf_pages(made.pdf)
    first = next(at for at, page in enumerate(pages) if page.label == "۱")
    return [[row for row in page.rows if row.visual.strip()] for page in pages[first:]]


def edges(row):
    """Where a line begins, where the gap in its midst lies, and where it ends."""
    letters = sorted((c for c in row.clusters if c.text.strip()), key=lambda c: c.x)
    wide = max(pairwise(letters), key=lambda two: two[1].x - two[0].right)
    return [round(x) for x in (letters[0].x, wide[0].right, wide[1].x, letters[-1].right)]


def test_halves_begin_and_end_below_one_another():
    (page, *_) = poem()
    first = next(at for at, row in enumerate(page) if "دانش" in row.text)

    one, two = edges(page[first]), edges(page[first + 1])
    assert one == pytest.approx(two, abs=2)
    left, before, behind, right = one
    assert before - left == pytest.approx(right - behind, abs=2)


def test_a_couplet_stays_on_its_page():
    for lines in range(14, 20):
        pages = ["".join(row.text for row in page) for page in poem("سطر\\\n" * lines + "متن")]
        assert [("توانا" in page) - ("برنا" in page) for page in pages] == [0] * len(pages)


def test_an_e_book_has_the_same_halves():
    made = book({"01.md": POEM.format(before="متن")}, lang="fa")
    chapter = read_epub(made.epub).document("sec-01.xhtml")

    halves = chapter.body.iterfind(f".//{XHTML}p[@class='line couplet']/{XHTML}span")
    assert [text_of(half) for half in halves][:2] == [
        "توانا بود هر که دانا بود",
        "ز دانش دل پیر برنا بود",
    ]
