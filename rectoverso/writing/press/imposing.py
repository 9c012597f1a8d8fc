"""Put the pages of a PDF two by two on sheets to be folded."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from rectoverso.writing.press.folding import Half, Side

_GONE = ("/Annots", "/StructParents", "/Tabs", "/Thumb")


def impose(printed: bytes, sheets: Sequence[Side]) -> bytes:
    """A PDF with one page for each side of a sheet, twice as wide as the trimmed pages.

    Links, bookmarks and structure are left behind: they would lead to pages that are no more.
    """
    with pikepdf.open(BytesIO(printed)) as pdf, pikepdf.new() as made:
        trim = [float(edge) for edge in pdf.pages[0].trimbox]
        wide, high = trim[2] - trim[0], trim[3] - trim[1]
        forms = _forms(pdf, made)
        for side in sheets:
            made.add_blank_page()
            page = made.pages[-1]
            page.obj.MediaBox = Array([0, 0, round(2 * wide, 4), round(high, 4)])
            drawn, used = b"", Dictionary()
            for name, half, start, inward in (
                ("/Left", side.left, 0.0, 1),
                ("/Right", side.right, wide, -1),
            ):
                if half.page is not None:
                    used[name] = forms[half.page - 1]
                    drawn += _placed(name, half, start, inward, wide, high, pdf)
            page.obj.Contents = made.make_stream(drawn)
            page.obj.Resources = Dictionary(XObject=used)
        folded = BytesIO()
        made.save(folded, deterministic_id=True, compress_streams=True)
    return folded.getvalue()


def _forms(pdf: pikepdf.Pdf, made: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The pages as forms of the new file, which know nothing of one another."""
    for page in pdf.pages:
        for key in _GONE:
            if key in page.obj:
                del page.obj[key]
    forms = []
    for page in pdf.pages:
        form = made.copy_foreign(page.as_form_xobject())
        if "/StructParents" in form:
            del form["/StructParents"]
        form.Type, form.Subtype = Name.XObject, Name.Form
        forms.append(form)
    return forms


def _placed(
    name: str, half: Half, start: float, inward: int, wide: float, high: float, pdf: pikepdf.Pdf
) -> bytes:
    """Draw a page on its half of the sheet, cut at its trim and at the fold, moved to the fold."""
    assert half.page is not None
    left, bottom, *_ = (float(edge) for edge in pdf.pages[half.page - 1].trimbox)
    x, y = start - left + inward * half.shift, -bottom
    clip = f"{start:.4f} 0 {wide:.4f} {high:.4f} re W n"
    return f"q\n{clip}\n1 0 0 1 {x:.4f} {y:.4f} cm\n{name} Do\nQ\n".encode()
