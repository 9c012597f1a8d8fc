"""Plain texts and Markdown are divided into chapters, and say in Markdown what they said."""

import json
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypandoc import get_pandoc_path

from rectoverso.assembling.changes import undone
from rectoverso.assembling.cleaning import clean
from rectoverso.assembling.divide import divided
from rectoverso.assembling.headings import apart, plain_headings
from tests.assembling.sources import needs_sources, source

PROSE = (
    "Es war ein langer Winter, und die Leute im Dorf hatten kaum noch Brot; so sagte es der Vater. "
)


def chapters(text, *, marked=False):
    """The titles and first words of the chapters."""
    made = divided(text, marked=marked)
    return [(part.title, made.text[part.body : part.end].split()[:3]) for part in made.parts]


def test_short_lines_before_prose_are_headings():
    text = f"{PROSE * 20}\n\nDer Winter\n\n{PROSE * 20}\n\nDas Frühjahr\n\n{PROSE * 20}\n"

    assert chapters(text) == [
        ("", ["Es", "war", "ein"]),
        ("Der Winter", ["Es", "war", "ein"]),
        ("Das Frühjahr", ["Es", "war", "ein"]),
    ]


def test_headings_close_together_are_sections():
    text = f"{PROSE}\nDer Winter\n{PROSE}\nDas Frühjahr\n{PROSE}\n"

    made = divided(text, marked=False)

    assert [part.title for part in made.parts] == [""]
    assert [line for line in made.text.split("\n") if "#" in line] == [
        "## Der Winter",
        "## Das Frühjahr",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Er ging.",
        "und dann",
        "12",
        "— Goethe, Faust",
        ": Die Preise",
        "@by someone",
        "www.books.example",
        "a, b,",
        "x" * 61,
    ],
)
def test_what_is_no_heading(line):
    assert plain_headings(f"{PROSE}\n{line}\n{PROSE}\n") == ()


@pytest.mark.parametrize("line", ["सन् १९०६ र १९०७", "سال ۱۹۱۷", "“Alles” oder nichts"])
def test_what_is_a_heading(line):
    text = clean(f"{PROSE}\n{line}\n{PROSE}\n", "ne").text

    assert [heading.words for heading in plain_headings(text)] == [line]


def test_rows_of_a_table_and_terms_with_what_explains_them_are_no_headings():
    raw = f"{PROSE}\r\nBrot      3      Pfund\r\n{PROSE}\r\nDer Roggen\r\n\r\n    {PROSE}\r\n"
    text = clean(raw, "de").text

    assert plain_headings(text, apart(text, raw)) == ()
    assert len(plain_headings(text)) == 2


def test_a_poem_has_no_headings():
    assert plain_headings("Über allen Gipfeln\nIst Ruh,\nIn allen Wipfeln\nSpürest du\n") == ()


def test_headings_that_count_are_above_others():
    text = f"Kapitel I\n\n{PROSE * 30}\n\nDer Winter\n\n{PROSE}\n\nKapitel II\n\n{PROSE * 30}\n"

    made = divided(text, marked=False)

    assert [part.title for part in made.parts] == ["Kapitel I", "Kapitel II"]
    assert "## Der Winter" in made.text


def test_lines_of_one_length_are_one_paragraph():
    line = "so lang wie eine Zeile auf der Schreibmaschine eben war\n"
    text = f"{line * 5}\n{line * 4}"

    assert divided(text, marked=False).text.count("\n\n") == 1


def test_one_title_over_all_is_the_chapter_and_the_rest_its_sections():
    text = "# Book\n\nWords.\n\n## One\n\nMore.\n\n## Two\n\nEven more.\n"

    assert chapters(text, marked=True) == [("Book", ["Words.", "##", "One"])]


def test_chapters_may_begin_at_the_second_level():
    text = "## One\n\nA.\n\n### In it\n\nB.\n\n## Two\n\nC.\n"

    made = divided(text, marked=True)

    assert [part.title for part in made.parts] == ["One", "Two"]
    assert "\n## In it\n" in made.text
    assert undone(made.text, made.steps) == text


def test_the_title_of_front_matter_is_that_of_what_comes_first():
    assert chapters('---\ntitle: "Winter"\n---\n\nWords of it.\n', marked=True) == [
        ("Winter", ["Words", "of", "it."])
    ]


MARKUP = st.lists(
    st.sampled_from([*"*_`[](){}<>$@#^~|\\-+:&=!.1a", "1. ", "- ", "# ", "(a) ", "&amp;", "word "])
    | st.sampled_from(["\n", "```", "---", "Ende ", "ab"]),
    min_size=1,
    max_size=25,
).map("".join)


def words(blocks):
    """All text of a pandoc tree, without spaces."""
    match blocks:
        case {"t": "Str", "c": str(text)}:
            return text
        case {"t": kind} if kind in ("Space", "SoftBreak", "LineBreak"):
            return ""
        case {"t": kind, "c": content}:
            assert kind in ("Para", "Plain"), kind
            return words(content)
        case list():
            return "".join(words(block) for block in blocks)
        case _:
            raise AssertionError(blocks)


@given(MARKUP)
@settings(max_examples=60, deadline=None)
def test_a_plain_text_is_read_by_pandoc_as_it_was_written(text):
    plain = clean(text, "en").text
    markdown = divided(plain, marked=False)
    if markdown.headings:
        return
    done = subprocess.run(
        [get_pandoc_path(), "-f", "markdown-smart-yaml_metadata_block", "-t", "json"],
        input=markdown.text.encode(),
        capture_output=True,
        check=True,
    )

    assert words(json.loads(done.stdout)["blocks"]) == "".join(plain.split())
    assert undone(markdown.text, markdown.steps) == plain


@needs_sources
def test_the_headings_of_the_persian_document_are_found_and_no_others():
    text = source("002").read_text("utf-8")
    lines = text.split("\n")
    wanted = [25, 33, 65, 85, 114, 122, 134, 158, 178, 208, 214, 232, 239]

    assert [heading.words for heading in plain_headings(text)] == [
        lines[number - 1] for number in wanted
    ]
    assert plain_headings(source("000").read_text("utf-8")) == ()
    assert plain_headings(source("001").read_text("utf-8")) == ()
