"""The index on paper and on a screen: the same entries, in the same order, leading to the same.

Every mark stands in a chapter of its own, so that no two places fall together on paper.
"""

from io import BytesIO
from itertools import groupby

import pikepdf
import pytest

from tests.books import book
from tests.commands import ROOT
from tests.reading_epub import XHTML, read_epub
from tests.reading_pdf import Line, _Reader, pdf_pages
from tests.writing.test_page_list import both

# Points between two lines of an index.
LEADING = 12
PERSIAN = [
    "[شورا]{.index}",
    "[شورای]{.index entry='شورا!پتربورگ' mention=principal}",
    "[انقلاب]{.index range=open} و [آب]{.index}",
    "[روزنامه]{.index entry='*ایسکرا*'}",
    "[]{.index entry='انقلاب' range=close} و [نیم‌فاصله]{.index}",
    "[او]{.index key=trotsky}",
    "[سوویت]{.index see='شورا'} و [حزب]{.index see-also='شورا!پتربورگ; ایسکرا'}",
    "واژه[^1]\n\n[^1]: [یادداشت]{.index}",
]
NEPALI = [
    "[क्षेत्र]{.index}",
    "[अंग]{.index}",
    "[ज्ञान]{.index entry='ज्ञान!सीमा'}",
    "[जार]{.index see=क्षेत्र}",
]
VIETNAMESE = ["[ấn]{.index}", "[ăn]{.index}", "[đảng]{.index entry='đảng!cánh tả'}", "[an]{.index}"]
ENGLISH = [
    "[soviet]{.index}",
    "::: {.index entry='strike!general'}\nOne.\n\n::: page-break\n:::\n\nTwo.\n:::",
    "[Émile]{.index} and\\index{war!great}",
    "[1905]{.index} [duma]{.index see-also=soviet see-also-under=strike}",
    "[x]{.index entry='duma' mention=definition}",
    "## [Walls]{.index} {#walls}\n\n| [cell]{.index} |\n|---|\n| x |\n\n: [Caption]{.index}",
]
ARABIC = [
    "[الثورة]{.index}",
    "[أحمد]{.index entry='أحمد!طفولته'}",
    "[المسجد]{.index see='الثورة'}[بيت]{.index}",
    "[تاريخ]{.index mention=figure}",
]
HEBREW = ["[מהפכה]{.index}", "[אודסה]{.index entry='אודסה!נמל'}", "[עיתון]{.index}"]
RUSSIAN = "[Эсеры]{.index} and [Zürich]{.index}"
REGISTER = """
[[entry]]
key = "trotsky"
index = "persons"
lang = "fa"
entry = "تروتسکی، لئون"
translations = { en = "Trotsky, Leon" }
"""


@pytest.fixture(scope="module")
def polyglot():
    parts = {"fa": PERSIAN, "ar": ARABIC, "ne": NEPALI, "vi": VIETNAMESE, "he": HEBREW}
    parts["en"] = [*ENGLISH, RUSSIAN]
    chapters = {
        f"{lang}-{number}.md": f"---\ntitle: X\nlang: {lang}\n---\n\n{mark}\n"
        for lang, marks in parts.items()
        for number, mark in enumerate(marks, 1)
    }
    # Naskh draws letters and their dots apart: its glyphs tell no text.
    plain = {
        f"../styles/locales/{lang}.toml": (ROOT / "styles" / "locales" / f"{lang}.toml")
        .read_text("utf-8")
        .replace('"Noto Naskh Arabic"', '"Vazirmatn"')
        for lang in ("fa", "ar")
    }
    made = book(
        {**chapters, "index.toml": REGISTER, **plain},
        lang="fa",
        more='[index]\nscripts = ["fa", "ar", "he", "ne", "vi", "en"]\n'
        '[index.titles]\n"" = "نمایه"\npersons = "کسان"',
    )
    assert [finding for finding in made.findings if "note[" not in finding] == []
    return made


def on_paper(made):
    """The lines of the indexes as they were painted, and where their links lead."""
    data = made.pdf
    marked = [place for place, page in enumerate(pdf_pages(data)) if _is_index(page)]
    lines, targets = [], []
    with pikepdf.open(BytesIO(data)) as pdf:
        for place in marked:
            page = pdf.pages[place]
            box = [float(edge) for edge in page.mediabox]
            middle = (box[2] - box[0]) / 2
            rows = []
            for cluster in _Reader(box[0], box[3]).read(page.obj):
                column = cluster.x > middle
                if not rows or column != rows[-1][0] or abs(rows[-1][1] - cluster.y) > LEADING / 2:
                    rows.append((column, cluster.y, []))
                rows[-1][2].append(cluster)
            ordered = (tuple(sorted(row, key=lambda c: (c.x, c.right))) for _, _, row in rows)
            lines += [_joined(Line(row).text) for row in ordered]
            targets += [link.target for link in pdf_pages(data)[place].links]
    # A link over two lines is two places to click.
    return lines, [target for target, _ in groupby(targets)]


def _joined(text):
    """A text without spaces and half-spaces, which the glyphs of a line do not always tell."""
    return text.replace(" ", "").replace("\N{ZERO WIDTH NON-JOINER}", "")


def _is_index(page):
    targets = [link.target for link in page.links]
    return bool(targets) and all("-ix-" in one or "-entry-" in one for one in targets)


