"""Read lengths, sizes and numbers from a table of a TOML file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rectoverso.model.printing import Size, points
from rectoverso.model.rules import manuscript as rules
from rectoverso.reading.toml import Table

LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")

Value = TypeVar("Value")


def length(table: Table, name: str) -> float | None:
    """A length in points; None where there is none, or an empty one."""
    said = table.text(name).replace(" ", "").lower()
    if not said:
        return None
    if not LENGTH.fullmatch(said):
        table.findings.append(rules.not_a_length(table.place(name), name, said))
        return None
    return points(said)


def size(table: Table, name: str) -> Size | None:
    """A size; None where there is none."""
    return next(iter(sizes(table, name)), None)


def sizes(table: Table, name: str) -> tuple[Size, ...]:
    """Sizes, as in 6x9in, of a list or of one text."""
    sizes = []
    several = isinstance(table.values.get(name), list)
    for place, said in enumerate(table.texts(name)):
        if found := _SIZE.fullmatch(said.lower()):
            sizes.append(Size(points(found[1] + found[3]), points(found[2] + found[3])))
        else:
            span = table.place(name, place) if several else table.place(name)
            table.findings.append(rules.not_a_size(span, said, ""))
    return tuple(sizes)


def each(table: Table, name: str, read: Callable[[Table], Value | None]) -> list[Value]:
    """What is read of each table of a list."""
    return [one for inner in table.tables(name) if (one := read(inner)) is not None]


def words(table: Table, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """A list of some of the words known."""
    said = table.texts(name)
    if any(word not in known for word in said):
        table.wrong(name, "a list of some of " + ", ".join(f"“{word}”" for word in known))
    return tuple(word for word in said if word in known)


def number(table: Table, name: str) -> float | None:
    """A number above 0; None where there is none."""
    value: Any = table.values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        table.wrong(name, "a number")
        return None
    return float(value)


def whole(table: Table, name: str) -> int | None:
    """A whole number above 0; None where there is none."""
    found = number(table, name)
    if found is not None and found != int(found):
        table.wrong(name, "a whole number")
        return None
    return None if found is None else int(found)
