"""Sheets to be folded: what lies where is found by folding paper, and read back from the file."""

from collections import deque
from io import BytesIO

import pikepdf
import pytest

from rectoverso.writing.press.folding import Half, Side, sides
from rectoverso.writing.press.imposing import impose

BINDINGS = ("ltr", "rtl")


def leafed_through(sheets: tuple[Side, ...], leading: str, size: int) -> list[int | None]:
    """The pages as a reader meets them who folds the sheets and turns the leaves.

    Sheets come as front and back, the outermost of a signature first. A leaf is half a sheet, and
    the back of its left half is behind it: the right half of the back side.
    """
    met: list[int | None] = []
    papers = list(zip(sheets[::2], sheets[1::2], strict=True))
    for start in range(0, len(papers), size):
        before: list[tuple[int | None, int | None]] = []
        behind: deque[tuple[int | None, int | None]] = deque()
        for front, back in papers[start : start + size]:
            right_leaf = (front.right.page, back.left.page)
            left_leaf = (back.right.page, front.left.page)
            if leading == "rtl":
                # Bound on the right, the left half of the front lies on top.
                right_leaf, left_leaf = (
                    (front.left.page, back.right.page),
                    (back.left.page, front.right.page),
                )
            before.append(right_leaf)
            behind.appendleft(left_leaf)
        met += [page for leaf in (*before, *behind) for page in leaf]
    return met


@pytest.mark.parametrize("leading", BINDINGS)
@pytest.mark.parametrize("pages", range(1, 65))
def test_who_folds_the_sheets_reads_the_pages_in_order(pages, leading):
    for scheme, size in (("booklet", 0), *(("signatures", size) for size in (4, 8, 16, 32))):
        found = sides(pages, scheme, leading, size)
        together = size // 4 or len(found) // 2
        met = leafed_through(found, leading, together)

        assert [page for page in met if page] == list(range(1, pages + 1))
        assert met[:pages] == list(range(1, pages + 1))
        assert len(met) < pages + (size or 4)


@pytest.mark.parametrize("leading", BINDINGS)
@pytest.mark.parametrize("pages", [1, 2, 3, 8, 9])
def test_facing_pages_stand_side_by_side(pages, leading):
    found = sides(pages, "2up", leading)
    read = [(one.left.page, one.right.page)[:: 1 if leading == "ltr" else -1] for one in found]

    assert [page for pair in read for page in pair if page] == list(range(1, pages + 1))
    assert read[0] == (None, 1)


def test_inner_sheets_are_moved_to_the_fold():
    shifts = [one.left.shift for one in sides(16, "booklet", "ltr", creep=0.3)]

    assert shifts == pytest.approx([0, 0, 0.3, 0.3, 0.6, 0.6, 0.9, 0.9])


def test_a_booklet_of_five_pages_from_the_right():
    assert sides(5, "booklet", "rtl") == (
        Side(Half(1), Half(None)),
        Side(Half(None), Half(2)),
        Side(Half(3), Half(None)),
        Side(Half(5), Half(4)),
    )


# --- The file ------------------------------------------------------------------------------


def numbered(pages: int) -> bytes:
    """A PDF whose pages say their number as the width of a square, with room for bleed."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(120, 220))
            page = pdf.pages[-1]
            page.obj.TrimBox = pikepdf.Array([10, 10, 110, 210])
            page.obj.Contents = pdf.make_stream(b"0 g 20 20 %d 5 re f" % number)
            note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
            page.obj.Annots = pikepdf.Array([note])
        pdf.save(made)
    return made.getvalue()


def read_back(data: bytes) -> list[tuple[int | None, int | None]]:
    """The numbers on the halves of each side."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            assert [float(edge) for edge in page.mediabox] == [0, 0, 200, 200]
            assert "/Annots" not in page.obj
            halves: dict[str, int] = {}
            drawn = page.Contents.read_bytes().decode().split("\n")
            for moved, shown in zip(drawn[2::5], drawn[3::5], strict=False):
                name = shown.split()[0]
                form = page.Resources.XObject[name].read_bytes().split()
                x = float(moved.split()[4]) + 20 - 10 + 10
                assert (x < 100) == (name == "/Left")
                halves[name] = int(form[4])
            found.append((halves.get("/Left"), halves.get("/Right")))
    return found


@pytest.mark.parametrize("leading", BINDINGS)
@pytest.mark.parametrize("pages", [1, 4, 7, 33])
def test_the_file_has_on_each_side_what_belongs_there(pages, leading):
    found = sides(pages, "signatures", leading, 16)

    assert read_back(impose(numbered(pages), found)) == [
        (one.left.page, one.right.page) for one in found
    ]
