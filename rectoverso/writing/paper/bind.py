"""Bind typeset pages: what a PDF says of itself besides its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from rectoverso.model.book import Book
from rectoverso.model.source import Finding
from rectoverso.writing.folios import Folio
from rectoverso.writing.paper.conformity import faults
from rectoverso.writing.paper.pages import page_progression
from rectoverso.writing.paper.standards import declare
from rectoverso.writing.press.lighter import lighten

PRODUCER = "Rectoverso"


def bind(
    pdf: pikepdf.Pdf, book: Book, folios: Sequence[Folio], moment: datetime
) -> tuple[bytes, tuple[Finding, ...]]:
    """The finished PDF: labels, viewer's direction, metadata, no clock time but `moment`.

    And what keeps it from being PDF/UA-1 and PDF/A-3a; without that it says that it is both.
    """
    pdf.Root.PageLabels = _page_labels(folios)
    pdf.Root.Lang = pikepdf.String(book.settings.lang)
    # The first page is a recto and stands alone; ISO 32000-2, table 147 (Direction) decides
    # which side of the spread that is.
    pdf.Root.PageLayout = Name.TwoPageRight
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.ViewerPreferences = Dictionary(
        Direction=Name.R2L if page_progression(book) == "rtl" else Name.L2R, DisplayDocTitle=True
    )
    _describe(pdf, book, moment)
    lighten(pdf, book.settings.sheet.press)
    found = faults(pdf)
    declare(pdf, valid=not found)
    bound = BytesIO()
    pdf.save(
        bound,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return bound.getvalue(), found


def _page_labels(folios: Sequence[Folio]) -> Dictionary:
    """The labels as printed (ISO 32000-2, 12.4.2).

    Its numbering styles know neither Persian nor Devanagari digits, so every page is given its
    label as a prefix.
    """
    return Dictionary(
        Nums=Array(
            item
            for folio in folios
            for item in (folio.page, Dictionary(P=pikepdf.String(folio.label)))
        )
    )


def _describe(pdf: pikepdf.Pdf, book: Book, moment: datetime) -> None:
    settings = book.settings
    authors = [person.name for person in settings.contributors if person.role == "aut"]
    others = [person.name for person in settings.contributors if person.role != "aut"]
    # WeasyPrint's holds a clock time; pikepdf makes another from the XMP metadata.
    if "/Info" in pdf.trailer:
        del pdf.trailer.Info
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        described = {
            "dc:title": settings.title,
            "dc:creator": authors or others,
            "dc:contributor": others if authors else [],
            "dc:language": list(dict.fromkeys(section.lang for section in book.sections)),
            "dc:description": settings.description or settings.subtitle,
            "dc:subject": list(settings.subjects),
            "dc:publisher": [settings.publisher] if settings.publisher else [],
            "dc:rights": settings.rights,
            "dc:identifier": settings.sheet.identifier or settings.identifier,
            "pdf:Producer": PRODUCER,
            "xmp:CreatorTool": PRODUCER,
            "xmp:CreateDate": moment.isoformat(),
            "xmp:ModifyDate": moment.isoformat(),
            "xmp:MetadataDate": moment.isoformat(),
        }
        for key, value in described.items():
            if value:
                metadata[key] = value
