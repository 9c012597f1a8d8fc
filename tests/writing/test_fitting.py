"""What does not fit its measure is made to fit, and what cannot be is told."""

from pathlib import Path

import pytest
from lxml import etree

from rectoverso.app.report import line
from rectoverso.model.rules import RULES
from tests.books import book
from tests.literate import Example, examples
from tests.reading_pdf import pdf_pages
from tests.writing.test_html import body

FIXTURES = Path(__file__).parents[1] / "rules"
OF_PAGES = [code for code in RULES if code.startswith("L")]
CODES = ["L105", *(code for code in OF_PAGES if code >= "L107")]


@pytest.mark.parametrize(
    "example", [one for code in CODES for one in examples(FIXTURES / f"{code}.md")], ids=str
)
def test_what_is_amiss_on_a_page_is_told(example: Example):
    findings = book(example.files("01.md")).written("pdf").findings

    said = [line(one).removeprefix("chapters/01.md:") for one in findings]
    assert said == example.expected.splitlines()


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
COLUMNS = "| {} |\n|{}|\n| {} |\n".format(
    " | ".join(f"Column-{n}" for n in "abcdefgh"), "---|" * 8, " | ".join(["Dampfschiff"] * 8)
)
FORMULA = " + ".join(f"a_{{{n}}}" for n in range(30))
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}'><text y='9'>x</text></svg>"
WITHIN = "[edition.print]\nhang = false"
WIDE = {
    "a word": f"Word {LONG} word.",
    "a code": f"Word `{'a_long_name_' * 12}` word.",
    "an address": f"Word <https://example.org/{'a/long/path/' * 12}> word.",
    "a listing": f"```\n{'listing(' * 30}\n```",
    "a table": COLUMNS,
    "a long word in a table": f"| {LONG} | word |\n|---|---|\n| word | word |",
}


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("what", WIDE)
def test_nothing_leaves_the_measure(what, lang):
    text = {"en": "word", "fa": "واژه"}[lang]
    small = book(f"---\ntitle: T\n---\n\n{f'{text} ' * 90}\n\n{WIDE[what]}", lang=lang, more=WITHIN)
    pages = pdf_pages(small.pdf)
    page, *_ = (page for page in pages if sum(text in row.text for row in page.rows) > 4)
    full = [row for row in page.rows if row.text.count(text) > 8]

    left, right = min(row.left for row in full), max(row.right for row in full)
    assert [row.text for row in page.rows if row.left < left - 1 or row.right > right + 1] == []


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("formula", [f"${FORMULA}$", f"$${FORMULA} = 1$$"])
def test_a_long_formula_is_broken_before_it_is_made_smaller(formula, lang):
    made = book(f"---\ntitle: T\n---\n\n{formula}", lang=lang)

    assert made.written("pdf").findings == ()


def test_a_formula_in_pieces_says_what_it_is_once():
    assert [one.get("alt") for one in etree.HTML(body(f"# A\n\n$${FORMULA}$$")).iter("img")] == [
        FORMULA,
        *[""] * 29,
    ]


AFTER = "This is what comes after it. " * 20


@pytest.mark.parametrize("size", [(300, 3000), (3000, 300), (3000, 3000)])
def test_a_picture_shares_its_page_with_its_caption(size):
    files = {"01.md": f"# A\n\n![Said of it](p.svg)\n\n{AFTER}", "p.svg": SVG.format(*size)}
    made = book(files)
    (page,) = (page for page in pdf_pages(made.pdf) if "Figure 1. Said of it" in page.lines)

    assert any(row.text == "x" for row in page.rows)
    assert made.written("pdf").findings == ()
