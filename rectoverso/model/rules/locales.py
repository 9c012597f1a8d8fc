"""Findings about locale files (family M, from 150)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Span


@rule("M150")
def locale_not_toml(span: Span, said: str) -> Words:
    """A file in `styles/locales/` is not TOML, so nothing in it can be read.

    Most often a quotation mark or a bracket is missing on the line named, or on the one before it.
    """
    return f"this locale file cannot be read: {said}", 'mend the line; words stand in "quotes"'


@rule("M151")
def locale_lacks(span: Span, key: str) -> Words:
    """A locale file does not say something that every locale has to say.

    A language brings its direction, digits, quotation marks, faces and words along; without one
    of them the book would print another language's in its place. Another locale file shows how
    the line is written.
    """
    return f"this locale says nothing for “{key}”", "add the line; another locale shows how"


@rule("M152")
def locale_unfit(span: Span, key: str, wanted: str) -> Words:
    """A locale file has a value that cannot be used, or a key that nothing reads.

    The message names the key and what is expected there.
    """
    return f"“{key}” does not fit a locale", f"expected here: {wanted}"


@rule("M153")
def label_fills_other_places(span: Span, words: str, places: str) -> Words:
    """A label of a locale file has other {places} than the label has in the other languages.

    `chapter = "Chapter {number}"` has one place, which the chapter's number takes; {ordinal} may
    stand there instead, for the number in words. A place nobody fills, or one that is missing,
    would leave the page without its number or the build without its words.
    """
    return f"the label “{words}” does not fit its use", f"it should hold {places}"
