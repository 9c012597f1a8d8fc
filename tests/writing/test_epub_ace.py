"""Ace by DAISY finds nothing that would keep a reader with a disability from our e-books."""

import json

import pytest

from tests import npm
from tests.books import SmallBook, book
from tests.chromium import CHROMIUM
from tests.commands import ROOT
from tests.writing.epub_books import EVERY_KIND, EVERYTHING, SETTINGS


def violations(epub, folder):
    """What Ace says, each as “impact rule: file: description”."""
    ace = npm.modules() / ".bin" / "ace-puppeteer"
    (folder / "book.epub").write_bytes(epub)
    npm.run(
        (ace, "--force", "--silent", "--outdir", folder / "ace", folder / "book.epub"),
        {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "ACE_TIMEOUT_INITIAL": "60000"},
        timeout=560,
    )
    report = json.loads((folder / "ace" / "report.json").read_text("utf-8"))
    said = [
        f"{one['earl:test']['earl:impact']} {one['earl:test']['dct:title']}: "
        f"{document['earl:testSubject']['url']}: {one['earl:result']['dct:description']}"
        for document in report["assertions"]
        for one in document["assertions"]
    ]
    assert (report["earl:result"]["earl:outcome"] == "pass") == (said == [])
    return said


def test_a_book_with_everything_can_be_read_by_everyone(tmp_path):
    assert violations(book(EVERYTHING, **SETTINGS).epub, tmp_path) == []


def test_divisions_of_all_kinds_can_be_read_by_everyone(tmp_path):
    assert violations(book(EVERY_KIND).epub, tmp_path) == []


@pytest.mark.slow
def test_the_sample_book_can_be_read_by_everyone(tmp_path):
    assert violations(SmallBook(ROOT).epub, tmp_path) == []


def test_ace_would_say_something_of_a_book_with_a_fault(tmp_path):
    said = violations(book("# A\n\n### Two levels down\n\nText.\n").epub, tmp_path)

    assert [one.partition(": Heading")[0] for one in said] == [
        "moderate heading-order: text/sec-01.xhtml"
    ]
