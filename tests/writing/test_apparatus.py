"""Glossary, references and formulas as they are printed and as a screen shows them."""

import re

import pytest
from lxml import etree

from tests.books import book
from tests.reading_pdf import pdf_pages
from tests.writing.epubcheck import epubcheck
from tests.writing.test_html import body, html

PAGES = """\
---
title: A
id: sec-a
---

Here [](#sec-a){.page .relative}, [](#sec-b){.page .relative}, [](#sec-c){.page .relative},
[](#sec-d){.page .relative}.

::: page-break
:::

## B {#sec-b}

Here [](#sec-a){.page .relative}, [](#sec-c){.page .relative}, [keys](#sec-d){.page}.

::: page-break
:::

## C {#sec-c}

Third. Pages [@sec-a; @sec-b; @sec-d]{.page}.

::: page-break
:::

## D {#sec-d}

Fourth.
"""


def test_a_reference_tells_how_near_a_page_is():
    pages = pdf_pages(book(PAGES).pdf)
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for page in pages for line in page.lines]

    assert [line for line in lines if line.startswith("Here")] == [
        "Here this page, overleaf, p. 3, p. 4.",
        "Here overleaf, the facing page, keys (p. 4).",
    ]
    assert "Third. Pages p. 1, p. 2 and p. 4." in lines


def test_a_screen_has_no_pages_and_says_the_name():
    shown = re.sub("<[^>]*>", "", body(PAGES, "screen")).replace("\N{NO-BREAK SPACE}", " ")

    said = " ".join(shown.split(".\n")[0].split())
    assert said == "Here chapter 1, section 1.1, section 1.2, section 1.3"


def test_a_formula_is_drawn_on_paper_and_mathml_on_a_screen():
    (drawn,) = etree.HTML(body("# A\n\nSay $x^2$.")).iter("img")
    (shown,) = etree.HTML(body("# A\n\nSay $x^2$.", "screen")).iter("math")

    assert drawn.get("alt") == shown.get("alttext") == "x^2"
    assert drawn.get("src").startswith("data:image/svg+xml;base64,")
    assert re.fullmatch(
        r"width:0\.\d+em;height:[01]\.\d+em;vertical-align:-0\.\d+em", drawn.get("style")
    )
    assert "".join(shown.itertext("{*}mi", "mi", "mn")).startswith("x")


def test_the_number_of_a_formula_stands_at_the_end_of_its_line():
    matter = "---\ntitle: آ\nlang: fa\n---\n\n"
    left = pdf_pages(book(f"{matter}$$x$$ {{#eq-x}}\n\nمتن").pdf)
    right = pdf_pages(book("# A\n\n$$x$$ {#eq-x}\n\nText").pdf)
    (fa,) = (row for page in left for row in page.rows if "(۱)" in row.text or ")۱(" in row.visual)
    (en,) = (row for page in right for row in page.rows if row.text == "(1)")

    assert fa.left < 60 < 300 < en.right


TERMS = """
[[term]]
key = "soviet"
term = "soviet"
abbreviation = "sov."
pronunciation = "ˈsəʊvɪət"
transliteration = "sovet"
definition = "A council.^[Of workers.]"
translations = { fa = "شورا", vi = "xô viết" }

[[term]]
key = "tsar"
term = "تزار"
lang = "fa"
definition = "شاه."
"""
BOOK = {
    "1.md": "---\ntitle: Gate^[A title.]\nsubtitle: Of^[A subtitle.] all\n---\n\n"
    "The soviet, a soviet.",
    "glossary.toml": TERMS,
}


def test_an_entry_tells_all_it_knows():
    made = book(BOOK)
    lines = [line for page in pdf_pages(made.pdf) for line in page.lines]

    assert made.findings == [
        "chapters/glossary.toml:11:1: note[G204] no chapter uses “⁨تزار⁩”; "
        "add the forms it has in the chapters as aliases"
    ]
    entry = next(line for line in lines if "sov." in line)
    assert entry.replace(" ", "").startswith("soviet(sov.)[ˈsəʊvɪət]sovet")
    assert any("(Persian)" in line for line in lines)


@pytest.mark.parametrize(
    ("kind", "notes"),
    [("chapter", ["A title.", "A subtitle."]), ("glossary", ["Of workers."])],
)
def test_notes_of_titles_and_of_definitions_are_on_the_screen_too(kind, notes):
    shown = etree.HTML(html(BOOK, "screen", kind))

    asides = ["".join(one.itertext()) for one in shown.iter("aside")]
    assert [re.sub(r"^\d+ | ↩.*$", "", said) for said in asides] == notes


