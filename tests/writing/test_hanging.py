"""Signs at the edges of justified lines hang in the margin, as far as the style sheet says."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint.css import properties

from rectoverso.reading.locales import read_locales
from rectoverso.writing.layout import read_look
from rectoverso.writing.paper.typeset import typeset
from tests.reading_pdf import Line
from tests.setting import MARGIN, POINTS, rows, style
from tests.writing.test_composing import JUSTIFIED, PRETTY, TEXTS, letters

STYLES = Path(__file__).resolve().parents[2] / "styles"
WIDTH = 62
START = {"“": 0.5, "«": 0.4}
END = {".": 0.8, ",": 0.8, "،": 0.8, "؛": 0.5, "।": 0.5, "‐": 0.6, "”": 0.5, "»": 0.4}
HANG = "p {{ hang-start: {}; hang-end: {} }}".format(
    *(" ".join(f'"{one}" {part:.0%}' for one, part in signs.items()) for signs in (START, END))
)
QUOTED = {
    "en": "“To stay,” he said. “No, no, and no; “on and on, and on, and never to look back.” ",
    "fa": "«بمان»، چنین گفت. «نه، نه، و نه؛ «برو و برو، و باز برو، و هرگز پشت سرت را نگاه نکن.» ",
    "vi": "“Ở lại,” anh nói. “Không, không, và không; “đi mãi, đi mãi, và đừng ngoái đầu lại.” ",
    "ne": "“बस,” उसले भन्यो। “होइन, होइन, र होइन; “जाऊ र जाऊ, फेरि जाऊ, र पछि फर्केर नहेर।” ",
}


def paragraph(body: str, lang: str, css: str = PRETTY + HANG) -> list[Line]:
    direction = "rtl" if lang == "fa" else "ltr"
    html = f"<p lang={lang} dir={direction}>{body}</p>"
    return rows(html, css=JUSTIFIED % WIDTH + css, lang=lang)


def edges(line: Line, lang: str) -> tuple[str, float, str, float]:
    """The signs at the start and the end of a line, and how far each stands out (in its widths)."""
    left, right = line.clusters[0], line.clusters[-1]
    out = (MARGIN - line.left) / left.width, (line.right - MARGIN - WIDTH * POINTS) / right.width
    if lang == "fa":
        return right.text, out[1], left.text, out[0]
    return left.text, out[0], right.text, out[1]


@pytest.mark.parametrize("css", [PRETTY, ""], ids=["chosen", "filled"])
@pytest.mark.parametrize("lang", QUOTED)
def test_signs_hang_as_far_as_the_table_says_and_nothing_else_does(lang: str, css: str) -> None:
    lines = [edges(line, lang) for line in paragraph(QUOTED[lang] * 6, lang, css + HANG)]

    assert any(start in START for start, *_ in lines)
    assert any(end in END for *_, end, _ in lines[:-1])
    for start, before, _, _ in lines:
        assert before == pytest.approx(START.get(start, 0), abs=0.05)
    for _, _, end, after in lines[:-1]:
        assert after == pytest.approx(END.get(end, 0), abs=0.05)


@pytest.mark.parametrize("lang", TEXTS)
def test_no_letter_is_lost(lang: str) -> None:
    assert letters(paragraph(TEXTS[lang], lang)) == letters(paragraph(TEXTS[lang], lang, PRETTY))


def test_lines_are_chosen_for_the_measure_and_what_hangs_out_of_it() -> None:
    far = "p { hang-end: ',' 800% }"  # as far as a word

    chosen = paragraph(QUOTED["en"] * 6, "en", PRETTY + far)
    filled = paragraph(QUOTED["en"] * 6, "en", far)

    assert any(line.text.endswith(",") for line in chosen)
    assert max(gap for line in chosen for gap in line.gaps()) < 5
    assert max(gap for line in filled for gap in line.gaps()) > 6


@pytest.mark.parametrize("first", ["text-indent: 4mm", "text-align: center", "hang-start: none"])
def test_an_indented_line_and_one_that_is_not_justified_start_within_the_measure(
    first: str,
) -> None:
    lines = paragraph(QUOTED["en"], "en", PRETTY + HANG + f"p {{ {first} !important }}")

    assert lines[0].text[0] == "“"
    assert lines[0].left > MARGIN - 0.3


def test_a_sign_with_something_round_it_stays_within_the_measure() -> None:
    lines = paragraph("<b>no,</b> " * 30, "en", PRETTY + HANG + "b { padding-right: 1mm }")

    assert max(line.right for line in lines) < MARGIN + WIDTH * POINTS


def test_beside_a_float_nothing_hangs_into_it() -> None:
    floated = "<span style='float: left; width: 20mm; height: 8mm'></span>"
    lines = paragraph(floated + QUOTED["en"] * 6, "en")

    assert [round((line.left - MARGIN) / POINTS, 1) for line in lines[:2]] == [20, 20]
    assert any(line.left < MARGIN - 1 for line in lines[2:])


def test_what_hangs_is_not_told_as_standing_out() -> None:
    css = style() + JUSTIFIED % WIDTH + PRETTY + "p { hang-start: '“' 200%; hang-end: '.,' 200% }"
    made = typeset(f"<html><body><p lang='en'>{QUOTED['en'] * 4}</p></body></html>", css, ())

    assert made.misfits == ()


def test_the_shipped_tables_hang_signs_in_every_script() -> None:
    locales, _ = read_locales((STYLES,))
    css = str(read_look((STYLES,)).render("css/hanging.css.j2", locales=tuple(locales.values())))
    verse = "<div class=verse lang=en>{}</div>"

    for lang, text in QUOTED.items():
        lines = [edges(line, lang) for line in paragraph(text * 4, lang, PRETTY + css)[:-1]]
        assert max(before for _, before, _, _ in lines) > 0.1, lang
        assert max(after for *_, after in lines) > 0.1, lang
    direction = "text-wrap-style: pretty; text-align: justify"
    body = verse.format(f"<p lang=en style='{direction}; width: {WIDTH}mm'>{QUOTED['en'] * 2}</p>")
    assert rows(body, css=css)[0].left > MARGIN - 0.3


def test_weasyprint_does_not_know_of_hanging_itself() -> None:
    """When it does, `hanging` may go."""
    source = Path(properties.__file__).read_text("utf-8")

    assert "hang" not in source.replace("change", "")
