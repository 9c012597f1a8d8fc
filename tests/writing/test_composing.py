"""Lines of justified text chosen for the whole paragraph, read back from the PDF."""

from __future__ import annotations

from pathlib import Path
from statistics import stdev

import pytest
from weasyprint.css import properties

from rectoverso.writing.corrections import composing
from rectoverso.writing.corrections.optimum import best_breaks
from tests.reading_pdf import Line
from tests.setting import MARGIN, POINTS, pages, rows

TEXTS = {
    "vi": (
        "Buổi sáng hôm ấy tuyết rơi dày trên các mái nhà, và những người thợ in đến xưởng sớm hơn "
        "thường lệ vì nghe tin nhà máy bên kia sông đã đóng cửa. Không ai nói to; người này đưa "
        "cho người kia tờ báo còn ướt mực, đọc xong lại gấp nhỏ, giấu vào trong áo rồi lặng lẽ "
        "trở về chỗ của mình bên những khay chữ chì."
    ),
    "en": (
        "The compositor stood at the case and read the line once more before he justified it. A "
        "space too wide is a hole in the page, he used to tell the apprentices, and a space too "
        "narrow is a quarrel between two words; between the hole and the quarrel there is a whole "
        "profession, which nobody notices as long as it is practised well."
    ),
    "fa": (
        "حروف‌چین پیر هر سطر را یک بار دیگر می‌خواند و بعد فاصله‌ها را درست می‌کرد. می‌گفت فاصله‌ی "
        "گشاد سوراخی است در صفحه و فاصله‌ی تنگ دعوایی میان دو واژه؛ و میان این سوراخ و آن دعوا "
        "پیشه‌ای هست که تا خوب انجام می‌شود هیچ‌کس آن را نمی‌بیند و چون بد انجام شود همه از خواندن "
        "خسته می‌شوند بی‌آنکه بدانند چرا."
    ),
    "ne": (
        "बूढो अक्षर मिलाउने मानिस हरेक हरफ फेरि एक पटक पढ्थ्यो र अनि मात्र खाली ठाउँ मिलाउँथ्यो। ऊ "
        "भन्थ्यो, फराकिलो खाली ठाउँ पानामा परेको प्वाल हो र साँघुरो ठाउँ दुई शब्दबीचको झगडा; यी दुईको "
        "बीचमा एउटा सिङ्गो पेसा अटाएको छ, जुन राम्ररी गरिँदासम्म कसैले देख्दैन।"
    ),
}
JUSTIFIED = "p { text-align: justify; hyphens: auto; width: %dmm }"
PRETTY = "p { text-wrap-style: pretty }"


def paragraph(body: str, lang: str, width: int, css: str = PRETTY) -> list[Line]:
    """The lines of a justified paragraph."""
    direction = "rtl" if lang == "fa" else "ltr"
    html = f"<p lang={lang} dir={direction}>{body}</p>"
    return rows(html, css=JUSTIFIED % width + css, lang=lang)


@pytest.mark.parametrize("lang", TEXTS)
def test_spaces_are_more_even_than_in_lines_filled_one_by_one(lang: str) -> None:
    measures = range(56, 97, 5)
    filled = [paragraph(TEXTS[lang], lang, width, css="") for width in measures]
    composed = [paragraph(TEXTS[lang], lang, width) for width in measures]

    assert spread(composed) < spread(filled)
    assert all(len(best) <= len(lines) for best, lines in zip(composed, filled, strict=True))


def spread(paragraphs: list[list[Line]]) -> float:
    """How unlike the spaces of all lines are but the last ones."""
    return stdev(gap for lines in paragraphs for line in lines[:-1] for gap in line.gaps())


@pytest.mark.parametrize("lang", TEXTS)
def test_no_word_is_lost_and_every_line_ends_at_the_measure(lang: str) -> None:
    lines = paragraph(TEXTS[lang], lang, 62)

    assert letters(lines) == letters(paragraph(TEXTS[lang], lang, 2000))
    for line in lines[:-1]:
        assert abs(line.left - MARGIN) < 0.3
        assert abs(line.right - MARGIN - 62 * POINTS) < 0.3


