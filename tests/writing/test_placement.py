"""Figures and tables stand where on a page they are asked to."""

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{0}'><text y='9'>x</text></svg>"


def words(name, count=70):
    """A paragraph whose every word is told from all others."""
    return " ".join(f"{name}{number}." for number in range(count))


def figure(name, placement, file="small.svg"):
    return f"![{name}]({file}){{placement={placement}}}"


def chapter(*blocks):
    """What stands on the chapter's pages: first words of paragraphs' lines, and captions."""
    text = "---\ntitle: T\n---\n\n" + "\n\n".join(blocks)
    made = book({"01.md": text, "small.svg": SVG.format(150), "large.svg": SVG.format(400)})
    pages = [page for page in pdf_pages(made.pdf) if page.label.isdecimal()]
    return [[line for line in page.lines if "." in line] for page in pages]


def text_of(pages):
    return [
        word for page in pages for line in page for word in line.split() if word[0] in "abcdefghi"
    ]


PARAGRAPHS = [words(name) for name in "abcdefghi"]


def placed(placement, at=2):
    return chapter(*PARAGRAPHS[:at], figure("Said", placement), *PARAGRAPHS[at:])


@pytest.mark.parametrize("placement", ["top", "bottom", "page", "here"])
def test_text_keeps_its_order(placement):
    assert text_of(placed(placement)) == " ".join(PARAGRAPHS).split()


def test_at_the_top_of_the_next_page():
    first, second, *_ = placed("top")

    assert second[0] == "Figure 1. Said"
    assert len(first) > 15


def test_at_the_foot_of_its_page_or_of_the_next():
    first, second, *_ = placed("bottom", at=1)
    assert first[-1] == "Figure 1. Said"
    assert second[0] != "Figure 1. Said"

    first, second, *_ = placed("bottom", at=3)
    assert second[-1] == "Figure 1. Said"


def test_on_a_page_of_its_own():
    first, second, third, *_ = placed("page")

    assert second == ["Figure 1. Said"]
    assert len(third) > len(first) > 15


def test_here_and_nowhere_else():
    large = figure("Large", "here", "large.svg")
    first, second, *_ = chapter(*PARAGRAPHS[:2], large, *PARAGRAPHS[2:])

    assert first[-1].startswith("b")
    assert second[0] == "Figure 1. Large"


def test_figures_keep_their_order():
    several = [figure("One", "top", "large.svg"), figure("Two", "bottom"), figure("Three", "top")]
    pages = chapter(PARAGRAPHS[0], *several, *PARAGRAPHS[1:])

    captions = [line for page in pages for line in page if line.startswith("Figure")]
    assert captions == ["Figure 1. One", "Figure 2. Two", "Figure 3. Three"]
    assert text_of(pages) == " ".join(PARAGRAPHS).split()


def test_a_table_goes_to_the_top_as_well():
    table = "| A.1 |\n|---|\n| A.2 |\n\n: Said {placement=top}"
    _, second, *_ = chapter(*PARAGRAPHS[:2], table, *PARAGRAPHS[2:])

    assert second[:3] == ["Table 1. Said", "A.1", "A.2"]


def test_a_figure_does_not_pass_a_heading():
    (page,) = chapter(words("a", 9), figure("Said", "top"), "## Next", words("b", 9))

    assert page[1] == "Figure 1. Said"


def test_notes_stand_below_a_figure_at_the_foot():
    noted = [f"{words(name)}^[Note.]" for name in "abcde"]
    first, *_ = chapter(noted[0], figure("Said", "bottom"), *noted[1:])

    assert first[-2:] == ["Figure 1. Said", "1. Note."]


def test_a_place_nobody_knows_is_told():
    made = book({"01.md": f"---\ntitle: T\n---\n\n{figure('Said', 'tpo')}", "small.svg": SVG})

    assert [line for line in made.findings if "tpo" in line] == [
        "chapters/01.md:5:1: error[S107] placement=“tpo” says nothing; did you mean “top”?"
    ]
