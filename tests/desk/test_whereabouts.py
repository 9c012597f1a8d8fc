"""Printed words lead back to the line they are written in."""

import pytest

from rectoverso.app.desk.whereabouts import Whereabouts
from tests.books import book

CHAPTERS = {
    "01.md": "# باغ\n\nدیوار باغ بلند بود.^[یادداشتی دربارهٔ دیوار.]\n\n"
    "در باغ درختی کهن‌سال ایستاده است.\n",
    "02.md": "# Garden\n\nThe wall was *high* and old.\n\n"
    "| Tree | Age |\n|---|---|\n| Elm | 90 |\n\n"
    "> The wall was high and new.\n",
}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("دیوار باغ بلند بود.", "chapters/01.md:3"),
        # ZWNJ and blanks are not always taken out of a PDF as they were put in.
        ("درختی کهنسال ایستاده", "chapters/01.md:5"),
        ("یادداشتی دربارهٔ دیوار", "chapters/01.md:3"),
        ("باغ", "chapters/01.md:1"),
        # A line of print ends in the middle of a word.
        ("The wall was hi-", "chapters/02.md:3"),
        ("and new.", "chapters/02.md:9"),
        ("Elm", "chapters/02.md:7"),
        ("nobody wrote this", ""),
        ("", ""),
    ],
)
def test_words_lead_to_their_line(said, place):
    found = Whereabouts(book(CHAPTERS, lang="fa").book).find(said)

    assert (f"{found.path}:{found.line}" if found else "") == place


def test_of_two_places_the_one_in_the_section_asked_for_is_taken():
    twice = {"01.md": "# One\n\nThe same words.\n", "02.md": "# Two\n\nThe same words.\n"}
    compiled = book(twice).book
    second = compiled.sections[-1].id

    found = Whereabouts(compiled).find("The same words.", second)

    assert found is not None
    assert found.path == "chapters/02.md"
