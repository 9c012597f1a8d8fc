"""Read what `book.toml` says of the glossary, of lists of figures, and of the works cited."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal, cast

from rectoverso.model.manuscript import GlossarySettings, Library
from rectoverso.reading.files import Folder, no_such_file
from rectoverso.reading.languages import language
from rectoverso.reading.toml import Table

LINKS = ("first-per-chapter", "first", "all", "marked")
ORDERS = ("mixed", "by-language")
LISTS = ("figures", "tables")
# The lists of works that need not be named.
USUAL = ("references.bib", "references.json")
ENDINGS = (".bib", ".bibtex", ".json")


def glossary_settings(table: Table, languages: Collection[str]) -> GlossarySettings:
    """What `[glossary]` says."""
    table.known("link", "order", "concordance", "gloss")
    link = table.choice("link", LINKS, "first-per-chapter")
    order = table.choice("order", ORDERS, "mixed")
    return GlossarySettings(
        cast(Literal["first-per-chapter", "first", "all", "marked"], link),
        cast(Literal["mixed", "by-language"], order),
        table.truth("concordance"),
        language(table, "gloss", languages),
    )


def lists_asked_for(book: Table) -> tuple[str, ...]:
    """The lists, of figures or of tables, that `[book]` asks for."""
    asked = book.texts("lists")
    if any(name not in LISTS for name in asked):
        book.wrong("lists", "a list of “figures” and “tables”")
    return tuple(name for name in LISTS if name in asked)


def read_library(folder: Folder, chapters: str, table: Table) -> Library:
    """The lists of works and the style that `[bibliography]` names, or the usual ones."""
    table.known("files", "csl", "per")
    each = table.choice("per", ("book", "chapter"), "book")
    if "files" in table.values:
        named = [name for name in table.texts("files") if _is_there(folder, chapters, table, name)]
    else:
        named = [name for name in USUAL if folder.has(f"{chapters}/{name}")]
    files = tuple(folder.on_disk(f"{chapters}/{name}") for name in named)
    style = _style(folder, chapters, table)
    return Library(folder.root, files, style, cast(Literal["book", "chapter"], each))


def _is_there(folder: Folder, chapters: str, table: Table, name: str) -> bool:
    if not name.lower().endswith(ENDINGS):
        table.wrong("files", "a list of files that end in .bib or .json")
        return False
    return _has(folder, chapters, table, "files", name, ENDINGS)


def _style(folder: Folder, chapters: str, table: Table) -> Path | None:
    name = table.text("csl")
    if name and _has(folder, chapters, table, "csl", name, (".csl",)):
        return folder.on_disk(f"{chapters}/{name}")
    return None


def _has(
    folder: Folder, chapters: str, table: Table, key: str, name: str, endings: tuple[str, ...]
) -> bool:
    path = f"{chapters}/{name}"
    if folder.holds(path) and folder.has(path):
        return True
    table.findings.append(no_such_file(table.place(key), name, folder.files(chapters, endings)))
    return False
