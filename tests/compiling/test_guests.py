"""Words in languages that have no locale of their own."""

import pytest

from rectoverso.compiling.guests import guest_of
from tests.books import book
from tests.reading_pdf import pdf_pages


@pytest.mark.parametrize(
    ("tag", "direction", "script", "quotes"),
    [
        ("ru", "ltr", "Cyrl", "«»"),
        ("ckb", "rtl", "Arab", "“”"),
        ("yi", "rtl", "Hebr", "””"),
        ("el", "ltr", "Grek", "«»"),
        ("sr-Latn", "ltr", "Latn", "„”"),
    ],
)
def test_a_guest_has_the_direction_and_the_marks_of_its_script(tag, direction, script, quotes):
    guest = guest_of(tag, book("# A\n\nText").checked.manuscript.locales, "en")

    assert (guest.direction, guest.script, "".join(guest.quotes[:2])) == (direction, script, quotes)


def test_a_language_of_a_place_is_as_the_language_itself():
    locales = book("# A\n\nText").checked.manuscript.locales

    assert guest_of("fa-AF", locales, "en").labels == locales["fa"].labels
    assert guest_of("en-GB", locales, "fa").faces == locales["en"].faces


def test_words_of_any_language_keep_it_and_are_set_in_a_face_that_has_them():
    made = book("# A\n\nThe [совет]{lang=ru}, the [κόσμος]{lang=el}.\n\n::: {lang=yi}\nשטאָט\n:::\n")

    assert made.findings == []
    (line,) = (line for page in pdf_pages(made.pdf) for line in page.lines if "The" in line)
    assert line == "The совет, the κόσμος."


def test_letters_that_no_face_has_are_still_found():
    (found,) = book("# A\n\nThe [ქალაქი]{lang=ka}.\n").findings

    assert found.startswith("chapters/01.md:3:6: error[F101] “ქალაქი”")
