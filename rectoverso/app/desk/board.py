"""The board: what every chapter holds, how far it is, what is open in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rectoverso.app.check import Checked
from rectoverso.app.proof.sides import revision
from rectoverso.app.stats import Counted, count, total
from rectoverso.app.trouble import MachineError
from rectoverso.model.book import Section


@dataclass(frozen=True, slots=True)
class Board:
    """Counts for each chapter in the order of the book, and for the book.

    `since` is the revision from which words that came and went are counted, `trouble` why they are
    not.
    """

    rows: tuple[tuple[Section, Counted], ...]
    book: Counted
    since: str = ""
    trouble: str = ""


def board(checked: Checked, memory: Path, since: str = "") -> Board:
    """What the chapters hold, and what has changed in them since a revision of git, if one is
    named."""
    trouble = ""
    if since:
        try:
            with revision(checked.manuscript.root, since) as before:
                counts = count(checked, memory, before)
        except MachineError as error:
            trouble, counts = error.finding.message, count(checked, memory)
    else:
        counts = count(checked, memory)
    sections: Mapping[str, Section] = {one.path: one for one in checked.book.sections if one.path}
    rows = tuple((sections[one.path], one) for one in counts)
    return Board(rows, total(counts), since, trouble)
