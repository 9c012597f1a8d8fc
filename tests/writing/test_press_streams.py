"""Streams as others write them: several operators on a line, texts in brackets, pictures inside."""

import pikepdf
import pytest

from rectoverso.writing.press.inks import Inks
from rectoverso.writing.press.streams import redraw


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (b"0 0 0 rg 0 0 5 5 re f", [b"0 g", b"0 0 5 5 re", b"f"]),
        (b"q 0.5 0.5 0.5 RG 1 w Q", [b"q", b"0.5 G", b"1 w", b"Q"]),
        (b"/P <</MCID 0>> BDC BT 0 0 0 rg ET EMC", [b"BT", b"0 g", b"ET"]),
        (b"BT (0 0 1 rg) Tj ET", [b"BT", b"(0 0 1 rg) Tj", b"ET"]),
        (b"/DeviceCMYK cs 0 0 0 1 scn 0 0 5 5 re f", [b"0 0 0 1 k", b"0 0 5 5 re", b"f"]),
        (b"0 0 0 rg\n0 0 5 5 re\nf", [b"0 g", b"0 0 5 5 re", b"f"]),
    ],
)
def test_black_is_found_however_it_is_written(written, wanted):
    with pikepdf.new() as pdf:
        drawn = redraw(pdf.make_stream(written), written, Inks().mixed)

    assert drawn.content.split(b"\n") == wanted
    assert not drawn.unmixed
    assert not drawn.coloured


def test_a_colour_without_inks_is_left_and_told():
    with pikepdf.new() as pdf:
        drawn = redraw(pdf.make_stream(b""), b"1 0 0 rg\nf", Inks().mixed)

    assert (drawn.content, drawn.unmixed) == (b"1 0 0 rg\nf", True)
