"""Read what editors of each language look for, from `styles/habits/*.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rectoverso.model.habits import WORDS_A_MINUTE, Alike, Choice, Habits
from rectoverso.model.source import Finding
from rectoverso.reading.files import read_text, toml_files
from rectoverso.reading.toml import Table, read_toml

KNOWN = (
    *("signs", "no-space-before", "space-behind", "half-space", "choice", "alike"),
    *("repeats", "spaced-quotes", "words-a-minute"),
)


def read_habits(styles: Sequence[Path]) -> tuple[dict[str, Habits], tuple[Finding, ...]]:
    """The habits of each language, and what is wrong in the files; the first folder wins."""
    habits: dict[str, Habits] = {}
    findings: list[Finding] = []
    for folder in reversed(styles):
        for path in toml_files(folder / "habits"):
            source, said = read_text(path, f"{folder.name}/habits/{path.name}")
            findings += said
            if source is not None:
                table = read_toml(source)
                habits[path.stem] = _habits(table)
                findings += table.findings
    return habits, tuple(sorted(set(findings)))


def _habits(table: Table) -> Habits:
    table.known(*KNOWN)
    signs = table.table("signs")
    alike = table.table("alike")
    alike.known("drop", "at-end", "pairs", "names-only")
    return Habits(
        {sign: signs.text(sign) for sign in signs.values},
        table.text("no-space-before"),
        table.text("space-behind"),
        tuple(
            (_pattern(one, "first"), _pattern(one, "then")) for one in table.tables("half-space")
        ),
        tuple(_choice(one) for one in table.tables("choice")),
        Alike(alike.text("drop"), alike.text("at-end"), _pairs(alike), alike.truth("names-only")),
        table.truth("repeats"),
        _number(table, "words-a-minute") or WORDS_A_MINUTE,
        table.truth("spaced-quotes"),
    )


def _choice(table: Table) -> Choice:
    table.known("what", "pairs", "before", "behind")
    before, behind = _pattern(table, "before"), _pattern(table, "behind")
    return Choice(table.text("what"), _pairs(table), before, behind)


def _pairs(table: Table) -> tuple[tuple[str, str], ...]:
    pairs = table.values.get("pairs", [])
    fit = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        for pair in pairs
    )
    if not fit:
        table.wrong("pairs", 'pairs of texts, as in [["a", "b"]]')
        return ()
    return tuple((first, second) for first, second in pairs)


def _number(table: Table, name: str) -> int:
    number = table.values.get(name, 0)
    if not isinstance(number, int) or number < 0:
        table.wrong(name, "a whole number")
        return 0
    return number


def _pattern(table: Table, name: str) -> str:
    said = table.values.get(name, "")
    try:
        re.compile(said)
    except (re.error, TypeError):
        table.wrong(name, "a regular expression")
        return ""
    return str(said)
