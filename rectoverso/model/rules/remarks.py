"""Remarks that reviewers wrote into a proof (family R)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("R101", Severity.NOTE)
def remark(span: Span, done: str, words: str, said: str, author: str) -> Words:
    """A reviewer marked this place in a PDF of the book.

    It is the paragraph that holds the marked words, or that stands beside the note. Do what the
    reviewer asks, or do not; the PDF is not changed.
    """
    who = f"{author} {done}" if author else done
    return f"{who} “{words}”" + (f": {said}" if said else ""), ""


@rule("R102", Severity.NOTE)
def lost_remark(span: Span, words: str, said: str, author: str, page: int) -> Words:
    """A reviewer marked words that are nowhere in the book as it is now.

    Perhaps they were changed after the PDF was made, or they are not of the chapters: running
    heads, page numbers, the contents.
    """
    about = f"“{words}”" if words else "nothing printed"
    who = f"{author}, " if author else ""
    return f"{who}page {page}, about {about}: {said}", "look for it on that page"


@rule("R103")
def no_pdf(span: Span) -> Words:
    """A file given for its remarks is not a PDF, or is damaged."""
    return "this is no PDF that can be read", "give the PDF that the reviewer sent back"
