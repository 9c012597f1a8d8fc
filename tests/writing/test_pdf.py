"""The printed book, read back from its PDF."""

import re
from io import BytesIO

import pikepdf
import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

FILLER = "\n\n".join(["The quick brown fox jumps over the lazy dog. " * 12] * 9)
PERSIAN_FILLER = "\n\n".join(["کتاب خوب دوست آدم است و راه را نشان می‌دهد. " * 12] * 7)

SEA = f"""---
title: The sea
---

First [whale]{{.index}} words.^[A note at the foot.]

## Waves {{#sec-waves}}

{FILLER}

A [whale]{{.index}} again, and an [eel]{{.index}}.
"""
LAND = f"""---
title: The land
lang: en
---

See [](#sec-waves){{.page}}.

{FILLER}
"""
PERSIAN_SEA = f"""---
title: دریا
---

## موج {{#sec-waves}}

{PERSIAN_FILLER}

پایان [نهنگ]{{.index}}.
"""

# What hangs in a margin would be measured as text of a wider measure.
EVEN = "[edition.print]\nhang = false"
ENGLISH = book(
    {"01.md": SEA, "02.md": LAND}, title="Sea and Land", authors=["Ann Author"], more=EVEN
)
PERSIAN = book({"01.md": PERSIAN_SEA, "02.md": LAND}, title="دریا و خشکی", lang="fa", more=EVEN)


@pytest.fixture(scope="module")
def english():
    return pdf_pages(ENGLISH.pdf)


@pytest.fixture(scope="module")
def persian():
    return pdf_pages(PERSIAN.pdf)


def opened(small):
    return pikepdf.open(BytesIO(small.pdf))


def page_of(pages, text):
    """The number, from 0, of the first page after the contents that has a line like this."""
    return next(n for n, page in enumerate(pages) if n > 4 and text in page.lines)


def test_front_matter_is_counted_apart_and_each_series_in_its_own_digits(english, persian):
    assert [page.label for page in english][:9] == [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "1",
        "2",
        "3",
    ]
    labels = [page.label for page in persian]
    assert labels[:7] == ["الف", "ب", "ج", "د", "ه‍", "و", "۱"]
    land = page_of(persian, "The land")
    assert labels[land] == str(land - 5)


def test_what_is_printed_on_a_page_is_its_label(english, persian):
    for pages in (english, persian):
        for page in pages[6:]:
            if page.lines:
                head, foot = page.lines[0], page.lines[-1]
                assert foot == page.label or re.search(rf"^{page.label}|{page.label}$", head)


def test_chapters_open_on_a_recto_without_a_running_head(english, persian):
    for pages, title in ((english, "The land"), (persian, "The land"), (persian, "دریا")):
        number = page_of(pages, title)
        assert number % 2 == 0
        assert pages[number].rows[0].y > 100


def test_the_book_is_named_on_versos_and_the_chapter_on_rectos(english):
    assert english[7].lines[0] == "2Sea and Land"
    assert english[8].lines[0] == "The sea3"


def test_a_dedication_and_an_epigraph_show_no_title_but_their_own():
    made = book(
        {
            "1.md": "---\ntype: dedication\nlang: ar\n---\n\nإلى أمي\n",
            "2.md": "---\ntype: epigraph\ntitle: Motto\n---\n\nTo read is to begin.\n",
            "3.md": "# A\n\nText.",
        }
    )
    lines = [page.lines for page in pdf_pages(made.pdf)]

    assert [lines[4], lines[6]] == [["إلى أمي"], ["Motto", "To read is to begin."]]
    assert made.findings == []


