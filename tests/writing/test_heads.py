"""Running heads that are too long for their place end in an ellipsis."""

import pytest
from weasyprint.formatting_structure import boxes

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset

ISOLATED, ENDED = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
HEADS = {
    "ltr": ("The road, that is long (and winding)", "The road, that is long…"),
    "rtl": (
        f"راهِ دراز و {ISOLATED}The Art of Reading{ENDED}",
        f"راهِ دراز و {ISOLATED}The Art of{ENDED}…",
    ),
}


def head(direction, title, width):
    """The boxes at the head of a page of so many millimetres: that of the folio, and the title."""
    css = f"""
        @page {{ size: {width}mm 60mm; margin: 20mm; font: 10pt Literata, Vazirmatn;
            @top-left {{ content: "12" }}
            @top-center {{ content: "{title}"; white-space: nowrap; direction: {direction} }} }}
    """
    html = f"<html dir='{direction}'><body><p>Words.</p></body></html>"
    made = typeset(html, css, read_faces([shipped("fonts")]))
    page = made.document.pages[0]._page_box
    return [one for one in page.children if isinstance(one, boxes.MarginBox)], made.misfits


def said(box):
    return "".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox))


@pytest.mark.parametrize("direction", HEADS)
def test_a_title_that_does_not_fit_ends_behind_a_word(direction):
    title, shown = HEADS[direction]
    (folio, middle), misfits = head(direction, title, {"ltr": 105, "rtl": 94}[direction])

    assert said(middle) == shown
    assert middle.position_x > folio.position_x + folio.margin_width()
    assert [(one.kind, one.words) for one in misfits] == [("head", title)]


@pytest.mark.parametrize("direction", HEADS)
def test_a_title_that_fits_stays_as_it_is(direction):
    title, _ = HEADS[direction]
    (_, middle), misfits = head(direction, title, 160)

    assert (said(middle), misfits) == (title, ())


def test_a_word_that_does_not_fit_ends_behind_a_letter():
    (_, middle), _ = head("ltr", "Donaudampfschifffahrtsgesellschaft", 90)

    assert said(middle) == "Donaudampfsc…"
