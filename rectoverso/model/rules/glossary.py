"""Findings about the glossary and its terms (family G)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("G201")
def undefined_term(span: Span, term: str, nearest: str) -> Words:
    """A term is marked that the glossary does not explain.

    `[...]{.term}` looks for its text among the headwords, aliases and translations in the language
    of the place, `[...]{.term key="x"}` for the entry with that key in `chapters/glossary.toml`.
    Correct the term, or write an entry for it.
    """
    return f"the glossary does not explain “{term}”", did_you_mean(
        nearest, "write an entry for it in chapters/glossary.toml"
    )


@rule("G202", Severity.WARNING)
def explained_twice(span: Span, term: str, first: Span) -> Words:
    """Two entries of the glossary explain the same term.

    They have the same headword in the same language, or the same key. Words in the text are led
    to the first. Join the two, or give one of them a different headword.
    """
    return f"“{term}” is explained already", f"the first entry is at {first}"


@rule("G206", Severity.WARNING)
def form_of_two(span: Span, form: str, first: Span) -> Words:
    """Two entries of the glossary are found under the same word.

    An alias, an abbreviation or a translation of one entry is also a word of another, so that it
    could mean either in the text; it is led to the first. Take the word from one of them. A use
    that means the second can say so with `{.term key="..."}`.
    """
    return f"“{form}” belongs to two entries", f"the first entry is at {first}"


@rule("G207", Severity.WARNING)
def used_before_explained(span: Span, term: str, chapter: Span) -> Words:
    """A term is used before the chapter that introduces it.

    Its entry says with `introduced` which chapter explains it to the reader, and this one comes
    earlier. Move the explanation, name the earlier chapter, or use other words here.
    """
    return f"“{term}” is used before it is introduced", f"the chapter is at {chapter}"


@rule("G203")
def glossary_see_nowhere(span: Span, term: str, nearest: str) -> Words:
    """An entry of the glossary sends its reader to an entry that does not exist.

    `see` and `see-also` name entries by their key or their headword.
    """
    return f"no entry of the glossary is called “{term}”", did_you_mean(
        nearest, "write that entry, or take the reference out"
    )


@rule("G204", Severity.NOTE)
def term_never_used(span: Span, term: str) -> Words:
    """The glossary explains a term that the book never uses.

    Perhaps the chapters use another form of it: write that one among its `aliases`, or, for
    another language, among `translation-aliases`.
    """
    return f"no chapter uses “{term}”", "add the forms it has in the chapters as aliases"


@rule("G205", Severity.WARNING)
def see_in_a_circle(span: Span, term: str) -> Words:
    """An entry of the glossary sends its reader on, in the end back to itself.

    Following `see` from entry to entry the reader never comes to an explanation.
    """
    return f"“see” from “{term}” leads back to it", "let one of the entries explain the term"
