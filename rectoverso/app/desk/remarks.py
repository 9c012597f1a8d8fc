"""What reviewers wrote into a PDF of the book, led back to the lines it is about.

Read are the annotations of ISO 32000-2, 12.5.6, that mark text (highlight, underline, squiggly,
strike-out), insert it (caret), or say something at a place (notes, free text).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from rectoverso.app.desk.proof import LINE, PDFIUM, open_for_text
from rectoverso.app.desk.whereabouts import Whereabouts
from rectoverso.model.rules import remarks as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.preflight.facts import DAMAGE

MARKING = {
    "/Highlight": "marked",
    "/Underline": "underlined",
    "/Squiggly": "underlined",
    "/StrikeOut": "struck out",
}
SAYING = {"/Text": "noted", "/FreeText": "noted", "/Caret": "inserted"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A reviewer's mark: what was done, to which words, what was said, by whom, on which page."""

    done: str
    words: str
    said: str
    author: str
    page: int


def remarks(pdf: bytes, name: str, whereabouts: Whereabouts) -> tuple[Finding, ...]:
    """The remarks in a PDF called so, each at the line of a chapter it is about.

    One whose words are nowhere in the book stands at no line; so does the only finding about a
    file that is no PDF.
    """
    try:
        found = tuple(_remarks(pdf))
    except (pikepdf.PdfError, pypdfium2.PdfiumError, *DAMAGE):
        return (rules.no_pdf(Span(name)),)
    return tuple(
        rules.remark(place, one.done, one.words, one.said, one.author)
        if (place := whereabouts.find(one.words))
        else rules.lost_remark(Span(name), one.words, one.said, one.author, one.page)
        for one in found
    )


def _remarks(pdf: bytes) -> Iterator[Remark]:
    shown = open_for_text(pdf)
    with pikepdf.open(BytesIO(pdf)) as document, PDFIUM:
        for number, page in enumerate(document.pages):
            annotations = list(page.get("/Annots", []))
            answers = [one for one in annotations if "/IRT" in one]
            text = shown[number].get_textpage()
            for one in annotations:
                kind = str(one.get("/Subtype", ""))
                if one in answers or kind not in (*MARKING, *SAYING) or "/Rect" not in one:
                    continue
                said = [_text(one.get("/Contents"))]
                said += [_text(a.get("/Contents")) for a in answers if one == a.IRT]
                yield Remark(
                    MARKING.get(kind) or SAYING[kind],
                    _marked(one, text) if kind in MARKING else _beside(one, text, page),
                    " — ".join(filter(None, said)),
                    _text(one.get("/T")),
                    number + 1,
                )


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _marked(annotation: Any, text: Any) -> str:
    """The words under the quadrilaterals of a mark."""
    numbers = [float(number) for number in annotation.get("/QuadPoints", annotation.Rect)]
    corners = [numbers[at : at + 8] for at in range(0, len(numbers), 8)]
    boxes = [(min(c[::2]), min(c[1::2]), max(c[::2]), max(c[1::2])) for c in corners]
    said = (text.get_text_bounded(*box) for box in boxes)
    return " ".join(" ".join(said).split())


def _beside(annotation: Any, text: Any, page: pikepdf.Page) -> str:
    """The words of the line that a note stands at."""
    left, bottom, right, top = (float(number) for number in annotation.Rect)
    middle, width = (bottom + top) / 2, float(page.MediaBox[2])
    for reach in (0.0, width):
        box = (left - reach, middle - LINE, right + reach, middle + LINE)
        if said := " ".join(text.get_text_bounded(*box).split()):
            return said
    return ""
