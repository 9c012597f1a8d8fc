"""What `index.toml` says of entries: found by key, by path and by alias."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rectoverso.model.headings import formatted, levels, unformatted
from rectoverso.model.manuscript import EntrySource
from rectoverso.model.nodes import Inline, Text
from rectoverso.model.source import Span

Path = tuple[str, ...]
Place = tuple[str, str, Path]


@dataclass(frozen=True, slots=True)
class Register:
    """The entries of `index.toml` by key, and by index, language and path (or alias).

    `sorts` are the sort keys of levels, with the places where they are written.
    """

    by_key: Mapping[str, EntrySource]
    by_path: Mapping[Place, EntrySource]
    by_alias: Mapping[Place, Path]
    sorts: Mapping[Place, tuple[str, Span]] = field(default_factory=dict)

    def path(self, index: str, lang: str, path: Path) -> Path:
        """The path of the entry meant, where a path, or what it begins with, is an alias."""
        for depth in range(len(path), 0, -1):
            if true := self.by_alias.get((index, lang, path[:depth])):
                return true + path[depth:]
        return path


def read_register(sources: Iterable[EntrySource]) -> Register:
    """The entries of `index.toml`; of two with one key, path or alias the first counts."""
    by_key: dict[str, EntrySource] = {}
    by_path: dict[Place, EntrySource] = {}
    by_alias: dict[Place, Path] = {}
    sorts: dict[Place, tuple[str, Span]] = {}
    for source in sources:
        path = plain_path(source.path)
        if source.key:
            by_key.setdefault(source.key, source)
        if not source.silent:
            by_path.setdefault((source.index, source.lang, path), source)
        for alias in source.aliases:
            by_alias.setdefault((source.index, source.lang, split(alias)), path)
        for depth, key in level_keys(source.sort, len(path)):
            sorts.setdefault((source.index, source.lang, path[:depth]), (key, source.span))
    return Register(by_key, by_path, by_alias, sorts)


def level_keys(sort: str, depth: int) -> Iterable[tuple[int, str]]:
    """The levels of an entry that a sort key speaks of, from 1, each with its own key.

    A key without `!` is that of the last level; with it, that of each level from the first on. A
    level whose key is empty is sorted as it is written.
    """
    keys = levels(sort)
    first = depth if len(keys) == 1 else 1
    return [(level, tidy(key)) for level, key in enumerate(keys, first) if key and level <= depth]


def split(entry: str) -> Path:
    """The levels of an entry as written, without formatting."""
    return tuple(heading for heading in plain_path(levels(entry)) if heading)


def plain_path(path: Iterable[str]) -> Path:
    """Levels as they are compared and sorted."""
    return tuple(map(_plain, path))


@lru_cache(maxsize=50_000)
def _plain(heading: str) -> str:
    return tidy(unformatted(heading) if "*" in heading or "_" in heading else heading)


def tidy(heading: str) -> str:
    """A heading with plain single spaces; half-spaces stay."""
    return " ".join(unicodedata.normalize("NFC", heading).split())


def shown(heading: str) -> tuple[Inline, ...]:
    """A heading with its formatting, empty where it has none."""
    if "*" not in heading and "_" not in heading:
        return ()
    nodes = formatted(heading)
    return nodes if any(not isinstance(node, Text) for node in nodes) else ()
