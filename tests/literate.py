"""Read literate fixtures: a title, a text, and what comes of it, parted by lines with a full stop.

    A label is near another
    .
    # The gate {#bab-bujloud}

    See [](#bab-bujlud).
    .
    3:5: error[X101] nothing is labelled “bab-bujlud”; did you mean “bab-bujloud”?
    .

A text may be several files: a line `=== name` begins each but the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Example:
    """One example of a fixture file, and where it stands."""

    title: str
    text: str
    expected: str
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"

    def files(self, first: str) -> dict[str, str]:
        """The text as files, by their names; what stands before any name is called `first`."""
        files: dict[str, list[str]] = {first: []}
        name = first
        for line in self.text.splitlines(keepends=True):
            if line.startswith("=== "):
                name = line.removeprefix("=== ").strip()
                files[name] = []
            else:
                files[name].append(line)
        return {name: "".join(lines) for name, lines in files.items() if lines or name != first}


def examples(path: Path) -> tuple[Example, ...]:
    """The examples of a fixture file. What stands outside of them is no more than a title."""
    return tuple(_examples(path))


def _examples(path: Path) -> Iterator[Example]:
    pieces: list[str] = []
    piece: list[str] = []
    start = 1
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line != ".":
            piece.append(line)
            continue
        pieces.append("\n".join(piece))
        piece = []
        if len(pieces) == 3:
            title, text, expected = pieces
            yield Example(title.strip(), f"{text}\n", expected.strip("\n"), path, start)
            pieces, start = [], number + 1
    if pieces or "".join(piece).strip():
        raise ValueError(f"{path}: the example from line {start} on lacks a full stop")
