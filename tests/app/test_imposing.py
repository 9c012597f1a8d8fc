"""`build --impose`: what is typed, and what lies in the build folder then."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from rectoverso.app import build as building
from rectoverso.app.build import Written
from tests.books import write_project

GOOD = "# A\n\nOne.\n"


@pytest.fixture
def seven_pages(monkeypatch):
    """A PDF of seven pages, bound on the right, that costs no typesetting."""

    def pdf(checked, moment, progress, printed, means):
        made = BytesIO()
        with pikepdf.new() as one:
            for _ in range(7):
                one.add_blank_page(page_size=(100, 200))
            one.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
            one.save(made)
        return Written(made.getvalue(), 7)

    monkeypatch.setattr(building, "OUTPUTS", {"pdf": pdf, "epub": pdf})


def test_sheets_are_put_beside_the_pdf_and_cleaned_away_with_it(run, tmp_path, seven_pages):
    write_project(tmp_path, GOOD)

    ran = run("build", "pdf", "--impose", "signatures=4", "--creep", "0.1mm", "--project", tmp_path)
    with pikepdf.open(tmp_path / "build/book-signatures.pdf") as pdf:
        halves = [sorted(page.Resources.XObject.keys()) for page in pdf.pages]
    cleaned = run("clean", "--project", tmp_path)

    assert ran.code == 0
    assert f"{tmp_path}/build/book-signatures.pdf: 4 pages, " in ran.out
    # Of the eighth page nothing is there; from the right, it lies on the right of its side.
    assert halves == [["/Left", "/Right"]] * 2 + [["/Left"], ["/Left", "/Right"]]
    assert "removed build/book-signatures.pdf" in cleaned.out


def test_an_edition_without_a_pdf_has_no_sheets_and_says_so(run, tmp_path, seven_pages):
    write_project(tmp_path, GOOD)

    ran = run("build", "--edition", "epub", "--impose", "2up", "--project", tmp_path)

    assert (ran.code, ran.err) == (
        0,
        "no sheets were made: this edition has no PDF; build pdf\n",
    )


@pytest.mark.parametrize(("lang", "order"), [("en", "forward"), ("fa", "reversed")])
def test_sheets_are_made_of_the_pages_for_the_press_in_the_order_of_reading(
    run, tmp_path, lang, order
):
    more = f'[edition.print]\nstandard = "plain"\nmarks = "crop"\npages = "{order}"'
    write_project(tmp_path, "# A\n\n[A link](https://example.org).\n", lang=lang, more=more)

    ran = run("build", "pdf", "--impose", "2up", "--project", tmp_path)
    pages = letters(tmp_path / "build/book.press.pdf", 1)
    halves = letters(tmp_path / "build/book-2up.pdf", 2)
    with (
        pikepdf.open(tmp_path / "build/book-2up.pdf") as sheets,
        pikepdf.open(tmp_path / "build/book.press.pdf") as press,
    ):
        left, bottom, right, top = map(float, press.pages[0].trimbox)
        size = [0, 0, 2 * (right - left), top - bottom]

        assert [float(edge) for edge in sheets.pages[0].mediabox] == pytest.approx(size, abs=0.01)
        assert not any("/Annots" in page.obj for page in sheets.pages)
    assert ran.code == 0
    assert len(pages) > 4
    # The first page stands alone, then those that face each other.
    if lang == "fa":
        halves = [half for pair in zip(halves[1::2], halves[::2], strict=True) for half in pair]
    assert halves[1 : len(pages) + 1] == (pages if order == "forward" else pages[::-1])


def letters(path, parts: int) -> list[str]:
    """The letters in the left and the right half of each page, or in all of it."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            wide, text = page.get_width() / parts, page.get_textpage()
            for part in range(parts):
                said = text.get_text_bounded(left=part * wide, right=(part + 1) * wide)
                found.append("".join(sorted("".join(said.split()))))
    return found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--impose", "signatures=6"], "--impose: say booklet, 2up, or signatures=16"),
        (["--impose", "2up", "--creep", "3"], "--creep: say a length, such as 0.1mm"),
        (["epub", "--impose", "2up"], "--impose: sheets are made of the PDF: build pdf"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_made(run, tmp_path, seven_pages, typed, said):
    write_project(tmp_path, GOOD)

    ran = run("build", *typed, "--project", tmp_path)

    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "build").exists()
