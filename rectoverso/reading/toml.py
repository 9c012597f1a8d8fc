"""Read a TOML file, and remember where each of its keys and values is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rectoverso.model.rules import manuscript as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.nearest import either, nearest

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)
_BARE = re.compile(r"[^,\]}#\n]+")
_TROUBLE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")


@dataclass
class Table:
    """A table of a TOML file. Asking for a value of the wrong kind leaves a finding."""

    source: Source
    values: Mapping[str, Any]
    places: Mapping[Path, tuple[int, int]]
    path: Path = ()
    findings: list[Finding] = field(default_factory=list)
    readable: bool = True

    def place(self, *path: str | int) -> Span:
        """Where a key of this table is written, or the item of a list."""
        return self.source.span(self._offsets(path)[0])

    def value_at(self, *path: str | int) -> int:
        """The offset at which a value is written."""
        return self._offsets(path)[1]

    def _offsets(self, path: Path) -> tuple[int, int]:
        whole = self.path + path
        while whole and whole not in self.places:
            whole = whole[:-1]
        return self.places.get(whole, (0, 0))

    def known(self, *names: str) -> None:
        """Leave a finding for every key that has another name."""
        for name in self.values:
            if name not in names:
                said = rules.unknown_key(self.place(name), name, nearest(name, names), names)
                self.findings.append(said)

    def wrong(self, name: str, wanted: str, *path: str | int) -> None:
        """Leave a finding: the value of this name is of the wrong kind."""
        self.findings.append(rules.wrong_value(self.place(*(path or (name,))), name, wanted))

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            self.wrong(name, "a text in quotes")
            return default
        return value.strip()

    def needed(self, name: str, example: str) -> None:
        """Leave a finding when there is no text of this name, or an empty one.

        One of the wrong kind has its finding from whoever asks for it.
        """
        if name not in self.values:
            self.findings.append(rules.missing_key(self.place(), name, example))
        elif isinstance(value := self.values[name], str) and not value.strip():
            self.findings.append(rules.empty_setting(self.place(name), name, example))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or one text, which is a list of one."""
        value = self.values.get(name, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.wrong(name, "a list of texts")
            return ()
        for position, item in enumerate(value):
            if not isinstance(item, str):
                self.wrong(name, "a list of texts", name, position)
        return tuple(item.strip() for item in value if isinstance(item, str))

    def choice(self, name: str, known: Sequence[str], default: str) -> str:
        """One of the words known."""
        value = self.values.get(name, default)
        if value not in known:
            self.wrong(name, either(known))
            return default
        return str(value)

    def truth(self, name: str) -> bool:
        """True or false, which it is if it is not there."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, "true or false")
            return False
        return value

    def day(self, name: str) -> date | None:
        """A date, written 2026-11-21."""
        value = self.values.get(name)
        if isinstance(value, str):
            with suppress(ValueError):
                value = date.fromisoformat(value)
        if isinstance(value, datetime):
            value = value.date()
        if value is not None and not isinstance(value, date):
            self.wrong(name, "a date, as in 2026-11-21")
            return None
        return value

    def table(self, name: str) -> Table:
        """A table within this one; an empty one when there is none."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            self.wrong(name, "a table")
            value = {}
        return self.inner(value, name)

    def tables(self, name: str) -> tuple[Table, ...]:
        """The tables of an array of tables."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            header = ".".join(map(str, (*self.path, name)))
            self.wrong(name, f"a list of tables, each under [[{header}]]")
            return ()
        return tuple(self.inner(item, name, position) for position, item in enumerate(value))

    def inner(self, value: Mapping[str, Any], *path: str | int) -> Table:
        """A value that is a table, as the one at this path."""
        return Table(
            self.source, value, self.places, self.path + path, self.findings, self.readable
        )


def read_toml(source: Source) -> Table:
    """The file as a table; when it is no TOML, an empty one that says so in its findings."""
    try:
        values = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as trouble:
        return unreadable(source, _not_toml(source, str(trouble)))
    except (RecursionError, ValueError) as trouble:
        # A ValueError that is no TOMLDecodeError: a number of more digits than Python reads.
        deep = isinstance(trouble, RecursionError)
        said = rules.not_toml(source.span(0), "it is nested too deeply" if deep else str(trouble))
        return unreadable(source, said)
    return Table(source, values, _Scan(source.text).places)


def unreadable(source: Source, *findings: Finding) -> Table:
    """An empty table in the place of a file that cannot be read."""
    return Table(source, {}, {}, findings=list(findings), readable=False)


def _not_toml(source: Source, trouble: str) -> Finding:
    found = _TROUBLE.fullmatch(trouble)
    if found is None:
        end = source.span(max(len(source.text.rstrip()) - 1, 0))
        return rules.not_toml(end, trouble.partition(" (at")[0])
    return rules.not_toml(Span(source.path, int(found[2]), int(found[3])), found[1])


class _Scan:
    """Walks over a text that is known to be TOML, and notes where keys and values begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, tuple[int, int]] = {}
        self.arrays: dict[Path, int] = {}
        self._document()

    def _space(self) -> None:
        if found := _SPACE.match(self.text, self.at):
            self.at = found.end()

    def _document(self) -> None:
        table: Path = ()
        self._space()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._space()

    def _header(self) -> Path:
        start = self.at
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        path: Path = ()
        keys = self._keys()
        for position, key in enumerate(keys):
            path += (key,)
            if array and position == len(keys) - 1:
                self.arrays[path] = self.arrays.get(path, -1) + 1
            if path in self.arrays:
                path += (self.arrays[path],)
        self.at += 2 if array else 1
        self.places[path] = (start, start)
        return path

    def _keys(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._space()
            found = _KEY.match(self.text, self.at)
            if found is None:
                return tuple(keys)
            key = found[0]
            keys.append(tomllib.loads(f"k = {key}")["k"] if key[0] in "\"'" else key)
            self.at = found.end()
            self._space()
            if not self.text.startswith(".", self.at):
                return tuple(keys)
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table + self._keys()
        self.at += 1
        self._space()
        self.places[path] = (start, self.at)
        self._value(path)

    def _value(self, path: Path) -> None:
        match self.text[self.at : self.at + 1]:
            case "[":
                self._row("]", path, 0)
            case "{":
                self._row("}", path, None)
            case _:
                found = _TEXT.match(self.text, self.at) or _BARE.match(self.text, self.at)
                self.at = found.end() if found else len(self.text)

    def _row(self, closing: str, path: Path, position: int | None) -> None:
        self.at += 1
        while True:
            self._space()
            letter = self.text[self.at : self.at + 1]
            if letter in (closing, ""):
                self.at += 1
                return
            if letter == ",":
                self.at += 1
            elif position is None:
                self._pair(path)
            else:
                self.places[*path, position] = (self.at, self.at)
                self._value((*path, position))
                position += 1
