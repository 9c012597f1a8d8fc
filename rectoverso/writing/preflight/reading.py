"""Read a PDF as a printer would see it: its pages, faces, claims, and what else is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any, Literal

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from rectoverso.writing.preflight.clipping import Boxes
from rectoverso.writing.preflight.drawing import Pen, Script, Seen
from rectoverso.writing.preflight.facts import DAMAGE, Box, Font, Mark, Page, Press
from rectoverso.writing.preflight.states import State
from rectoverso.writing.press.inks import Inks, NotAProfileError, read_profile

KINDS: dict[int, Literal["text", "path", "image"]] = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_PATH: "path",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
}
# Heads and folios stand apart from the text by more than so many times the way between lines.
APART = 1.55
NOTHING: Any = pikepdf.Dictionary()
_CLAIM = re.compile(r"PDF/X-(\d+\w?)")


class UnreadableError(Exception):
    """The file is no PDF, is damaged, or asks for a password."""


def read_press(data: bytes) -> Press:
    """What a printer sees of a PDF. Raises UnreadableError."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as shown:
            fonts: dict[str, Font] = {}
            scripts: dict[tuple[int, int], Script] = {}
            inks = _inks(pdf)
            pages = tuple(
                _page(number, page, shown, Seen(fonts=fonts, scripts=scripts, inks=inks))
                for number, page in enumerate(pdf.pages, 1)
            )
            if not pages:
                raise UnreadableError("it has no pages")
            return _press(pdf, pages, fonts, len(data), inks)
    except pikepdf.PasswordError as error:
        raise UnreadableError("it asks for a password") from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, *DAMAGE) as error:
        raise UnreadableError("it is damaged, or no PDF") from error


def _intents(pdf: pikepdf.Pdf) -> list[Any]:
    intents: Any = pdf.Root.get("/OutputIntents", [])
    return [one for one in intents if str(one.get("/S")).startswith("/GTS_PDFX")]


def _inks(pdf: pikepdf.Pdf) -> Inks | None:
    """The four inks that a file says it is meant for (ISO 32000-2, 14.11.5)."""
    for intent in _intents(pdf):
        if "/DestOutputProfile" in intent:
            with suppress(NotAProfileError):
                profile = read_profile(intent.DestOutputProfile.read_bytes())
                return Inks(profile) if profile.inks > 1 else None
    return None


def _press(
    pdf: pikepdf.Pdf,
    pages: tuple[Page, ...],
    fonts: dict[str, Font],
    size: int,
    inks: Inks | None,
) -> Press:
    root = pdf.Root
    intents = _intents(pdf)
    outline = "/Outlines" in root and "/First" in root.Outlines
    lang = str(root.get("/Lang", ""))
    return Press(
        pages,
        fonts,
        size,
        pdf.pdf_version,
        encrypted=pdf.is_encrypted,
        outline=outline,
        metadata="/Metadata" in root or "/Info" in pdf.trailer,
        extras=tuple(_extras(root)),
        claims=tuple(_claims(pdf)),
        intent=any(
            "/DestOutputProfile" in one or "/OutputConditionIdentifier" in one for one in intents
        ),
        right_to_left=str(root.get("/ViewerPreferences", NOTHING).get("/Direction")) == "/R2L",
        langs=(lang,) if lang else (),
        inks=inks,
    )


def _extras(root: Any) -> Iterator[str]:
    """What is in a file for readers' machines, and of no use to a press."""
    names = root.get("/Names", {})
    if "/EmbeddedFiles" in names:
        yield "attached files"
    if "/JavaScript" in names or str(root.get("/OpenAction", {})).find("/JavaScript") >= 0:
        yield "scripts"
    if "/AcroForm" in root and len(root.AcroForm.get("/Fields", [])):
        yield "forms"
    if "/OCProperties" in root:
        yield "layers"


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The standards of the press that a file says it keeps, such as pdf/x-4."""
    info: Any = pdf.trailer.get("/Info", NOTHING)
    said = f"{info.get('/GTS_PDFXVersion', '')} {info.get('/GTS_PDFXConformance', '')}"
    if "/Metadata" in pdf.Root:
        said += pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
    yield from dict.fromkeys(f"pdf/x-{found.lower()}" for found in _CLAIM.findall(said))


# --- Pages ---------------------------------------------------------------------------------


def _page(number: int, page: pikepdf.Page, shown: pypdfium2.PdfDocument, seen: Seen) -> Page:
    Pen(seen, page.obj.get("/Resources", {}), State()).draw(page)
    notes = [str(one.get("/Subtype")) for one in page.obj.get("/Annots", [])]
    links = notes.count("/Link")
    media = _box(page.mediabox)
    rows, fixtures = _rows(seen.rows)
    return Page(
        number,
        media,
        _box(page.trimbox),
        _box(page.bleedbox),
        "/TrimBox" in page.obj,
        int(page.obj.get("/Rotate", 0)) % 360,
        frozenset(seen.letterings),
        frozenset(seen.colours),
        tuple(seen.pictures),
        seen.thinnest,
        seen.see_through or any(one.see_through for one in seen.pictures),
        links,
        len(notes) - links,
        tuple(_marks(shown, number - 1)),
        rows,
        fixtures,
    )


def _box(box: Any) -> Box:
    left, bottom, right, top = (float(edge) for edge in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _marks(shown: pypdfium2.PdfDocument, index: int) -> Iterator[Mark]:
    """The boxes of all that is drawn and takes room."""
    page, boxes = shown[index], Boxes()
    try:
        for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
            drawn = pdfium.FPDFPage_GetObject(page.raw, place)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            box = boxes.of(drawn, kind)
            if box and (box[2] > box[0] or box[3] > box[1]):
                yield Mark(KINDS.get(kind, "other"), *box)
    finally:
        page.close()


def _rows(baselines: dict[int, bool]) -> tuple[int, int]:
    """How many lines of text, and how many of heads and folios."""
    marked = sum(not own for own in baselines.values())
    rows = _merged(sorted((y for y, own in baselines.items() if own), reverse=True))
    if marked or len(rows) < 2:
        return len(rows), marked
    gaps = [upper - lower for upper, lower in pairwise(rows)]
    usual = median(gaps)
    apart = 0
    if len(rows) > 2 and gaps[0] > APART * usual:
        apart += 1
    if len(rows) - apart > 1 and gaps[-1] > APART * usual:
        apart += 1
    return len(rows) - apart, apart


def _merged(rows: list[int]) -> list[int]:
    """Baselines a few points apart are of one line, with signs raised or lowered in it."""
    lines: list[int] = []
    for row in rows:
        if not lines or lines[-1] - row > 5:
            lines.append(row)
    return lines
