"""The command `cover`, and what it says of books whose cover cannot be made."""

import re
import shlex
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from rectoverso.app.cover import Covered
from rectoverso.app.covering import make_cover
from rectoverso.app.report import line
from rectoverso.model.rules import RULES, printing
from tests.books import write_project
from tests.literate import Example, examples

FIXTURES = sorted((Path(__file__).parents[1] / "rules").glob("P2*.md"))
# These are about margins: test_margins.py; and no text file can hold a picture.
ELSEWHERE = {"P215", "P216", "P217"}
COVER = """
[edition.print]
size = "6x9in"
[cover]
printer = "kdp"
paper = "cream"
"""


def covered(root, *, pages=300, printer="", proof=False) -> Covered:
    return make_cover(root, printer, pages, None, lambda _: None, proof=proof)


def book(folder, more=COVER, **settings):
    said = {"isbn": "978-0-306-40615-7", "description": "What it is about.", **settings}
    return write_project(folder, "# A\n\nText.\n", more=more, **said)


def boxes(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        (page,) = pdf.pages
        return [
            [round(float(edge), 3) for edge in box]
            for box in (page.mediabox, page.bleedbox, page.trimbox)
        ]


def streams(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[0].contents_coalesce()
        return pdf.pages[0].Contents.read_bytes()


def picture(data, dpi=300):
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[0].render(scale=dpi / 72).to_pil()


def words(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[0].get_textpage().get_text_bounded()


# --- Mistakes ------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [one for path in FIXTURES for one in examples(path)], ids=str)
def test_what_is_said_of_a_cover_that_cannot_be_made_so(example: Example, tmp_path):
    files = example.files("command")
    words = iter(shlex.split(files.pop("command", "")))
    asked = dict(zip(words, words, strict=True))
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/01.md").write_text("# A\n\nText.\n")
    for name, text in files.items():
        path = tmp_path / "chapters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    made = covered(
        tmp_path, pages=int(asked.get("--pages", 300)), printer=asked.get("--printer", "")
    )

    assert "\n".join(map(line, made.findings)) == example.expected
    assert example.path.stem in {one.code for one in made.findings}
    assert (not made.files) == any(one.severity.value == "error" for one in made.findings)


def test_every_finding_about_covers_is_shown_by_a_fixture():
    ours = {code for code, rule in RULES.items() if hasattr(printing, rule.name)}

    assert {path.stem for path in FIXTURES} == {
        code for code in ours if code.startswith("P2")
    } - ELSEWHERE


# --- Covers --------------------------------------------------------------------------------


def test_a_cover_is_two_boards_a_spine_and_what_runs_over(tmp_path):
    made = covered(book(tmp_path))

    # 300 pages of 0.0025 in: 0.75 in; 2 x 6 + 0.75 + 2 x 0.125 by 9 + 2 x 0.125 in.
    assert boxes(made.files["cover.pdf"]) == [
        [0, 0, 936, 666],
        [0, 0, 936, 666],
        [9, 9, 927, 657],
    ]
    assert made.findings == ()
    assert made.said == "13 x 9.25 in, spine 0.75 in, for 300 pages at Amazon KDP"


def test_a_case_has_larger_boards_and_is_turned_over(tmp_path):
    made = covered(book(tmp_path, COVER + 'binding = "hardcover"\n'))
    media, _, trim = boxes(made.files["cover.pdf"])
    mm = 72 / 25.4

    assert trim[0] == pytest.approx(15 * mm, abs=0.01)
    assert media[2] == pytest.approx(2 * (432 + 5 * mm) + 54 + 4.8 * mm + 30 * mm, abs=0.01)
    assert media[3] == pytest.approx(648 + 6 * mm + 30 * mm, abs=0.01)


def test_flaps_stand_at_both_ends(tmp_path):
    made = covered(book(tmp_path, COVER + 'flaps = "3in"\n'))

    assert boxes(made.files["cover.pdf"])[0] == [0, 0, 936 + 432, 666]


def test_the_front_lies_right_of_the_spine_or_left_where_books_are_read_from_the_right(tmp_path):
    for lang, title, left in (("en", "Salt", False), ("fa", "نمک", True)):
        folder = tmp_path / lang
        folder.mkdir()
        made = covered(book(folder, lang=lang, title=title, publisher="", description=""))
        shown = picture(made.files["cover.pdf"], 36).convert("L")
        middle = shown.width // 2
        reach = int(0.75 * 36 / 2 + 6 * 0.062 * 36) + 3
        halves = [
            shown.crop(box)
            for box in (
                (0, 40, middle - reach, 200),
                (middle + reach, 40, shown.width, 200),
            )
        ]
        darkest = [min(half.tobytes()) for half in halves]

        assert (darkest[0] < 128, darkest[1] < 128) == (left, not left)


@pytest.mark.parametrize("addon", ["", "51995", "90000"])
@pytest.mark.parametrize("lang", ["en", "fa"])
def test_the_barcode_is_read_from_the_page(tmp_path, lang, addon):
    more = COVER + (f'price-code = "{addon}"\n' if addon else "")
    made = covered(book(tmp_path, more, lang=lang, title="نمک" if lang == "fa" else "Salt"))

    read = zxingcpp.read_barcodes(
        picture(made.files["cover.pdf"]).convert("L"),
        ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read,
    )

    assert {one.text for one in read} >= {"9780306406157" + addon}


def test_the_smallest_barcode_is_read_too(tmp_path):
    more = COVER.replace('printer = "kdp"', 'printer = "ingram"\nspine = "0.7in"').replace(
        'paper = "cream"', 'price-code = "51995"'
    )
    made = covered(book(tmp_path, more))

    read = zxingcpp.read_barcodes(
        picture(made.files["cover.pdf"]).convert("L"),
        ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read,
    )

    assert {one.text for one in read} >= {"978030640615751995"}


def test_colours_are_inks_and_black_is_black_alone(tmp_path):
    more = COVER + 'colours = { accent = "#1f4e5f" }\n'
    said = streams(covered(book(tmp_path, more)).files["cover.pdf"])

    assert b"DeviceRGB" not in said
    assert not re.search(rb"\s(?:rg|RG)\s", said)
    assert b"/DeviceCMYK cs\n0 0 0 1 scn" in said


def test_a_printer_that_wants_light_gets_light(tmp_path):
    more = COVER.replace("kdp", "lulu").replace('paper = "cream"\n', "")
    said = streams(covered(book(tmp_path, more)).files["cover.pdf"])

    assert re.search(rb"\srg\s", said)


def test_a_thin_spine_bears_no_words_and_the_others_stay(tmp_path):
    thin = covered(book(tmp_path, publisher="Quay"), pages=60)

    assert [one.code for one in thin.findings] == ["P207"]
    # On the front and on the back, and not on the spine.
    assert words(thin.files["cover.pdf"]).count("Quay") == 2
    assert words(covered(tmp_path, pages=300).files["cover.pdf"]).count("Quay") == 3


def test_a_picture_of_few_pixels_is_told(tmp_path):
    png = BytesIO()
    Image.new("RGB", (900, 1350), "navy").save(png, "PNG")
    root = book(tmp_path, cover="front.png")
    (root / "chapters/front.png").write_bytes(png.getvalue())

    made = covered(root)

    assert list(map(line, made.findings)) == [
        "chapters/book.toml:11:1: warning[P217] “front.png” has 150 pixels to the inch on the "
        "cover; 300 are asked for; take a larger picture"
    ]
    assert words(made.files["cover.pdf"]).count("A Book") == 1


def test_a_proof_is_a_file_of_its_own(tmp_path):
    made = covered(book(tmp_path), proof=True)

    assert sorted(made.files) == ["cover-proof.pdf", "cover.pdf"]
    assert boxes(made.files["cover-proof.pdf"]) == boxes(made.files["cover.pdf"])
    assert made.files["cover.pdf"] == covered(tmp_path).files["cover.pdf"]


def test_the_command_puts_the_cover_among_the_outputs(run, tmp_path):
    ran = run("cover", "--project", book(tmp_path), "--pages", "300")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(
        "build/cover.pdf: 13 x 9.25 in, spine 0.75 in, for 300 pages at Amazon KDP\n"
    )
    assert run("clean", "--project", tmp_path).out == "removed build/cover.pdf\n"


def test_pages_are_those_of_the_finished_book(run, tmp_path):
    run("cover", "--project", book(tmp_path, COVER.replace("kdp", "usual").replace("cream", "any")))

    with pikepdf.open(tmp_path / "build/book.pdf") as pdf:
        pages = len(pdf.pages)
    again = run("cover", "--project", tmp_path)
    assert f"for {pages} pages at a printer" in again.out


def test_an_edition_has_a_cover_of_its_own_size(tmp_path):
    more = f'{COVER}[edition.large]\noutput = "pdf"\nsize = "8x10in"\n'
    made = make_cover(book(tmp_path, more), "", 300, None, lambda _: None, edition="large")
    lost = make_cover(tmp_path, "", 300, None, lambda _: None, edition="larg")
    assert made.findings == ()

    with pikepdf.open(BytesIO(made.files["cover-large.pdf"])) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)

    assert list(made.files) == ["cover-large.pdf"]
    assert (right - left, top - bottom) == pytest.approx((2 * 576 + 300 * 0.18, 720), abs=0.1)
    assert (lost.files, [one.code for one in lost.findings]) == ({}, ["O112"])
