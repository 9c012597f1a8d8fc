"""Parts of another direction keep the sides of their text; pages keep those of the binding."""

from __future__ import annotations

import pytest

from tests.books import book
from tests.reading_pdf import Line, Page, pdf_pages

PERSIAN = "این بند به اندازه‌ای بلند است که بیش از یک سطر جا بگیرد و در سطر دوم پایان یابد. " * 3
ENGLISH = "This paragraph is long enough to take more than a line and to end in another. " * 3
TEXT = {
    "fa": f"# فصل\n\n{PERSIAN}[^1]\n\n* مورد\n\n[^1]: یادداشت پایین صفحه.\n",
    "en": f"# Chapter\n\n{ENGLISH}[^1]\n\n* item\n\n[^1]: A note at the foot.\n",
}
STARTS = {"fa": "این بند", "en": "This paragraph"}
ITEM = {"fa": "مورد", "en": "item"}
NOTE = {"fa": "یادداشت پایین صفحه", "en": "A note at the foot"}


@pytest.mark.parametrize(("main", "other"), [("fa", "en"), ("en", "fa")])
def test_each_part_starts_on_its_own_side(main: str, other: str) -> None:
    made = book(
        {
            "01.md": f"---\nlang: {main}\n---\n{TEXT[main]}",
            "02.md": f"---\nlang: {other}\n---\n{TEXT[other]}",
        },
        lang=main,
    )
    pages = pdf_pages(made.pdf)

    for lang in (main, other):
        page, _ = found(pages, STARTS[lang])
        full = max(page.rows, key=lambda one: one.right - one.left)
        for text in (STARTS[lang], NOTE[lang]):
            _, row = found(pages, text)
            starts = row.right if lang == "fa" else row.left
            edge = full.right if lang == "fa" else full.left
            assert abs(starts - edge) < 1, (lang, text)
        _, item = found(pages, ITEM[lang])
        marker = item.clusters[-1 if lang == "fa" else 0]
        letters = [c for c in item.clusters if c.text.strip("• \u200f")]
        if lang == "fa":
            assert marker.x > max(c.x for c in letters)
        else:
            assert marker.x < min(c.x for c in letters)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_inner_margin_is_at_the_binding(lang: str) -> None:
    pages = pdf_pages(book({"01.md": TEXT[lang]}, lang=lang).pdf)
    page, _ = found(pages, STARTS[lang])
    full = max(page.rows, key=lambda one: one.right - one.left)
    left, right = full.left, page.width - full.right

    # The chapter opens on a recto: a left page in a book that is bound on the right.
    assert (left < right) == (lang == "fa")


def found(pages: tuple[Page, ...], text: str) -> tuple[Page, Line]:
    return next((page, row) for page in pages for row in page.rows if text in row.text)
