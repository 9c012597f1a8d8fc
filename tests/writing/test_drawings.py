"""Text in drawings is shaped as text in paragraphs is."""

from io import BytesIO

import pikepdf
import pytest
import weasyprint

from rectoverso.model.shipped import shipped
from rectoverso.writing.drawings import correct_drawings
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.typeset import typeset

FACES = read_faces([shipped("fonts")])
FAMILIES = "Noto Naskh Arabic, Noto Serif Devanagari, Literata"


def glyphs(html: str) -> bytes:
    """The glyphs of a page in the order in which they are painted."""
    with pikepdf.open(
        BytesIO(typeset(html, f"p {{ font-family: {FAMILIES} }}", FACES).pdf())
    ) as pdf:
        return b"".join(_shown(pdf.pages[0]))


def _shown(stream):
    for operands, operator in pikepdf.parse_content_stream(stream):
        if str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else operands
            yield from (bytes(part) for part in shown if isinstance(part, pikepdf.String))
        elif str(operator) == "Do":
            form = stream.resources.XObject[operands[0]] if hasattr(stream, "resources") else None
            if form is not None:
                yield from _shown(form)


@pytest.mark.parametrize("text", ["کتاب", "می‌رود", "क्रान्तिको इतिहास", "Cách mạng", "مرحبا"])
def test_a_text_in_a_drawing_has_the_glyphs_it_has_in_a_paragraph(text):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40">'
        f'<text x="100" y="20" font-size="16" font-family="{FAMILIES}" text-anchor="middle">'
        f"{text}</text></svg>"
    )

    assert glyphs(f"<body>{drawing}") == glyphs(f"<body><p>{text}") != b""


def test_correcting_twice_is_correcting_once():
    correct_drawings()
    once = weasyprint.svg.text
    correct_drawings()

    assert weasyprint.svg.text is once
