"""Lines take all the words that fit, whatever markup stands in them."""

import re

import pytest
from weasyprint.layout import inline

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from tests.reading_pdf import pdf_pages

TEXT = (
    'tranh cãi. Năm 1917, các kết luận ấy sẽ được kiểm nghiệm. Trục thời gian ở <a href="#x">hình'
    "\N{NO-BREAK SPACE}1</a> cho <b>thấy</b> quãng chờ <i>đợi này</i> dài bao lâu, <b>và</b> thôi."
)
CSS = "@page { size: 400pt 400pt; margin: 10pt } body, p { margin: 0; font: 10.5pt Literata }"


@pytest.mark.parametrize("measure", range(90, 330, 6))
def test_the_first_word_of_a_line_did_not_fit_the_line_before(measure):
    html = f'<p id="x" style="width: {measure}pt">{TEXT}</p>'
    (page,) = pdf_pages(typeset(html, CSS, read_faces([shipped("fonts")])).pdf())

    space = next(g.width for row in page.rows for g in row.clusters if g.text == " ")

    for line, after in zip(page.rows, page.rows[1:], strict=False):
        ends = (glyph.x for glyph in after.clusters if not glyph.text.strip(" "))
        word = next(ends, after.right) - after.left
        words = max(glyph.right for glyph in line.clusters if glyph.text.strip(" ")) - line.left
        assert words <= measure + 0.1
        assert words + space + word > measure


NESTED = (
    "<ins>the young writer wandered between <i>Brussels</i>, Geneva, Paris and Munich, and "
    '<a href="#x">lectured</a> on historical <b>materialism</b> to Russian <i>students there</i>, '
    "who liked him</ins>"
)


@pytest.mark.parametrize("measure", range(90, 330, 6))
def test_no_word_is_torn_in_markup_within_markup(measure):
    html = f'<p id="x" style="width: {measure}pt; overflow-wrap: break-word">{NESTED}</p>'
    (page,) = pdf_pages(typeset(html, CSS, read_faces([shipped("fonts")])).pdf())

    said = " ".join(re.sub("<.*?>", "", NESTED).split())
    assert " ".join(row.text.strip() for row in page.rows) == said


def test_a_word_as_long_as_a_line_is_broken():
    html = f'<p style="width: 90pt; overflow-wrap: break-word">a {"long" * 30} b</p>'
    (page,) = pdf_pages(typeset(html, CSS, read_faces([shipped("fonts")])).pdf())

    assert all(row.right - row.left <= 90.1 for row in page.rows)
    assert len(page.rows) > 5


def test_boxes_between_which_no_line_may_end_are_not_asked_again_and_again(monkeypatch):
    asked = []
    can_break_text = inline.can_break_text
    monkeypatch.setattr(inline, "can_break_text", lambda *a: asked.append(a) or can_break_text(*a))
    typeset(f"<p dir='rtl'>{'<i>ب</i><b>a</b>' * 60}</p>", CSS, read_faces([shipped("fonts")]))

    assert len(asked) < 10 * 120
