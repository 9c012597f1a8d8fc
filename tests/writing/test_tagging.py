"""The structure of the PDF: what those who cannot see the page are read."""

from io import BytesIO

import pikepdf
import pytest

from rectoverso.model.shipped import shipped
from tests.books import book
from tests.reading_structure import elements, pages_of, parents, section, structure

LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="30" height="4"/></svg>'
)
SALT = """---
title: Salt
---

Words with *emphasis*, a [way](#sec-b) and a note.^[What the note says.] Then a sum $a+b$, and
more.

1. one
2. two

   and more

Salt
:   a crystal

## B {#sec-b}

| Name | Number |
|------|--------|
| a | 1 |
| b |   |

: Numbers {#tbl-a}

![A line](line.svg){#fig-a alt="A line that is thick"}

![](line.svg)

* * *

##### Deep

> Said by somebody.

`code`
"""


@pytest.fixture(scope="module")
def salt():
    return book({"01.md": SALT, "line.svg": LINE})


def test_everything_is_what_it_is(salt):
    assert section(structure(salt.pdf), 5) == (
        """\
Sect
  H1
    "Chapter 1Salt"
  P
    "Words with emphasis, a "
    Link
      "way"
    " and a note."
    Reference
      "1"
    Note <sec-01-note-1>
      Lbl
        "1. "
      "What the note says."
    " Then a sum "
    Formula
    ", andmore."
  L
     /ListNumbering /Decimal
    LI
      Lbl
        "1. "
      LBody
        "one"
    LI
      Lbl
        "2. "
      LBody
        P
          "two"
        P
          "and more"
  L
    LI
      Lbl
        "Salt"
      LBody
        "a crystal"
  H2
    "1.1 B"
  Table
    Caption
      "Table 1. Numbers"
    THead
      TR
        TH
           /Scope /Column
          "Name"
        TH
           /Scope /Column
          "Number"
    TBody
      TR
        TD
          "a"
        TD
          "1"
      TR
        TD
          "b"
        TD
  Div
    Figure
    Caption
      "Figure 1. A line"
  H3
    "Deep"
  BlockQuote
    P
      "Said by somebody."
  P
    Code
      "code\""""
    )


def test_pictures_and_formulas_say_what_they_show(salt):
    assert [one for one in elements(salt.pdf) if "Alt" in one] == [
        {"role": "Formula", "Alt": "a+b"},
        {"role": "Figure", "Alt": "A line that is thick"},
    ]


def test_contents_are_contents(salt):
    assert section(structure(salt.pdf), 4) == (
        """\
Sect
  H1
    "Contents"
  TOC
    TOCI
      Reference
        Link
          "Chapter 1Salt"
        " 1"
      TOC
        TOCI
          Reference
            Link
              "1.1B"
            " 1\""""
    )


def test_languages_are_told_where_they_change():
    text = "# A\n\nOne [سلام]{lang=fa} two.\n\n::: {lang=ne}\nनमस्ते र [hi]{lang=en}\n:::\n"
    made = book({"01.md": text, "02.md": "---\ntitle: ب\nlang: fa\n---\n\nمتن *فارسی* است.\n"})

    told = elements(made.pdf)

    assert [(one["role"], one["Lang"]) for one in told if "Lang" in one] == [
        ("Link", "fa"),
        ("Span", "fa"),
        ("Div", "ne"),
        ("Span", "en"),
        ("Sect", "fa"),
    ]


def test_a_paragraph_is_one_however_many_pages_it_takes():
    made = book("---\ntitle: A\n---\n\n" + "Many words in one paragraph. " * 200)

    assert max(pages_of(made.pdf, "P"), key=len) == [7, 8, 9, 10]


def test_the_head_of_a_table_is_read_once():
    rows = "\n".join(f"| {number} | some words |" for number in range(90))
    made = book(f"---\ntitle: A\n---\n\n| N | W |\n|--|--|\n{rows}\n\n: Long {{#tbl-l}}\n")

    told = structure(made.pdf)

    assert [told.count(word) for word in ("Table\n", '"N"', '"W"', '"89"', "continued")] == [
        *(1, 1, 1, 1, 0)
    ]


def test_a_link_of_two_lines_is_one_link_with_two_frames():
    said = "a link that goes on and on, longer than what is left of its line, and still goes on"
    made = book(f"---\ntitle: A\n---\n\nHere is [{said}](#x).\n\n## X {{#x}}\n")

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        frames = [one for page in pdf.pages for one in page.get("/Annots", ()) if one.Dest == "x"]
        # The first is that of the contents.
        assert [str(one.Contents) for one in frames] == ["1.1 X", said, said]
    assert pages_of(made.pdf, "Link") == [[5], [5], [7]]
    assert parents(made.pdf)[1] == []


def test_mixed_lines_are_read_in_the_order_they_are_written_in():
    links = "[one](https://a.example) و [two](https://b.example) و *[three](https://c.example) پس*"
    made = book({"01.md": f"---\ntitle: ت\n---\n\nسلام {links} تمام.\n"}, lang="fa")

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        (page,) = [one for one in pdf.pages if any("/A" in link for link in one.get("/Annots", ()))]
        parent = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        (paragraph,) = {
            parent[int(link.StructParent)].P.objgen for link in page.Annots if "/A" in link
        }
        links = [one for one in pdf.get_object(paragraph).K if not isinstance(one, int)]
        assert [str(one.K[-1].Obj.Contents) for one in links] == ["one", "two", "three"]


def test_marks_and_links_lead_to_their_elements_and_back(salt):
    there, wrong = parents(salt.pdf)

    assert wrong == []
    assert there == 40


def test_a_link_that_leads_nowhere_leaves_no_trace():
    made = book("---\ntitle: A\n---\n\nGo [there](#nowhere-at-all) or [here](#x).\n\n## X {#x}\n")

    assert parents(made.pdf)[1] == []


def test_a_book_set_as_a_whole_has_the_same_structure():
    files = {"01.md": SALT, "line.svg": LINE}
    look = (shipped("styles") / "css/base.css.j2").read_text("utf-8")
    whole = {**files, "../styles/css/base.css.j2": f"{look}@page :first {{ color: black }}"}

    assert structure(book(whole).pdf) == structure(book(files).pdf)
