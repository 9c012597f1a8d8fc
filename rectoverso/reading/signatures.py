"""Read and write who made an editor's mark, when, and what they said of it.

A comment behind a mark, or a comment alone, may begin with `@`, a name and a day:

    {++put in++}{>>@Sara Ahmadi, 2026-11-21<<}
    {==looked at==}{>>@Sara Ahmadi, 2026-11-21: Is this so?<<}
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