def letters(lines: list[Line]) -> str:
    """What is read line after line, without spaces and the hyphens at the ends of lines."""
    return "".join(line.text.rstrip("\u2010").replace(" ", "") for line in lines)


def test_markup_notes_pictures_and_forced_ends_stay_where_they_are() -> None:
    body = (
        "The <b>compositor</b> stood<a href='#x'>, so to say, </a>at the <i>case and read the "
        "<b>line</b></i> once<sup>2</sup> more.<br>A <img style='width: 9mm; height: 2mm' "
        "src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E'> space too "
        "wide—as <code>he</code> used to tell <span style='padding-left: 2mm'>the "
        "apprentices</span> "
        "every morning of their lives—is a hole in the page."
    )
    lines = paragraph(body, "en", 50)
    ends = [line.text.rsplit(" ", 1)[-1] for line in lines]

    assert letters(lines) == letters(paragraph(body, "en", 2000))
    assert "more." in ends
    for line, end in zip(lines[:-1], ends, strict=False):
        if end != "more.":
            assert abs(line.right - MARGIN - 50 * POINTS) < 0.3


def test_text_beside_a_float_is_filled_and_text_under_it_composed() -> None:
    floated = "<span style='float: left; width: 20mm; height: 8mm'></span>"
    lines = paragraph(floated + TEXTS["en"], "en", 62)

    assert [round((line.left - MARGIN) / POINTS) for line in lines[:4]] == [20, 20, 0, 0]
    assert letters(lines) == letters(paragraph(TEXTS["en"], "en", 2000))


def test_soft_hyphens_are_places_to_break() -> None:
    lines = paragraph("Donau\u00addampf\u00adschiff\u00adfahrt " * 6, "de", 44)

    assert any(line.text.endswith("\u2010") for line in lines)


def test_a_word_wider_than_the_measure_spoils_only_its_line() -> None:
    lines = paragraph(f"{TEXTS['en'][:150]} {'W' * 40} {TEXTS['en']}", "en", 62)
    alone = next(at for at, line in enumerate(lines) if "WWW" in line.text)

    for line in (*lines[: alone - 1], *lines[alone + 1 : -1]):
        assert abs(line.right - MARGIN - 62 * POINTS) < 0.3


def test_ragged_lines_are_filled_as_before() -> None:
    ragged = "p { text-align: left !important }"

    assert [line.text for line in paragraph(TEXTS["en"], "en", 62, css=ragged + PRETTY)] == [
        line.text for line in paragraph(TEXTS["en"], "en", 62, css=ragged)
    ]


def test_weasyprint_does_not_know_the_property_itself() -> None:
    """When it does, `composing` may go."""
    source = Path(properties.__file__).read_text("utf-8")

    assert "text_wrap" not in source


def test_what_shall_stand_in_one_line_is_not_broken() -> None:
    body = "Text and a road that is shown in a line: <span>there-and-back-again</span> once more."
    css = PRETTY + "span { white-space: nowrap }"

    for width in range(40, 90, 5):
        lines = paragraph(body, "en", width, css)
        assert sum("there-and-back-again" in line.text for line in lines) == 1


def test_the_lines_of_a_paragraph_are_chosen_once_however_many_pages_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left of the measure of left and right pages differs in the sixteenth digit."""
    chosen: list[int] = []

    def count(*asked: object) -> list[int]:
        chosen.append(1)
        return best_breaks(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(composing, "best_breaks", count)
    css = PRETTY + (
        "p { text-align: justify }"
        "@page { size: 120mm 50mm } @page:left { margin: 10mm 20mm 10mm 10mm }"
        "@page:right { margin: 10mm 10mm 10mm 20mm }"
    )
    found = pages(f"<p>{'Words enough for more than two small pages of text. ' * 30}", css=css)

    assert (len(found) > 2, len(chosen)) == (True, 1)
