"""Notes stand at the foot of the page that calls them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from tests.books import book
from tests.reading_pdf import pdf_pages

CSS = """
@page { size: 200pt 160pt; margin: 10pt; @footnote { margin-top: 6pt } }
body, p, h2 { margin: 0; font: 10pt/14pt Literata; orphans: 2; widows: 2 }
h2 { margin-top: 14pt; break-after: avoid }
.note { float: footnote; footnote-policy: line; font-size: 8pt }
"""
# The words of a paragraph between its notes, the words of each note, and whether a heading stands
# before it.
PARAGRAPHS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 25), st.integers(1, 30)), max_size=3),
        st.integers(1, 20),
        st.booleans(),
    ),
    min_size=4,
    max_size=14,
)


@settings(deadline=None, max_examples=40)
@given(PARAGRAPHS)
def test_every_note_is_printed_on_the_page_that_calls_it(paragraphs):
    html, notes = "", 0
    for pieces, end, heading in paragraphs:
        text = ""
        for words, length in pieces:
            notes += 1
            text += "word " * words + f'called<span id="call{notes}"></span>'
            text += f'<span class="note" id="note{notes}">{"note " * length}</span> '
        html += f"{'<h2>Title</h2>' if heading else ''}<p>{text}{'word ' * end}</p>"

    anchors = typeset(html, CSS, read_faces([shipped("fonts")])).anchors

    calls = [anchors[f"call{n}"] for n in range(1, notes + 1)]
    assert [anchors.get(f"note{n}") for n in range(1, notes + 1)] == calls


def test_a_note_too_long_for_its_page_is_a_finding():
    small = book(f"Before.\n\nCalled.^[{'A very long note. ' * 400}]\n\nAfter.")

    assert any("note 1" in str(finding) for finding in small.written("pdf").findings)


def test_a_class_of_the_author_makes_no_note():
    small = book("A [word]{.note} in a line.")

    pages = pdf_pages(small.pdf)
    assert any("A word in a line." in page.lines for page in pages)
