"""Findings about pages and what is laid out on them (family L)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("L101", Severity.WARNING)
def never_settles(span: Span, rounds: int) -> Words:
    """The page numbers do not come to rest.

    The numbers printed in the contents, in the indexes and in references such as “page 12” can
    move the lines they stand in, and so the pages they tell of. The book is set again until
    nothing moves. Rarely it swings to and fro between two states; then some number printed
    may be off by one page. Add or take away a few words on the page in question, and build again.
    """
    return (
        f"page numbers still move after setting the book {rounds} times",
        "a few words more or less near a page reference help",
    )


@rule("L102", Severity.WARNING)
def typesetter_says(span: Span, said: str) -> Words:
    """The typesetter (WeasyPrint) could not do something it was asked to do.

    Its words are repeated as they are. Mostly it is about a picture it cannot draw or a rule of a
    style sheet it does not know. The book is written all the same; look at the page in question.
    """
    return f"the typesetter says: {said}"
