"""Margins that a printer's rules and the number of pages agree on."""

from dataclasses import replace

import pytest

from rectoverso.app.margins import with_margins
from rectoverso.app.report import line
from rectoverso.model.editions import PrintEdition
from rectoverso.model.printing import points
from rectoverso.reading.manuscript import read
from rectoverso.writing.paper.pdf import Pdf
from tests.books import book, write_project
from tests.press import clean

SHEET = """
[edition.print]
size = "6x9in"
margins = { printer = "hill", inner = "10mm" }
hang = false
"""
HILL = """
name = "Hill Press"
[margins]
inside = [{ pages = 150, length = "12mm" }, { pages = 300, length = "16mm" }, { length = "20mm" }]
outside = "6mm"
"""


def sheet_in(folder, more=SHEET):
    write_project(folder, "# A\n", more=more)
    (folder / "printers").mkdir(exist_ok=True)
    (folder / "printers/hill.toml").write_text(HILL)
    return read(folder)


def solved(folder, pages, more=SHEET):
    """The margins at the spine that were tried, and what is said; `pages` tells how many pages a
    book with so wide a margin (mm) has."""
    a_book = book("# A\n\nText.\n").book
    settings = replace(a_book.settings, sheet=sheet_in(folder, more).settings.sheet)
    tried = []

    def write(one):
        tried.append(round(points(one.settings.sheet.inner) / points("1mm"), 1))
        return Pdf(clean(), pages(tried[-1]), ())

    pdf, said = with_margins(replace(a_book, settings=settings), write)
    return tried, pdf.pages, list(map(line, said))


def test_the_margin_at_the_spine_grows_with_the_book_until_both_agree(tmp_path):
    assert solved(tmp_path, lambda inner: 100) == ([12], 100, [])
    assert solved(tmp_path, lambda inner: 200) == ([12, 16], 200, [])
    # 12 mm makes 290 pages, which ask for 16; these make 310, which ask for 20.
    assert solved(tmp_path, lambda inner: int(230 + 5 * inner)) == ([12, 16, 20], 330, [])


def test_margins_that_chase_each_other_stay_at_the_widest_and_are_told(tmp_path):
    assert solved(tmp_path, lambda inner: 151 if inner < 15 else 149) == (
        [12, 16],
        149,
        [
            "chapters/book.toml:1:1: warning[P215] the margins for hill do not come to rest: with "
            "them the book has 151, 149 pages; the widest is kept; or give margins yourself"
        ],
    )


def test_margins_wide_enough_stay_as_they_are(tmp_path):
    sheet = sheet_in(tmp_path, '[edition.print]\nmargins = "hill"\n').settings.sheet

    assert replace(sheet, margins_of="", least=PrintEdition().least) == PrintEdition()
    assert solved(tmp_path, lambda inner: 100)[0] == [12]


def test_what_hangs_in_a_margin_has_room_there(tmp_path):
    hung = SHEET.replace("hang = false", "")

    assert solved(tmp_path, lambda inner: 100, hung)[0] == [13.1]


def test_heads_and_folios_keep_within_what_the_printer_asks_for(tmp_path):
    asked = HILL.replace('outside = "6mm"', 'outside = "22mm"')
    small = """
[edition.print]
size = "6x9in"
margins = { printer = "hill", top = "23mm", bottom = "23mm" }
"""
    write_project(tmp_path, "# A\n\n" + "Snow fell on the hill. " * 900, more=small)
    (tmp_path / "printers").mkdir()
    (tmp_path / "printers/hill.toml").write_text(asked)
    from rectoverso.app.build import build
    from rectoverso.app.inspecting import inspect

    build(tmp_path, ("pdf",), None, None, lambda _: None, jobs=1)
    # An e-book made later knows these pages.
    later = build(tmp_path, ("epub",), None, None, lambda _: None)
    assert [one.code for one in later.findings if one.code.startswith("E")] == []

    assert "P306" not in {one.code for one in inspect(tmp_path, None, "hill")}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hil", "7:1: error[P201] no printer is called “hil”; did you mean “hill”?"),
        (
            "bod",
            "7:1: error[P216] we do not know the margin at the spine and the outer margin of BoD; "
            "give margins yourself, or describe the printer",
        ),
    ],
)
def test_a_printer_without_margins_is_told_before_anything_is_set(tmp_path, name, said):
    found = sheet_in(tmp_path, f'\n[edition.print]\nmargins = "{name}"\n').findings

    assert list(map(line, found)) == [f"chapters/book.toml:{said}"]
