"""The PDF is PDF/UA-1 and PDF/A-3a, says veraPDF, whatever is in the book."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from benchmarks.books import write_book
from rectoverso.model.shipped import shipped
from rectoverso.writing.folios import Folio
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.bind import bind
from rectoverso.writing.paper.structure import take_structure
from rectoverso.writing.paper.typeset import typeset
from tests.books import SmallBook, book
from tests.commands import ROOT
from tests.literate import examples
from tests.verapdf import verapdf

BOOKS = ROOT / "tests" / "books"


@pytest.mark.slow
def test_every_kind_of_book_is_valid(tmp_path: Path) -> None:
    everything = {
        str(path.relative_to(BOOKS / "everything")): path.read_bytes()
        for path in (BOOKS / "everything").rglob("*.*")
    }
    made = {
        "everything": book(everything).pdf,
        "sample": SmallBook(ROOT).pdf,
        "directions": directions(),
        "benchmark": SmallBook(write_book(tmp_path / "project", 40, 3)).pdf,
    }
    for name, data in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)

    assert verapdf(*(tmp_path / f"{name}.pdf" for name in made)) == []


def test_what_is_not_valid_is_told(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(book("# A\n\nText.\n").pdf)) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(tmp_path / "unmarked.pdf")

    told = [said.partition(":")[0] for said in verapdf(tmp_path / "unmarked.pdf")]

    assert told == ["unmarked.pdf ua1 6.2-1 (1 times)", "unmarked.pdf 3a 6.7.2.2-1 (1 times)"]


def directions() -> bytes:
    """The gallery of mixed lines as a book."""
    cases = [
        case for path in sorted((BOOKS / "directions").glob("*.md")) for case in examples(path)
    ]
    body = "".join(f"<section lang='fa'><h1>Case</h1>{case.text}</section>" for case in cases)
    # Nobody says what its pictures show.
    body = body.replace("<img ", "<img alt='' ")
    html = f"<html lang='fa'><head><title>.</title></head><body>{body}</body></html>"
    css = "@page { size: 120mm 200mm } body { font-family: Vazirmatn, Literata }"
    pages = typeset(html, css, read_faces([shipped("fonts")]))
    like = book("# A\n", lang="fa").book
    with pikepdf.open(BytesIO(pages.tagged())) as pdf:
        take_structure(pdf)
        folios = [
            Folio(number, number + 1, False, str(number + 1)) for number in range(len(pdf.pages))
        ]
        return bind(pdf, like, folios, datetime(2026, 11, 21, tzinfo=UTC))[0]
