"""What the printed book has, the e-book has, and the reverse: by every place a link can lead to."""

import re
from io import BytesIO

import pikepdf
import pytest

from tests.books import SmallBook, book
from tests.commands import ROOT
from tests.reading_epub import read_epub
from tests.reading_pdf import pdf_pages
from tests.writing.epub_books import EVERY_KIND, EVERYTHING, SETTINGS
from tests.writing.test_page_list import both

# Half-title and contents are of paper; an e-book has a navigation document instead, and pages.
OF_PAPER = re.compile(r"halftitlepage|toc|toc-name")
OF_SCREEN = re.compile(r"page-\d+|(?:toc|landmarks|loi|lot|pages)-title|toc")
# On paper a note stands at the foot of its page, and needs no link.
NOTE = re.compile(r".*-note-\d+(?:-call)?")
BOOKS = {
    "everything": lambda: book(EVERYTHING, **SETTINGS),
    "every kind": lambda: book(EVERY_KIND),
    "sample": lambda: SmallBook(ROOT),
}


@pytest.fixture(
    scope="module",
    params=["everything", "every kind", pytest.param("sample", marks=[pytest.mark.slow])],
)
def editions(request):
    made = both(BOOKS[request.param]())
    return made["pdf"].data, read_epub(made["epub"].data)


def places_on_paper(data):
    """The names of the PDF's destinations."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())


def without(names, pattern):
    return {name for name in names if not pattern.fullmatch(name)}


def led_to_on_screen(opened):
    """Ids and addresses that links of the e-book lead to; a file means the section in it."""
    outside = {href for one in opened.spine for href in one.root.xpath("//@href") if "://" in href}
    sections = {one.name: one.body[0].get("id") for one in opened.spine}
    links = [link for one in opened.spine for link in one.links]
    return outside | {link.anchor or sections[link.target] for link in links} - {None}


def test_every_chapter_note_figure_and_entry_is_on_paper_and_on_screen(editions):
    paper, opened = editions
    on_screen = {name for one in opened.spine for name in one.ids}

    assert without(places_on_paper(paper), OF_PAPER) == without(on_screen, OF_SCREEN)


def test_every_reference_of_the_printed_book_is_in_the_e_book_and_the_reverse(editions):
    paper, opened = editions
    on_paper = {link.target for page in pdf_pages(paper) for link in page.links}
    on_screen = led_to_on_screen(opened)

    assert on_paper - on_screen == set()
    assert {
        name
        for name in without(without(on_screen - on_paper, OF_SCREEN), NOTE)
        if "-ix-" not in name  # the last page of a range leads nowhere on paper
    } == set()
