"""Everything in a part stands on the sides of the part's language, whichever way the book opens.

Distances are those of an author who reads the page: from the side on which its lines start.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.books import SmallBook, book
from tests.reading_pdf import Line, Page, pdf_pages

WORDS = {
    "en": {
        "full": "This paragraph is long enough to fill a line of the page and more of it. ",
        "next": "A second paragraph",
        "heading": "A heading",
        "quoted": "A quotation that is long enough to fill one line and to need another one. ",
        "verse": "A line of verse",
        "motto": "A motto of few words",
        "term": "term",
        "meaning": "its meaning",
        "cells": "apple pear quince",
        "caption": "Of tables",
        "sub": "beneath",
    },
    "fa": {
        "full": "این بند بس بلند است که یک سطر صفحه را پر کند و در سطر دیگر دنباله داشته باشد. ",
        "next": "بند دومی",
        "heading": "یک سرفصل",
        "quoted": "نقل قولی که بس بلند است که یک سطر را پر کند و به سطر دیگری برسد که زیر آن است. ",
        "verse": "سطری از شعر",
        "motto": "چند واژهٔ کوتاه",
        "term": "اصطلاح",
        "meaning": "معنای آن",
        "cells": "سیب انار انجیر",
        "caption": "دربارهٔ جدول",
        "sub": "زیرین",
    },
    "he": {
        "full": "הפסקה הזאת ארוכה דיה כדי למלא שורה אחת של העמוד ולהמשיך אל השורה שאחריה. ",
        "next": "פסקה שנייה",
        "heading": "כותרת אחת",
        "quoted": "ציטוט ארוך דיו כדי למלא שורה אחת ולהזדקק לעוד שורה אחת שתבוא מתחתיה בעמוד. ",
        "verse": "שורה של שיר",
        "motto": "מוטו קצר מאוד",
        "term": "מונח",
        "meaning": "פירושו כאן",
        "cells": "תפוח רימון תאנה",
        "caption": "על טבלאות",
        "sub": "מתחת",
    },
}
INNER, OUTER = 21 / 25.4 * 72, 17 / 25.4 * 72
TEXT = """\
---
lang: {lang}
---
# {heading}

::: epigraph
{motto}
:::

{full}{full}

{next}

## {heading}

> {quoted}

::: verse
| {verse}
:::

{term}
:   {meaning}

| {cells[0]} | {cells[1]} | {cells[2]} |
|------------|------------|------------|
| {cells[0]} | {cells[1]} | {cells[2]} |

: {caption}

