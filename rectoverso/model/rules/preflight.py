"""Findings about the pages of a PDF that goes to a printer (family P)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("P301")
def not_to_be_opened(span: Span, file: str, why: str) -> Words:
    """The file is no PDF, is damaged, or asks for a password. It is of no use to a printer."""
    return f"“{file}” cannot be opened: {why}", "build the book again"


@rule("P302")
def pages_of_several_sizes(span: Span, pages: str, size: str, usual: str) -> Words:
    """Pages of one book are all cut to one size, so their trim boxes must be the same."""
    return f"{pages}: trimmed to {size}, the others to {usual}", "make all pages the same size"


@rule("P303")
def page_turned(span: Span, pages: str, turned: int) -> Words:
    """A page is turned by an instruction to the viewer, which presses do not follow.

    It would be printed lying on its side. Turn what is on the page, not the page.
    """
    return f"{pages}: turned by {turned} degrees", "turn the content instead"


@rule("P304")
def bleed_box_wrong(span: Span, pages: str, size: str, wanted: str) -> Words:
    """The sheet is neither the trimmed page nor that with the bleed that the printer asks for.

    The bleed is what runs over the edge and is cut off. Set it under `[edition.print]` as `bleed`.
    """
    return f"{pages}: the sheet is {size}; the printer wants {wanted}", "set [edition.print] bleed"


@rule("P305")
def ends_at_the_edge(span: Span, pages: str, sides: str, wanted: str) -> Words:
    """Something reaches the edge of the page and does not run over it.

    No knife cuts exactly on the line; a white sliver would stay. Let pictures and grounds run over
    the edge by the bleed, or end well before it.
    """
    return (
        f"{pages}: something ends at the {sides} edge of the page",
        f"let it run {wanted} over the edge",
    )


@rule("P306")
def margin_too_small(span: Span, pages: str, found: str, wanted: str) -> Words:
    """Text or a picture stands nearer to the edge than the printer allows.

    Knives and glue are exact to a millimetre or two, and near the spine of a thick book lines
    disappear in the fold. `margins = "kdp"` under `[edition.print]` works out margins for the
    number of pages; heads and folios stand within the margins, too.
    """
    return f"{pages}: {found}; {wanted} at least are asked for", "widen the margin"


@rule("P307")
def printers_marks(span: Span, pages: str) -> Words:
    """There are crop marks or the like outside the trimmed page, and the printer wants none."""
    return f"{pages}: marks outside the page", "leave them out"


@rule("P311")
def picture_coarse(span: Span, pages: str, ppi: int, wanted: int) -> Words:
    """A picture has too few pixels for the size it is printed at, and will look soft or stepped.

    Take a larger one, or show it smaller. Line art (in black and white alone) needs more.
    """
    return f"{pages}: a picture of {ppi} pixels to the inch; {wanted} are asked for", (
        "take a larger picture, or show it smaller"
    )


@rule("P312", Severity.NOTE)
def picture_fine(span: Span, pages: str, ppi: int, most: int) -> Words:
    """A picture has more pixels than the press can show; the file is larger for nothing."""
    return f"{pages}: a picture of {ppi} pixels to the inch; {most} are enough", (
        "a smaller picture will do"
    )


@rule("P313", Severity.WARNING)
def line_too_thin(span: Span, pages: str, width: str, wanted: str) -> Words:
    """A line is thinner than the press can hold: it may break or vanish."""
    return f"{pages}: a line of {width}; {wanted} at least", "make it thicker in the style sheet"


@rule("P314", Severity.WARNING)
def type_too_small(span: Span, pages: str, size: str, wanted: str) -> Words:
    """Letters are smaller than the printer answers for.

    Often these are calls of notes, or numbers in formulas and drawings, which one may accept.
    """
    return f"{pages}: letters of {size}; {wanted} at least", "set them larger in the style sheet"


@rule("P321")
def face_not_embedded(span: Span, pages: str, name: str) -> Words:
    """A face is not in the file, so that the printer's machine would take another."""
    return f"{pages}: the face “{name}” is not in the file", "embed it"


