"""What an author asks of the check, and which of its findings they accept."""

from __future__ import annotations

from dataclasses import dataclass

from rectoverso.model.source import Span


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings that the author knows of and accepts, with the reason why.

    `codes` are codes of findings or what they begin with (“T107”, “T”). It holds for lines `first`
    to `last` of one file, or for all of the files whose names fit `files`.
    """

    codes: tuple[str, ...]
    because: str
    span: Span
    files: tuple[str, ...] = ()
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Checking:
    """What `[check]` in `book.toml` asks for: languages whose spelling is looked over, the file
    of words that are known to be right, and what is waived."""

    spelling: tuple[str, ...] = ()
    words: str = ""
    waivers: tuple[Waiver, ...] = ()
