"""Read how the index is to be set: `[index]` in `book.toml` or in `index.toml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from rectoverso.model.manuscript import IndexSettings
from rectoverso.model.rules import manuscript as rules
from rectoverso.reading.nearest import nearest_language
from rectoverso.reading.toml import Table

KNOWN = ("scripts", "titles", "order", "ranges", "subentries", "principal", "never", "auto")


def index_settings(
    table: Table, languages: Collection[str], otherwise: IndexSettings | None = None
) -> IndexSettings:
    """The settings of a table; what it does not say is as `otherwise` has it."""
    usual = otherwise or IndexSettings()
    table.known(*KNOWN)
    titles = table.table("titles")
    return IndexSettings(
        titles={**usual.titles, **{name: titles.text(name) for name in titles.values}},
        scripts=_scripts(table, languages) or usual.scripts,
        order=_choice(table, "order", ("word-by-word", "letter-by-letter"), usual.order),
        ranges=_choice(table, "ranges", ("full", "elided"), usual.ranges),
        subentries=_choice(table, "subentries", ("indented", "run-in"), usual.subentries),
        principal=_choice(table, "principal", ("bold", "first"), usual.principal),
        never=usual.never + table.texts("never"),
        auto=usual.auto + table.texts("auto"),
    )


def _choice(table: Table, name: str, known: tuple[str, ...], usual: str) -> Any:
    return cast(Any, table.choice(name, known, usual) if name in table.values else usual)


def _scripts(table: Table, languages: Collection[str]) -> tuple[str, ...]:
    scripts = table.texts("scripts")
    for position, tag in enumerate(scripts):
        if tag not in languages:
            near = nearest_language(tag, languages)
            said = rules.unknown_language(table.place("scripts", position), tag, near)
            table.findings.append(said)
    return tuple(tag for tag in scripts if tag in languages)
