"""What keeps a PDF from being PDF/UA-1 and PDF/A-3a is found: sound ones are damaged on purpose."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from rectoverso.app.report import line
from rectoverso.model.rules import RULES, press
from rectoverso.writing.paper.conformity import faults
from tests.books import SmallBook, book
from tests.literate import Example, examples
from tests.reading_structure import nodes

FIXTURES = Path(__file__).parents[1] / "rules"
CODES = [code for code, rule in RULES.items() if hasattr(press, rule.name)]
LINE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
SOUND = """---
title: Salt
---

Words, a [way](https://a.example), a sum $a+b$.

* one
* two

| Name |
|------|
| a |

![A line](line.svg){#fig-a alt="A line"}
"""
PAGE = 6  # on which all that stands

FAULTS: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "Something is drawn outside of all marks": lambda pdf: _rewrite(
        pdf, lambda content: content + b"\n0 0 9 9 re\nf"
    ),
    "A cell stands in a paragraph": lambda pdf: _move(pdf, "TD", "P"),
    "A paragraph stands in a list": lambda pdf: _move(pdf, "P", "L"),
    "A figure has lost its words": lambda pdf: _element(pdf, "Figure").__delitem__("/Alt"),
    "A formula has lost its words": lambda pdf: _element(pdf, "Formula").__delitem__("/Alt"),
    "A link does not say where it leads": lambda pdf: _link(pdf).__delitem__("/Contents"),
    "A link is in no element": lambda pdf: _link(pdf).__delitem__("/StructParent"),
    "The language is left out": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "The title is left out": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "The structure is left out": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "A face is not embedded": lambda pdf: (
        _face(pdf).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2")
    ),
    "The letters of a face have no meaning": lambda pdf: _face(pdf).__delitem__("/ToUnicode"),
    "A picture is in four colours": lambda pdf: _add_picture(pdf),
    "Two places have one mark": lambda pdf: _rewrite(
        pdf, lambda content: content.replace(b"/MCID 1>>", b"/MCID 0>>")
    ),
}


@pytest.fixture(scope="module")
def sound() -> SmallBook:
    return book({"01.md": SOUND, "line.svg": LINE})


@pytest.mark.parametrize(
    "example", [one for code in CODES for one in examples(FIXTURES / f"{code}.md")], ids=str
)
def test_a_fault_is_found(sound: SmallBook, example: Example) -> None:
    with pikepdf.open(BytesIO(sound.pdf)) as pdf:
        face = str(_face(pdf).BaseFont)[1:]
        FAULTS[example.text.strip().rstrip(".")](pdf)
        said = [line(one) for one in faults(pdf)]

    assert "\n".join(said).replace(face, "FACE") == example.expected


def test_a_sound_book_has_none_and_says_so(sound: SmallBook) -> None:
    with pikepdf.open(BytesIO(sound.pdf)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        assert faults(pdf) == ()
    assert sound.written("pdf").findings == ()
    assert b"<pdfuaid:part>1<" in metadata
    assert b"<pdfaid:part>3<" in metadata


def test_a_book_with_colours_of_a_press_does_not_say_that_it_is_sound() -> None:
    picture = BytesIO()
    Image.new("CMYK", (300, 300), (255, 0, 0, 0)).save(picture, "JPEG")
    made = book({"01.md": "# A\n\n![A](a.jpg){alt='A'}\n", "a.jpg": picture.getvalue()})

    assert [one.code for one in made.written("pdf").findings if one.code[0] == "P"] == ["P107"]
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()


def _element(pdf: pikepdf.Pdf, role: str) -> pikepdf.Object:
    return next(one for one in nodes(pdf.Root.StructTreeRoot.K) if Name(f"/{role}") == one.S)


def _move(pdf: pikepdf.Pdf, role: str, into: str) -> None:
    one, other = _element(pdf, role), _element(pdf, into)
    other.K = pikepdf.Array([one])
    one.P = other


def _rewrite(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    page = pdf.pages[PAGE]
    page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))


def _link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[PAGE].Annots[0]


def _face(pdf: pikepdf.Pdf) -> pikepdf.Object:
    fonts = pdf.pages[PAGE].Resources.Font
    return fonts[min(fonts.keys())]


def _add_picture(pdf: pikepdf.Pdf) -> None:
    pdf.pages[PAGE].Resources.XObject.Four = pdf.make_stream(
        b"\0\0\0\0", Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8,
    )  # fmt: skip
    _rewrite(pdf, lambda content: content.replace(b"\nEMC", b"\n/Four Do\nEMC", 1))
