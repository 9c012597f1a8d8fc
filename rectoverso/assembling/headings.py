"""Find the headings of a text: those that are marked, and in plain text those that look like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LONGEST = 60  # letters; the headings of the three documents we measured have at most 52
PROSE = 80  # letters; a line this long is prose
AHEAD = 3  # lines, not counting empty ones, within which the prose has to follow

_STOPS = ".!?؟…،؛:,;»”।॥)\"'"
# A motto says so whose it is; a table, what it shows; a list, what is in it.
_BEGINNINGS = "-–—―:•·*†"
# The first word of a heading that counts chapters or parts.
_COUNTED = re.compile(
    r"(?:(?:فصل|بخش|باب|गोष्ठी|अध्याय|परिच्छेद|खण्ड|भाग|Chương|Phần|Hồi|Chapter|Part|Book|Chapitre|"
    r"Partie|Kapitel|Teil)\s+\S{1,14}(?:\s*[:.—–-]\s*\S.*|\s+\S.*)?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|https?:|www\.|©|\.(?:com|org|net|ir|vn|np)\b", re.IGNORECASE)
_MARKED = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029\x85\x0b\x0c]")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+ *)\S(?:.*\S)?(?: {2,}|\t+ *)\S")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, without its end, and where it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last letter."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a heading, its level (1 is the highest) and its words."""

    line: Line
    level: int
    words: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not empty."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Line(at, line))
        at += len(line) + 1
    return tuple(found)


def is_wrapped(text: str) -> bool:
    """Whether paragraphs go over several lines of about one length, with empty lines between."""
    lines = text.split("\n")
    filled = [len(line) for line in lines if line.strip()]
    if len(filled) < 4 or max(filled) > 160:
        return False
    follow = [one for one, two in pairwise(lines) if one.strip() and two.strip()]
    # Where most lines end with a stop, each is a paragraph.
    stopped = sum(line.rstrip()[-1] in _STOPS for line in follow)
    whole = stopped * 3 > len(follow)
    return len(follow) * 2 > len(filled) and not whole and 35 <= median(filled) <= 110


def marked_headings(text: str) -> tuple[Heading, ...]:
    """The headings of a Markdown text, those of code blocks left out."""
    found, fence = [], ""
    for line in lines_of(text):
        if mark := _FENCE.match(line.text):
            fence = "" if mark[1] == fence else fence or mark[1]
        heading = _MARKED.fullmatch(line.text)
        if heading and not fence:
            found.append(Heading(line, len(heading[1]), heading[2]))
    return tuple(found)


def apart(text: str, raw: str) -> frozenset[int]:
    """Where lines begin that are set as no heading is: in columns, or with what explains them.

    `raw` is the text with its spaces as they were found, line for line.
    """
    lines = [line.rstrip() for line in _LINE_END.split(raw)]
    behind = _behind(lines)
    found, at = set(), 0
    for n, line in enumerate(text.split("\n")):
        as_found, after = (lines[n], behind[n]) if n < len(lines) else ("", "")
        explained = not as_found[:1].isspace() and after.startswith(("   ", "\t"))
        if explained or _COLUMNS.search(as_found.strip()):
            found.add(at)
        at += len(line) + 1
    return frozenset(found)


def _behind(lines: Sequence[str]) -> list[str]:
    """For each line the next one that is not empty; nothing for the last."""
    found, after = [], ""
    for line in reversed(lines):
        found.append(after)
        after = line or after
    return found[::-1]


def plain_headings(text: str, aside: Collection[int] = ()) -> tuple[Heading, ...]:
    """The headings of a plain text; none begins at the offsets `aside`.

    A heading is a short line without a stop at its end, in words, with prose soon behind it and
    nothing unfinished before it. One that counts (فصل دوم, Chương II) is above one that does not.
    """
    lines = lines_of(text)
    wrapped = is_wrapped(text)
    found = [
        (line, _COUNTED.fullmatch(line.text.strip()) is not None)
        for n, line in enumerate(lines)
        if line.start not in aside and _looks_like_one(text, lines, n, wrapped)
    ]
    counts = any(counted for _, counted in found)
    return tuple(
        Heading(line, 1 if counted or not counts else 2, line.text.strip())
        for line, counted in found
    )


def _looks_like_one(text: str, lines: Sequence[Line], n: int, wrapped: bool) -> bool:
    words = lines[n].text.strip()
    if not 2 <= len(words) <= LONGEST or (words[-1] in _STOPS and not _bracketed(words)):
        return False
    first = next((sign for sign in words if sign.isalpha()), "")
    if not first or first.islower() or _ADDRESS.search(words):
        return False
    if words[0] in _BEGINNINGS:
        return False
    letters = sum(unicodedata.category(sign)[0] in "LM" for sign in words)
    if letters * 3 < sum(not sign.isspace() for sign in words):
        return False
    before = lines[n - 1].text.rstrip() if n else ""
    if wrapped and (_joined(text, lines, n - 1) or _joined(text, lines, n)):
        return False
    if before and len(before) <= PROSE and before[-1] in ",،؛;":
        return False
    following = lines[n + 1 : n + 1 + AHEAD]
    if wrapped:
        return any(_joined(text, lines, m) for m in range(n + 1, min(n + 1 + AHEAD, len(lines))))
    return any(len(line.text) > PROSE for line in following)


def _bracketed(words: str) -> bool:
    return words.endswith(")") and "(" in words and not words.startswith("(")


def _joined(text: str, lines: Sequence[Line], n: int) -> bool:
    """Whether no empty line stands between a line and the next."""
    if not 0 <= n < len(lines) - 1:
        return False
    return text.count("\n", lines[n].end, lines[n + 1].start) == 1
