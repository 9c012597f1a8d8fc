"""Findings about text of two directions that will not stand as its author meant (family B)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("B111", Severity.WARNING)
def script_does_not_fit(
    span: Span, lang: str, text: str, script: str, expected: str, meant: str
) -> Words:
    """A text is declared to be in a language that is not written in its letters.

    Direction, faces, digits, hyphens and the voice that reads aloud follow from `lang`. Name the
    language the words are in; if only single words are in another one, mark those.
    """
    return (
        f"“{text}” is in {script} letters, and “{lang}” is written in {expected}",
        f"is {{lang={meant}}} meant?" if meant else "name the language it is in",
    )


@rule("B112", Severity.WARNING)
def torn_apart(span: Span, word: str, attribute: str) -> Words:
    """A sign that belongs to a word of the other direction goes to the wrong end of it.

    In a right-to-left line “C++” comes out as “++C”, “.NET” as “NET.”, since signs at the edge of
    a word follow the line, not the word. Mark the word with its language or direction, and the
    sign stays with it. In titles in TOML and in attributes, where nothing can be marked, put the
    word between isolates. Source: Unicode Standard Annex 9, rules N1 and N2.
    """
    return f"the signs of “{word}” will not stay with it", f"write [{word}]{{{attribute}}}"


@rule("B113", Severity.WARNING)
def quotation_marks_part(span: Span, text: str, attribute: str) -> Words:
    """Of two quotation marks, one follows the words of the other direction and one the line.

    So both stand on the same side, or turn their backs to what they quote. It happens where a
    quotation in words of the other direction has more such words beside it. Mark all of
    them as one passage, or only what stands between the marks.
    """
    return (
        f"the quotation marks in “{text}” will not stand round what they quote",
        f"mark what belongs together: [{text}]{{{attribute}}}",
    )


@rule("B114", Severity.WARNING)
def sign_on_the_wrong_side(span: Span, sign: str, text: str, attribute: str) -> Words:
    """The sign that ends a quotation of the other direction goes to its beginning.

    What stands between the quotation marks or brackets is all of the other direction, and so is
    the full stop, the question mark or the exclamation mark that ends it; but at the edge it
    follows the line. Mark the quotation with its language.
    """
    return (
        f"“{sign}” ends “{text}”, but will stand before it",
        f"write [{text}{sign}]{{{attribute}}}",
    )


@rule("B115", Severity.WARNING)
def list_turned(span: Span, text: str, more: int, attribute: str) -> Words:
    """Words of the other direction, parted by commas of this one, are read from the wrong end.

    Commas between them join them to one passage, which runs in its own direction: the word
    written first comes last for whoever reads the line. Mark each of the words by itself.
    """
    others = f", and {more} more such commas in this paragraph" if more else ""
    return (
        f"“{text}” will be read from its other end{others}",
        f"mark each part by itself: [...]{{{attribute}}}",
    )


@rule("B116", Severity.WARNING)
def number_carried_off(span: Span, text: str, word: str, attribute: str) -> Words:
    """A number behind words of the other direction joins them, and changes its place.

    It will stand on their far side, as if it belonged to them. Mark the words with their
    language, and the number stays in the sentence. Source: Unicode Standard Annex 9, rules W2, W7.
    """
    return (
        f"the number in “{text}” will stand on the other side of the words before it",
        f"write [{word}]{{{attribute}}}, or mark the number with them if it belongs to them",
    )


@rule("B117", Severity.WARNING)
def numbers_turned(span: Span, text: str, shown: str, remedy: str) -> Words:
    """Numbers with dashes between them will be printed in another order than they are written.

    In a right-to-left line the parts of an ISBN, a telephone number or a date can come out from
    the last to the first; a range with a hyphen comes out from left to right in one place, from
    right to left in another. Source: Unicode Standard Annex 9, rules W4 and W6.
    """
    if text == shown:
        return f"“{text}” will run from left to right here, and not in other places", remedy
    return f"“{text}” will be printed “{shown}” from left to right", remedy


@rule("B118", Severity.NOTE)
def range_backwards(span: Span, text: str, meant: str) -> Words:
    """A range of numbers in a right-to-left line begins with the greater one.

    Often it was typed so that it looks right on a screen that shows it the wrong way round. In
    the text the first number stands first; it is printed rightmost.
    """
    return f"“{text}” runs from the greater to the lesser", f"is “{meant}” meant?"


@rule("B119", Severity.WARNING)
def paragraph_of_another_direction(span: Span, text: str, attribute: str, block: bool) -> Words:
    """All words of a paragraph are of the other direction than its language.

    It would be set from the wrong margin, its full stop at the wrong end. Say what language it is.
    """
    return (
        f"all of “{text}” runs against the direction of its language",
        f"put it between ::: {{{attribute}}} and :::" if block else f"write [...]{{{attribute}}}",
    )
