"""Small PDFs for a press, and faults put into them line by line.

    page 5: 1 0 0 rg 100 100 50 50 re f    draws on a page what a content stream says
    page 5 /Rotate 90                      sets a key of a page
    every /Rotate 90                       sets it on all pages
    root /Lang (fa)                        sets a key of the document
    pages 27                               makes so many pages
    only 9                                 leaves a page one line and its head
    link 5, remark 5                       puts a link or a remark on a page
    claim PDF/X-4                          says that it keeps a standard, without an output intent
    intent                                 adds one
    press                                  adds one with the profile of a press
    weight 2                               adds so many megabytes
    reverse                                puts the last page first
    bookmarks, metadata, attachment, script, encrypt, lock, damage

The book's face is /T, and LETTER shows a letter of it; for the rest see `_resources`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from tests.profiles import press_profile

# A page of a printer that asks for everything that can be asked.
PRINTER = """
name = "Hill Press"
unit = "in"
checked = 2026-11-21
unverified = []
[[source]]
what = "all"
where = "the hill"
[binding.paperback]
trims = ["6x9in", "5x8in"]
[paper]
any = "0.0025in"
[[pages]]
least = 24
most = 48
[margins]
outside = "0.25in"
with-bleed = "0.375in"
inside = [{ pages = 30, length = "0.375in" }, { length = "0.5in" }]
[bleed]
width = "0.125in"
sides = ["top", "bottom", "outside"]
[file]
standards = []
colours = ["gray", "cmyk"]
unwanted = [
  "links", "annotations", "outline", "marks", "metadata", "transparency", "encryption", "spot",
  "profiles",
]
megabytes = 1
coverage = 240
multiple = 2
last-page-blank = true
fonts-embedded = true
ppi = 300
ppi-most = 600
ppi-line-art = 600
line = "0.75pt"
type-size = "7pt"
[cover]
bleed = "0.125in"
[languages]
doubtful = ["fa"]
[right-to-left]
reversed = true
"""
PAGES = 24
ONE_LINE = (
    b"0 0 0 1 k BT /Artifact BMC /T 11 Tf 200 600 Td [<%b>] TJ EMC ET "
    b"BT /T 11 Tf 72 560 Td [<%b>] TJ ET"
)
CSS = """
@page { size: 6in 9in; margin: 1in; @top-center { content: "A head"; font-family: Literata } }
@page :nth(24) { @top-center { content: none } }
@page { @top-center { color: device-cmyk(0 0 0 1) } }
body { margin: 0; font: 11pt/15pt Literata; color: device-cmyk(0 0 0 1) }
p { margin: 0; break-after: page }
"""


@cache
def clean() -> bytes:
    """A book of 24 pages, 6 by 9 inches, in black alone, whose last page is empty."""
    faces = read_faces((shipped("fonts"),))
    text = "Snow fell on the hill, and nobody came down from it until the spring. " * 6
    html = f"<html><body>{f'<p>{text}</p>' * (PAGES - 1)}<p></p></body></html>"
    with pikepdf.open(BytesIO(typeset(html, CSS, faces).pdf())) as pdf:
        while len(pdf.pages) > PAGES:
            del pdf.pages[-1]
        for key in ("/Outlines", "/Metadata", "/Lang"):
            if key in pdf.Root:
                del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        _resources(pdf)
        return _saved(pdf)


def faulty(lines: Iterable[str]) -> bytes:
    """The clean book with these faults in it."""
    with pikepdf.open(BytesIO(clean())) as pdf:
        protection: pikepdf.Encryption | bool = False
        data = b""
        for line in filter(None, map(str.strip, lines)):
            first, _, rest = line.partition(" ")
            match first:
                case "encrypt":
                    protection = pikepdf.Encryption(owner="secret", user="")
                case "lock":
                    protection = pikepdf.Encryption(owner="secret", user="secret")
                case "damage":
                    data = b"%PDF-1.7 and then nothing"
                case _:
                    _put(pdf, first, rest)
        return data or _saved(pdf, protection)


def _saved(pdf: pikepdf.Pdf, protection: pikepdf.Encryption | bool = False) -> bytes:
    made = BytesIO()
    pdf.save(made, encryption=protection, compress_streams=True, deterministic_id=not protection)
    return made.getvalue()


def _put(pdf: pikepdf.Pdf, what: str, rest: str) -> None:
    match what:
        case "page":
            number, _, said = rest.partition(" ")
            page = pdf.pages[int(number.rstrip(":")) - 1]
            if number.endswith(":"):
                # What stands before may have moved the axes.
                page.contents_add(b"q", prepend=True)
                said = said.replace("LETTER", f"[<{_letter()}>] TJ")
                page.contents_add(f"Q q {said} Q".encode())
            else:
                _key(page.obj, said)
        case "every":
            for page in pdf.pages:
                _key(page.obj, rest)
        case "root":
            _key(pdf.Root, rest)
        case "pages":
            while len(pdf.pages) > int(rest):
                del pdf.pages[0]
            while len(pdf.pages) < int(rest):
                pdf.pages.insert(0, pdf.pages[0])
        case "link" | "remark":
            kind = Name.Link if what == "link" else Name.Text
            note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=[0, 0, 9, 9])
            pdf.pages[int(rest) - 1].Annots = Array([pdf.make_indirect(note)])
        case "claim":
            pdf.docinfo["/GTS_PDFXVersion"] = rest
        case "intent":
            intent = Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier="CGATS TR 001")
            pdf.Root.OutputIntents = Array([intent])
        case "press":
            profile = Stream(pdf, press_profile(), N=4)
            intent = Dictionary(S=Name.GTS_PDFX, DestOutputProfile=profile)
            pdf.Root.OutputIntents = Array([intent])
        case "bookmarks":
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem("A", 0))
        case "metadata":
            pdf.docinfo["/Title"] = "A"
        case "attachment":
            pdf.attachments["notes.txt"] = b"notes"
        case "script":
            action = Dictionary(S=Name.JavaScript, JS="app.beep()")
            pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", action])))
        case "reverse":
            pdf.pages.reverse()
        case "only":
            # One line under the head.
            pdf.pages[int(rest) - 1].Contents = Stream(pdf, ONE_LINE % ((_letter().encode(),) * 2))
        case "weight":
            pdf.Root.Heavy = Stream(pdf, Random(5).randbytes(int(rest) * 1_000_000))
        case _:
            raise ValueError(f"no fault is called “{what}”")


@cache
def _letter() -> str:
    """The code of a letter that the book's face has in this file."""
    with pikepdf.open(BytesIO(clean())) as pdf:
        codes = re.findall(rb"<([0-9a-f]{4})>", pdf.pages[2].Contents.read_bytes())
    return max(set(codes), key=codes.count).decode()


