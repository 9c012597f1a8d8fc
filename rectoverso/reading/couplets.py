"""Find the two halves of a line of verse, `مصراع | مصراع`, in what pandoc made of it."""

from __future__ import annotations

import re
from typing import Any

from rectoverso.reading.runningtext import SEPARATORS, words_of

# What parts them in the source; a bar that is only a bar has a backslash before it.
CAESURA = re.compile(r"[ \t]*\|[ \t]")


def halves(line: list[Any]) -> tuple[list[Any], list[Any]] | None:
    """What stands before and behind the one bar of a line, if there is something on both sides."""
    bars = [at for at, one in enumerate(line) if one == {"t": "Str", "c": "|"}]
    if len(bars) != 1:
        return None
    first, second = _trimmed(line[: bars[0]]), _trimmed(line[bars[0] + 1 :])
    return (first, second) if words_of(first) and words_of(second) else None


def _trimmed(inlines: list[Any]) -> list[Any]:
    worded = [at for at, one in enumerate(inlines) if one["t"] not in SEPARATORS]
    return inlines[worded[0] : worded[-1] + 1] if worded else []
