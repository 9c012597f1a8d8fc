"""What stands at the head of pages and in bookmarks has its marks, its directions and its line."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from tests.books import SmallBook, book
from tests.reading_pdf import Line, pdf_pages
from tests.setting import seen

FILLER = {
    "en": "Words that fill a page or two, so that there are heads to look at. ",
    "fa": "واژه‌هایی که یکی دو صفحه را پر می‌کنند تا سرصفحه‌ای برای دیدن باشد. ",
}


def written(lang: str, title: str) -> SmallBook:
    """A book in two languages whose chapter has this title and three pages."""
    text = "\n\n".join([FILLER[lang] * 5] * 14)
    return book(
        {"01.md": f"---\ntitle: '{title}'\nlang: {lang}\nid: sec-a\n---\n\n{text}\n"},
        title="کتاب",
        lang="fa",
    )


def head(small: SmallBook) -> Line:
    """The running head of the chapter's third page, a recto."""
    return pdf_pages(small.pdf)[8].rows[0]


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("fa", "زبان [C++]{lang=en} و [The End!]{lang=en}", "۳ The End! و C++ زبان"),
        ("en", 'On [شورا]{lang=fa}, "peace" and [C++]{dir=ltr}', "3 On شورا , “peace” and C++"),
        ("fa", "حرف `a[0]` از آن", "۳ آن از a[0] حرف"),
    ],
)
def test_a_head_is_set_as_its_title_is(lang: str, title: str, words: str) -> None:
    assert " ".join(seen(head(written(lang, title)))) == words


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Councils"), ("en", "On [شورا]{lang=fa}"), ("fa", "شورا Soviet")]
)
def test_heads_and_folios_stand_on_one_line(lang: str, title: str) -> None:
    pages = pdf_pages(written(lang, title).pdf)[7:9]
    lines = {round(c.y, 1) for page in pages for c in page.rows[0].clusters}

    assert max(lines) - min(lines) < 0.3


def test_bookmarks_have_quotation_marks_and_no_controls() -> None:
    small = book(
        '# The "spark" in [نامه]{lang=fa}\n\n## Its `C++` and ["یک"]{lang=fa}\n\nText.\n', lang="en"
    )
    with pikepdf.open(BytesIO(small.pdf)) as pdf, pdf.open_outline() as outline:
        chapter = next(line for line in outline.root if "spark" in line.title)

        assert chapter.title == "Chapter 1: The “spark” in نامه"
        assert [line.title for line in chapter.children] == ["Its C++ and «یک»"]
