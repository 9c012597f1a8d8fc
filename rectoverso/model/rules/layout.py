"""Findings about pages and what is laid out on them (family L)."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("L101", Severity.WARNING)
def never_settles(span: Span, rounds: int, anchors: Sequence[str] = ()) -> Words:
    """The page numbers do not come to rest.

    The numbers printed in the contents, in the indexes and in references such as “page 12” can
    move the lines they stand in, and so the pages they tell of. The book is set again until
    nothing moves. Rarely it swings to and fro between two states; then some number printed
    may be off by one page. Add or take away a few words on the page in question, and build again.
    """
    named = ", ".join(f"#{anchor}" for anchor in anchors[:5])
    more = " and others" if len(anchors) > 5 else ""
    return (
        f"page numbers still move after setting the book {rounds} times"
        + (f": those of {named}{more}" if named else ""),
        "a few words more or less near a page reference help",
    )


@rule("L102", Severity.WARNING)
def typesetter_says(span: Span, said: str) -> Words:
    """The typesetter (WeasyPrint) could not do something it was asked to do.

    Its words are repeated as they are. Mostly it is about a picture it cannot draw or a rule of a
    style sheet it does not know. The book is written all the same; look at the page in question.
    """
    return f"the typesetter says: {said}"


@rule("L103")
def drawing_not_xml(span: Span, trouble: str) -> Words:
    """An SVG drawing is not well-formed XML.

    Programs for drawing save it right; mistakes come in by hand, such as an `&` that should be
    `&amp;`, or a tag that is never closed. Reading systems would show nothing in its place.
    Source: Extensible Markup Language (XML) 1.0, section 2.1.
    """
    return f"this drawing is not well-formed: {trouble}", "open it in a browser to see the place"


@rule("L104")
def note_not_printed(span: Span, number: str) -> Words:
    """A note is on none of the pages.

    The typesetter could not find room for it. Such a book must not go to the printer. Make the
    note shorter, or move its call to another sentence.
    """
    return f"note {number} is on no page", "make it shorter, or move its call"


@rule("L105", Severity.WARNING)
def note_on_another_page(span: Span, number: str, called: str, printed: str) -> Words:
    """A note does not begin on the page of its call.

    That happens where the note is so long that nothing else finds room beside it. Make it
    shorter, or move its call to another sentence.
    """
    return (
        f"note {number} is called on page {called} and stands on page {printed}",
        "make it shorter, or move its call",
    )


@rule("L106", Severity.NOTE)
def memory_spoilt(span: Span, count: int) -> Words:
    """Something kept from an earlier build could not be read any more, and was made anew.

    Pages once set are kept in `build/.cache`, each with a checksum. A disk that failed or a program
    that wrote there may have spoilt some of them. Nothing is wrong with the book. If it happens
    again and again, look after the disk; `rectoverso clean` removes all that is kept.
    """
    return f"pages kept from earlier builds were spoilt ({count} files), and set again"
