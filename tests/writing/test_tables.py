"""Tables on paper: their captions, their columns, and where they may go on on the next page."""

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

TITLE = "---\ntitle: T\n---\n\n"
ROWS = "".join(f"| key{n} | value |\n" for n in range(30))
LONG = f"| Key | Value |\n|---|---|\n{ROWS}\n: Keys\n"
FILL = "line\\\n"


def chapter(text, **settings):
    """The pages of a book of one chapter, from the chapter's first on."""
    pages = pdf_pages(book(f"{TITLE}{text}", **settings).pdf)
    first = next(at for at, page in enumerate(pages) if page.label in ("1", "۱"))
    return pages[first:]


def shown(page):
    """The lines of a page without spaces: how cells are parted is no matter of words."""
    return [line.replace(" ", "") for line in page.lines]


@pytest.mark.parametrize(("lang", "words"), [("en", "caption " * 13), ("fa", "شرح " * 24)])
def test_a_caption_takes_the_measure_and_its_table_stands_in_the_middle(lang, words):
    (page, *_) = chapter(f"| a |\n|---|\n| b |\n\n: {words}\n", lang=lang)
    caption = [row for row in page.rows if words.split()[0] in row.text]
    cells = [row for row in page.rows if row.text in ("a", "b")]
    middle = (min(row.left for row in caption) + max(row.right for row in caption)) / 2

    assert len(caption) == 2
    assert [abs((row.left + row.right) / 2 - middle) < 4 for row in cells] == [True, True]


@pytest.mark.parametrize("lines", range(12, 31))
def test_a_long_table_begins_under_its_heading_and_repeats_its_head(lines):
    pages = [shown(page) for page in chapter(f"{FILL * lines}line\n\n## Section\n\n{LONG}\nAfter.")]
    start = next(at for at, page in enumerate(pages) if "1.1Section" in page)
    parts = [[line for line in page if line.startswith("key")] for page in pages]

    at = pages[start].index("1.1Section")
    assert pages[start][at + 1 : at + 5] == ["Table1.Keys", "KeyValue", "key0value", "key1value"]
    assert [row for part in parts for row in part] == [f"key{n}value" for n in range(30)]
    for page, part in zip(pages, parts, strict=True):
        assert len(part) != 1
        if part and part[0] != "key0value":
            at = page.index(part[0])
            assert page[at - 2 : at] == ["Table1(continued)", "KeyValue"]


def test_a_short_table_is_not_divided():
    short = "| Key | Value |\n|---|---|\n" + ROWS[: ROWS.index("| key5")]
    pages = [shown(page) for page in chapter(f"{FILL * 24}line\n\n{short}")]

    (rows,) = ([line for line in page if "key" in line] for page in pages if "KeyValue" in page)
    assert rows == [f"key{n}value" for n in range(5)]


def test_the_columns_of_a_pipe_table_are_as_wide_as_what_they_hold():
    value = "a value that goes on for long enough to make the line of the source a long one indeed"
    (page, *_) = chapter(f"| k | {value} |\n|---|---|\n| b | {value} |\n")
    rows = [row for row in page.rows if "a value that goes" in row.text]

    assert [row.text[0] for row in rows] == ["k", "b"]
    assert all(row.clusters[1].x - row.left < 30 for row in rows)


def test_words_of_several_scripts_in_a_row_of_the_concordance_share_a_baseline():
    words = {"fa": "شورا", "ne": "सोभियत", "ur": "سوویت", "vi": "xô viết"}
    others = ", ".join(f'{lang} = "{word}"' for lang, word in words.items())
    term = f'[[term]]\nterm = "soviet"\ndefinition = "A council."\ntranslations = {{ {others} }}\n'
    pages = pdf_pages(
        book(
            {"01.md": f"{TITLE}The soviet.", "glossary.toml": term},
            more="[glossary]\nconcordance = true",
            lang="en",
        ).pdf
    )
    (page,) = (page for page in pages if page.lines[:1] == ["Concordance"])

    assert [word for word in words.values() if word not in page.rows[2].text] == []


@pytest.mark.parametrize(("lang", "side"), [("en", "right"), ("he", "left")])
def test_the_units_of_numbers_stand_below_each_other_in_any_direction(lang, side):
    text = "| Price |\n|--:|\n| 7 |\n| 1,250 |\n\nThen\n\n| Note |\n|--:|\n| x7 |\n| none |\n"
    (page, *_) = chapter(text, lang=lang)
    rows = {row.text: row for row in page.rows}

    assert rows["7"].right == pytest.approx(rows["1,250"].right, abs=0.1)
    assert getattr(rows["x7"], side) == pytest.approx(getattr(rows["none"], side), abs=0.1)
