"""The columns of the last page of an index end level, whichever comes first."""

import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

LETTERS = {"en": "abcdefghijklmnoprstvw", "fa": "آبپتجچحخدذرزسشصطعغفقکگلمنوهی"}
LINE = 13.4  # points


@pytest.mark.parametrize("lang", LETTERS)
def test_the_columns_of_an_index_end_level(lang):
    names = [f"{letter}{other}" for letter in LETTERS[lang] for other in LETTERS[lang][:3]]
    marks = " ".join(f"[{name}]{{.index}}" for name in names)
    made = book(
        {"01.md": f"---\ntitle: T\n---\n\n{marks}", "index.md": "---\ntype: index\n---\n"},
        lang=lang,
        more='[edition.print]\nsize = "110x170mm"',
    )
    *_, last = (page for page in pdf_pages(made.pdf) if page.rows)

    marked = [one for row in last.rows[1:] for one in row.clusters if one.text.strip()]
    middle = (min(one.x for one in marked) + max(one.x for one in marked)) / 2
    start = [one.y for one in marked if (one.x < middle) == (lang == "en")]
    end = [one.y for one in marked if (one.x < middle) != (lang == "en")]
    assert min(start) == pytest.approx(min(end), abs=LINE / 2)
    # A letter goes with its first entry, so that the first column may be the longer one by that.
    assert -0.5 * LINE < max(start) - max(end) < 3 * LINE
