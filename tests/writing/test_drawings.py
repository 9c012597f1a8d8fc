"""Text in drawings is shaped as text in paragraphs is."""

import pytest
import weasyprint

from rectoverso.model.shipped import shipped
from rectoverso.writing.corrections.drawings import correct_drawings
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from tests.reading_pdf import pdf_pages

FACES = read_faces([shipped("fonts")])
FAMILIES = "Noto Naskh Arabic, Noto Serif Devanagari, Literata"


def glyphs(html: str) -> list[tuple[int, str]]:
    """The glyphs of a page that take room, with their text, from left to right."""
    (page,) = pdf_pages(typeset(html, f"p {{ font-family: {FAMILIES} }}", FACES).pdf())
    return [(c.code, c.text) for row in page.rows for c in row.clusters if c.width]


@pytest.mark.parametrize("text", ["کتاب", "می‌رود", "क्रान्तिको इतिहास", "Cách mạng", "مرحبا"])
def test_a_text_in_a_drawing_has_the_glyphs_it_has_in_a_paragraph(text):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40">'
        f'<text x="100" y="20" font-size="16" font-family="{FAMILIES}" text-anchor="middle">'
        f"{text}</text></svg>"
    )

    assert glyphs(f"<body>{drawing}") == glyphs(f"<body><p>{text}") != []


def test_a_drawing_without_a_size_stands_in_a_right_to_left_line():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    source = f"data:image/svg+xml,{drawing}".replace('"', "'").replace("#", "%23")
    html = f'<html dir="rtl"><p dir="rtl">کتاب <img alt="" src="{source}">'

    assert len(pdf_pages(typeset(html, "p { direction: rtl }", FACES).pdf())) >= 1


def test_correcting_twice_is_correcting_once():
    correct_drawings()
    once = weasyprint.svg.text
    correct_drawings()

    assert weasyprint.svg.text is once
