"""Digits where they are printed: each place has its own, and compound numbers run with the line."""

from pathlib import Path

from tests.books import SmallBook, book
from tests.reading_pdf import Page, pdf_pages

FA = Path("styles/locales/fa.toml").read_text("utf-8")
TEXT = """\
# فصل

متن.^[یادداشت]

## بخش

3. سوم

## بخش دیگر {#sec-b}

ببینید @sec-b را.
"""


def numbers_of(**numbers: str) -> list[str]:
    """The digits and signs of each line of the chapter's page, as they stand from left to right."""
    locale = FA
    for place, digits in numbers.items():
        locale = locale.replace(f'{place} = "own"', f'{place} = "{digits}"')
    made = book({"01.md": TEXT, "../styles/locales/fa.toml": locale}, lang="fa")
    rows = ["".join(c for c in row.visual if c == "." or c.isdigit()) for row in page_of(made).rows]
    return [row for row in rows if row.strip(".")]


def page_of(made: SmallBook) -> Page:
    """The last page, on which the chapter stands."""
    return pdf_pages(made.pdf)[-1]


def test_a_section_of_a_persian_chapter_has_the_number_of_the_chapter_on_the_right():
    # Chapter, call of the note, section, list, section, reference, note, folio.
    assert numbers_of() == ["۱", "۱.", "۱.۱", ".۳", "۲.۱", ".۲.۱", ".۱", "۱"]


def test_each_place_has_the_digits_that_the_locale_gives_it():
    european, arabic = "0123456789", "٠١٢٣٤٥٦٧٨٩"

    found = numbers_of(
        folios=european, notes=arabic, lists=european, references=arabic, headings=european
    )

    assert found == ["1", "١.", "1.1", ".3", "2.1", ".٢.١", ".١", "1"]


def test_a_list_begins_where_its_author_says_and_counts_in_letters_if_asked():
    made = book("# A\n\n3. Three\n4. Four\n\n<!-- -->\n\nb) Two\nc) Three\n")

    assert page_of(made).lines[-5:-1] == ["3. Three", "4. Four", "b) Two", "c) Three"]


def test_languages_whose_letters_are_called_alike_keep_their_own():
    made = book(
        {"01.md": "# فصل\n\nمتن.\n", "02.md": "---\nlang: ur\n---\n# باب\n\nمتن\n"}, lang="fa"
    )
    fifth = pdf_pages(made.pdf)[4]

    assert (fifth.label, fifth.lines[-1]) == ("ه\u200d", "ه")