def _key(thing: pikepdf.Object, said: str) -> None:
    key, _, value = said.partition(" ")
    thing[key] = pikepdf.Object.parse(value.encode())


def _resources(pdf: pikepdf.Pdf) -> None:
    """What faults draw with; nothing of it is used in the clean book."""
    resources = pdf.pages[0].Resources
    face = next(iter(resources.Font.values()))
    fonts = {
        "/T": face,
        "/Strange": _twin(pdf, face),
        "/Bare": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica),
        "/Drawn": Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 1, 1],
            FontMatrix=[1, 0, 0, 1, 0, 0],
            CharProcs=Dictionary(a=Stream(pdf, b"1 0 d0 0 0 1 1 re f")),
            Encoding=Dictionary(Differences=[97, Name.a]),
            FirstChar=97,
            LastChar=97,
            Widths=[1],
        ),
    }
    profile = Stream(pdf, b"", N=3, Alternate=Name.DeviceRGB)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    spot = Array([Name.Separation, Name("/PANTONE#20485"), Name.DeviceCMYK, tint])
    soft = _image(pdf, Name.DeviceGray, 8, 1)
    soft.SMask = _image(pdf, Name.DeviceGray, 8, 1)
    images = {
        "/Gray": _image(pdf, Name.DeviceGray, 8, 1),
        "/Light": _image(pdf, Name.DeviceRGB, 8, 3),
        "/Wet": _image(pdf, Name.DeviceCMYK, 8, 4, b"\xff"),
        "/Dry": _image(pdf, Name.DeviceCMYK, 8, 4, b"\x20"),
        "/Bits": _image(pdf, Name.DeviceGray, 1, 1),
        "/Soft": soft,
        "/Profiled": _image(pdf, Array([Name.ICCBased, profile]), 8, 3),
        "/Form": Stream(
            pdf,
            b"1 0 0 rg 0 0 50 50 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 50, 50],
        ),
    }
    states = {
        "/Faint": Dictionary(ca=0.5),
        "/Mixed": Dictionary(BM=Name.Multiply),
        "/Full": Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None")),
    }
    spaces = {"/Spot": spot, "/Icc": Array([Name.ICCBased, profile])}
    for page in pdf.pages:
        for kind, named in (
            ("/Font", fonts),
            ("/XObject", images),
            ("/ExtGState", states),
            ("/ColorSpace", spaces),
        ):
            if kind not in page.Resources:
                page.Resources[kind] = Dictionary()
            for name, value in named.items():
                page.Resources[kind][name] = value


def _twin(pdf: pikepdf.Pdf, face: pikepdf.Object) -> pikepdf.Object:
    """The same face under another name."""
    twin = Dictionary(dict(face.items()))
    twin.BaseFont = Name("/ABCDEF+Comic-Hand")
    return pdf.make_indirect(twin)


def _image(
    pdf: pikepdf.Pdf, space: pikepdf.Object, bits: int, parts: int, byte: bytes = b"\x80"
) -> pikepdf.Object:
    """A picture of 300 by 300 dots."""
    row = (300 * bits * parts + 7) // 8
    return Stream(
        pdf,
        byte * row * 300,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=300,
        Height=300,
        ColorSpace=space,
        BitsPerComponent=bits,
    )
