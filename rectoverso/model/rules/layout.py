"""Findings about pages and what is laid out on them (family L)."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.rules.registry import Words, hyphenates, rule
from rectoverso.model.source import Severity, Span, shortened


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

    Chapters once read and pages once set are kept in `build/.cache`, each with a checksum. A disk
    that failed or a program that wrote there may have spoilt some of them. Nothing is wrong with
    the book. If it happens again and again, look after the disk; `rectoverso clean` removes all
    that is kept.
    """
    files = "one file" if count == 1 else f"{count} files"
    return f"work kept from earlier builds was spoilt ({files}), and done again"


@rule("L107", Severity.WARNING)
def line_too_long(span: Span, page: str, words: str, excess: float) -> Words:
    """Something in a line cannot be broken and is longer than the line.

    It stands out into the margin, or past the edge of the paper. Words are broken wherever they
    may be, and where they may not, if nothing else helps; this could not be broken at all. Put a
    soft hyphen (U+00AD) where it may be, or write it in another way.
    """
    short = shortened(words)
    far = f"{excess:.0f}" if excess >= 1 else f"{excess:.1f}"
    return (
        f"on page {page}, “{short}” stands out of its line by {far} mm",
        "say where it may be broken by a soft hyphen (U+00AD)"
        if hyphenates(words)
        else "write it in another way",
    )


@rule("L108", Severity.WARNING)
def table_too_wide(span: Span, page: str, excess: float) -> Words:
    """A table is wider than the page leaves room for, however small it is set.

    A table that does not fit is set smaller, and its words are broken; this was not enough. Divide
    it into two, put what is long into notes, or make rows of its columns.
    """
    return (
        f"the table on page {page} is {excess:.0f} mm too wide",
        "divide it, or make rows of its columns",
    )


@rule("L109", Severity.WARNING)
def picture_too_large(span: Span, page: str, kind: str) -> Words:
    """A picture or a formula leaves its page, or parts from its caption.

    A picture is made as small as it must be, with its caption; here the caption leaves it too
    little room. Make the caption shorter, or give the picture a width.
    """
    return (
        f"the {kind} on page {page} does not fit",
        "make its caption shorter" if kind == "picture" else "write it in several lines",
    )


@rule("L110", Severity.NOTE)
def table_set_small(span: Span, page: str) -> Words:
    """A table has so much in its columns that it could only be set in very small type.

    Some of its words may be broken where no reader expects it. It might read better with fewer
    columns, or as two tables.
    """
    return f"the table on page {page} fits only in small type", "fewer columns read better"


@rule("L111", Severity.NOTE)
def formula_set_small(span: Span, page: str, scale: float) -> Words:
    """A formula is so wide that it had to be drawn much smaller than the text.

    Formulas are broken before relations and signs such as plus, unless these are within brackets,
    fractions or tables. Give names to its parts, or write it in several lines with `aligned`.
    """
    return (
        f"the formula on page {page} is drawn at {scale:.0%} of its size, to fit",
        "write it in several lines, or give names to its parts",
    )


@rule("L112", Severity.NOTE)
def far_from_reference(span: Span, page: str, what: str, pages: int) -> Words:
    """A figure or a table is not in sight where its section speaks of it.

    Readers have to turn pages to see it, and to turn back. Put it nearer to the paragraph that
    leads to it, or lead to it with its page: `[the map](#fig-map){.page}`.
    """
    return (
        f"the {what} on page {page} is {pages} pages away from the text that leads to it",
        "put it nearer, or name its page there",
    )


@rule("L113", Severity.NOTE)
def short_last_page(span: Span, page: str, lines: int) -> Words:
    """The last page of a section has only a line or two.

    It looks like an oversight, and in a book of many chapters it costs paper. Some words less in
    the last paragraphs take it in; some more give it company.
    """
    stands = "line stands" if lines == 1 else "lines stand"
    return f"only {lines} {stands} on page {page}, the last of its section"


@rule("L114", Severity.NOTE)
def couplets_one_below_the_other(span: Span, page: str) -> Words:
    """Half a line of verse is too long to stand beside the other half.

    The halves of `مصراع | مصراع` stand in two columns. Where one would take two lines there, all
    couplets of the poem are set with the second half below the first, at the other edge. A wider
    page leaves them beside each other.
    """
    return (
        f"the couplets on page {page} are set one half below the other: one is too long",
        "let them stand so, or give the page a wider measure",
    )


@rule("L119", Severity.NOTE)
def note_continued(span: Span, number: str, page: str, more: int) -> Words:
    """A note is so long that part of it stands on pages after that of its call.

    It goes on there below a rule of its own. Readers who turn the page for the rest of a note lose
    their place in the text. Some of it may belong into the text, or into an appendix.
    """
    pages = "page" if more == 1 else f"{more} pages"
    return (
        f"note {number}, called on page {page}, is continued on the next {pages}",
        "make it shorter, or put some of it into the text",
    )


@rule("L121", Severity.NOTE)
def head_cut_short(span: Span, title: str, page: str) -> Words:
    """A title is too long for the heads of its pages, and ends there in an ellipsis.

    A title made for its page often is too long for the line above the others. What that line says
    instead is the `short-title` of the chapter, or of the book.
    """
    short = shortened(title, 60)
    return (
        f"“{short}” is too long for the heads of its pages: it is cut short on page {page}",
        "give it a `short-title`",
    )


@rule("L122", Severity.NOTE)
def picture_below_title(span: Span, page: str, scale: float) -> Words:
    """A picture had to be made smaller to stand below the title of its chapter.

    A chapter began with a figure too tall for the rest of the page, and what follows could not
    take its place; the title would have stood alone. Put a paragraph between title and figure,
    or give the picture the width it is to have.
    """
    return (
        f"the picture on page {page} is set at {scale:.0%} of its size, to stand below the title",
        "put a paragraph before it, or give it a width",
    )