$$ y $$ {{#eq-{lang}}}

```
code
```

[{term}]{{.index}} [{cells[0]}]{{.index entry="{term}!{sub}"}}
"""


@dataclass(frozen=True)
class Part:
    """The pages of a part, seen from the side on which its lines start.

    `opens` tells whether its first page, a recto, is a right page: where the book is bound left.
    """

    lang: str
    pages: tuple[Page, ...]
    opens: bool

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.lang]

    def find(self, text: str, start: int = 0) -> tuple[Page, Line]:
        """The first line with this text, among those of the part."""
        found = [(page, row) for page in self.pages for row in page.rows if text in row.text]
        return found[start]

    def insets(self, text: str, nth: int = 0) -> tuple[float, float]:
        """How far a line stands from the edges of its page's text, where it starts and ends."""
        page, row = self.find(text, nth)
        return self.from_edges(page, row.left, row.right)

    def from_edges(self, page: Page, left: float, right: float) -> tuple[float, float]:
        is_right = (self.pages.index(page) % 2 == 0) == self.opens
        at_left, at_right = (INNER, OUTER) if is_right else (OUTER, INNER)
        sides = round(left - at_left, 1), round(page.width - at_right - right, 1)
        return sides if self.lang == "en" else sides[::-1]

    def order(self, text: str, *words: str) -> list[str]:
        """The words of a line in the order in which a reader meets them."""
        _, row = self.find(text)
        reach = {word: row.visual.find(_as_seen(word)) for word in words}
        return sorted(words, key=reach.__getitem__, reverse=self.lang != "en")


def _as_seen(word: str) -> str:
    return word if word.isascii() else word[::-1]


def written(main: str, other: str) -> SmallBook:
    chapters = {
        f"{lang}.md": TEXT.format(
            **{**WORDS[lang], "lang": lang, "cells": WORDS[lang]["cells"].split()}
        )
        for lang in (main, other)
    }
    return book(chapters, lang=main)


def part(main: str, other: str, lang: str) -> Part:
    pages = pdf_pages(written(main, other).pdf)
    starts = [at for at, page in enumerate(pages) if WORDS[lang]["motto"] in page.text]
    return Part(lang, pages[starts[0] : starts[0] + 2], opens=main == "en")


BOTH = [("fa", "en", "fa"), ("fa", "en", "en"), ("en", "he", "en"), ("en", "he", "he")]


@pytest.mark.parametrize(("main", "other", "lang"), BOTH)
def test_text_starts_on_the_side_of_its_language(main: str, other: str, lang: str) -> None:
    this = part(main, other, lang)
    words = this.words
    start = {name: this.insets(words[name])[0] for name in ("next", "verse", "term", "meaning")}
    quoted_start, quoted_end = this.insets(words["quoted"][:20])
    motto_start, _ = this.insets(words["motto"])

    assert this.insets(words["heading"])[0] < 2
    assert 10 < start["next"] < 20
    assert 5 < start["verse"] < 40
    assert start["term"] < 2 < 10 < start["meaning"]
    assert 10 < quoted_start < 20
    assert 10 < quoted_end < 20
    assert motto_start > 60
    # Code runs from left to right in every book.
    assert this.insets("code")[0 if lang == "en" else 1] < 2


@pytest.mark.parametrize(("main", "other", "lang"), BOTH)
def test_columns_labels_and_numbers_follow_the_language(main: str, other: str, lang: str) -> None:
    this = part(main, other, lang)
    cells = this.words["cells"].split()
    page, caption = this.find(this.words["caption"])
    number = next(
        this.from_edges(page, row.left, row.right)
        for page in this.pages
        for row in page.rows
        if "(" in row.text and row.text.strip("()").isdigit()
    )
    _, heading = this.find(this.words["heading"], 1)
    first = heading.clusters[0 if lang == "en" else -1]

    assert this.order(cells[1], *cells) == cells
    assert number[1] < 1
    assert first.text.isdigit()
    # A caption stands in the middle, its label first.
    before, after = this.from_edges(page, caption.left, caption.right)
    assert abs(before - after) < 3
    assert caption.clusters[0 if lang == "en" else -1].text.strip() in tuple("Tجט")


GLOSSARY = """
[[term]]
term = "شورا"
lang = "fa"
definition = "گردهمایی."
translations = { en = "council" }
"""
NAMES = {
    "fa": ("انار", "بنفشه", "پونه", "توت", "جو", "چنار", "خرما", "زیره"),
    "en": ("apple", "beet", "corn", "dill", "elder", "fig", "grape", "hazel"),
}


@pytest.fixture(scope="module")
def apparatus() -> dict[str, Page]:
    """The pages of a Persian book with entries in English, by their first lines."""
    marks = {lang: " ".join(f"[{name}]{{.index}}" for name in NAMES[lang]) for lang in NAMES}
    made = book(
        {
            "01.md": f"# شورا\n\n## بخش Soviet\n\n{marks['fa']}\n",
            "02.md": f"---\nlang: en\n---\n# Council of [شورا]{{lang=fa}}\n\n{marks['en']}\n",
            "glossary.toml": GLOSSARY,
        },
        lang="fa",
    )
    return {page.lines[0]: page for page in pdf_pages(made.pdf) if page.lines}


def placed(page: Page, text: str) -> tuple[float, float]:
    """Where a word stands: its left edge and its right one, from the left edge of a left page."""
    for row in page.rows:
        at = row.visual.find(_as_seen(text))
        if at >= 0:
            ends = [len(row.visual[:at]), at + len(text) - 1]
            spread = [cluster for cluster in row.clusters for _ in cluster.text]
            return spread[ends[0]].x - OUTER, spread[ends[1]].right - OUTER
    raise AssertionError(f"{text} is not on the page")


UNSEEN = " \N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
MEASURE = (148 - 38) / 25.4 * 72


def test_contents_begin_where_the_book_does_and_end_in_folios(apparatus: dict[str, Page]) -> None:
    page = apparatus["فهرست مطالب"]
    rows = [row for title in ("بخش", "Council") for row in page.rows if title in row.text]

    assert [round((MEASURE - row.right + OUTER) / 17) for row in rows] == [1, 0]
    assert [row.visual.lstrip(UNSEEN)[0] for row in rows] == ["۱", "3"]
    for row in rows:
        folio, *dots = [cluster for cluster in row.clusters if cluster.text.strip(UNSEEN)]
        assert abs(folio.x - OUTER) < 1
        assert dots[0].x - folio.right > 10
    # A word of the book's direction stands where the title says it, not where the line ends.
    assert rows[1].visual.index("Council") < rows[1].visual.index(_as_seen("شورا"))


def test_a_glossary_begins_with_its_headwords(apparatus: dict[str, Page]) -> None:
    page = apparatus["واژه‌نامه".replace("‌", "")]

    assert abs(placed(page, "شورا")[1] - MEASURE) < 1
    assert placed(page, "council")[1] < placed(page, "شورا")[0]
    assert 10 < MEASURE - placed(page, "گردهمایی")[1] < 20


def test_columns_of_the_index_follow_each_other_as_its_language_does(
    apparatus: dict[str, Page],
) -> None:
    page = apparatus["نمایه"]

    assert abs(placed(page, NAMES["fa"][0])[1] - MEASURE) < 1
    assert placed(page, NAMES["fa"][-1])[1] < MEASURE / 2
    assert abs(placed(page, NAMES["en"][0])[0]) < 1
    assert placed(page, NAMES["en"][-1])[0] > MEASURE / 2


@pytest.mark.parametrize(
    ("lang", "opening", "initial"),
    [("en", "[O]{.initial}nce", "O"), ("fa", "[روزی]{.initial} روزگاری", "روزی")],
)
def test_an_initial_drops_at_the_start_and_stands_on_the_second_line(
    lang: str, opening: str, initial: str
) -> None:
    pages = pdf_pages(book(f"# T\n\n{opening} {WORDS[lang]['full'] * 3}", lang=lang).pdf)
    page = next(page for page in pages if page.rows and page.rows[-1].text in ("1", "۱"))
    letters = [cluster for row in page.rows[2:] for cluster in row.clusters if cluster.text.strip()]
    large = [cluster for cluster in letters if cluster.size > 20]
    lines = sorted({round(cluster.y, 1) for cluster in letters if cluster.size < 20})
    beside = [c for c in letters if c.size < 20 and round(c.y, 1) in lines[:2]]

    assert "".join(sorted(cluster.text for cluster in large)) == "".join(sorted(initial))
    assert abs(large[0].y - lines[1]) < 1.5
    if lang == "en":
        assert abs(large[0].x - INNER) < 3
        assert min(cluster.x for cluster in beside) > large[0].right
    else:
        edge = page.width - INNER
        assert abs(max(cluster.right for cluster in large) - edge) < 3
        assert max(cluster.right for cluster in beside) < min(cluster.x for cluster in large)


def test_an_initial_stays_with_its_paragraph() -> None:
    # However far down the page it comes: once, only a line fits beside it.
    opening = f"[ایک]{{.initial}} {'زمانے میں ایک پڑھنے والا تھا ' * 9}"
    word = "لفظ\n\n"
    made = book({f"{n}.md": f"# T\n\n{word * n}{opening}\n" for n in range(8, 13)}, lang="ur")
    pages = [
        [cluster for row in page.rows for cluster in row.clusters] for page in pdf_pages(made.pdf)
    ]
    initials = [[cluster for cluster in page if round(cluster.size) == 18] for page in pages]

    assert sum(map(bool, initials)) == 5
    for page, initial in zip(pages, initials, strict=True):
        if initial:
            foot, edge = max(c.y for c in initial), min(c.x for c in initial)
            assert len([c for c in page if c.x < edge and -40 < c.y - foot < 5]) > 20


def test_lines_that_end_a_letter_begin_below_each_other() -> None:
    text = "> שלום רב!\n>\n> אני באה בסתיו.\n>\n> שלך באהבה,\\\n> נעמי\n"
    pages = pdf_pages(book(f"# T\n\n{text}", lang="he").pdf)
    ends = {row.text: row.right for page in pages for row in page.rows}

    assert abs(ends["שלך באהבה,"] - ends["נעמי"]) < 1
    assert ends["אני באה בסתיו."] < ends["נעמי"] - 10
