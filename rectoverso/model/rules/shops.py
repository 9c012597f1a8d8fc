"""Findings about what one shop or device asks of an e-book and others do not (family E)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("E301", Severity.NOTE)
def too_many_dots(span: Span, name: str, dots: float) -> Words:
    """Apple Books: a picture of more than four million pixels.

    The limit has been 2, 3.2 and 4 million over the years. `[edition.epub] max-pixels` makes
    pictures smaller. Source: Apple Books Asset Guide.
    """
    return f"Apple Books: {name} has {dots:.1f} million pixels; 4 million are safe"


@rule("E302", Severity.NOTE)
def document_too_long(span: Span, name: str, megabytes: float) -> Words:
    """Kobo: a document of more than 10 MB. Divide the chapter. Source: Kobo EPUB Guidelines."""
    return f"Kobo: {name} has {megabytes:.1f} MB; 10 MB are the limit", "divide the chapter"


@rule("E303", Severity.NOTE)
def picture_format(span: Span, name: str) -> Words:
    """Kindle, Kobo, Google Play: a picture that is neither JPEG, PNG nor SVG.

    Others are made anew as one of these, but this one could not be. Save it as JPEG or PNG.
    Source: Google Play Books, “EPUB files”; Kobo EPUB guidelines, “Image Formatting”.
    """
    return f"Kindle, Kobo, Google Play: {name} is not JPEG, PNG or SVG", "save it as JPEG or PNG"


@rule("E304", Severity.NOTE)
def no_isbn(span: Span) -> Words:
    """Kobo and Google Play: the identifier of the book should be the ISBN of this edition.

    Both find a book and its updates by it. Others go without.
    """
    return "Kobo, Google Play: the identifier is not an ISBN", 'write isbn = "978..."'


@rule("E305", Severity.NOTE)
def wide_table(span: Span, columns: int) -> Words:
    """Kindle: a table of more than four columns is cut off or shrunk on small screens."""
    return f"Kindle: a table has {columns} columns; more than 4 do not fit small screens"


@rule("E306", Severity.NOTE)
def deep_contents(span: Span, levels: int) -> Words:
    """Kindle, Kobo: contents deeper than two levels are shown flat, or not at all."""
    return f"Kindle, Kobo: the contents have {levels} levels; two are shown"


@rule("E307", Severity.NOTE)
def small_cover(span: Span, width: int, height: int) -> Words:
    """Kindle, Google Play: a cover of less than 1000 by 625 or 640 pixels is refused.

    Kindle asks for 2560 by 1600 for the shop's own picture. Source: KDP, cover image guidelines.
    """
    return f"Kindle, Google Play: the cover has {width} by {height} pixels", "take a larger one"


@rule("E308", Severity.NOTE)
def cover_shape(span: Span, width: int, height: int) -> Words:
    """Kindle and Kobo: covers are about 1.6 or 1.33 times as high as wide; others get borders."""
    return f"Kindle, Kobo: a cover of {width} by {height} pixels is shown with borders"


@rule("E309", Severity.NOTE)
def large_book(span: Span, megabytes: float) -> Words:
    """Apple Books, Kobo: a book of more than 500 MB is slow to load; 1 GB is Kobo's limit."""
    return f"Apple Books, Kobo: the e-book has {megabytes:.0f} MB; 500 MB are advised"


@rule("E311", Severity.NOTE)
def heavy_faces(span: Span, kilobytes: float, budget: int) -> Words:
    """Every shop: the faces inside weigh more than most books do.

    Readers pay for it in loading, and with Kindle in delivery costs. Each language brings a regular
    and a bold face, as a rule; emphasis and code bring more.
    """
    return f"the faces take {kilobytes:.0f} KB of the e-book; {budget} KB are usual"


@rule("E310", Severity.NOTE)
def no_bold_face(span: Span, family: str) -> Words:
    """Apple Books: a family comes without a bold face, so its headings are drawn fat.

    Put a bold font of the family into the project's `fonts`. Source: Apple Books Asset Guide.
    """
    return f"Apple Books: “{family}” comes without a bold face"


@rule("E312", Severity.NOTE)
def too_long_a_side(span: Span, name: str, pixels: int) -> Words:
    """Google Play: a picture of more than 3200 pixels in one direction.

    That is a panorama, or a plan, of no more pixels than others altogether. Divide it, or make it
    smaller. Source: Google Play Books, “EPUB files”.
    """
    return f"Google Play: {name} is {pixels} pixels long; 3200 are the most", "divide it"
