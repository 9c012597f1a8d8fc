"""Tell what an author points at: a label, a work, a term, an entry of the index, a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from rectoverso.reading.labels import KINDS

Kind = Literal["label", "work", "term", "entry", "code"]

# The labels and keys of pandoc, in any script (see `reading/labels`).
NAME = r"[\w\p{M}\u200c\u200d:.#$%&+?<>~/-]*[\w\p{M}\u200c\u200d/]"
ATTRIBUTE = r"""{name}=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s}}"']+))"""
_REFERENCE = regex.compile(rf"@(?:\{{([^{{}}\n]+)\}}|({NAME}))")
_LINK = regex.compile(rf"\]\(#({NAME})\)|\{{#({NAME})")
_ATTRIBUTES = regex.compile(r"\]\{([^{}\n]*)\}")
_CODE = regex.compile(r"\b[A-Z]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands between two offsets of a text.

    The name of an entry is its key, or its levels with `!` between; `keyed` tells which.
    """

    kind: Kind
    name: str
    start: int
    end: int
    keyed: bool = True


def thing_at(
    text: str, offset: int, term_at: Callable[[str, int], tuple[int, int, str] | None]
) -> Thing | None:
    """What stands at an offset of a text, if it is one of the things that have a name.

    `term_at` finds the term, by start, end and key, that a line has at a place in it.
    """
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    at = offset - start
    found = next((one for one in _things(line) if one.start <= at <= one.end), None)
    if found is None and (word := term_at(line, at)):
        found = Thing("term", word[2], word[0], word[1])
    if found is None:
        return None
    return Thing(found.kind, found.name, found.start + start, found.end + start, found.keyed)


def _things(line: str) -> Iterator[Thing]:
    for found in _REFERENCE.finditer(line):
        name = found[1] or found[2]
        yield Thing("label" if name.startswith(KINDS) else "work", name, *found.span())
    for found in _LINK.finditer(line):
        yield Thing("label", found[1] or found[2], found.start() + 1, found.end())
    if "rectoverso:" in line or "codes" in line:
        for found in _CODE.finditer(line):
            yield Thing("code", found[0], *found.span())
    yield from sorted(_marks(line), key=lambda one: one.end - one.start)


def _marks(line: str) -> Iterator[Thing]:
    """The bracketed texts of a line that are terms or entries; within others, the inner first."""
    for found in _ATTRIBUTES.finditer(line):
        start = _opening(line, found.start())
        if start < 0:
            continue
        said, text = found[1], line[start + 1 : found.start()]
        key, entry = attribute(said, "key"), attribute(said, "entry")
        classes = said.split()
        if ".term" in classes:
            # A text that has no key of its own is looked up as a form of a term.
            yield Thing("term", key or text, start, found.end(), bool(key))
        elif ".index" in classes:
            yield Thing("entry", key or entry or text, start, found.end(), bool(key))


def _opening(line: str, closing: int) -> int:
    """Where the bracket was opened that is closed here; -1 if it was not in this line."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += (line[at] == "]") - (line[at] == "[")
        if depth == 0:
            return at
    return -1


def attribute(said: str, name: str) -> str:
    """The value of an attribute."""
    found = regex.search(rf"(?:^|\s){ATTRIBUTE.format(name=name)}", said)
    return next(filter(None, found.groups()), "") if found else ""
