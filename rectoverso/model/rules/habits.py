"""Findings about how a text is written: spaces, signs, spelling, what is left to do (family T).

They speak to whoever revises the text. Only `check` gives them; a book can be made with all of
them open.
"""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("T101", Severity.WARNING)
def half_space_missing(span: Span, written: str, meant: str) -> Words:
    """A space stands inside one word, where a half-space (ZWNJ) belongs.

    The word could be torn apart at the end of a line, and is not found by a search. Only
    what can mean nothing else is told.
    """
    return f"“{written}” is one word", f"write “{meant}”, with a half-space (check --fix)"


@rule("T102", Severity.WARNING)
def sign_of_another_language(span: Span, sign: str, place: str, meant: str) -> Words:
    """A sign of another language stands beside words of this one.

    Commas, semicolons and question marks of left-to-right scripts look the wrong way in Persian and
    Arabic; a bar is no danda; Ð of Icelandic is not Đ of Vietnamese, though they look alike.
    """
    return f"“{sign}” in “{place}” is of another language", f"write “{meant}” (check --fix)"


@rule("T103", Severity.WARNING)
def space_before_sign(span: Span, sign: str, place: str) -> Words:
    """A space stands before a sign that belongs to the word before it.

    The sign could come to stand at the beginning of a line.
    """
    return f"a space stands before “{sign}”: “{place}”", "take the space out (check --fix)"


@rule("T104", Severity.WARNING)
def no_space_behind_sign(span: Span, sign: str, place: str) -> Words:
    """The space behind a comma or another sign is missing, and two words run together."""
    return f"no space stands behind “{sign}”: “{place}”", "put one there (check --fix)"


@rule("T105", Severity.NOTE)
def quotation_marks_of_another_language(span: Span, quoted: str, meant: str) -> Words:
    """Quotation marks are not those of the language.

    Straight ones, as on a keyboard, become those of the language by themselves; curly ones and
    guillemets stay as they are written. A quotation in another language keeps its own marks if it
    is marked with its language.
    """
    return f"the quotation marks of “{quoted}” are of another language", f"here they are {meant}"


@rule("T106", Severity.NOTE)
def spaces_in_a_row(span: Span, place: str) -> Words:
    """Several spaces stand where one is enough. They are printed as one."""
    return f"several spaces stand here: “{place}”", "one is enough (check --fix)"


@rule("T107", Severity.NOTE)
def rarer_way(span: Span, what: str, written: str, meant: str, here: int, there: int) -> Words:
    """Of two ways to write the same, this is the one that the book uses less.

    Either is right: the place of a Vietnamese tone mark, a space before a danda, the ezafe after
    he. A reader expects one of them all through the book.
    """
    return (
        f"{what}: “{written}” is written this way {_times(here)}, the other way {_times(there)}",
        f"is “{meant}” meant? (check --fix)",
    )


@rule("T108", Severity.NOTE)
def word_twice(span: Span, word: str) -> Words:
    """A word stands twice in a row, which is mostly a slip."""
    return f"“{word}” stands here twice", "take one out, if it is a slip"


@rule("T109", Severity.WARNING)
def letters_in_pieces(span: Span, word: str, more: int) -> Words:
    """A letter is written in pieces that Unicode knows as one, or in another order.

    Such a word looks the same and is not found by a search. The composed form is
    Normalization Form C. Source: Unicode Standard Annex 15.
    """
    others = f", and {more} more on this line" if more else ""
    return f"“{word}” is written in pieces{others}", "compose its letters (NFC; check --fix)"


@rule("T110", Severity.NOTE)
def bracket_alone(span: Span, sign: str, place: str) -> Words:
    """A bracket or quotation mark has no partner in its paragraph, nor in those about it."""
    return f"the mark {sign} has no partner in “{place}”", "write the other one, or take it out"


@rule("T111", Severity.WARNING)
def space_inside(span: Span, sign: str, place: str) -> Words:
    """A space stands inside a bracket or a quotation mark, next to it.

    The mark could stand alone at the end or the beginning of a line.
    """
    return (
        f"a space stands on the inner side of the mark {sign} in “{place}”",
        "take it out (check --fix)",
    )


@rule("T112", Severity.WARNING)
def letter_of_another_script(span: Span, word: str, letter: str) -> Words:
    """A word holds a letter of another script that looks like one of its own.

    A Cyrillic а in a Latin word comes from another keyboard or from scanning. The word is not
    found, sorts elsewhere, and may be set in another face.
    """
    return f"“{word}” has a letter of another script: {letter}", "type the word again"


@rule("T120", Severity.NOTE)
def spelled_in_several_ways(
    span: Span, word: str, usual: str, here: int, there: int, first: Span
) -> Words:
    """A word or a name is spelled in more than one way, and this is the rarer one.

    Both may be right, and be two words; if so, say it in a waiver. The first place of each is told.
    """
    return (
        f"“{word}” ({_times(here)}) is also spelled “{usual}” ({_times(there)}; {first})",
        "are they one word?",
    )


@rule("T121", Severity.NOTE)
def unknown_word(span: Span, word: str, count: int, meant: str) -> Words:
    """A word is neither in the dictionary of its language nor among the words you said are right.

    A misspelt word is corrected; a right one goes into `chapters/words.txt`, one word to a line.
    Terms, index entries and authors' names are known already.
    """
    often = f" ({_times(count)})" if count > 1 else ""
    hint = f"is “{meant}” meant?" if meant else "if it is right, put it into words.txt"
    return f"“{word}”{often} is in no dictionary", hint


@rule("T122", Severity.WARNING)
def no_dictionary(span: Span, lang: str, trouble: str, remedy: str) -> Words:
    """The spelling of a language is to be looked over, and there is nothing to do it with.

    Dictionaries are hunspell's: `xx.dic` and `xx.aff` in the folder `dictionaries` of the project,
    or of the system (`apt install hunspell-en-us`). They are read by the library spylls:
    `pip install rectoverso[spelling]`.
    """
    return f"the spelling of “{lang}” cannot be looked over: {trouble}", remedy


@rule("T130", Severity.WARNING)
def left_to_do(span: Span, said: str) -> Words:
    """Something is left to do here, by its author's own word: TODO, FIXME, XXX, TBD or ???.

    In the text it would be printed; in a comment it is not.
    """
    return f"something is left to do: “{said}”", "do it, or put it into a comment <!-- -->"


@rule("T131", Severity.NOTE)
def left_to_do_in_a_comment(span: Span, said: str) -> Words:
    """A comment says that something is left to do. It is not printed."""
    return f"something is left to do: “{said}”"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
