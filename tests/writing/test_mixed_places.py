"""Words of the other direction stand where they are read, wherever in a book a line may be."""

from __future__ import annotations

from functools import cache

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages
from tests.setting import seen

# What stands in each place, `{}` being its name; what is seen of it from left to right; and the
# other language.
WRITTEN = {
    "fa": ("{} حرف [The Art!]{{lang=en}} است", "است The Art! حرف {}", "زبان"),
    "en": ("{} word [شورای کار]{{lang=fa}} stands", "{} word کار شورای stands", "Tongue"),
}
PLACES = {
    "fa": "سر عنوان بند فهرست شماره خانه سرخانه شرح یادداشت نقل بیت ستون تعریف",
    "en": "Head Title Text Item Number Cell Headcell Caption Note Quotation Verse Column Meaning",
}
TEXT = """\
---
title: "{0}"
---

## {1}

{2}

- {3}

1. {4}

| {6} | x |
|---|---|
| {5} | y |

: {7}

z[^1]

[^1]: {8}

> {9}

| {10}

::: columns
{11}
:::

[x]{{.index entry="{entry}"}}
"""


@cache
def lines(lang: str) -> tuple[str, ...]:
    """All lines of a book with a mixed line in every place, each from left to right."""
    text, _, term = WRITTEN[lang]
    said = [text.format(place) for place in PLACES[lang].split()]
    made = book(
        {
            "01.md": TEXT.format(*said, entry=f"{term} C!{term} D"),
            "glossary.toml": f'[[term]]\nterm = "{term}"\nlang = "{lang}"\n'
            f'definition = "{said[12]}."\naliases = ["{said[0][:3]}"]\n',
        },
        lang=lang,
        title=f"{term} \N{LEFT-TO-RIGHT ISOLATE}C#\N{POP DIRECTIONAL ISOLATE} {term}",
    )
    return tuple(" ".join(seen(row)) for page in pdf_pages(made.pdf) for row in page.rows)


@pytest.mark.parametrize(
    ("lang", "place"),
    [(lang, place) for lang, places in PLACES.items() for place in places.split()],
)
def test_a_mixed_line_is_in_order(lang: str, place: str) -> None:
    shown = WRITTEN[lang][1].format(place)

    assert any(shown in line for line in lines(lang)), lines(lang)


def test_a_title_with_an_isolated_word_is_in_order_wherever_it_is_printed() -> None:
    shown = [line for line in lines("fa") if "C#" in line and "زبان C# زبان" in line]

    # Half-title, title page, imprint.
    assert len(shown) >= 3


@pytest.mark.parametrize(
    ("lang", "row"),
    [("fa", "y است The Art! حرف خانه"), ("en", "Cell word کار شورای stands y")],
)
def test_the_cells_of_a_row_follow_each_other_as_the_language_runs(lang: str, row: str) -> None:
    assert row in lines(lang)


@pytest.mark.parametrize(("lang", "line"), [("fa", "۲ ،D زبان"), ("en", "Tongue D, 1")])
def test_a_page_number_stands_behind_a_heading_of_the_other_direction(lang: str, line: str) -> None:
    assert line in lines(lang)


def test_the_title_of_the_book_is_in_order_at_the_head_of_a_page() -> None:
    assert "زبان C# زبان ۲" in lines("fa")
