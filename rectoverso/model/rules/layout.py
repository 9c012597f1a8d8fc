"""Findings about pages and what is laid out on them (family L)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("L101", Severity.WARNING)
def typesetter_says(span: Span, complaint: str) -> Words:
    """WeasyPrint, which sets the pages, met something it could not do.

    Usually this is a style sheet of the project with a property WeasyPrint does not know, or a
    picture it cannot read. The book is made all the same; look at the place in question.
    """
    return f"the typesetter says: {complaint.rstrip('.')}", "look at the project's styles"


@rule("L102", Severity.WARNING)
def never_settles(span: Span, rounds: int) -> Words:
    """The page numbers of the contents or of the index do not come to rest.

    A printed number can be a digit longer than before and push a line to the next page, which
    changes the number again. The book was typeset several times and still moved; some numbers in
    it may be off by one. Change a word near the end of a page, or the margins.
    """
    return (
        f"page numbers still moved after {rounds} typesettings",
        "some may be off by one; change the margins a little",
    )
