"""The paged proof: pages as pictures, and the way from a place on a page back to its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2

from rectoverso.app.check import Checked
from rectoverso.app.desk.whereabouts import Whereabouts
from rectoverso.model.source import Finding, Span
from rectoverso.writing.turns import Printed

# pdfium may be used by one thread at a time (its documentation, "Threading").
PDFIUM = Lock()
POINTS_AN_INCH = 72
# Half the height of a line, and as far as words about a place are taken first, in points.
LINE, NEAR = 7, 70
# Where a page calls for a form or a picture (ISO 32000-2, 8.8).
_CALLED = re.compile(rb"(/[^\s/]+)\s+Do\b")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the proof: its number from 0, its folio, the section it begins in, its size in
    points, and a digest of all that is on it.

    `since` tells that it was set "ahead" of the book, or "before" a change that may move it.
    """

    number: int
    label: str
    section: str
    width: float
    height: float
    digest: str
    since: str = ""


class Proof:
    """The pages of a book as they were set."""

    def __init__(
        self,
        checked: Checked,
        pdf: bytes,
        printed: Printed,
        findings: tuple[Finding, ...],
    ) -> None:
        self.checked, self.printed, self.findings = checked, printed, findings
        self._pdf = open_for_text(pdf)
        self.leaves = tuple(self._leaves(pdf))

    def _leaves(self, pdf: bytes) -> Iterator[Leaf]:
        section = ""
        sections = {page.turn.page: page.turn.section for page in self.printed.pages}
        for number, digest in enumerate(_digests(pdf)):
            section = sections.get(number, section)
            with PDFIUM:
                width, height = self._pdf.get_page_size(number)
                label = self._pdf.get_page_label(number)
            yield Leaf(number, label, section, width, height, digest)

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.checked.book)

    def picture(self, number: int, dots: int) -> bytes:
        """A page as a PNG, so many dots an inch. IndexError if there is no such page."""
        if not 0 <= number < len(self.leaves):
            raise IndexError(number)
        with PDFIUM:
            page = self._pdf[number]
            image = page.render(scale=dots / POINTS_AN_INCH).to_pil()
            page.close()
        out = BytesIO()
        image.save(out, "PNG", compress_level=1)
        return out.getvalue()

    def place(self, number: int, x: float, y: float) -> Span | None:
        """The line of a chapter that is printed at a place, in points from the upper left.

        It is known by the words about it: those near by, which are of one column at least, or, if
        they tell nothing, all of that line of the page.
        """
        leaf = self.leaves[number]
        for reach in (NEAR, leaf.width):
            said = self._said(number, x - reach, leaf.height - y - LINE, x + reach)
            if found := self._where.find(said, leaf.section):
                return found
        return None

    def _said(self, number: int, left: float, bottom: float, right: float) -> str:
        with PDFIUM:
            page = self._pdf[number]
            text = page.get_textpage()
            said: str = text.get_text_bounded(left, bottom, right, bottom + 2 * LINE)
            text.close()
            page.close()
        return said


def open_for_text(pdf: bytes) -> pypdfium2.PdfDocument:
    """A PDF for pdfium to take words out of. Raises PdfError when it is none.

    Where a file is to be read from right to left, pdfium turns the words of every line round, also
    of those that run from left to right; so it is not told.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        if "/ViewerPreferences" in document.Root:
            del document.Root.ViewerPreferences
        document.save(out, compress_streams=False)
    with PDFIUM:
        return pypdfium2.PdfDocument(out.getvalue())


def _digests(pdf: bytes) -> Iterator[str]:
    """What tells a page from any other: its content, and that of the forms in it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            content = page.Contents
            streams = content if isinstance(content, pikepdf.Array) else [content]
            said = b"".join(stream.read_bytes() for stream in streams)
            digest = hashlib.sha256(said)
            forms: Any = page.Resources.get("/XObject", {})
            # All pages of a section share one dictionary of forms.
            for name in dict.fromkeys(_CALLED.findall(said)):
                if name.decode() in forms:
                    digest.update(forms[name.decode()].read_raw_bytes())
            yield digest.hexdigest()[:16]
