"""Findings about terms (family G), index marks (family I) and pictures (family F) as written."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("F201")
def no_such_picture(span: Span, path: str, nearest: str) -> Words:
    """A picture is not where the chapter says it is.

    Paths of pictures start from the folder `chapters`, as in `![](figures/map.svg)`.
    """
    return f"there is no picture “{path}”", did_you_mean(
        nearest, "its path starts from the folder of the chapters"
    )


@rule("F202", Severity.WARNING)
def picture_without_words(span: Span, path: str) -> Words:
    """A picture has neither a caption nor an `alt` text.

    Readers who listen to the book would not know what it shows. Say it in a sentence:
    `![Caption](map.svg){alt="A map of ..."}`.
    """
    return f"nothing says what “{path}” shows", 'write {alt="..."} behind it'


@rule("F203")
def picture_elsewhere(span: Span, address: str) -> Words:
    """A picture is fetched from the net, and a book has to have its pictures inside it.

    Save it in the folder `chapters/figures`, if its licence allows that, and name it there.
    """
    return f"“{address}” is not in the project", "save the picture in chapters/figures"


@rule("F204")
def not_a_picture(span: Span, path: str) -> Words:
    """A file that should be a picture is none: it is empty, damaged, or of another kind.

    Pictures are SVG, PNG, JPEG, TIFF, GIF or WebP, and their names end accordingly.
    """
    return f"“{path}” is not the picture its name promises", "save it again, or rename it"


@rule("F205")
def picture_of_another_kind(span: Span, path: str) -> Words:
    """A picture is of a kind that not all outputs can show, such as BMP or a program's own.

    Pictures are SVG, PNG, JPEG, TIFF, GIF or WebP. PNG and TIFF keep all that others hold.
    """
    return f"“{path}” is of a kind that not all outputs can show", "save it as PNG, JPEG or SVG"


@rule("G101")
def nothing_to_explain(span: Span) -> Words:
    """A term has no text and no key, so that it is not known which entry it means."""
    return "this term is empty", 'write the word: [word]{.term}, or [word]{.term key="..."}'


@rule("I101")
def nothing_to_index(span: Span) -> Words:
    """An index mark has no text, no entry and no key: nothing would stand in the index."""
    return "this index mark names no entry", 'write the entry: []{.index entry="..."}'


@rule("I102")
def empty_level(span: Span, entry: str) -> Words:
    """An index entry has an empty level: an exclamation mark stands at one of its ends.

    Levels are divided by `!`, as in `entry="trade!silk"`; an exclamation mark that is meant as
    such is written `!!`.
    """
    return f"“{entry}” has an empty level", "write the levels as entry!sub-entry"


@rule("I103", Severity.NOTE)
def mark_of_another_tool(span: Span, tool: str, ours: str) -> Words:
    """An index mark is written as another tool wants it: LaTeX, AsciiDoc, DocBook or Word.

    It is understood. `rectoverso check --fix` shows how it would be written here, and writes it
    so when you agree.
    """
    return f"this index mark is written as for {tool}", f"ours is {ours} (check --fix)"


@rule("I105")
def mark_not_understood(span: Span, mark: str) -> Words:
    """A mark's curly brackets cannot be read, and all of it would be printed as it stands.

    Values stand in quotation marks that are closed, with no space round the sign =, and are not
    blank: `[text]{.index entry="war!great"}`. Curly brackets that are meant as such are written
    with a backslash before them.
    """
    return f"“{mark}” begins a mark that cannot be read", 'values are written name="..."'


@rule("I104")
def too_many_levels(span: Span, levels: int, most: int) -> Words:
    """An index entry has more levels than any reader follows; the deeper ones are left out.

    Two or three are usual. Break the entry up, or say the lower levels in words.
    """
    return f"this index entry has {levels} levels", f"the first {most} are kept; write fewer"
