"""Read and write who made an editor's mark, when, and what they said of it.

A comment behind a mark, or a comment alone, may begin with `@`, a name and a day:

    {++put in++}{>>@Sara Ahmadi, 2026-11-21<<}
    {==looked at==}{>>@Sara Ahmadi, 2026-11-21: Is this so?<<}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rectoverso.reading.criticmarkup import editor_marks

_SIGNED = re.compile(
    r"@(?P<author>[^,:،\n]*[^,:،\s])(?:, (?P<date>\d{4}-\d\d-\d\d))?(?:: (?P<said>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made a mark, on which day ("" if not told), and what they said of it."""

    author: str
    date: str = ""
    said: str = ""

    def __str__(self) -> str:
        name = re.sub(r"[\s,:،{}<>@|]+", " ", self.author).strip() or "?"
        signed = f"@{name}, {self.date}" if self.date else f"@{name}"
        return f"{signed}: {self.said}" if self.said else signed


def signed(comment: str) -> Signature | None:
    """The signature at the head of a comment; None if it has none."""
    found = _SIGNED.fullmatch(comment.strip())
    return Signature(found["author"], found["date"] or "", found["said"] or "") if found else None


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signed the marks of a text, by their offsets; `bare` comments say no more than that."""

    by_mark: Mapping[int, Signature]
    bare: frozenset[int]


def signatures(text: str) -> Signatures:
    """The signatures in a text: those of comments, and those right behind other marks."""
    made: dict[int, Signature] = {}
    bare: set[int] = set()
    before = None
    for mark in editor_marks(text):
        signature = signed(mark.new) if mark.kind == "comment" else None
        if signature:
            made[mark.start] = signature
            if not signature.said and before and before.end == mark.start:
                bare.add(mark.start)
                made.setdefault(before.start, signature)
        before = mark
    return Signatures(made, frozenset(bare))
