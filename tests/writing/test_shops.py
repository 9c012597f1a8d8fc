"""What shops ask for: each note is told where it applies, and nowhere else."""

import re
import sys
from io import BytesIO

import pytest
from PIL import Image

from rectoverso.writing.screen.inspection.opened import opened
from rectoverso.writing.screen.inspection.shops import shops
from tests.books import book
from tests.reading_epub import read_epub


def photograph():
    written = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(written, "PNG")
    return written.getvalue()


FILES = {"01.md": '# A\n\n## B\n\n![](a.png){alt="red"}\n', "a.png": photograph()}
IN_A_PART = 'chapters = [{ part = "One", chapters = ["01.md"] }]'


def told(small, **changed):
    """Code and place of every note, with files of the e-book changed: name to old and new."""
    files = {name.removeprefix("EPUB/"): data for name, data in read_epub(small.epub).files.items()}
    for name, (old, new) in changed.items():
        files[name], count = re.subn(old, new, files[name])
        assert count > 0
    found = shops(opened(files, small.book), {"images/picture-1.png": "a.png"})
    return [(one.code, str(one.span)) for one in found]


@pytest.fixture(scope="module")
def small():
    return book(FILES, identifier="urn:isbn:9783161484100")


def test_a_common_book_lacks_nothing(small):
    assert told(small) == []


@pytest.mark.parametrize(
    ("limit", "note"),
    [
        ("APPLE_PIXELS", ("E301", "chapters/01.md:5:1")),
        ("KOBO_DOCUMENT", ("E302", "chapters/01.md:1:1")),
        ("ADVISED_BOOK", ("E309", "chapters/book.toml:1:1")),
        ("GOOGLE_SIDE", ("E312", "chapters/01.md:5:1")),
    ],
)
def test_what_is_larger_than_a_shop_takes_is_told(small, monkeypatch, limit, note):
    monkeypatch.setattr(sys.modules[shops.__module__], limit, 20)

    assert note in told(small)


def test_a_face_without_a_bold_one_is_told(small):
    bold = rb"@font-face \{[^}]*font-weight: 700[^}]*\}"

    assert told(small, **{"css/book.css": (bold, b"")}) == [("E310", "chapters/book.toml:1:1")]


def test_contents_of_three_levels_are_told():
    deep = book({**FILES, "book.toml": f'[book]\ntitle = "T"\nlang = "en"\n{IN_A_PART}\n'})

    assert ("E306", "chapters/book.toml:1:1") in told(deep)
