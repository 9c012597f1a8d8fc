"""A passage of a chapter that an editor changes by itself: taken out, and put back in its lines.

A passage is what stands between blank lines; front matter and fenced code are one, blank lines or
not. It is put back only where the file still says what was taken out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rectoverso.app.rewriting import lines_of, rewrite

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class ChangedMeanwhileError(Exception):
    """The lines of a passage are no longer what they were when it was taken out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a file, from `first` (counted from 1) on, without the end of the last."""

    first: int
    text: str

    @property
    def last(self) -> int:
        """Its last line."""
        return self.first + self.text.count("\n")

    @property
    def digest(self) -> str:
        """What tells this text from any other."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def passage_at(text: str, line: int) -> Passage:
    """The passage of a text that holds a line; on a blank line the next one, else the last."""
    lines = text.split("\n")
    at = max(0, min(line, len(lines)) - 1)
    while at < len(lines) - 1 and not lines[at].strip():
        at += 1
    while at > 0 and not lines[at].strip():
        at -= 1
    for first, last in _whole(lines):
        if first <= at <= last:
            return Passage(first + 1, "\n".join(lines[first : last + 1]))
    first = last = at
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last < len(lines) - 1 and lines[last + 1].strip():
        last += 1
    return Passage(first + 1, "\n".join(lines[first : last + 1]))


def _whole(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last lines, from 0, of what blank lines do not part."""
    found: list[tuple[int, int]] = []
    at = 0
    if lines[0].rstrip() == "---":
        ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
        end = next(ends, 0)
        found.append((0, end))
        at = end + 1
    while at < len(lines):
        if opened := _FENCE.match(lines[at]):
            closing = re.compile(rf" {{0,3}}{opened[1][0]}{{{len(opened[1])},}}\s*$")
            ends = (n for n in range(at + 1, len(lines)) if closing.match(lines[n]))
            end = next(ends, at)
            found.append((at, end))
            at = end
        at += 1
    return found


def put_back(path: Path, first: int, last: int, digest: str, new: str) -> None:
    """Write a passage anew in the lines it was taken from, which are to have this digest still.

    Raises ChangedMeanwhileError, and OSError when the disk says no.
    """
    lines = lines_of(path).split("\n")
    if Passage(first, "\n".join(lines[first - 1 : last])).digest != digest:
        raise ChangedMeanwhileError
    rewrite(path, "\n".join([*lines[: first - 1], new, *lines[last:]]))
