"""The file for the press: inks, boxes, pages, claims; read back as a printer would."""

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest

from rectoverso.app.build import make, moment_of
from rectoverso.app.report import line
from rectoverso.writing.preflight.reading import read_press
from tests.books import SmallBook, book
from tests.profiles import press_profile
from tests.reading_pdf import pdf_pages

TEXT = """\
# The gate {#sec-gate}

A [link](https://example.org) and *words* in black[^1], see @sec-gate.

[^1]: And a note.
"""
RED = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{}</svg>'
SQUARE = RED.format('<rect width="40" height="40" fill="#c00000"/>')


def asked(said: str, text: str = TEXT, lang: str = "en", **files: bytes) -> SmallBook:
    """A book whose print edition is made for the press."""
    more = f"[edition.print]\n{said}"
    named = {name.replace("__", "."): data for name, data in files.items()}
    return book({"01.md": text, "press.icc": press_profile(), **named}, lang=lang, more=more)


def made(small: SmallBook):
    """The file for the press, and all that was found."""
    moment = moment_of(small.book.settings, None)
    outputs = make(small.checked, ("pdf",), moment, lambda _: None)
    return outputs["press.pdf"]


def opened(small: SmallBook) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made(small).data))


def told(small: SmallBook) -> list[str]:
    return [*small.findings, *(line(one) for one in made(small).findings)]


def plates(data: bytes, tmp_path) -> list[tuple[float, ...]]:
    """How much of each page the four inks cover, as Ghostscript separates it."""
    if shutil.which("gs") is None:
        pytest.skip("no Ghostscript here")
    (tmp_path / "press.pdf").write_bytes(data)
    said = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", tmp_path / "press.pdf"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [tuple(map(float, one.split()[:4])) for one in said.splitlines() if "CMYK" in one]


@pytest.mark.parametrize("standard", ["pdf/x-1a", "pdf/x-3", "pdf/x-4", "plain"])
def test_text_is_on_black_alone(standard, tmp_path):
    data = made(asked(f'standard = "{standard}"\nicc = "press.icc"')).data

    covered = plates(data, tmp_path)

    assert {page[:3] for page in covered} == {(0, 0, 0)}
    assert any(page[3] > 0 for page in covered)


def test_nothing_is_left_that_only_readers_use():
    with opened(asked('standard = "pdf/x-1a"\nicc = "press.icc"')) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/OutputIntents"}
        assert not any("/Annots" in page.obj for page in pdf.pages)
        drawn = b"\n".join(page.Contents.read_bytes() for page in pdf.pages)
        assert not any(said in drawn for said in (b"BDC", b"BMC", b"EMC", b" rg", b" RG"))


@pytest.mark.parametrize("standard", ["pdf/x-1a", "pdf/x-3", "pdf/x-4", "plain"])
def test_qpdf_has_nothing_to_say_of_the_file(standard):
    with opened(asked(f'standard = "{standard}"\nicc = "press.icc"')) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_words_are_those_of_the_print_edition():
    small = asked('standard = "pdf/x-4"\nicc = "press.icc"')

    before, after = (
        [page.lines for page in pdf_pages(data)] for data in (small.pdf, made(small).data)
    )

    assert after == before


@pytest.mark.parametrize(
    ("standard", "version", "claim"),
    [
        ("pdf/x-1a", "1.3", {"PDF/X-1:2001", "PDF/X-1a:2001"}),
        ("pdf/x-3", "1.3", {"PDF/X-3:2002"}),
        ("pdf/x-4", "1.6", {"PDF/X-4"}),
    ],
)
def test_a_standard_is_claimed_and_kept(standard, version, claim):
    small = asked(f'standard = "{standard}"\nicc = "press.icc"\noutput-condition = "FOGRA39"')
    data = made(small).data

    with pikepdf.open(BytesIO(data)) as pdf:
        info, (intent,) = pdf.trailer.Info, pdf.Root.OutputIntents
        assert pdf.pdf_version == version
        assert {str(info[key]) for key in dict(info) if "GTS" in key} == claim
        assert str(info.Trapped) == "/False"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == press_profile()
        assert ("/Metadata" in pdf.Root) == (standard == "pdf/x-4")
        assert all(
            list(page.TrimBox) == list(page.MediaBox) == list(page.BleedBox) for page in pdf.pages
        )
    seen = read_press(data)
    assert all(one.embedded for one in seen.fonts.values())
    assert {one.colour.kind for page in seen.pages for one in page.letterings} == {"gray"}


def test_the_same_book_gives_the_same_bytes():
    small = asked('standard = "pdf/x-4"\nicc = "press.icc"')

    assert made(small).data == made(small).data


def test_qpdf_finds_no_fault(tmp_path):
    if shutil.which("qpdf") is None:
        pytest.skip("no qpdf here")
    for standard in ("pdf/x-1a", "pdf/x-4", "plain"):
        path = tmp_path / "press.pdf"
        path.write_bytes(made(asked(f'standard = "{standard}"\nicc = "press.icc"')).data)
        assert subprocess.run(["qpdf", "--check", path], capture_output=True).returncode == 0


