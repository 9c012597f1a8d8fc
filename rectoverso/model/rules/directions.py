"""Findings about characters that cannot be seen, and digits that do not match (family B)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


def _more(count: int, where: str) -> str:
    return f", and {count} more {where}" if count else ""


@rule("B101")
def reordered(span: Span, control: str, place: str) -> Words:
    """Invisible characters make the text look other than it is.

    Direction controls turn letters round, so that what is seen is not what is written: what you
    check is not what a search finds, what is read aloud, or what the next program gets. This is
    known as “Trojan Source” (Unicode Technical Standard 55, section 3). Take the controls
    out. A passage of another direction is marked with its language, `[text]{lang=xx}`, or with
    `[text]{dir=rtl}`, which anybody can see.
    """
    return (
        f"{control} turns what stands behind it round: “{place}”",
        "take it out; write what is meant in the order in which it is read",
    )


@rule("B102", Severity.WARNING)
def control_never_closed(span: Span, control: str, closing: str, place: str, more: int) -> Words:
    """A direction control is opened, and nothing closes it before its paragraph ends.

    LRE, RLE, LRO and RLO are closed by PDF; LRI, RLI and FSI by PDI. The end of the paragraph
    closes them all, so whatever follows in it is taken along. Markup does the same and can be
    seen: `[text]{lang=xx}`. Source: Unicode Standard Annex 9, rules X1 to X8.
    """
    return (
        f"{control} is not closed in this paragraph: “{place}”{_more(more, 'in it')}",
        f"close it with {closing}, or better take it out and write [text]{{lang=...}}",
    )


@rule("B103", Severity.WARNING)
def control_closes_nothing(span: Span, control: str, place: str, more: int) -> Words:
    """A direction control closes what is not open.

    PDF closes LRE, RLE, LRO and RLO, PDI closes LRI, RLI and FSI, each within one paragraph. What
    has no partner has no effect. Source: Unicode Standard Annex 9, rules X6a and X7.
    """
    return f"{control} closes nothing: “{place}”{_more(more, 'in this paragraph')}", "take it out"


@rule("B104", Severity.NOTE)
def control_without_effect(span: Span, control: str, place: str, more: int) -> Words:
    """A direction mark or control changes nothing where it stands.

    Everything around it would have the same place without it. It comes along with copied text,
    and parts words for whoever searches them.
    """
    return (
        f"{control} changes nothing here: “{place}”{_more(more, 'in this paragraph')}",
        "take it out",
    )


@rule("B105", Severity.WARNING)
def unseen_character(span: Span, character: str, place: str, more: int, instead: str) -> Words:
    """A character that cannot be seen stands where it does no good.

    Zero-width spaces, soft hyphens, byte order marks and their like come along with text copied
    from pages and screens. They part words, so that neither search nor glossary nor index finds
    them. A soft hyphen between two letters of an alphabet that hyphenates, a zero-width space
    behind a slash and a word joiner between two letters are left alone.
    """
    return (
        f"{character} cannot be seen: “{place}”{_more(more, 'on this line')}",
        f"take it out, or write {instead} if a word is to be parted here"
        if instead
        else "take it out",
    )


@rule("B106", Severity.WARNING)
def hidden_text(span: Span, length: int, hidden: str, place: str) -> Words:
    """A row of characters that nobody sees, but programs read, holds a text of its own.

    Tag characters (U+E0000 to U+E007F) and rows of variation selectors can spell any message
    between two letters. No book needs them; only flags of regions among the emoji do.
    """
    said = f", which spell “{hidden}”" if hidden else ""
    return f"{length} hidden characters stand here{said}: “{place}”", "take them out"


@rule("B107", Severity.NOTE)
def idle_joiner(span: Span, joiner: str, place: str, more: int) -> Words:
    """A half-space (ZWNJ) or a joiner (ZWJ) stands where there is nothing to part or to join.

    It is doubled, stands beside a space or at the end of a line, or between letters that never
    join. Nothing changes in print, but words are not found by those who search for them.
    """
    return f"{joiner} does nothing here: “{place}”{_more(more, 'on this line')}", "take it out"


@rule("B108", Severity.WARNING)
def mixed_digits(span: Span, number: str, meant: str) -> Words:
    """One number is written with digits of two sets, such as Persian and European ones.

    Often it is one digit that came from another keyboard or from scanning. Mixed sets can even
    stand in another order than they are written.
    """
    return f"“{number}” mixes two sets of digits", f"is “{meant}” meant?"


@rule("B109", Severity.NOTE)
def letter_of_another_language(span: Span, word: str, letters: str, meant: str, more: int) -> Words:
    """A letter looks like one of this language, and is one of another.

    Arabic, Persian and Urdu have letters of their own for yeh, kaf and heh that look alike or
    nearly so. A word written with the wrong one is not found, sorts elsewhere, and may be set in
    another form. If the words are in the other language, say so: `[...]{lang=xx}`.
    """
    return (
        f"“{word}” has letters of another language: {letters}{_more(more, 'in this paragraph')}",
        f"is “{meant}” meant?",
    )


@rule("B110", Severity.NOTE)
def digits_of_another_language(span: Span, number: str, meant: str, more: int) -> Words:
    """A number is not in the digits of its language, while others around it are.

    Digits in the text are printed as they are written. Nothing is wrong with digits of another
    set; but one chapter should keep to one.
    """
    return (
        f"“{number}” is not in the digits of its language{_more(more, 'in this paragraph')}",
        f"is “{meant}” meant?",
    )
