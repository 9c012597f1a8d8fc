"""Text goes on where a figure does not fit the rest of its page."""

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'><text y='9'>x</text></svg>"
FILL = "line\\\n"


def chapter(text):
    """The lines of the chapter's pages, without running heads and folios."""
    made = book({"01.md": f"---\ntitle: T\n---\n\n{text}", "p.svg": SVG})
    pages = pdf_pages(made.pdf)
    first = next(at for at, page in enumerate(pages) if page.label == "1")
    return [
        [line for line in page.lines if line not in ("T", "Chapter 1", "1", "2A Book", "T3")]
        for page in pages[first:]
        if page.label.isdecimal()
    ]


def test_paragraphs_that_follow_fill_the_page():
    pages = chapter(f"{FILL * 15}line\n\n![Said](p.svg)\n\nAfter one.\n\nAfter two.\n\n## Next")

    assert pages[0][-2:] == ["After one.", "After two."]
    assert pages[1] == ["x", "Figure 1. Said", "1.1 Next"]


def test_a_figure_stands_behind_the_paragraph_in_which_its_page_begins():
    long = "After " * 100
    first, second, *_ = chapter(f"{FILL * 15}line\n\n![Said](p.svg)\n\n{long}\n\nLast.")

    assert first[-1].startswith("After After")
    at = second.index("Figure 1. Said")
    assert second[0].startswith("After")
    assert second[at + 1] == "Last."


@pytest.mark.parametrize(
    "text",
    [
        # What a colon announces follows it.
        "See this:\n\n![Said](p.svg)\n\nAfter.",
        # Without a caption it is part of the text.
        "See this.\n\n![](p.svg)\\\n\nAfter.",
        # A heading is not passed.
        "See this.\n\n![Said](p.svg)\n\n## After.",
    ],
)
def test_some_figures_stay_where_they_are(text):
    first, *_ = chapter(f"{FILL * 15}line\n\n{text}")

    assert first[-1].startswith("See this")


def test_figures_keep_their_order():
    figures = "![One](p.svg)\n\n![Two](p.svg)\n\n"
    pages = chapter(f"{FILL * 15}line\n\n{figures}After one.\n\nAfter two.")
    lines = [line for page in pages for line in page]

    said = [line for line in lines if line.startswith("Fig")]
    assert said == ["Figure 1. One", "Figure 2. Two"]
    assert pages[0][-1] == "line"


def test_pages_of_an_e_book_begin_in_the_order_of_its_text():
    text = f"{FILL * 15}line\n\n![Said](p.svg)\n\nAfter one.\n\nAfter two.\n\nLast."
    made = book({"01.md": f"---\ntitle: T\n---\n\n{text}\n\n{'And on. ' * 300}", "p.svg": SVG})
    turns = [page.turn for page in made.written("pdf").printed.pages if page.label.isdecimal()]

    assert [turn.block for turn in turns] == sorted(turn.block for turn in turns)
    assert len(turns) == 3
