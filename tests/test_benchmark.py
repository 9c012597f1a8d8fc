"""The books that the benchmarks set, small: they come out right, whichever way they are set."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from rectoverso.app.build import build
from rectoverso.app.check import check
from rectoverso.writing.paper.pdf import write_pdf, write_whole_pdf
from tests.reading_pdf import pdf_pages

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from books import write_book
from run import longer, one_word

MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
SIZES = {1: 1, 24: 3}  # pages and chapters


@pytest.fixture(scope="module", params=SIZES)
def project(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(str(request.param))
    return write_book(folder, request.param, SIZES[request.param])


def made_both_ways(project):
    checked = check(project, lambda _: None)
    given = checked.book, checked.manuscript, MOMENT, lambda _: None
    return write_whole_pdf(*given), write_pdf(*given)


def test_both_ways_give_the_same_pages(project):
    whole, apart = made_both_ways(project)
    before, after = pdf_pages(whole.data), pdf_pages(apart.data)

    assert apart.findings == whole.findings
    # Where chapters end is chance: one may leave two lines for a last page.
    assert {finding.code for finding in apart.findings} <= {"L113"}
    assert [page.label for page in after] == [page.label for page in before]
    assert [page.text for page in after] == [page.text for page in before]
    assert [[link.target for link in page.links] for page in after] == [
        [link.target for link in page.links] for page in before
    ]
    for old, new in zip(before, after, strict=True):
        for was, now in zip(old.rows, new.rows, strict=True):
            for one, other in zip(was.clusters, now.clusters, strict=True):
                assert (other.x, other.y) == pytest.approx((one.x, one.y), abs=0.01)
    assert lines_of_the_outline(apart.data) == lines_of_the_outline(whole.data)


def lines_of_the_outline(data):
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        waiting, lines = list(outline.root), []
        while waiting:
            line = waiting.pop(0)
            lines.append(line.title)
            waiting[:0] = line.children
    return lines


@pytest.mark.parametrize("edit", [one_word, longer])
def test_what_is_built_after_a_change_is_what_would_be_built_from_nothing(tmp_path, edit):
    changed, fresh = (write_book(tmp_path / name, 12, 3) for name in ("changed", "fresh"))
    made(changed)
    for project in (changed, fresh):
        path = project / "chapters/001.md"
        path.write_text(edit(path.read_text("utf-8")), "utf-8")

    assert made(changed) == made(fresh)


def made(project):
    built = build(project, ("pdf",), None, None, lambda _: None, jobs=2)
    assert {finding.code for finding in built.findings} <= {"L113"}
    return (project / "build/book.pdf").read_bytes()
