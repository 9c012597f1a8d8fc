"""Two engines that readers use open our e-books: foliate-js and epubjs, in headless Chromium.

Screenshots are left in `.pytest_cache/readers`, to be looked at.
"""

import pytest

from tests import npm
from tests.books import SmallBook, book
from tests.commands import ROOT
from tests.reading_epub import read_epub
from tests.writing.epub_books import EVERYTHING, SETTINGS

READERS = ROOT / "tests" / "readers"
BOOKS = {
    "everything": lambda: book(EVERYTHING, **SETTINGS).epub,
    "sample": lambda: SmallBook(ROOT).epub,
}


@pytest.fixture(
    scope="module", params=["everything", pytest.param("sample", marks=pytest.mark.slow)]
)
def data(request):
    return request.param, BOOKS[request.param]()


@pytest.fixture(scope="module")
def opened(data):
    return read_epub(data[1])


def reading(engine, data, folder):
    """What happened while an engine went through the book."""
    title, epub = data
    (folder / "book.epub").write_bytes(epub)
    shots = ROOT / ".pytest_cache" / "readers" / title
    shots.mkdir(parents=True, exist_ok=True)
    return npm.node(READERS / f"{engine}.mjs", folder / "book.epub", shots, timeout=560)


@pytest.fixture(scope="module")
def foliate(data, tmp_path_factory):
    return reading("foliate", data, tmp_path_factory.mktemp("foliate"))


@pytest.fixture(scope="module")
def epubjs(data, tmp_path_factory):
    return reading("epubjs", data, tmp_path_factory.mktemp("epubjs"))


def test_foliate_shows_every_block_in_its_own_direction(foliate, opened):
    assert (foliate["direction"], foliate["blocks"]) == (opened.progression, [])


def test_foliate_turns_the_pages_of_the_whole_book_in_the_order_of_its_direction(foliate, opened):
    assert foliate["turned"]["met"] == list(range(len(opened.spine)))
    assert foliate["turned"]["back"] == -1


def test_foliate_follows_every_link_of_the_index(foliate, opened):
    locators = [one for document in opened.spine for one in document.of_type("index-locator")]

    assert foliate["links"] == {"count": len(locators), "lost": []}


def test_foliate_opens_every_note_as_a_pop_up(foliate, opened):
    marks = [one for document in opened.spine for one in document.of_type("noteref")]

    assert len(marks) > 0
    assert foliate["notes"] == {"count": len(marks), "silent": []}


def test_foliate_loads_every_face_and_meets_no_trouble(foliate):
    assert (foliate["faces"], foliate["trouble"]) == ([], [])


def test_epubjs_shows_every_document_in_its_language_and_direction(epubjs, opened):
    assert epubjs["direction"] == opened.progression
    assert epubjs["shown"] == [[one.name, one.language[0], one.language[2]] for one in opened.spine]


def test_epubjs_turns_the_pages_of_the_whole_book(epubjs, opened):
    assert (epubjs["turned"], epubjs["trouble"]) == (list(range(len(opened.spine))), [])
