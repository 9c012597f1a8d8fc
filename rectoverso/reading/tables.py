"""Read the rows of a table from pandoc's JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rectoverso.model.nodes import Alignment, Block, Cell, Row, plain
from rectoverso.reading.finger import Finger

# How much of a line a rule may differ from what it underlines: one dash of fifty.
ABOUT = 0.02
_ALIGNMENTS: dict[str, Alignment] = {
    "AlignLeft": "start",
    "AlignCenter": "center",
    "AlignRight": "end",
    "AlignDefault": "",
}


def alignments(columns: Iterable[Any]) -> tuple[Alignment, ...]:
    """How each column is aligned: the author's left is where the language's lines begin."""
    return tuple(_ALIGNMENTS[alignment["t"]] for alignment, _ in columns)


def widths(columns: Iterable[Any], head: Sequence[Row], drawn: bool) -> tuple[float, ...]:
    """The share of the line each column takes, or nothing when the author gave none.

    Pandoc gives the columns of a pipe table shares as soon as a line of its source is long. Where
    all dashes of its rule are as many, or as many as the letters above them, the author meant
    nothing by them.
    """
    shares = tuple(width["c"] if width["t"] == "ColWidth" else 0.0 for _, width in columns)
    meant = drawn or (len(set(shares)) > 1 and not _underlined(shares, head))
    return shares if any(shares) and meant else ()


def _underlined(shares: Sequence[float], head: Sequence[Row]) -> bool:
    """Whether the rule of a pipe table only underlines what stands above it, blanks and all."""
    letters = [len(plain(cell.blocks)) + 2 for row in head for cell in row.cells]
    whole = sum(letters)
    return len(letters) == len(shares) and all(
        abs(share - length / whole) < ABOUT for share, length in zip(shares, letters, strict=True)
    )


def rows(
    values: Iterable[Any],
    aligned: Sequence[Alignment],
    blocks: Callable[[Any], tuple[Block, ...]],
    finger: Finger,
    drawn: bool,
) -> tuple[Row, ...]:
    """The rows; a cell is aligned as its column is, unless it says otherwise.

    A table that is `drawn` (of plus signs, dashes and columns of letters) has cells of many lines
    side by side, so each is looked for from the beginning of its row.
    """
    return tuple(_row(value, aligned, blocks, finger, drawn) for value in values)


def _row(
    value: Any,
    aligned: Sequence[Alignment],
    blocks: Callable[[Any], tuple[Block, ...]],
    finger: Finger,
    drawn: bool,
) -> Row:
    span = finger.cell()
    start = end = finger.at
    cells: list[Cell] = []
    for position, (_, alignment, height, width, content) in enumerate(value[1]):
        column = aligned[position] if position < len(aligned) else ""
        finger.at = start if drawn else finger.at
        place = finger.cell()
        found = blocks(content)
        place = next((block.span for block in found), place)
        cells.append(Cell(found, _ALIGNMENTS[alignment["t"]] or column, height, width, place))
        end = max(end, finger.at)
    finger.at = end
    return Row(tuple(cells), span)
