"""Findings about printers, covers and margins that are worked out (family P)."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("P201")
def no_such_printer(span: Span, name: str, near: str, known: Sequence[str]) -> Words:
    """A printer is named that we have no description of.

    Descriptions are TOML files: those that come along (`kdp`, `ingram`, `lulu`, `bod`, `blurb`) and
    your own in the folder `printers` of the project. A path that ends in `.toml` will do, too.
    """
    return f"no printer is called “{name}”", did_you_mean(
        near, f"we know {', '.join(known)}; or describe it in printers/{name}.toml"
    )


@rule("P202")
def spine_not_known(span: Span, printer: str, paper: str) -> Words:
    """How thick the book will be cannot be worked out, since the printer tells it in no figures.

    Some printers have a calculator or give a template when you order: take the width of the spine
    from there, and write it under `[cover]` as `spine = "14.2mm"`.
    """
    named = f" of “{paper}” paper" if paper else ""
    return (
        f"how thick a page{named} is at {printer} is not known, and so neither is the spine",
        'ask its calculator, and write [cover] spine = "14.2mm"',
    )


@rule("P203")
def trim_not_offered(span: Span, printer: str, size: str, near: str) -> Words:
    """The printer does not cut books to this size.

    Its sizes are in `styles/printers`, with the day they were looked at. Choose one of them as
    `size` under `[edition.print]`.
    """
    return f"{printer} does not offer {size}", f"the nearest it has is {near}"


@rule("P204")
def pages_out_of_range(
    span: Span, printer: str, pages: int, least: int | None, most: int | None, what: str
) -> Words:
    """A book has more pages than can be bound so, or fewer.

    The limits depend on size, paper and binding. A thinner paper, a larger page or a smaller face
    takes more text; a book that is too thin may be stapled instead.
    """
    if least is not None and pages < least:
        return (
            f"{pages} pages are too few for {what} at {printer}: {least} is the least",
            "choose another binding, or a smaller page",
        )
    return (
        f"{pages} pages are too many for {what} at {printer}: {most} is the most",
        "choose another paper, a larger page, or two volumes",
    )


@rule("P205")
def unknown_paper(span: Span, printer: str, paper: str, known: Sequence[str]) -> Words:
    """The printer has no such paper, or it is not said which one is meant.

    The thickness of the spine depends on the paper. Name one under `[cover]`: `paper = "cream"`.
    """
    named = f"{printer} has no paper “{paper}”" if paper else "it is not said on which paper"
    return named, f"choose one of {', '.join(known)}"


@rule("P206")
def unknown_binding(span: Span, printer: str, binding: str, known: Sequence[str]) -> Words:
    """The printer does not bind books in this way, as far as its description says."""
    return f"{printer} offers no “{binding}”", f"choose one of {', '.join(known)}"


@rule("P207", Severity.WARNING)
def spine_too_thin(span: Span, spine: str, why: str) -> Words:
    """The spine is too thin to bear its title, so it is left empty.

    Covers are folded within a millimetre or two; on a thin spine the words would slip round its
    edge. Printers ask for a least number of pages.
    """
    return f"the spine of {spine} bears no title: {why}", "it is left empty"


@rule("P208")
def spine_title_too_long(span: Span, title: str, length: str, size: str) -> Words:
    """The title is longer than the spine, however small it is set.

    Give it in fewer words: `[cover] spine-title = "…"`. The author stands beside it if there is
    room.
    """
    return (
        f"“{title}” does not fit the {length} of the spine, even at {size}",
        'shorten it: [cover] spine-title = "…"',
    )


@rule("P209", Severity.WARNING)
def nothing_on_the_back(span: Span) -> Words:
    """The back of the cover has no text.

    Readers turn a book over to see what it is about. Write it under `[cover]` as `back`, with an
    empty line between paragraphs. The book's `description` is taken if there is no `back`.
    """
    return "the back of the cover is empty", 'write [cover] back = "…"'


@rule("P210", Severity.WARNING)
def no_barcode(span: Span) -> Words:
    """The book has no ISBN, and so the cover has no barcode.

    Shops need one; some printers put their own there. With an ISBN under `[book]` or
    `[edition.print]` the barcode is drawn. If there is to be none: `[cover] barcode = false`.
    """
    return "there is no barcode, since the printed book has no ISBN", 'write isbn = "978-…"'


@rule("P211")
def not_an_addon(span: Span, said: str) -> Words:
    """What stands beside the barcode for the price is not five digits.

    The first digit tells the currency in some countries (5: US dollars), the others the price
    without its point: 51995 is $19.95; 90000 says that no price is given.
    """
    return f"“{said}” is no price add-on", 'write five digits, such as price-code = "90000"'


@rule("P212")
def barcode_too_large(span: Span, printer: str, box: str, needed: str) -> Words:
    """The barcode does not fit the place that the printer leaves for it.

    A barcode may be drawn at 80 to 200 per cent of its usual size (GS1 General Specifications,
    5.2.3); smaller ones do not scan. Leave out the price add-on, or the ISBN in words.
    """
    return (
        f"the barcode would need {needed}, and {printer} leaves it {box}",
        "leave out price-code",
    )


@rule("P213")
def title_too_long(span: Span, title: str, size: str, key: str) -> Words:
    """Words do not fit the front of the cover, even when they are set small.

    Give the cover a shorter title: `[cover] title = "…"`, with a new line where a line is to end;
    `author` likewise. A subtitle is that of the book.
    """
    return (
        f"“{title}” does not fit the front of the cover, even at {size}",
        f'shorten it: {key} = "…"',
    )


@rule("P214")
def back_too_long(span: Span, size: str) -> Words:
    """The text on the back does not fit, even when it is set small.

    About 150 words are usual. Shorten `back` or `about` under `[cover]`.
    """
    return f"the text on the back of the cover does not fit, even at {size}", "shorten it"


@rule("P215", Severity.WARNING)
def margins_never_settle(span: Span, printer: str, pages: Sequence[int]) -> Words:
    """The margin at the spine and the number of pages chase each other.

    A thicker book needs more room at its spine; more room at the spine may make it thicker, and so
    on. Where the two swing between two states, the wider margin is kept, which is never too small.
    Fix the margin yourself: `margins = { inner = "13mm" }`.
    """
    told = ", ".join(map(str, pages))
    return (
        f"the margins for {printer} do not come to rest: with them the book has {told} pages",
        "the widest is kept; or give margins yourself",
    )


@rule("P216")
def margins_not_known(span: Span, printer: str, what: str) -> Words:
    """`margins` names a printer whose description does not tell the margins.

    Give them yourself: `margins = { inner = "20mm", outer = "15mm" }`, or describe the printer in
    a file of your own, `printers/NAME.toml`.
    """
    return f"we do not know {what} of {printer}", "give margins yourself, or describe the printer"


@rule("P217", Severity.WARNING)
def cover_picture_coarse(span: Span, picture: str, ppi: int, wanted: int) -> Words:
    """A picture on the cover has too few pixels for the size it is printed at."""
    return (
        f"“{picture}” has {ppi} pixels to the inch on the cover; {wanted} are asked for",
        "take a larger picture",
    )


@rule("P218")
def not_a_colour(span: Span, name: str, said: str) -> Words:
    """A colour of the cover is none.

    Write it as on the web, with a `#` and six digits or letters, or in parts of a hundred of the
    four inks, `"cmyk(0 80 86 45)"`.
    """
    return f"“{said}” is no colour for “{name}”", 'write it as on the web, or "cmyk(0 80 86 45)"'


@rule("P219")
def isbn_not_for_books(span: Span, number: str) -> Words:
    """The number does not begin with 978 or 979, and so it is no book's barcode."""
    return f"“{number}” is no ISBN of thirteen digits", "ISBNs begin with 978 or 979"


@rule("P220", Severity.NOTE)
def odd_pages(span: Span, printer: str, pages: int, counted: int) -> Words:
    """A leaf has two pages, and some printers bind so many leaves at a time.

    Empty pages are added at the end. The spine is worked out for all of them.
    """
    return f"{printer} makes {counted} pages of the {pages}", "the last ones are empty"
