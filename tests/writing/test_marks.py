"""Unseen marks keep the words of mixed lines apart when they are taken out again.

Poppler's way of taking a line apart (`reorderText` in its TextOutputDev.cc) is written again here,
in few words, so that many lines can be tried; `test_extraction` asks Poppler itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import icu
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.writing.bidi import embedding_levels, end_line, visual_order
from rectoverso.writing.corrections.marks import mark

MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
LETTERS = {0: "L", 1: "R", 13: "R", **dict.fromkeys((2, 3, 4, 5, 6), "#")}


@dataclass
class Line:
    """A text box with nothing but its text."""

    text: str
    bidi_marks: dict[int, str] = field(default_factory=dict)


def printed(text: str, base: int) -> str:
    """A line from left to right, with its marks."""
    line = Line(text)
    levels = end_line(text, embedding_levels(text, base), base)
    mark([(line, levels)], base)
    places = {len(text[:at].encode()): at for at in range(len(text))}
    marks = {places[at]: sign for at, sign in line.bidi_marks.items()}
    return "".join(marks.get(at, "") + text[at] for at in visual_order(levels))


def taken_out(line: str, base: int) -> str:
    """What Poppler makes of a line on a page that runs in this direction; the marks left out."""
    row = line[::-1] if base else line
    kinds = "".join(LETTERS.get(icu.Char.charDirection(sign), "N") for sign in row)
    stops = [re.compile("R"), re.compile("[L#]")][:: -1 if base else 1]
    taken, at, turn = "", 0, 0
    while at < len(row):
        found = stops[turn].search(kinds, at)
        end = found.start() if found else len(row)
        taken += row[at:end][:: -1 if turn else 1]
        at, turn = end, 1 - turn
    return "".join(sign for sign in taken if sign not in MARKS)


def test_words_of_two_directions_are_parted_by_two_marks():
    assert printed("در Baku بود", 1) == "دوب\N{LEFT-TO-RIGHT MARK} \N{RIGHT-TO-LEFT MARK}Baku رد"


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("text", ["کتاب خوب، همین.", "A good book, no more.", "", "…"])
def test_a_line_of_one_direction_has_no_marks(text, base):
    if base == ("A" not in text):
        assert not set(MARKS) & set(printed(text, base))


MIXED = {
    "a comma behind a Persian word": ("که بود، nhưng không است.", 1),
    "a colon before a Latin title": ("نوشت: Der Feind steht بود", 1),
    "brackets round a name": ("در Xô viết (Lenin) بود", 1),
    "years with a dash": ("سال ۱۹۰۵–۱۹۰۷ تمام", 1),
    "a number in brackets": ("سند (۲۴) آمد", 1),
    "a number at the end": ("به سال ۱۹۰۵", 1),
    "Persian in English": ("He said بود، nhưng then کتاب (book) done.", 0),
    "Persian in brackets": ("the word (کتاب), again", 0),
}


@pytest.mark.parametrize("name", MIXED)
def test_a_mixed_line_is_taken_out_as_it_was_written(name):
    text, base = MIXED[name]

    assert taken_out(printed(text, base), base).rstrip(".") == text.rstrip(".")


@pytest.mark.parametrize("name", MIXED)
def test_its_words_are_whole_on_a_page_of_the_other_direction(name):
    text, base = MIXED[name]

    assert sorted(re.findall(r"\w+", taken_out(printed(text, base), 1 - base))) == sorted(
        re.findall(r"\w+", text)
    )


WORDS = st.sampled_from(["کتاب", "بود", "Hà", "abc", "۱۹۰۵", "12"])
BETWEEN = st.sampled_from([" ", ", ", "، ", ". ", " (", ") ", " «", "» ", ": ", " – ", "؟ ", "! "])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(WORDS, BETWEEN), min_size=1, max_size=7), WORDS)
def test_all_words_of_a_right_to_left_line_are_found(pairs, last):
    text = "".join(map("".join, pairs)) + last

    assert sorted(re.findall(r"\w+", taken_out(printed(text, 1), 1))) == sorted(
        re.findall(r"\w+", text)
    )
