"""Findings about the files in an e-book: its pictures and its style sheets (family E)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("E151")
def picture_damaged(span: Span, path: str, fault: str) -> Words:
    """A picture is damaged, or is something else than its name says.

    Reading systems would show nothing, and shops refuse the book. Save it again.
    """
    return f"“{path}” cannot be read as a picture: {fault}", "save it again"


@rule("E152", Severity.WARNING)
def picture_huge(span: Span, path: str, megapixels: float) -> Words:
    """A picture has more pixels than we dare to open, or any reading system can show.

    It goes into the e-book as it is. Make it smaller: four million pixels fill every screen.
    """
    return f"“{path}” has {megapixels:.0f} million pixels", "make it smaller; 4 million are enough"


@rule("E153")
def outside_the_drawing(span: Span, path: str, address: str) -> Words:
    """A drawing shows a picture or a font that lies in a file beside it.

    Reading systems show a drawing by itself, without its neighbours, and EPUBCheck takes the book
    for broken. Have your program embed what it shows. The faces of the book need not be embedded.
    """
    return f"“{path}” shows “{address}”, which is another file", "embed it in the drawing"


@rule("E154")
def direction_in_css(span: Span, path: str, property_: str) -> Words:
    """A style sheet of the e-book says a direction.

    Reading systems take directions from the documents, which all say theirs, and EPUBCheck takes a
    style sheet that says one for an error (CSS-001). Source: EPUB 3.3, 6.3.1.
    """
    return f"{path} says “{property_}”", "take it out of your style sheet; the documents say dir"


@rule("E155")
def missing(span: Span, name: str) -> Words:
    """A document or a style sheet of the e-book shows a file that the e-book does not hold.

    A template or a style sheet of your project names it. Only pictures of chapters and the faces of
    `fonts/` go into an e-book; a style sheet can hold small pictures as `data:`.
    """
    return (
        f"{name} is shown, and is not in the e-book",
        "take it out of your style sheet or template",
    )
