"""How near to head and foot of its pages a PDF has text."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from rectoverso.writing.preflight.sheets import AT_EDGE

# Words stand by themselves or in forms, as heads and folios may.
_KINDS = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)


def nearest_text(data: bytes) -> tuple[float, float]:
    """The least distance of text from the upper and the lower edge of its trimmed page, in points.

    What reaches the edge is no text. Where there is none at all: the height of a page.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        trims = [[float(edge) for edge in page.trimbox] for page in pdf.pages]
    high = low = max(trim[3] - trim[1] for trim in trims)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    with pypdfium2.PdfDocument(data) as shown:
        for page, trim in zip(shown, trims, strict=True):
            for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
                drawn = pdfium.FPDFPage_GetObject(page.raw, place)
                if pdfium.FPDFPageObj_GetType(drawn) not in _KINDS:
                    continue
                pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
                if top.value <= bottom.value:
                    continue
                above, below = trim[3] - top.value, bottom.value - trim[1]
                high = min(high, above) if above > AT_EDGE else high
                low = min(low, below) if below > AT_EDGE else low
            page.close()
    return high, low
