"""Findings about the PDF as those read it who cannot see the page, and archives (family P)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("P101", Severity.WARNING)
def content_not_marked(span: Span, page: int) -> Words:
    """Something on a page belongs to no element of the PDF's structure, nor is it decoration.

    Screen readers cannot tell what it is. The program marks all it draws; what it does not know
    of was put there by something else. Source: ISO 14289-1 (PDF/UA-1), 7.1.
    """
    return f"on page {page} of the PDF something is marked neither as content nor as decoration"


@rule("P102", Severity.WARNING)
def element_out_of_place(span: Span, role: str, parent: str) -> Words:
    """An element of the PDF's structure stands where none of its kind may.

    A cell stands in a row, an item in a list. Mostly a template or HTML of the author's own has a
    table or a list without its rows or items. Source: ISO 32000-1, 14.8.4; ISO 14289-1, 7.2.
    """
    where = f"in {parent}" if parent else "by itself"
    return f"the PDF's structure has {role} {where}, where readers do not look for it"


@rule("P103", Severity.WARNING)
def picture_untold(span: Span, role: str, page: int) -> Words:
    """A picture or a formula in the PDF says nothing to those who cannot see it.

    Pictures of chapters have `{alt="..."}` behind them; an empty one says that a picture is an
    ornament. In a template, `img` has an attribute of that name. Source: ISO 14289-1, 7.3 and 7.7.
    """
    what = "a formula" if role == "Formula" else "a picture"
    return f"{what} on page {page} of the PDF says nothing to those who cannot see it", (
        'give it alt="..."; an empty one for an ornament'
    )


@rule("P104", Severity.WARNING)
def link_untold(span: Span, page: int) -> Words:
    """A link in the PDF is not part of its structure, or does not tell where it leads.

    Screen readers pass over it, or say only that there is a link. Source: ISO 14289-1, 7.18.5.
    """
    return f"a link on page {page} of the PDF is not told to screen readers"


@rule("P105", Severity.WARNING)
def book_untold(span: Span, what: str) -> Words:
    """The PDF does not say what language it is in, what its title is, or that it has a structure.

    Without a language, screen readers read with the voice of another. Source: ISO 14289-1, 7.1
    and 7.2.
    """
    return f"the PDF does not tell its {what}"


@rule("P106", Severity.WARNING)
def face_incomplete(span: Span, face: str, lacks: str) -> Words:
    """A face in the PDF lacks its letters, or what its letters mean.

    Printers and archives refuse a PDF whose faces are not inside it; without what letters mean no
    text can be searched or read aloud. Source: ISO 14289-1, 7.21; ISO 19005-3, 6.2.11.
    """
    return f"the face {face} in the PDF lacks {lacks}"


@rule("P107", Severity.WARNING)
def colours_of_a_press(span: Span, page: int) -> Words:
    """A page of the PDF for screens has a picture in the four colours of a press.

    What they look like depends on the press; a PDF/A for screens has colours of screens. Save the
    picture in sRGB. Source: ISO 19005-3, 6.2.4.3.
    """
    return (
        f"a picture on page {page} of the PDF is in the four colours of a press",
        "save it in sRGB",
    )


@rule("P108", Severity.WARNING)
def mark_astray(span: Span, page: int) -> Words:
    """What is marked on a page, and the elements it is said to belong to, are not the same many.

    Screen readers would read something twice, or leave it out. Source: ISO 32000-1, 14.7.4.4.
    """
    return f"the marks on page {page} of the PDF lead to other elements than theirs"
