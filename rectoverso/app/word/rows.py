"""Rows of tables that were put in or taken out in Word, as lines of the chapter file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rectoverso.app.word.comparing import NOBODY, Edits
from rectoverso.app.word.spelling import Patch, UnplacedError, deletion, insertion, spelt
from rectoverso.model.leaves import Grid, Leaf, Sheaf
from rectoverso.reading.word.letters import PARAGRAPH, Letter

_ROW = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_RULE = re.compile(r"\n[ \t>]*\|[-:+| \t]+\|?[ \t]*(?=\n|\Z)")


class Rows:
    """The rows of a chapter's tables, each by the letters in it."""

    def __init__(self, text: str, sheaf: Sheaf) -> None:
        self.text = text
        self.homes: dict[int, tuple[int, int]] = {}  # of each paragraph: its table, its row
        self.columns: dict[int, int] = {}
        number = 0
        for table, part in enumerate(sheaf.body):
            if isinstance(part, Leaf):
                number += 1
                continue
            self.columns[table] = max((len(row) for row in part.rows), default=0)
            number += self._table(table, part, number)

    def _table(self, table: int, grid: Grid, number: int) -> int:
        count = 0
        for place, row in enumerate(grid.rows):
            for _ in (leaf for cell in row for leaf in cell.leaves):
                self.homes[number + count] = table, place
                count += 1
        return count

    def emptied(self, story: Sequence[Edits], number: int) -> tuple[int, ...]:
        """The paragraphs of the row that one is in, if the whole row was taken out."""
        home = self.homes.get(number) if story and story[number].leaf.style == "Cell" else None
        if home is None:
            return ()
        row = [n for n, one in self.homes.items() if one == home]
        full = [n for n in row if story[n].leaf.text]
        gone = full and all(story[n].emptied and story[n].joined for n in full)
        return tuple(full) if gone else ()

    def without(self, edits: Edits) -> Patch:
        """The file without the row of a cell."""
        start, end = self._line(edits.leaf)
        if _RULE.match(self.text, end):
            raise UnplacedError
        return Patch(start - 1, end, deletion(self.text[start - 1 : end], edits.gone[0]))

    def _line(self, leaf: Leaf) -> tuple[int, int]:
        """The line of a table's row; only tables with a bar between cells have such."""
        places = [end for _, end in leaf.extents if end >= 0]
        if not places:
            raise UnplacedError
        start = self.text.rfind("\n", 0, places[0]) + 1
        end = self.text.find("\n", places[0])
        end = len(self.text) if end < 0 else end
        if not _ROW.fullmatch(self.text, start, end):
            raise UnplacedError
        return start, end

    def put_in(self, edits: Edits, note: Callable[[Letter], str]) -> Iterator[Patch]:
        """The rows that were put in behind that of a cell."""
        rows: dict[tuple[int, int], list[Letter]] = {}
        for _, row in edits.extra:
            for one in row:
                cell = one.kind.cell
                rows.setdefault(cell[:2] if cell else (-1, -1), []).append(one)
        for letters in rows.values():
            if edits.leaf.style != "Cell":
                raise UnplacedError
            cells: dict[int, list[Letter]] = {}
            for one in letters:
                if one.kind.cell:
                    cells.setdefault(one.kind.cell[2], []).append(one)
            start, end = self._line(edits.leaf)
            if len(cells) != len(_cells(self.text[start:end])):
                raise UnplacedError
            if rule := _RULE.match(self.text, end):
                end = rule.end()
            said = " | ".join(_said(cell, note) for _, cell in sorted(cells.items()))
            prefix = re.match(r"[ \t>]*", self.text[start:end])
            line = f"\n{prefix[0] if prefix else ''}| {said} |"
            yield Patch(end, end, insertion(line, letters[0].inserted or NOBODY))


def _cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip(" \t>"))[1:-1]


def _said(cell: Sequence[Letter], note: Callable[[Letter], str]) -> str:
    words = [one for one in cell if one.text != PARAGRAPH and not one.deleted]
    return spelt(words, note, in_row=True)
