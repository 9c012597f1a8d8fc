"""Findings about index marks and index entries (family I)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("I201")
def unknown_index_key(span: Span, key: str, nearest: str) -> Words:
    """An index mark names a key that `chapters/index.toml` does not have.

    `[text]{.index key="x"}` takes its entry, with sort key, index and language, from there.
    Correct the key, or write the entry.
    """
    return f"chapters/index.toml has no entry “{key}”", did_you_mean(nearest, "write it there")


@rule("I202")
def mark_without_entry(span: Span) -> Words:
    """An index mark has no letter, digit or sign that could stand in the index.

    The entry is the marked text, or `entry="..."`. This one is a picture, or nothing but spaces
    and marks that cannot be seen.
    """
    return "this index mark names nothing that can be read", 'write entry="..."'


@rule("I203")
def range_never_closed(span: Span, heading: str) -> Words:
    """A range of the index is opened and never closed.

    What is opened with `range="open"` is closed with `range="close"` and the same entry, in this
    chapter or in a later one. Until then the index points to the opening only.
    """
    return f"the range “{heading}” is never closed", (
        f'write []{{.index entry="{heading}" range="close"}} where it ends'
    )


@rule("I204")
def range_never_opened(span: Span, heading: str, nearest: str) -> Words:
    """A range of the index is closed that was not opened before.

    The closing mark names the same entry, in the same index, as the opening one.
    """
    return f"no range “{heading}” is open here", did_you_mean(
        nearest, 'open it with range="open" where it begins'
    )


@rule("I205")
def range_opened_twice(span: Span, heading: str, first: Span) -> Words:
    """A range of the index is opened while one with the same entry is open.

    Close the first before you open it again.
    """
    return f"the range “{heading}” is open already", f"it was opened at {first}"


@rule("I206")
def see_nowhere(span: Span, heading: str, nearest: str) -> Words:
    """A “see” or “see also” of the index names an entry that the index does not have.

    The entry named is written as its marks write it, levels parted by `!`, or by its key in
    `chapters/index.toml`. Something must stand under it.
    """
    return f"the index has no entry “{heading}”", did_you_mean(
        nearest, "mark a place for it, or take the reference out"
    )


@rule("I207", Severity.WARNING)
def see_with_locators(span: Span, heading: str) -> Words:
    """An entry of the index says “see”, and yet has places of its own.

    Who is sent on by “see” does not look for page numbers beside it. Say “see also”, or move the
    marks to the entry that is meant.
    """
    return f"“{heading}” says “see” and has places of its own", "write see-also"


@rule("I208", Severity.WARNING)
def nearly_the_same(span: Span, heading: str, other: str, first: Span) -> Words:
    """Two entries of the index differ only by case, half-spaces, vowel marks or forms of a letter.

    Probably they are meant to be one: write them alike, or name both with
    `entry="..."`, or make one an alias of the other in `chapters/index.toml`.
    """
    return f"“{heading}” and “{other}” are two entries", f"the other is marked at {first}"


@rule("I209", Severity.WARNING)
def sorted_twice(span: Span, heading: str, sort: str, other: str, first: Span) -> Words:
    """Marks for the same entry of the index give it different sort keys.

    The first holds. Write the key once, best in `chapters/index.toml`.
    """
    return f"“{heading}” is sorted as “{sort}” here", f"as “{other}” at {first}"


@rule("I210", Severity.WARNING)
def unknown_index(span: Span, name: str, nearest: str) -> Words:
    """An index mark names an index that `chapters/book.toml` does not.

    The mark starts an index of that name. If that is meant, give it a title under `[index]`.
    """
    return f"there is no index “{name}”", did_you_mean(
        nearest, "name it under [index] in chapters/book.toml"
    )


@rule("I211", Severity.NOTE)
def index_key_unused(span: Span, key: str) -> Words:
    """No mark names this entry of `chapters/index.toml`, and it sends nobody anywhere.

    It does not appear in the index.
    """
    return f"no index mark names “{key}”", "mark a place, or take the entry out"


@rule("I212", Severity.WARNING)
def see_in_a_circle(span: Span, heading: str) -> Words:
    """An entry of the index sends its reader on, in the end back to itself.

    Following “see” from entry to entry the reader never comes to a place in the book.
    """
    return f"“see” from “{heading}” leads back to it", "let one of the entries have the places"


@rule("I213", Severity.WARNING)
def sent_twice(span: Span, heading: str, target: str) -> Words:
    """A “see” or “see also” of the index leads to an entry that only says “see” again.

    The reader has to look a third time. Name the entry that has the places.
    """
    return f"“{heading}” sends to “{target}”, which sends on", "name the entry that has the places"


@rule("I214", Severity.WARNING)
def see_without_places(span: Span, target: str) -> Words:
    """A “see” or “see also” of the index leads to an entry that has no places.

    Nothing under that entry leads into the book, so that the reader has been sent there for
    nothing. Mark a place for it, or take the reference out.
    """
    return f"“{target}” has no places", "mark a place for it, or take the reference out"


@rule("I215", Severity.WARNING)
def nothing_under(span: Span, target: str) -> Words:
    """A “see under” of the index leads to an entry that has no sub-entries to look through."""
    return f"nothing stands under “{target}”", "write see or see-also instead"
