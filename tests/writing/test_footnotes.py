"""Notes stand at the foot of the page that calls them."""

import re
from itertools import pairwise as pairs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.misfits import walk
from rectoverso.writing.paper.typeset import typeset
from tests.books import book
from tests.reading_pdf import pdf_pages
from tests.reading_structure import pages_of, parents, structure

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


# The words of each note, that of a page or two among them, and how many stand before its call.
LONG = st.lists(
    st.tuples(st.integers(6, 25), st.integers(1, 30) | st.integers(60, 200)), min_size=1, max_size=3
)


@settings(deadline=None, max_examples=6)
@given(LONG)
def test_a_note_too_tall_for_its_page_goes_on_on_the_next_and_nothing_is_lost(notes):
    html = "".join(
        f"{'word ' * before}called<span class='note'>"
        f"{' '.join(f'n{note}w{word}' for word in range(length))}</span> "
        for note, (before, length) in enumerate(notes)
    )
    document = typeset(f"<p>{html}</p>", CSS, read_faces([shipped("fonts")])).document

    said, calls, firsts = [], [], {}
    for number, page in enumerate(document.pages):
        lines = [one.box for one in walk(page._page_box) if isinstance(one.box, boxes.LineBox)]
        texts = [words_of(one) for one in lines]
        calls += [number] * sum(text.count("called") for text in texts)
        found = [word for text in texts for word in text if re.fullmatch(r"n\d+w\d+", word)]
        said += found
        firsts |= {word: number for word in found if word.endswith("w0")}
        assert all(one.position_y + one.height <= two.position_y + 0.1 for one, two in pairs(lines))
        assert not lines or lines[-1].position_y + lines[-1].height <= page._page_box.height + 14

    assert said == [f"n{note}w{n}" for note, (_, length) in enumerate(notes) for n in range(length)]
    assert [firsts[f"n{note}w0"] for note in range(len(notes))] == calls


def words_of(line):
    return " ".join(
        one.text for one in line.descendants() if isinstance(one, boxes.TextBox)
    ).split()


@pytest.fixture(scope="module", params=["en", "fa"])
def long_note(request):
    """A small book with a note of more than a page: its words and its PDF."""
    word = {"en": "word", "fa": "واژه"}[request.param]
    note = f"{word} " * 300 + f"\n\n    - {word}\n\n    {word}"
    text = f"{word} " * 60 + f"{word}.[^a]" + f"\n\n{word} " * 3
    small = book(
        f"---\ntitle: T\n---\n\n{text}\n\n[^a]: {note}",
        lang=request.param,
        more='[edition.print]\nsize = "100x120mm"',
    )
    return word, small


def test_a_note_that_goes_on_is_one_note_to_those_who_cannot_see_it(long_note):
    word, small = long_note
    told = structure(small.pdf)
    *_, paragraphs = (row for row in pages_of(small.pdf, "P") if len(set(row)) > 1)

    note = told[told.index("Note") :]
    assert told.count("Note") == 1
    # With the three paragraphs behind it; words of right-to-left lines are told as they stand.
    assert max(note.count(word), note.count(word[::-1])) == 305
    assert paragraphs == sorted(paragraphs)
    assert parents(small.pdf)[1] == []


def test_a_note_that_goes_on_is_told(long_note):
    _, small = long_note

    assert [finding.code for finding in small.written("pdf").findings] == ["L119"]


@pytest.mark.parametrize("justify", ["optimal", "greedy"])
def test_no_line_begins_with_the_call_of_a_note(justify):
    calls = [f"spoken {'spoken' * (n % 2 + 1)}.[^{n}]" for n in range(12)]
    notes = [f"[^{n}]: Said." for n in range(12)]
    text = "\n\n".join((" ".join((*calls, "spoken.")), *notes))
    small = book(text, more=f'[edition.print]\njustify = "{justify}"')

    lines = [line for page in pdf_pages(small.pdf) for line in page.lines if "spoken" in line]
    assert len(lines) == 5
    assert [line for line in lines if line[0].isdigit()] == []


def test_a_class_of_the_author_makes_no_note():
    small = book("A [word]{.note} in a line.")

    pages = pdf_pages(small.pdf)
    assert any("A word in a line." in page.lines for page in pages)


BLOCKS = """\
{before}

[^a]: {first}

    - {item}

    ```
    code
    ```

    | {verse}

    {last}
"""
PLACES = {
    "a paragraph": "{word}[^a]",
    "an item": "- {word}[^a]\n- {word}",
    "a heading": "## {word}[^a]\n\n{word}",
    "a quotation": "> {word}[^a]",
    "a cell": "| {word} | {word} |\n|---|---|\n| {word}[^a] | {word} |",
    "the head of a table": "| {word}[^a] | {word} |\n|---|---|\n| {word} | {word} |",
    "a caption": "| {word} | {word} |\n|---|---|\n| {word} | {word} |\n\n: {word}[^a]",
}
WORDS = {
    "en": {"word": "Word", "first": "First.", "item": "Item.", "verse": "Verse.", "last": "Last."},
    "fa": {"word": "واژه", "first": "آغاز.", "item": "بند.", "verse": "شعر.", "last": "پایان."},
}


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("place", PLACES)
def test_a_note_of_several_blocks_stays_whole_wherever_it_is_called(place, lang):
    said = WORDS[lang]
    text = BLOCKS.format(before=PLACES[place].format(**said), **said)
    pages = pdf_pages(book(f"---\ntitle: T\n---\n\n{text}", lang=lang).pdf)
    (page,) = (page for page in pages if any(said["first"] in line for line in page.lines))

    start = next(at for at, line in enumerate(page.lines) if said["first"] in line)
    mark = {"en": "1. ", "fa": "۱. "}[lang]
    note = [line.removeprefix("• ") for line in page.lines[start : start + 5]]
    assert note == [mark + said["first"], said["item"], "code", said["verse"], said["last"]]
    assert all(row.clusters[-1].size < 9.7 for row in page.rows[start : start + 5])


def test_a_note_may_begin_with_a_list():
    pages = pdf_pages(book("Word.[^a] More.\n\n[^a]:\n    - One.\n    - Two.\n").pdf)
    (lines,) = (page.lines for page in pages if "Word.1 More." in page.lines)

    at = lines.index("Word.1 More.")
    assert lines[at + 1 : at + 4] == ["1.", "• One.", "• Two."]
