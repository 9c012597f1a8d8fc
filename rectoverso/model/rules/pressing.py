"""Findings about making the file for the press (family P)."""

from __future__ import annotations

from typing import Literal

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


def _said(standard: str) -> str:
    """A standard as its papers write it: PDF/X-1a."""
    return standard.replace("pdf/x", "PDF/X")


@rule("P401")
def no_such_profile(span: Span, path: str, nearest: str) -> Words:
    """The printer's ICC profile is not where the book says.

    A profile tells how colours look in the printer's inks on the printer's paper; printers, and
    eci.org, have them for download. Put the file into the project, below `chapters`.
    """
    return f"there is no profile “{path}”", did_you_mean(
        nearest, "put the printer's ICC file into the folder chapters, and name it from there"
    )


@rule("P402")
def not_a_profile(
    span: Span, path: str, why: Literal["none", "screen", "space", "new", "broken"]
) -> Words:
    """The file named as `icc` is no profile of a printing press.

    It has to describe a press (class “prtr”) that prints black, or cyan, magenta, yellow and black.
    PDF/X-1a:2001 and PDF/X-3:2002 know profiles of the ICC's version 2 only. Source: ICC.1, 7.2;
    ISO 15930-1 and -3.
    """
    told = {
        "none": "is no ICC profile",
        "screen": "describes no printing press",
        "space": "has other inks than cyan, magenta, yellow and black",
        "new": "is of a later version than PDF/X-1a and PDF/X-3 know",
        "broken": "cannot be used to convert colours",
    }[why]
    return f"“{path}” {told}", "ask the printer for the profile of the paper"


@rule("P403")
def profile_needed(span: Span, standard: str) -> Words:
    """A standard of the press asks what inks and paper the file is meant for, and nothing tells.

    PDF/X-4 holds the printer's ICC profile. For PDF/X-1a and PDF/X-3 the name that the registry of
    the ICC has for them is enough, as long as the book is printed in black alone.
    Source: ISO 15930-7, 6.2.3; ISO 15930-1, 6.11.
    """
    if standard == "pdf/x-4":
        return f"{_said(standard)} needs the printer's profile", 'write icc = "FILE.icc"'
    return (
        f"{_said(standard)} needs the printer's profile, or the name of inks and paper",
        'write icc = "FILE.icc", or output-condition = "FOGRA39"',
    )


@rule("P404")
def colour_without_inks(span: Span, pages: str) -> Words:
    """Something is coloured, and without a profile nobody knows which inks make that colour.

    What is black or gray is printed in black alone and needs none. Name the printer's profile, or
    make the picture or the letters gray.
    """
    return f"{pages}: there are colours, and no profile to turn them into inks", (
        'write icc = "FILE.icc" under [edition.print], or take the colours out'
    )


@rule("P405")
def colour_refused(span: Span, pages: str) -> Words:
    """Something is coloured in a book that is to be printed in black alone.

    `colours = "refuse"` asks for this finding; with `"convert"` colours become inks.
    """
    return f"{pages}: there are colours, which this book refuses", "make them gray"


@rule("P406")
def see_through(span: Span, pages: str, standard: str) -> Words:
    """Something lets what is below shine through; PDF/X-1a and PDF/X-3 know nothing of that.

    Pictures with a transparent ground are put on white. What is drawn half transparent, in a style
    sheet or an SVG file, has to be given the colour that is seen. Source: ISO 15930-1, 6.8.
    """
    return f"{pages}: something is see-through, which {_said(standard)} does not allow", (
        'choose the colour that is seen, or standard = "pdf/x-4"'
    )


@rule("P407")
def colour_unknown(span: Span, pages: str) -> Words:
    """A colour is told in a way that we cannot turn into inks.

    It is told by its lightness, as a pattern of sampled values, or in a space of its own. Say it
    as red, green and blue, or as `device-cmyk()`.
    """
    return f"{pages}: a colour there cannot be turned into inks", "say it as #rrggbb"


@rule("P408", Severity.WARNING)
def wishes_of_no_file(span: Span, name: str) -> Words:
    """A setting of the file for the press is there, and no such file is asked for."""
    return f"“{name}” is about the file for the press, which is not made", (
        'write standard = "plain", "pdf/x-1a", "pdf/x-3" or "pdf/x-4"'
    )


# --- Pictures ------------------------------------------------------------------------------


@rule("P421", Severity.WARNING)
def too_few_pixels(
    span: Span, path: str, page: str, ppi: int, wanted: int, width: float, fits: float
) -> Words:
    """A picture has too few pixels for the room it takes; in print they may be seen.

    300 to the inch are usual for photographs. Take a larger picture, or show it smaller.
    """
    return (
        f"“{path}” has {ppi} pixels to the inch on page {page}, where it is {width:.0f} mm wide; "
        f"{wanted} are wanted",
        f"take a larger picture, or let it be {fits:.0f} mm wide",
    )


@rule("P422")
def picture_broken(span: Span, path: str, why: str) -> Words:
    """A picture cannot be read to its end. Save it again in the program it comes from."""
    return f"“{path}” cannot be read: {why}", "save it again, or take another copy"


@rule("P423")
def picture_too_many(span: Span, path: str, megapixels: float) -> Words:
    """A picture has so many pixels that opening it would take more memory than there may be.

    JPEGs, and PNG and TIFF files of 8 bits, are made smaller part by part, however large they are.
    What comes in passes (a progressive JPEG, an interlaced PNG), in more bits, or in one piece has
    to be opened as a whole.
    """
    return (
        f"“{path}” has {megapixels:.0f} million pixels, and can be opened as a whole only",
        "make it smaller, or save it as a JPEG that is not progressive",
    )


@rule("P424")
def profile_of_another(span: Span, path: str, found: str, wanted: str) -> Words:
    """A picture brings a colour profile that is not for the colours it is saved in.

    A photograph in cyan, magenta, yellow and black with a profile for screens was saved wrongly by
    some program, and nobody knows how it should look. A profile that fits is followed: the picture
    is turned from its inks into the printer's.
    """
    return (
        f"“{path}” is saved in {found}, and its colour profile is for {wanted}",
        "save it again with a profile that fits, or without",
    )


@rule("P425", Severity.NOTE)
def more_bits_than_print(span: Span, path: str, bits: int) -> Words:
    """A picture has more than 8 bits for each colour. Paper shows 8; the rest is left out."""
    return f"“{path}” has {bits} bits for each colour; it is printed with 8"
