"""Lines as they are printed: order, edges and spaces, read back from the PDF."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import icu
import pytest
import weasyprint
from weasyprint.layout import inline

from rectoverso.model.shipped import shipped
from rectoverso.reading.pandoc import Answer, ask
from rectoverso.writing.corrections import lines
from rectoverso.writing.corrections.breaking import correct_breaking
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from tests.books import book
from tests.reading_pdf import Line, pdf_pages
from tests.setting import MARGIN, POINTS, pages, rows, seen, style
from tests.writing.mixed import LATIN, PERSIAN, UNSEEN, Paragraph, paragraphs
from tests.writing.test_bidi_conformance import data_lines

ONE_BRACKET = str.maketrans("()[]{}«»", "(([[{{««")
# Kerning would be measured as part of a space.
JUSTIFIED = "p { text-align: justify; font-kerning: none }"
COMPOSED = "p { text-wrap-style: pretty }"


def letters(line: Line) -> str:
    """All letters of a line from left to right, blanks left out."""
    shown = ""
    for cluster in line.clusters:
        text = "".join(c for c in cluster.text if not c.isspace() and c not in UNSEEN)
        rtl = text and icu.Char.charDirection(text[0]) in (1, 13)
        shown += text[::-1] if rtl else text
    return shown.translate(ONE_BRACKET)


@dataclass(frozen=True)
class Printed:
    """A printed line, what it should look like, and where in its paragraph it stands."""

    line: Line
    expected: str
    paragraph: Paragraph
    last: bool

    @property
    def blanks_are_plain(self) -> bool:
        """Whether no blank stands beside another or at an edge: an isolate may put them there."""
        return self.expected == self.expected.strip() and "  " not in self.expected


def printed(texts: Sequence[Paragraph], found: Sequence[Line]) -> Iterator[Printed]:
    """Each line with the piece of its paragraph that is on it."""
    waiting = iter(found)
    for paragraph in texts:
        text = paragraph.text
        visible = [at for at, c in enumerate(text) if not c.isspace() and c not in UNSEEN]
        done = 0
        while done < len(visible):
            line = next(waiting)
            number = len(letters(line))
            piece = visible[done : done + number]
            done += number
            expected = paragraph.seen(piece[0], piece[-1] + 1)
            yield Printed(line, expected, paragraph, done == len(visible))
    assert list(waiting) == []


@pytest.mark.parametrize("directed", [False, True], ids=["markup", "isolates"])
@pytest.mark.parametrize("width", [40, 70, 100, 140])
@pytest.mark.parametrize(
    "number", [12, pytest.param(150, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_random_paragraphs_end_at_their_measure_in_visual_order(
    number: int, width: int, directed: bool
) -> None:
    texts = list(paragraphs(width + directed, number, directed=directed))
    body = "".join(paragraph.html for paragraph in texts)
    ragged = list(printed(texts, rows(body, width=width, css="p { font-kerning: none }")))
    filled = list(printed(texts, rows(body, width=width, css=JUSTIFIED)))
    composed = list(printed(texts, rows(body, width=width, css=JUSTIFIED + COMPOSED)))
    left, right = MARGIN, MARGIN + width * POINTS

    for one in ragged + filled + composed:
        assert letters(one.line) == one.expected.replace(" ", "").translate(ONE_BRACKET)
    # WeasyPrint does not find every break between boxes deep inside others.
    outside = [one for one in ragged if one.line.left < left - 0.6 or one.line.right > right + 0.6]
    assert len(outside) <= len(ragged) // 100
    for one in ragged:
        if one.blanks_are_plain:
            rtl = one.paragraph.direction == "rtl"
            assert abs(one.line.right - right if rtl else one.line.left - left) < 1.5
    for one in filled + composed:
        if one.blanks_are_plain and not one.last and " " in one.expected:
            assert abs(one.line.left - left) < 0.1, one.paragraph.html
            assert abs(one.line.right - right) < 0.1, one.paragraph.html
            gaps = one.line.gaps()
            assert not gaps or max(gaps) - min(gaps) < 0.05, one.paragraph.html


@pytest.mark.slow
def test_unicodes_own_cases_come_out_printed() -> None:
    """A sample of BidiCharacterTest.txt, those that can be printed, goes the whole way."""
    cases = []
    for line in data_lines("BidiCharacterTest.txt"):
        codes, asked, base, _, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        printable = all(
            c in UNSEEN or c in " ()[]" or (c.isalnum() and ord(c) < 0x700) for c in text
        )
        if asked != "2" and printable and text.strip() == text and "  " not in text:
            cases.append((text, ("ltr", "rtl")[int(base)], [int(at) for at in order.split()]))
    chosen = random.Random(9).sample(cases, 1000)
    body = "".join(f"<p dir={direction}>{text}</p>" for text, direction, _ in chosen)
    expected = ["".join(text[at] for at in order) for text, _, order in chosen]

    assert [letters(line) for line in rows(body, width=140)] == [
        "".join(c for c in text if not c.isspace() and c not in UNSEEN).translate(ONE_BRACKET)
        for text in expected
        if any(not c.isspace() and c not in UNSEEN for c in text)
    ]


def test_letters_join_across_markup() -> None:
    """The glyphs of a word are the same whether a part of it is coloured or not."""
    whole = rows("<p dir=rtl>سلامت پنجره کتاب می‌رود</p>")[0]
    marked = (
        "<p dir=rtl>س<u>لا</u>م<em>ت</em> پ<span>ن</span>جره "
        "<a href='#'>کتا</a>ب می‌<span>ر</span>ود</p>"
    )
    parted = rows(marked, css="em, u, a { font-style: normal; text-decoration: none }")[0]

    assert [c.code for c in parted.clusters if c.text.strip()] == [
        c.code for c in whole.clusters if c.text.strip()
    ]


def test_letters_do_not_join_across_an_isolate_or_a_margin() -> None:
    joined = rows("<p dir=rtl>بب</p>")[0]
    for markup in ("ب<bdi>ب</bdi>", "ب<span style='margin: 0 2pt'>ب</span>"):
        apart = rows(f"<p dir=rtl>{markup}</p>")[0]
        assert {c.code for c in apart.clusters}.isdisjoint({c.code for c in joined.clusters})


def test_the_joiners_do_not_get_into_the_text() -> None:
    assert pages("<p dir=rtl>سل<b>ام</b> پن<b>ج</b>ره</p>")[0].lines == ["سلام پنجره"]


def test_an_empty_anchor_after_the_last_space_leaves_no_gap() -> None:
    body = (
        "<p style='width: 30mm; text-align: justify'>some words and <a id=x></a>more of them here"
    )
    for text in (body, body.replace("<p ", "<p dir=rtl ")):
        first, *_ = rows(text)
        assert round(first.left - MARGIN, 1) == 0
        assert round(first.right - MARGIN - 30 * POINTS, 1) == 0


def test_a_link_over_a_change_of_direction_covers_both_its_parts() -> None:
    (page,) = pages('<p dir=rtl>در <a href="#x">کتاب The</a> Art <b id=x>آمده</b></p>')
    row = page.rows[0]
    linked = [c for c in row.clusters if c.text in "کتابThe" and c.text.strip()]
    outside = [c for c in row.clusters if c.text in "Art" and c.text.strip()]

    def covered(x: float) -> bool:
        return any(link.x - 0.01 <= x <= link.x + link.width for link in page.links)

    assert {link.target for link in page.links} == {"x"}
    assert all(covered(c.x + c.width / 2) for c in linked)
    assert not any(covered(c.x + c.width / 2) for c in outside)


def test_an_indent_is_where_the_text_starts() -> None:
    long = "سطر نخست این بند با تورفتگی و سطرهای دیگر بی آن است تا پایان"
    first, second, *_ = rows(
        f"<p dir=rtl style='width: 40mm; text-indent: 20pt; text-align: justify'>{long}"
    )

    assert round(MARGIN + 40 * POINTS - first.right, 1) == 20
    assert round(first.left - MARGIN, 1) == 0
    assert round(MARGIN + 40 * POINTS - second.right, 1) == 0


@pytest.mark.parametrize("side", ["left", "right", "inline-start", "inline-end"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_text_stands_beside_a_float_of_its_own_line(direction: str, side: str) -> None:
    words = {"ltr": "word", "rtl": "کتاب"}[direction]
    body = f"<p dir={direction} style='text-align: justify'><span></span>{(words + ' ') * 30}</p>"
    css = f"span {{ float: {side}; width: 20mm; height: 6mm }}"
    first, *_ = rows(body, width=80, css=css)
    at_left = side in {"ltr": ("left", "inline-start"), "rtl": ("left", "inline-end")}[direction]

    assert round(first.left - MARGIN) == round(20 * POINTS if at_left else 0)
    assert round(MARGIN + 80 * POINTS - first.right) == round(0 if at_left else 20 * POINTS)


@pytest.mark.parametrize(("direction", "text"), [("ltr", "Once upon "), ("rtl", "روزی بود ")])
def test_a_drop_capital_stands_at_the_start_and_the_text_beside_it(
    direction: str, text: str
) -> None:
    css = "p::first-letter { float: inline-start; font-size: 24pt; line-height: 1 }"
    body = f"<p dir={direction} style='text-align: justify'>{text * 20}</p>"
    clusters = [
        c for row in rows(body, width=60, css=css)[:2] for c in row.clusters if c.text.strip()
    ]
    (capital,) = [c for c in clusters if c.size > 20]
    others = [c for c in clusters if c.size < 20]

    if direction == "ltr":
        assert capital.x < MARGIN + 1
        assert min(c.x for c in others) >= capital.right - 0.1
    else:
        assert capital.right > MARGIN + 60 * POINTS - 1
        assert max(c.right for c in others) <= capital.x + 0.1


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_leader_dots_fill_a_contents_line_and_stand_in_columns(direction: str) -> None:
    css = "a::after { content: leader('. ') target-counter(attr(href url), page) }"
    body = "".join(
        f"<p dir={direction}><a id=x href='#x'>{title}</a></p>"
        for title in ("فصل یکم Introduction", "فصل دوم", "Plain chapter", "هنر <i>The Art</i> هنر")
    )
    found = rows(body, width=80, css=css)

    for line in found:
        assert round(line.left - MARGIN) == 0
        assert round(line.right - MARGIN - 80 * POINTS) == 0
        ends = [c.text for c in line.clusters if c.text not in UNSEEN]
        assert "1" in (ends[0], ends[-1])
    dots = [{round(c.x, 1) for c in line.clusters if c.text == "."} for line in found]
    assert all(columns for columns in dots)
    assert set.union(*dots) == max(dots, key=len)


def test_what_happens_once_happens_once() -> None:
    """An element that shows in two places keeps one anchor, one bookmark, one footnote."""
    body = (
        "<h2 dir=rtl><span id=x class=t>کتاب The</span> Art</h2>"
        "<p dir=rtl>ن<span class=n><b>یک</b> two</span>"
    )
    css = """
        h2 { bookmark-level: none } .t { bookmark-level: 1; bookmark-label: content(text) }
        .n { float: footnote }
    """
    document = weasyprint.HTML(string=f"<style>{css}</style>{body}").render()

    assert [bookmark[1] for page in document.pages for bookmark in page.bookmarks] == ["کتاب The"]
    assert sum("two" in line for page in pages(body, css=css) for line in page.lines) == 1


BAD = {
    "nothing but controls": "\u202a\u202b\u2067\u2068\u2069\u202c\u200f" * 40,
    "two hundred isolates": "<bdi>س a" * 200 + "</bdi>" * 200,
    "unclosed isolates": "\u2067الف a \u2066ب" * 100 + "b",
    "marks alone": "\u064b\u0651 a \u05b0",
    "a joiner alone": "\N{ZERO WIDTH JOINER}<b>\N{ZERO WIDTH JOINER}</b>",
    "empty elements": "<b></b><i><bdi></bdi></i><span dir=rtl></span>",
    "an emoji between": "سلام 😀 <b>😀</b> abc",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bad_text_is_set_all_the_same(direction: str, text: str) -> None:
    (page,) = pages(f"<p dir={direction}>{text}</p><p>end</p>", width=60)

    assert page.lines[-1] == "end"
    assert all(MARGIN - 1 < line.left < line.right < MARGIN + 61 * POINTS for line in page.rows)


def test_a_text_of_one_direction_is_left_to_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []
    monkeypatch.setattr(lines, "visual_leaves", lambda *_: looked_at.append(1) or [])
    rows("<p>Plain <b>text</b>, in a few words – “with” signs. नेपाली पनि।</p>")

    assert looked_at == []


def test_a_right_to_left_line_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines.correct_weasyprint()
    ends = inline.remove_last_whitespace
    ended: list[object] = []
    monkeypatch.setattr(
        inline, "remove_last_whitespace", lambda *given: ended.append(1) or ends(*given)
    )
    text = "<p dir=rtl>" + "هر سطر را یک بار می‌چینیم و <b>همان</b> می‌ماند. " * 20
    number = len(rows(text))

    assert len(ended) == number > 5
    ended.clear()
    # If this fails, WeasyPrint has learnt it: `_set_once` may go.
    monkeypatch.setattr(inline, "avoid_collisions", inline.avoid_collisions.__wrapped__)
    rows(text)
    assert len(ended) == 2 * number


def test_another_weasyprint_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "99.0")

    with pytest.raises(RuntimeError, match=r"weasyprint==70\.0"):
        lines.correct_weasyprint()


def test_correcting_twice_corrects_once() -> None:
    lines.correct_weasyprint()
    before = weasyprint.layout.inline.text_align
    lines.correct_weasyprint()

    assert weasyprint.layout.inline.text_align is before


def test_weasyprint_still_needs_the_correction() -> None:
    """If this fails, WeasyPrint has learnt it: `writing.lines` may go."""
    program = (
        "import sys, weasyprint; "
        "sys.stdout.buffer.write(weasyprint.HTML(string=sys.argv[1]).write_pdf())"
    )
    body = f"<style>{style()}</style><p dir=rtl>نام <b>The</b> <i>Art</i> است</p>"
    done = subprocess.run([sys.executable, "-c", program, body], capture_output=True, check=True)
    (line,) = [row for row in pdf_pages(done.stdout)[0].rows if row.visual.strip()]

    assert seen(line) == ["است", "Art", "The", "نام"]
    assert seen(rows("<p dir=rtl>نام <b>The</b> <i>Art</i> است</p>")[0]) == [
        "است",
        "The",
        "Art",
        "نام",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("سلام &#xD800; abc", "F101"),
        ("\u202a\u202b\u2067\u2068\u2069\u202c\u200f", "B102"),
        (f"{'[' * 200}س{']{lang=fa}' * 200}", "S112"),
        (f"{'[' * 10_000}س{']{lang=fa}' * 10_000}", "S112"),
        (b"ab\xed\xa0\x80", "M108"),
    ],
    ids=[
        "a lone surrogate",
        "only controls",
        "two hundred spans",
        "ten thousand spans",
        "a surrogate in bytes",
    ],
)
def test_text_that_cannot_be_set_is_found_in_its_file(text: str | bytes, said: str) -> None:
    chapter = b"# A\n\n" + (text if isinstance(text, bytes) else text.encode()) + b"\n\nend\n"
    findings = book({"01.md": chapter}).findings

    assert any(line.startswith("chapters/01.md:") and f"[{said}]" in line for line in findings)


@pytest.mark.parametrize(
    "text",
    [
        "سلام \ud800 abc <b>\udfff</b>",
        "<span>" * 500 + "س abc" + "</span>" * 500,
        "<b>" * 10_000 + "س abc" + "</b>" * 10_000,
        "<b><i>" * 5_000 + "س abc",
        "<bdi>س a" * 200 + "</bdi>" * 200,
        "\u2067س a \u2066b" * 200 + "\u2069" * 400,
        "\u202a\u202b\u2067\u2068\u2069\u202c\u200f" * 40,
    ],
    ids=[
        "lone surrogates",
        "500 spans",
        "10,000",
        "10,000 never closed",
        "200 isolates",
        "200 isolating marks",
        "only controls",
    ],
)
def test_bad_html_is_typeset(text: str) -> None:
    html = f"<html><body><p dir='rtl'>{text}</p><p>end</p></body></html>"
    found = pdf_pages(typeset(html, "p { width: 80mm }", read_faces([shipped("fonts")])).pdf())

    assert found[-1].lines[-1] == "end"


def test_pandoc_is_not_asked_to_read_brackets_without_end() -> None:
    """It would take minutes: with no patience at all it would be said to take too long."""
    deep = f"{'[' * 200}x{']{lang=fa}' * 200}"

    assert ask([deep], patience=0) == (Answer(None, ("it is nested too deeply",)),)


@pytest.mark.slow
def test_a_long_paragraph_takes_time_in_proportion() -> None:
    """A megabyte without an end of paragraph is set, all of it, each letter in its line."""
    words = "سلام کتاب book ۱۲ درخت و "
    number = 1_000_000 // len(words.encode())
    found = rows(f"<p dir=rtl>{words * number}</p>", width=100)

    assert sum(letters(line).count("book") for line in found) == number


@pytest.mark.parametrize("words", [LATIN, PERSIAN, PERSIAN + LATIN[:4]], ids=["en", "fa", "mixed"])
def test_no_line_tells_where_a_very_long_text_was_parted(words, monkeypatch) -> None:
    correct_breaking()
    draw = random.Random(4)
    text = " ".join(draw.choice(words) + draw.choice(["", "", "", ",", "."]) for _ in range(200))
    direction = "ltr" if words is LATIN else "rtl"
    body = f"<p dir={direction}>{text}</p><p dir={direction}>{text[:8]} <b>{text}</b></p>"

    def printed() -> list[tuple[str, int, int]]:
        return [
            (letters(line), round(line.left), round(line.right))
            for css in (JUSTIFIED, JUSTIFIED + COMPOSED)
            for line in rows(body, width=60, css=css)
        ]

    whole = printed()
    for name, value in (("_LONG", 150), ("_PART", 110)):
        monkeypatch.setattr(f"rectoverso.writing.corrections.paragraph.{name}", value)

    assert printed() == whole