@pytest.mark.parametrize(("small", "recto_is_left"), [(ENGLISH, False), (PERSIAN, True)])
def test_the_inner_margin_is_at_the_spine_of_every_page(small, recto_is_left):
    inner, outer = 21 / 25.4 * 72, 17 / 25.4 * 72
    for number, page in enumerate(pdf_pages(small.pdf)):
        body = [row for row in page.rows if 60 < row.y < 520]
        if number < 6 or len(body) < 12:
            continue
        is_left = (number % 2 == 0) == recto_is_left
        assert min(row.left for row in body) == pytest.approx(outer if is_left else inner, abs=1.5)
        right = page.width - max(row.right for row in body)
        assert right == pytest.approx(inner if is_left else outer, abs=1.5)


def test_a_book_can_be_bound_on_the_other_side():
    small = book({"01.md": SEA}, title="Sea", more='[edition.print]\nbinding = "right"')
    pages = pdf_pages(small.pdf)

    number = page_of(pages, "Chapter 1")
    assert number % 2 == 0
    outer = 17 / 25.4 * 72
    assert min(row.left for row in pages[number].rows) == pytest.approx(outer, abs=1.5)
    assert pages[number + 1].lines[0] == "Sea2"
    with opened(small) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_a_viewer_is_told_the_direction_the_title_and_how_to_lay_out_pages():
    for small, direction in ((ENGLISH, "/L2R"), (PERSIAN, "/R2L")):
        with opened(small) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert (wishes.Direction, wishes.DisplayDocTitle) == (direction, True)
            assert (pdf.Root.PageLayout, pdf.Root.PageMode) == ("/TwoPageRight", "/UseOutlines")
            assert str(pdf.Root.Lang) == small.book.settings.lang


def test_the_file_describes_itself_and_knows_no_clock():
    with opened(ENGLISH) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Sea and Land"
        assert list(metadata["dc:creator"]) == ["Ann Author"]
        assert metadata["xmp:CreateDate"].startswith("1980-01-01")
        assert pdf.docinfo["/CreationDate"] == pdf.docinfo["/ModDate"] == "D:19800101000000+00'00"


def test_bookmarks_follow_the_contents():
    with opened(ENGLISH) as pdf, pdf.open_outline() as outline:
        assert [(one.title, [sub.title for sub in one.children]) for one in outline.root] == [
            ("Contents", []),
            ("Chapter 1: The sea", ["Waves"]),
            ("Chapter 2: The land", []),
            ("Index", []),
        ]


def test_every_link_leads_to_a_place_in_the_book():
    for small in (ENGLISH, PERSIAN):
        with opened(small) as pdf:
            places = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        links = [link.target for page in pdf_pages(small.pdf) for link in page.links]
        assert links
        assert set(links) <= places


def test_the_contents_print_the_page_on_which_each_heading_stands(english):
    waves = english[page_of(english, "1.1 Waves")].label

    assert next(line for line in english[4].lines if "Waves" in line).split()[-1] == waves


def test_a_page_reference_prints_the_page_of_its_target(english):
    waves = english[page_of(english, "1.1 Waves")].label

    assert any(f"p.\N{NO-BREAK SPACE}{waves}" in page.text for page in english)


def test_the_index_prints_the_pages_of_its_marks(english):
    first = english[page_of(english, "Chapter 1")].label
    last = next(page.label for page in english if "whale again" in page.text)

    index = english[page_of(english, "Index")].text
    assert f"whale, {first}, {last}" in index
    assert f"eel, {last}" in index


def test_a_note_stands_at_the_foot_of_its_page(english):
    opening = english[page_of(english, "Chapter 1")]

    assert opening.lines[-2:] == ["1. A note at the foot.", "1"]


def test_every_face_is_embedded_and_is_one_of_the_book():
    families = {"Literata", "Noto", "Vazirmatn"}
    for small in (ENGLISH, PERSIAN):
        with opened(small) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                    assert "/FontFile2" in item or "/FontFile3" in item
                    name = str(item.FontName).partition("+")[2]
                    assert re.match(r"[A-Z][a-z]+", name)[0] in families


def test_the_same_book_gives_the_same_bytes():
    once = ENGLISH.pdf
    del ENGLISH._made["pdf"]

    assert ENGLISH.pdf == once
