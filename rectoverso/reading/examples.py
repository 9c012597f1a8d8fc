"""Know the numbers of example items where the text refers to them.

Pandoc counts the items `(@label)` of a chapter itself, and where the text says `(@label)` again,
its tree has the number in the place of the label, in European digits, as if it stood there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rectoverso.model.nodes import Inline, Reference, Text

if TYPE_CHECKING:
    from rectoverso.reading.inlines import Inlines

_LABEL = r"@([^\W_]+(?:[-_][^\W_]+)*)"
_ITEM = re.compile(rf"^[ \t>]*\({_LABEL}\)", re.MULTILINE)
_MENTION = re.compile(_LABEL)
_SPACE = re.compile(r"\s")
_NUMBER = re.compile("[0-9]+")


def example_labels(text: str) -> frozenset[str]:
    """The labels of all example items of a text."""
    return frozenset(_ITEM.findall(text)) if "(@" in text else frozenset()


def example_number(reader: Inlines, word: str) -> tuple[tuple[Inline, ...], str] | None:
    """What a word of pandoc's begins with, up to its first number of an example, and its rest.

    None where no such number stands in it.
    """
    finger = reader.finger
    start = finger.offset(finger.block())
    end = _SPACE.search(finger.text, start, finger.end)
    written = finger.text[start : end.start() if end else finger.end]
    for found in _MENTION.finditer(written):
        before = written[: found.start()]
        number = _NUMBER.match(word, len(before))
        if found[1] in finger.examples and number and word.startswith(before):
            finger.at = start + found.end()
            place = finger.source.span(start + found.start())
            led = Reference(found[1], "example", (Text(number[0], place),), span=place)
            said = (Text(before, finger.source.span(start)),) if before else ()
            return (*said, led), word[number.end() :]
    return None
