"""Findings about the lines of paragraphs, and what a page turn parts (family L)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, hyphenates, rule
from rectoverso.model.source import Severity, Span, shortened


@rule("L115", Severity.NOTE)
def loose_line(span: Span, page: str, words: str, times: float) -> Words:
    """The words of a line stand so far apart that the line looks torn.

    Lines are chosen for the whole paragraph; here no choice was good, mostly because a long word
    could not be broken. Say where it may be (a soft hyphen, U+00AD), or change a word or two.
    """
    short = shortened(words)
    wide = f"{times:.1f} times" if times < 10 else "more than ten times"
    return (
        f"on page {page}, the spaces of a line are {wide} as wide as usual: “{short}”",
        "say where a long word may be broken by a soft hyphen (U+00AD), or change a word"
        if hyphenates(words)
        else "change a word or two of the paragraph",
    )


@rule("L116", Severity.NOTE)
def hyphens_in_a_row(span: Span, page: str, lines: int) -> Words:
    """Three lines or more, one below the other, end in hyphens.

    Such a ladder draws the eye. Change a word or two of the paragraph.
    """
    return (
        f"on page {page}, {lines} lines in a row end in hyphens",
        "change a word or two of the paragraph",
    )


@rule("L117", Severity.NOTE)
def line_alone(span: Span, page: str, which: str) -> Words:
    """A page turn parts one line from the rest of its paragraph.

    Two lines are kept together wherever that can be; here notes or figures left no choice. Some
    words more or less before it help.
    """
    return (
        f"the {which} line of a paragraph stands alone on page {page}",
        "some words more or less before it help",
    )


@rule("L118", Severity.NOTE)
def heading_at_the_foot(span: Span, page: str) -> Words:
    """A heading stands at the foot of a page, and its text begins on the next.

    Headings go with what follows them wherever that can be; here it needs a whole page, or a page
    break was asked for.
    """
    return (
        f"a heading stands at the foot of page {page}, parted from what it is about",
        "move the page break, or put a paragraph below the heading",
    )


@rule("L120", Severity.NOTE)
def short_last_line(span: Span, page: str, words: str) -> Words:
    """The last line of a paragraph holds hardly more than a syllable, or half a word.

    It leaves a gap as high as a line in the page. Lines are chosen so that this does not happen;
    here no choice was good. Some words more or less in the paragraph help. How short is too short
    is said by `last-line-limit` in the style sheet of the page.
    """
    return (
        f"on page {page}, “{words}” is all that stands in the last line of a paragraph",
        "some words more or less help",
    )
