"""A text an author wrote, a place in it, and what we found there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a project file. Lines and columns count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(Enum):
    """How grave a finding is: an error keeps the book from being written, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that an author may have made: what a file says at a place, and what it should."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One remark to the author: where, which rule, what is wrong, and a way out.

    With a `correction`, the way out can be gone by a program, at the finding's place.
    """

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    correction: Correction | None = field(default=None, compare=False)

    def __str__(self) -> str:
        said = f"{self.span}: {self.severity.value}[{self.code}] {self.message}"
        return f"{said}; {self.hint}" if self.hint else said


@dataclass(frozen=True)
class Source:
    """The text of one project file. The path is relative to the project, with `/`.

    `read_as` is the text as it is to be read, where that differs (editors' marks are taken out of
    it): just as long, so that every place is the same in both. A text that is only part of a file
    has so many lines `above` it there, and so many characters `aside`, before it on its first line.
    """

    path: str
    text: str
    read_as: str = ""
    above: int = 0
    aside: int = 0

    @property
    def readable(self) -> str:
        """The text as it is to be read."""
        return self.read_as or self.text

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line's first character. Only `\\n` ends a line."""
        *lines, _ = self.text.split("\n")
        return (0, *accumulate(len(line) + 1 for line in lines))

    def span(self, offset: int) -> Span:
        """Where the character at this offset (in code points) stands."""
        line = bisect_right(self.line_starts, offset)
        aside = self.aside if line == 1 else 0
        column = aside + offset - self.line_starts[line - 1] + 1
        return Span(self.path, self.above + line, column)

    def offset(self, span: Span) -> int:
        """The offset (in code points) of a place."""
        line = span.line - self.above
        aside = self.aside if line == 1 else 0
        return self.line_starts[line - 1] + span.column - 1 - aside

    def line(self, number: int) -> str:
        """The text of a line of the file, counted from 1, without its end.

        What is not part of this text is blank in it.
        """
        number -= self.above
        if not 0 < number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        line = self.text[start:] if end < 0 else self.text[start:end]
        return " " * self.aside + line if number == 1 else line


def shortened(text: str, most: int = 40) -> str:
    """A text as a message quotes it: its beginning, if it has more than so many characters."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