# --- Edges and order -----------------------------------------------------------------------


def boxes(page: pikepdf.Page, name: str) -> list[int]:
    """A box in whole millimetres around the trimmed page: left, bottom, right, top."""
    trim = [float(edge) for edge in page.TrimBox]
    box = [float(edge) for edge in page.obj[name]]
    return [round(abs(there - here) * 25.4 / 72) for here, there in zip(trim, box, strict=True)]


@pytest.mark.parametrize(("lang", "first"), [("en", [0, 3, 3, 3]), ("fa", [3, 3, 0, 3])])
def test_bleed_is_on_the_sides_that_are_cut(lang, first):
    said = 'standard = "plain"\nbleed = { outer = "3mm", top = "3mm", bottom = "3mm" }'
    text = "# الف\n\nمتن.\n" if lang == "fa" else TEXT
    with opened(asked(said, text, lang)) as pdf:
        recto, verso = pdf.pages[0], pdf.pages[1]
        trim = [float(edge) for edge in recto.TrimBox]

        assert boxes(recto, "/BleedBox") == boxes(recto, "/MediaBox") == first
        assert boxes(verso, "/BleedBox") == [first[2], 3, first[0], 3]
        assert round(trim[2] - trim[0], 1) == 419.5


def test_crop_marks_stand_outside_the_bleed():
    said = 'standard = "pdf/x-4"\nicc = "press.icc"\nbleed = "5mm"\nmarks = "crop"'

    with opened(asked(said)) as pdf:
        page = pdf.pages[0]
        assert boxes(page, "/BleedBox") == [5, 5, 5, 5]
        assert boxes(page, "/MediaBox") == [10, 10, 10, 10]
        left, bottom = (float(edge) for edge in list(page.BleedBox)[:2])
        lines = [one.split() for one in page.Contents[0].read_bytes().splitlines() if one]
        ends = [tuple(map(float, one[:2])) for one in lines if one[-1] in (b"m", b"l")]

    assert len(ends) == 16
    assert all(x <= left + 0.1 or y <= bottom + 0.1 for x, y in ends[:4])


def test_pages_come_last_first_in_an_even_number():
    small = asked('standard = "plain"\npages = "reversed"', "# الف\n\nمتن.\n", "fa")
    pages = len(pikepdf.open(BytesIO(small.pdf)).pages)

    with opened(small) as pdf:
        drawn = [b"TJ" in page.Contents.read_bytes() for page in pdf.pages]
        assert len(pdf.pages) == pages + pages % 2
        assert "/ViewerPreferences" not in pdf.Root

    assert (drawn[0], drawn[-1]) == (pages % 2 == 0, True)


def test_the_last_page_can_be_blank_and_the_number_one_of_four():
    with opened(asked('standard = "plain"\nmultiple = 4\nlast-blank = true')) as pdf:
        assert len(pdf.pages) % 4 == 0
        assert pdf.pages[-1].Contents.read_bytes() == b""


# --- Colours -------------------------------------------------------------------------------

COLOURED = "# A\n\n![A square](square.svg)\n"


def test_colours_become_inks_through_the_profile():
    small = asked('standard = "pdf/x-1a"\nicc = "press.icc"', COLOURED, square__svg=SQUARE.encode())
    kinds = {colour.kind for page in read_press(made(small).data).pages for colour in page.colours}

    assert kinds == {"cmyk"}
    assert told(small) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('standard = "pdf/x-3"\noutput-condition = "FOGRA39"', "P404"),
        ('standard = "pdf/x-4"\nicc = "press.icc"\ncolours = "refuse"', "P405"),
    ],
)
def test_colours_that_cannot_be_are_told(said, code):
    found = told(asked(said, COLOURED, square__svg=SQUARE.encode()))

    assert [one for one in found if f"error[{code}] page 7: there are colours" in one] == found


def test_what_is_see_through_is_told_where_the_standard_knows_nothing_of_it():
    faint = RED.format('<rect width="40" height="40" fill="#000" fill-opacity=".5"/>').encode()
    found = {
        standard: told(
            asked(f'standard = "{standard}"\nicc = "press.icc"', COLOURED, square__svg=faint)
        )
        for standard in ("pdf/x-1a", "pdf/x-4")
    }

    assert ["P406" in one for one in found["pdf/x-1a"]] == [True]
    assert found["pdf/x-4"] == []


def test_colours_that_run_into_one_another_become_inks():
    run = RED.format(
        '<linearGradient id="g"><stop stop-color="#c00000"/><stop offset="1" stop-color="#fff"/>'
        '</linearGradient><rect width="40" height="40" fill="url(#g)"/>'
    ).encode()
    small = asked('standard = "pdf/x-1a"\nicc = "press.icc"', COLOURED, square__svg=run)

    assert told(small) == []
    assert b"/DeviceRGB" not in made(small).data