@rule("P322", Severity.WARNING)
def strange_face(span: Span, pages: str, name: str) -> Words:
    """A face is in the file that is none of the book's.

    It came from somewhere else on this machine, or with a picture, and looks unlike the rest. Give
    the drawing the book's faces, or put the face into the project's folder `fonts`.
    """
    return f"{pages}: “{name}” is none of the book's faces", "use a face of the book"


@rule("P323", Severity.WARNING)
def slanted_by_force(span: Span, pages: str, name: str) -> Words:
    """Letters are slanted by the machine, since their face has no italics.

    Scripts without italics show emphasis in another way, which the style sheets know; somewhere
    `font-style: italic` asks for more than the face has.
    """
    return f"{pages}: letters of “{name}” are slanted by force", "take a face with italics"


@rule("P324", Severity.WARNING)
def bold_by_force(span: Span, pages: str, name: str) -> Words:
    """Letters are made bold by an outline round them, since their face has no bold style.

    They fill in and look blotted. Add the bold style to the folder `fonts`.
    """
    return f"{pages}: letters of “{name}” are made bold by force", "add its bold style"


@rule("P325", Severity.WARNING)
def face_of_drawings(span: Span, pages: str, name: str) -> Words:
    """A face is made of little drawings (Type 3), which presses set coarsely or refuse."""
    return f"{pages}: “{name}” is a face of drawings (Type 3)", "take a TrueType or OpenType face"


@rule("P331", Severity.WARNING)
def text_in_light(span: Span, pages: str) -> Words:
    """Text is in colours of light (RGB). On a press, even black becomes a mixture of four inks.

    Where the plates do not meet exactly, letters get coloured edges. Text wants black ink alone:
    build the book for the press, or write `device-cmyk(0 0 0 1)` in the style sheet.
    """
    return f"{pages}: text in RGB, which is printed in four inks", "set text in black alone"


@rule("P332", Severity.WARNING)
def text_in_rich_black(span: Span, pages: str) -> Words:
    """Text is in black with other inks under it: where plates do not meet, edges are coloured."""
    return f"{pages}: text in black and other inks together", "set text in black alone"


@rule("P333")
def colour_not_taken(span: Span, pages: str, kind: str, wanted: str) -> Words:
    """Something is in a kind of colour that the printer does not take, and may change its look."""
    return f"{pages}: something in {kind}; the printer takes {wanted}", "convert it"


@rule("P334")
def too_much_ink(span: Span, pages: str, found: int, most: int) -> Words:
    """Somewhere the four inks together are more than paper takes: it stays wet and smears."""
    return f"{pages}: {found} per cent of ink; {most} is the most", "take lighter colours"


@rule("P335")
def spot_ink(span: Span, pages: str, name: str) -> Words:
    """A special ink is asked for, and the printer has the usual four."""
    return f"{pages}: the special ink “{name}”", "convert it to the four inks"


@rule("P336", Severity.WARNING)
def colour_profile(span: Span, pages: str) -> Words:
    """Something brings a colour profile of its own, and the printer wants plain colours."""
    return f"{pages}: something has a colour profile of its own", "convert it, and leave it out"


@rule("P337")
def see_through(span: Span, pages: str) -> Words:
    """Something lets through what is behind it, and the printer wants that worked out beforehand.

    Shadows, faint grounds and pictures with a soft edge are such. Save pictures without an alpha
    channel; choose the colour that would be seen.
    """
    return f"{pages}: something is transparent", "flatten it: choose the colour that is seen"


@rule("P341", Severity.WARNING)
def page_almost_empty(span: Span, page: str, rows: int) -> Words:
    """A page of running text has hardly any lines.

    A note that is too long, or a chapter that runs over by a line, leaves such pages.
    """
    lines = "one line" if rows == 1 else f"{rows} lines"
    return f"{page}: {lines} and nothing more", "shorten the text before it by as much"


@rule("P342")
def last_page_printed(span: Span, page: str) -> Words:
    """The printer wants the last page empty, for marks of its own."""
    return f"{page}: the last page is to be empty", "add an empty leaf at the end"
