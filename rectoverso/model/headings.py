"""An index entry as authors write it: levels with `!` between them, and a little formatting.

`!!` is an exclamation mark that is meant as such, as in quarto-index; `*emphasis*`, `_emphasis_`
and `**strong**` are those of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rectoverso.model.nodes import Inline, Styled, Text, plain

_LEVEL = re.compile(r"(?:[^!]|!!)*")
_FORMATTED = re.compile(
    r"\*\*(?=[^\s*])(?P<strong>.+?)(?<=[^\s*])\*\*(?!\*)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<star>[^*]+?)(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(?P<line>[^_]+?)(?<=\S)_(?!\w)"
)


def levels(entry: str) -> tuple[str, ...]:
    """The levels of an entry, from the first down; empty ones stay, so that they can be told.

    Of three exclamation marks in a row the first two are one that is meant.
    """
    if not entry:
        return ()
    found: list[str] = []
    at = 0
    while True:
        level = _LEVEL.match(entry, at)
        end = level.end() if level else at
        found.append(entry[at:end].replace("!!", "!").strip())
        if end >= len(entry):
            return tuple(found)
        at = end + 1


def written(path: Iterable[str]) -> str:
    """The levels of an entry as a mark would write them."""
    return "!".join(level.replace("!", "!!") for level in path)


def formatted(heading: str) -> tuple[Inline, ...]:
    """A heading as the index shows it: its formatting as nodes."""
    return tuple(_formatted(heading))


def _formatted(heading: str) -> Iterator[Inline]:
    at = 0
    for found in _FORMATTED.finditer(heading):
        if found.start() > at:
            yield Text(heading[at : found.start()])
        inner = found["strong"] or found["star"] or found["line"]
        yield Styled("strong" if found["strong"] else "emphasis", formatted(inner))
        at = found.end()
    if at < len(heading):
        yield Text(heading[at:])


def unformatted(heading: str) -> str:
    """A heading as it is compared and sorted: without its formatting."""
    return plain(formatted(heading))
