"""Chapters as HTML, on paper and on a screen."""

import pytest
from lxml import etree

from rectoverso.writing.elements import Edition
from rectoverso.writing.layout import lay_out, read_look
from tests.books import book

EDITIONS = {
    "print": Edition(
        "print", "#{}".format, lambda anchor, locale: locale.number(12), "pic:{}".format
    ),
    "screen": Edition("screen", "#{}".format, lambda *_: "", "pic:{}".format),
}


EVERYTHING = """\
---
id: sec-a
title: "A & B"
---

*a* **b** ~~c~~ x^2^ y~2~ [d]{.smallcaps} `e` $f$

> quote

1. one
2. two

- a

  b

term
:   meaning

| verse
| lines

***

| a | b |
|---|:-:|
| c | d |

: Caption {#tbl-a}

```python
x = 1
```

[word]{.index} [term]{.term key=soviet} <http://example.org> @tbl-a [](#sec-a){.page}^[n]
"""


def html(markdown, edition="print", kind="chapter", **settings):
    """The sections of a kind in a small book, as one text without the section's own tags."""
    small = book(markdown, **settings)
    look = read_look(small.checked.manuscript.styles)
    documents = lay_out(small.book, look, EDITIONS[edition], {})
    return "".join(one.body for one in documents if one.section.kind == kind)


def body(markdown, edition="print", **settings):
    """What stands after the chapter's heading."""
    return (
        html(markdown, edition, **settings)
        .partition("</header>")[2]
        .removesuffix("</section>")
        .strip()
    )


def test_a_passage_in_another_language_says_language_and_direction():
    assert body("The [شورا]{lang=fa} met.") == (
        '<p>The <span lang="fa" xml:lang="fa" dir="rtl">شورا</span> met.</p>'
    )


def test_quotation_marks_are_those_of_the_language_and_alternate_inwards():
    assert body("He said \"the 'new' one\".") == "<p>He said “the ‘new’ one”.</p>"
    assert body("گفت \"آن 'نو' را\" و رفت.", lang="fa") == "<p>گفت «آن ‹نو› را» و رفت.</p>"
    assert body('See ["کتاب"]{lang=fa}.').count("«کتاب»") == 1


def test_a_note_is_floated_on_paper_and_linked_both_ways_on_a_screen():
    markdown = "---\nid: sec-a\n---\n\nText.^[A note.]"

    assert body(markdown) == (
        '<p>Text.<span id="sec-a-note-1-call"></span>'
        '<span id="sec-a-note-1" class="note" data-number="1">'
        '<span class="paragraph">A note.</span></span></p>'
    )
    screen = etree.fromstring(f'<x xmlns:epub="e">{body(markdown, "screen")}</x>'.encode())
    call = screen.find(".//a[@role='doc-noteref']")
    aside = screen.find(".//aside[@role='doc-footnote']")
    assert (call.get("href"), aside.get("id")) == ("#sec-a-note-1", "sec-a-note-1")
    assert aside.find(".//a[@role='doc-backlink']").get("href") == f"#{call.get('id')}"


def test_a_note_in_a_passage_of_another_language_is_in_that_language():
    markdown = "::: {lang=fa}\nمتن.^[یادداشت.]\n:::"
    aside = etree.fromstring(f'<x xmlns:epub="e">{body(markdown, "screen")}</x>'.encode()).find(
        ".//aside"
    )

    assert (aside.get("lang"), aside.get("dir")) == ("fa", "rtl")
    assert "".join(aside.itertext()).startswith("۱")


def test_a_page_reference_is_a_page_on_paper_and_a_name_on_a_screen():
    markdown = "See [](#sec-b){.page}.\n\n## Birds {#sec-b}"

    assert '<a href="#sec-b" class="reference">p.\N{NO-BREAK SPACE}12</a>' in body(markdown)
    assert (
        "Birds" in body(markdown, "screen").partition("</p>")[0]
        or "1.1" in body(markdown, "screen").partition("</p>")[0]
    )


def test_a_heading_repeated_elsewhere_leaves_its_notes_and_marks_behind():
    markdown = "## Birds^[Not all.] and [bees]{.index}\n\nText."

    assert 'data-title="Birds and bees"' in body(markdown)
    assert "Not all" not in html(markdown, kind="toc")


def test_code_runs_from_left_to_right_wherever_it_stands():
    assert (
        body("فرمان `cp a b` است.", lang="fa") == '<p>فرمان <code dir="ltr">cp a b</code> است.</p>'
    )


def test_what_looks_like_html_is_text():
    assert body(r"1 \< 2 & 3") == "<p>1 &lt; 2 &amp; 3</p>"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lang", ["en", "fa", "he", "ne", "vi"])
def test_every_section_of_a_book_is_well_formed(edition, lang):
    glossary = (
        f'[[term]]\nkey = "soviet"\nterm = "soviet"\nlang = "{lang}"\ndefinition = "A council."\n'
    )
    files = {"01.md": EVERYTHING, "glossary.toml": glossary}
    small = book(files, lang=lang)
    look = read_look(small.checked.manuscript.styles)

    assert [f for f in small.findings if "error" in f] == []
    for document in lay_out(small.book, look, EDITIONS[edition], {}):
        root = etree.fromstring(f'<x xmlns:epub="e">{document.body}</x>'.encode())[0]
        assert root.get("lang") == lang
        assert root.get("dir") == small.book.locales[lang].direction
