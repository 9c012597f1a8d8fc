"""Lists as they are printed: their marks, and the paragraphs of their items."""

import pytest

from tests.books import book
from tests.reading_epub import XHTML, read_epub
from tests.reading_pdf import pdf_pages

MARKS = {
    "en": (
        "(a) one\n(b) two\n\nc) three\nd) four\n\niv. five\nv. six\n\n"
        "(1) seven\n(2) eight\n\n3) nine\n4) ten\n\n5. eleven\n6. twelve\n",
        "(a) one, (b) two, c) three, d) four, iv. five, v. six, "
        "(1) seven, (2) eight, 3) nine, 4) ten, 5. eleven, 6. twelve",
    ),
    "fa": (
        "(a) یکم\n(b) دوم\n\n(1) سوم\n(2) چهارم\n\n3) پنجم\n4) ششم\n\n5. هفتم\n6. هشتم\n",
        "(الف) یکم, (ب) دوم, (۱) سوم, (۲) چهارم, ۳) پنجم, ۴) ششم, ۵. هفتم, ۶. هشتم",
    ),
    "ne": (
        "(1) एक\n(2) दुई\n\n3) तीन\n4) चार\n\nc. पाँच\nd. छ\n",
        "(१) एक, (२) दुई, ३) तीन, ४) चार, ग. पाँच, घ. छ",
    ),
}


@pytest.mark.parametrize("lang", MARKS)
def test_the_marks_of_a_list_keep_the_form_they_were_written_in(lang):
    text, items = MARKS[lang]
    printed = items.split(", ")
    pages = pdf_pages(book(f"---\ntitle: T\n---\n\n{text}", lang=lang).pdf)
    (lines,) = (page.lines for page in pages if printed[0] in page.lines)

    start = lines.index(printed[0])
    assert lines[start : start + len(printed)] == printed


def test_letters_on_a_screen_are_those_of_the_language_around_the_list():
    text = "a. یکم\n\n::: {lang=en}\na. One\n:::\n\n::: {lang=ur}\n(A) ایک\n:::\n"
    read = read_epub(book(f"---\nid: a\ntitle: T\n---\n\n{text}", lang="fa").epub)
    css = read.data("css/book.css").decode()

    lists = read.document("a.xhtml").body.iter(f"{XHTML}ol")
    assert [(one.get("type"), one.get("class")) for one in lists] == [
        ("a", "letters-fa"),
        ("a", None),
        ("A", "parens letters-ur"),
    ]
    assert '@counter-style fa-alphabet { system: fixed; symbols: "الف" "ب" "پ"' in css
    assert "@counter-style letters-fa { system: extends fa-alphabet;" in css


def test_each_paragraph_of_a_definition_stands_by_itself():
    pages = pdf_pages(book("Term\n:   One.\n\n    Two.\n\n    Three.\n").pdf)
    (lines,) = (page.lines for page in pages if "Term" in page.lines)

    at = lines.index("Term")
    assert lines[at : at + 4] == ["Term", "One.", "Two.", "Three."]
