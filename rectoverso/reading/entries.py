"""Read `glossary.toml` and `index.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rectoverso.model.headings import levels
from rectoverso.model.manuscript import EntrySource, TermSource
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.rules import marks
from rectoverso.model.source import Source, Span
from rectoverso.reading.nearest import nearest_language
from rectoverso.reading.settings import language
from rectoverso.reading.toml import Table

TERM = (
    "key",
    "term",
    "lang",
    "definition",
    "aliases",
    "translations",
    "translation-aliases",
    "see",
    "see-also",
    "sort",
)
ENTRY = ("key", "entry", "lang", "index", "original", "sort", "aliases", "see", "see-also")


def read_terms(file: Table, lang: str, languages: Collection[str]) -> tuple[TermSource, ...]:
    """The terms of `glossary.toml`, each under `[[term]]`; `lang` is the book's language."""
    file.known("term")
    seen: dict[str, Span] = {}
    return tuple(
        _term(table, lang, languages)
        for table in file.tables("term")
        if _named(table, "term") and _unique(table, seen, table.text("key") or table.text("term"))
    )


def read_entries(file: Table, lang: str, languages: Collection[str]) -> tuple[EntrySource, ...]:
    """The entries of `index.toml`, each under `[[entry]]`; `lang` is the book's language."""
    file.known("entry")
    seen: dict[str, Span] = {}
    return tuple(
        _entry(table, lang, languages)
        for table in file.tables("entry")
        if _named(table, "entry") and _unique(table, seen, table.text("key"))
    )


def _named(table: Table, name: str) -> bool:
    if table.text(name):
        return True
    called = table.text("key") or f"[[{name}]]"
    table.findings.append(rules.entry_without(table.place(), called, name))
    return False


def _unique(table: Table, seen: dict[str, Span], key: str) -> bool:
    if not key:
        return True
    if key in seen:
        table.findings.append(rules.key_twice(table.place("key"), key, seen[key]))
        return False
    seen[key] = table.place("key")
    return True


def _term(table: Table, lang: str, languages: Collection[str]) -> TermSource:
    table.known(*TERM)
    term = table.text("term")
    see = table.texts("see")
    if not table.text("definition") and not see:
        table.findings.append(rules.entry_without(table.place(), term, "definition"))
    aliases = table.table("translation-aliases")
    return TermSource(
        table.text("key") or term,
        term,
        language(table, "lang", languages) or lang,
        _definition(table),
        table.texts("aliases"),
        _by_language(table.table("translations"), languages),
        {tag: aliases.texts(tag) for tag in aliases.values if _known(aliases, tag, languages)},
        see,
        table.texts("see-also"),
        table.text("sort"),
        table.place(),
    )


def _by_language(table: Table, languages: Collection[str]) -> Mapping[str, str]:
    return {tag: table.text(tag) for tag in table.values if _known(table, tag, languages)}


def _known(table: Table, tag: str, languages: Collection[str]) -> bool:
    if tag in languages:
        return True
    said = rules.unknown_language(table.place(tag), tag, nearest_language(tag, languages))
    table.findings.append(said)
    return False


def _definition(table: Table) -> Source:
    """The definition, moved down and along to where it stands in the file.

    So every place in it is a place in the file, as long as no letter of it is escaped.
    """
    said = table.text("definition")
    start = table.value_at("definition")
    written = table.source.text
    quote = next((q for q in ('"""', "'''", '"', "'") if written.startswith(q, start)), "")
    start += len(quote)
    while written.startswith(("\n", " ", "\t"), start):
        start += 1
    place = table.source.span(start)
    return Source(table.source.path, "\n" * (place.line - 1) + " " * (place.column - 1) + said)


def _entry(table: Table, lang: str, languages: Collection[str]) -> EntrySource:
    table.known(*ENTRY)
    path = levels(table.text("entry"))
    if not all(path):
        table.findings.append(marks.empty_level(table.place("entry"), table.text("entry")))
    return EntrySource(
        tuple(level for level in path if level),
        language(table, "lang", languages) or lang,
        table.text("key"),
        table.text("index"),
        table.text("original"),
        table.text("sort"),
        table.texts("aliases"),
        table.texts("see"),
        table.texts("see-also"),
        table.place(),
    )