def on_screen(made):
    """The headings of the indexes, letters among them, and where their links lead."""
    headings, targets = [], []
    for document in read_epub(made.epub).spine:
        for part in document.root.iter(f"{XHTML}section"):
            if "index" not in part.get("class", "").split():
                continue
            for element in part.iter():
                if element.tag == f"{XHTML}h2" or element.get("class") == "heading":
                    headings.append("".join(element.itertext()))
                if element.tag == f"{XHTML}a":
                    targets.append(element.get("href").rpartition("#")[2])
    return headings, targets


def lines_on_screen(epub):
    """The lines of the indexes as an e-book has them, and how many links each has."""
    return [
        (_joined("".join(line.itertext())), sum(1 for _ in line.iter(f"{XHTML}a")))
        for document in read_epub(epub).spine
        for part in document.root.iter(f"{XHTML}section")
        if "index" in part.get("class", "").split()
        for line in part.iter(f"{XHTML}p")
    ]


def of_the_book(made):
    """The headings of the indexes and where they lead, as compiled.

    What stretches into another section leads to its end, too, where there are no pages.
    """
    headings, targets = [], []

    def go(entry):
        headings.append(entry.heading)
        for one in entry.locators:
            leaving = one.end_section not in ("", one.section)
            targets.append((one.anchor, one.end) if leaving else (one.anchor,))
        targets.extend((one.anchor,) for one in (*entry.see, *entry.see_also))
        for below in entry.subentries:
            go(below)

    for index in made.book.indexes:
        for group in index.groups:
            headings.append(group.letter)
            for entry in group.entries:
                go(entry)
    return headings, targets


def test_paper_and_screen_name_the_same_entries_in_the_same_order(polyglot):
    headings, _ = of_the_book(polyglot)
    lines, _ = on_paper(polyglot)

    assert on_screen(polyglot)[0] == headings
    ahead = iter(lines)
    found = [any(line.startswith(_joined(one)) for line in ahead) for one in headings]
    assert found == [True] * len(headings), "in this order, each at the head of a line"


def test_paper_and_screen_lead_to_the_same_places(polyglot):
    _, targets = of_the_book(polyglot)

    assert on_screen(polyglot)[1] == [end for ends in targets for end in ends]
    assert on_paper(polyglot)[1] == [start for start, *_ in targets]


def test_with_the_pages_of_the_book_a_screen_says_what_paper_says(polyglot):
    shown = [line for line, _ in lines_on_screen(both(polyglot)["epub"].data)]
    printed = "".join(on_paper(polyglot)[0])

    at = 0
    for line in shown:
        assert line in printed[at:], "in the order of the printed index"
        at = printed.index(line, at)


RANGES = {
    "1.md": "---\ntitle: A\n---\n\n[fez]{.index} [war]{.index range=open}\n\n"
    "::: {.index entry=peace}\nAt once.\n\n::: page-break\n:::\n\nLater.\n:::\n",
    "2.md": "---\ntitle: B\n---\n\n[]{.index entry=war range=close}",
}


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (True, [("fez,1", 1), ("peace,1–2", 2), ("war,1–3", 2)]),
        (False, [("fez,Chapter1", 1), ("peace,Chapter1", 1), ("war,Chapter1–Chapter2", 2)]),
    ],
)
def test_a_range_leads_to_both_its_ends_on_a_screen(listed, shown):
    epub = both(book(RANGES), page_list=listed)["epub"]

    assert epub.findings == ()
    assert lines_on_screen(epub.data) == shown


def test_an_entry_is_continued_on_the_next_page_and_no_letter_stands_alone():
    topics = " ".join(f'[]{{.index entry="war!topic {number:03}"}}' for number in range(150))
    words = " ".join(f"[{letter}{letter}{n}]{{.index}}" for letter in "abcdefgh" for n in "123")
    made = book(f"# A\n\nText. {topics} {words}", title="Wars")
    lines = on_paper(made)[0]

    heads = [line for line in lines if line.endswith("(continued)")]
    assert set(heads) == {"war(continued)"}
    for head in (at for at, line in enumerate(lines) if line == "war(continued)"):
        assert lines[head + 1].startswith("topic")
    for page in filter(_is_index, pdf_pages(made.pdf)):
        middle = page.width / 2
        columns = (
            [c for row in page.rows for c in row.clusters if (c.x > middle) is right]
            for right in (False, True)
        )
        for column in columns:
            foot = max((cluster.y for cluster in column), default=0)
            last = "".join(c.text for c in column if abs(c.y - foot) < 1)
            assert not (len(last) == 1 and last.isupper())


def test_sub_entries_may_run_on_in_one_line():
    text = "[a]{.index entry='war!great'} [b]{.index entry='war!small!end'} [war]{.index}"
    made = book(text, more='[index]\nsubentries = "run-in"')

    lines, _ = on_paper(made)
    assert "war,1;great,1;small(end,1)" in lines


def test_a_word_lent_by_the_book_says_its_language():
    marks = "[vitriolum]{.index lang=la} [chalcanthum]{.index lang=la see=vitriolum}"
    made = book(f"# أ\n\nحبر {marks}", lang="ar", title="حبر")

    assert made.written("epub").findings == ()