def test_the_first_use_in_the_book_is_marked_on_paper():
    shown = etree.HTML(html(BOOK, more='[glossary]\nlink = "all"'))

    assert [(one.get("class"), one.text) for one in shown.iter("a")] == [
        ("term first-use", "soviet"),
        ("term", "soviet"),
    ]


GLOSSED = """\
---
title: A
lang: fa
---

در شهر شورا بود و شورا بود.^[[تزار]{.term} رفت.]

::: page-break
:::

> در کشور دوما بود، [the Duma]{lang=en}.
"""
GLOSSES = "".join(
    f'[[term]]\nterm = "{term}"\nlang = "fa"\ndefinition = "."\n'
    f'translations = {{ en = "{word}" }}\n'
    for term, word in (("شورا", "soviet"), ("دوما", "Duma"), ("تزار", "tsar"))
)


def test_first_uses_have_their_word_of_another_language_in_the_outer_margin():
    files = {"1.md": GLOSSED, "glossary.toml": GLOSSES}
    made = book(files, lang="fa", more='[glossary]\ngloss = "en"')
    outer = 17 / 25.4 * 72
    lines = [
        (page, row)
        for page in pdf_pages(made.pdf)
        for row in page.rows
        if "شهر" in row.text or "کشور" in row.text
    ]
    beside = [
        (
            "".join(one.text for one in row.clusters if one.right < outer),
            "".join(one.text for one in row.clusters if one.x > page.width - outer),
        )
        for page, row in lines
    ]

    # The book is bound on the right: page 1 is a left page.
    assert beside == [("soviet", ""), ("", "Duma")]
    assert made.findings == []
    shown = body(files, "screen", lang="fa", more='[glossary]\ngloss = "en"')
    assert 'class="gloss' not in shown


def test_a_glossary_by_language_has_a_heading_for_each():
    shown = etree.HTML(html(BOOK, kind="glossary", more='[glossary]\norder = "by-language"'))

    assert ["".join(one.itertext()) for one in shown.iter("h2", "dfn")] == [
        "English", "soviet", "Persian", "تزار", "شورا", "Vietnamese", "xô viết",
    ]  # fmt: skip
    links = {one.text: one.get("href") for one in shown.iter("a") if one.get("href")}
    assert links["xô viết"] == "#term-soviet-vi"


def test_the_concordance_is_a_table_of_all_languages():
    shown = etree.HTML(html(BOOK, kind="concordance", more="[glossary]\nconcordance = true"))
    rows = [
        [(cell.get("lang"), "".join(cell.itertext())) for cell in row] for row in shown.iter("tr")
    ]

    assert rows == [
        [(None, "English"), (None, "Persian"), (None, "Vietnamese")],
        [(None, "soviet"), ("fa", "شورا"), ("vi", "xô viết")],
        [(None, ""), ("fa", "تزار"), (None, "")],
    ]


def test_lists_of_figures_print_the_pages():
    files = {
        "1.md": "# A\n\n![Plan](p.svg)\n\n![Map](p.svg)",
        "p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    pages = pdf_pages(book(files, lists=["figures"]).pdf)
    (listed,) = (page.lines for page in pages if page.lines[:1] == ["Figures"])

    assert [re.sub(r"(?: \.)+", " …", line) for line in listed[1:3]] == [
        "Figure 1.Plan … 1",
        "Figure 2.Map … 1",
    ]


def test_an_e_book_of_all_this_is_valid(tmp_path):
    chapter = (
        "---\ntitle: A\nid: sec-a\n---\n\nThe soviet: $x^2$, [@fig-a; @eq-y], [](#sec-a){.page},"
        " @work.^[Said [here]{#note-a}, @note-a.]\n\n$$y$$ {#eq-y}\n\n![Plan](p.svg){#fig-a}\n\n"
        "| a |\n|---|\n| b |\n\n: Table\n\nA [совет]{lang=ru}.\n"
    )
    files = {
        "1.md": chapter,
        "2.md": "---\ntitle: Words\ntype: glossary\n---\n\nText.\n\nfez\n:   A hat.^[Red.]\n",
        "glossary.toml": TERMS,
        "p.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "references.bib": "@book{work, author = {A, B}, title = {C}, year = 1905}",
    }
    more = '[glossary]\nconcordance = true\norder = "by-language"'
    made = book(files, lists=["figures", "tables"], more=more)

    assert epubcheck(made.epub, tmp_path) == []
