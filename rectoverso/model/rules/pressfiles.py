"""Findings about a PDF that goes to a printer, as a file (family P)."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("P351", Severity.WARNING)
def links_for_readers(span: Span, pages: str, count: int) -> Words:
    """There are links, which paper cannot follow; the printer's check stumbles over them."""
    links = "one link" if count == 1 else f"{count} links"
    return f"{pages}: {links}", "leave them out of the file for the printer"


@rule("P352")
def remarks_left(span: Span, pages: str, count: int) -> Words:
    """There are remarks or form fields on pages. They might be printed."""
    remarks = "a remark or field" if count == 1 else f"{count} remarks or fields"
    return f"{pages}: {remarks}", "take them out"


@rule("P353", Severity.WARNING)
def bookmarks_left(span: Span) -> Words:
    """The file has bookmarks for readers on screens, and the printer wants none."""
    return "the file has bookmarks", "leave them out of the file for the printer"


@rule("P354")
def locked(span: Span) -> Words:
    """The file is encrypted. Even without a password to open it, printers refuse it."""
    return "the file is encrypted", "save it without protection"


@rule("P355", Severity.NOTE)
def tells_of_itself(span: Span) -> Words:
    """The file tells title and author of itself. The printer asks for files that do not."""
    return "the file has metadata", "most printers do not mind"


@rule("P356")
def extras_for_readers(span: Span, what: str) -> Words:
    """There are things in the file that only a reader's machine can use, and no press takes."""
    return f"the file has {what}", "take them out"


@rule("P357")
def file_too_large(span: Span, megabytes: int, most: int) -> Words:
    """The file is larger than the printer takes. Pictures are most of it, as a rule."""
    return f"the file has {megabytes} MB; {most} MB is the most", "make its pictures smaller"


@rule("P361")
def standard_missing(span: Span, printer: str, wanted: str, found: str) -> Words:
    """The printer wants a standard of the press (PDF/X), and the file does not say it keeps one.

    Such a file says its name in its metadata, and for which paper and inks it is meant.
    """
    says = f"the file says {found}" if found else "the file does not say that it keeps one"
    return (
        f"{printer} wants {wanted}; {says}",
        'write standard = "…" under [edition.print], and send the file for the press',
    )


@rule("P362")
def standard_not_kept(span: Span, standard: str, why: str) -> Words:
    """The file says that it keeps a standard of the press, and does not.

    A label that is not true is worse than none: the printer's machine stops there.
    Source: ISO 15930-4 and -7 (PDF/X-1a and PDF/X-4).
    """
    return (
        f"the file says it is {standard.upper()}, but {why}",
        "build the book for the press again",
    )


@rule("P371", Severity.WARNING)
def language_doubtful(span: Span, printer: str, lang: str) -> Words:
    """The language of the book is not in the list of those that the printer was known to take.

    Lists change. Look at the printer's own before you lay out more for it.
    """
    return f"{printer} may not take books in “{lang}”", "ask the printer before you go on"


@rule("P372", Severity.WARNING)
def last_page_first(span: Span, printer: str) -> Words:
    """The printer wants books bound on the right with their last page first.

    Its machines bind on the left; a book whose pages come in reverse is then bound on the right.
    The file is in the order of reading. Turn the order round for this printer alone.
    """
    return f"{printer} wants a book bound on the right with its last page first", (
        'write pages = "reversed" beside a standard, and send the file for the press'
    )


@rule("P381")
def cover_does_not_fit(span: Span, found: str, wanted: str, pages: int) -> Words:
    """The cover is not as large as the book needs: pages, paper or printer have changed since.

    `rectoverso cover` makes it for the book as it is.
    """
    return (
        f"the cover is {found}; for {pages} pages it should be {wanted}",
        "make it again with “rectoverso cover”",
    )


@rule("P391", Severity.NOTE)
def figures_unknown(span: Span, printer: str, what: Sequence[str], checked: str) -> Words:
    """What a printer asks for is only known in part, and only that was looked at.

    Its description is in `styles/printers`, with the days its figures are from. Put what you know
    into a file of your own, `printers/NAME.toml`.
    """
    on = f" (as of {checked})" if checked else ""
    return f"of {printer}{on} we do not know: {', '.join(what)}", "ask the printer"


@rule("P392", Severity.NOTE)
def figures_unverified(span: Span, printer: str, what: Sequence[str], checked: str) -> Words:
    """Some of what a printer asks for is known from others only, not in words of its own.

    Its description in `styles/printers` tells where each figure is from (`source`), and which are
    such (`unverified`). They were used all the same. Compare them with the printer's own pages; in
    a file of your own, `printers/NAME.toml`, leave out what you have looked up.
    """
    on = f" as of {checked}" if checked else ""
    limits = "1 limit" if len(what) == 1 else f"{len(what)} limits"
    verb = "is" if len(what) == 1 else "are"
    return (
        f"{limits} of {printer} {verb} unverified{on}: {', '.join(what)}",
        "look at the printer's own pages before you order",
    )
