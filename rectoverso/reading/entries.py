"""Read `glossary.toml` and `index.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rectoverso.model.headings import levels
from rectoverso.model.manuscript import EntrySource, TermSource
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.rules import marks
from rectoverso.model.source import Source, Span
from rectoverso.reading.labels import composed
from rectoverso.reading.languages import is_language, language
from rectoverso.reading.nearest import nearest_language
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
    "abbreviation",
    "pronunciation",
    "transliteration",
    "introduced",
)
ENTRY = (
    *("key", "entry", "lang", "index", "original", "sort", "aliases", "translations"),
    *("see", "see-also", "see-under", "see-also-under"),
)
MERGE = ("into", "from", "lang", "index")


def read_terms(file: Table, lang: str, languages: Collection[str]) -> tuple[TermSource, ...]:
    """The terms of `glossary.toml`, each under `[[term]]`; `lang` is the book's language."""
    file.known("term")
    seen: dict[str, Span] = {}
    return tuple(
        _term(table, lang, languages)
        for table in file.tables("term")
        if _named(table, "term") and _unique(table, seen, _key(table) or table.text("term"))
    )


def read_entries(file: Table, lang: str, languages: Collection[str]) -> tuple[EntrySource, ...]:
    """The entries of `index.toml`; `lang` is the book's language.

    Each stands under `[[entry]]`; what others are merged into it may stand under `[[merge]]`.
    """
    file.known("entry", "merge", "index")
    seen: dict[str, Span] = {}
    entries = tuple(
        _entry(table, lang, languages)
        for table in file.tables("entry")
        if _named(table, "entry") and _unique(table, seen, _key(table))
    )
    merged = (_merge(one, lang, languages) for one in file.tables("merge") if _named(one, "into"))
    return entries + tuple(merged)


def _key(table: Table) -> str:
    return composed(table.text("key"))


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
        _key(table) or composed(term),
        term,
        language(table, "lang", languages) or lang,
        _definition(table),
        table.texts("aliases"),
        _by_language(table.table("translations"), languages),
        {tag: aliases.texts(tag) for tag in aliases.values if _known(aliases, tag, languages)},
        see,
        table.texts("see-also"),
        table.text("sort"),
        table.text("abbreviation"),
        table.text("pronunciation"),
        table.text("transliteration"),
        composed(table.text("introduced")),
        table.place(),
    )


def _by_language(table: Table, languages: Collection[str]) -> Mapping[str, str]:
    return {tag: table.text(tag) for tag in table.values if _known(table, tag, languages)}


def _known(table: Table, tag: str, languages: Collection[str]) -> bool:
    if tag in languages or is_language(tag):
        return True
    said = rules.unknown_language(table.place(tag), tag, nearest_language(tag, languages))
    table.findings.append(said)
    return False


def _definition(table: Table) -> Source:
    """The definition, with its place in the file.

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
    return Source(table.source.path, said, above=place.line - 1, aside=place.column - 1)


def _entry(table: Table, lang: str, languages: Collection[str]) -> EntrySource:
    table.known(*ENTRY)
    return EntrySource(
        _path(table, "entry"),
        language(table, "lang", languages) or lang,
        _key(table),
        table.text("index"),
        table.text("original"),
        table.text("sort"),
        table.texts("aliases"),
        table.texts("see"),
        table.texts("see-also"),
        table.texts("see-under"),
        table.texts("see-also-under"),
        _by_language(table.table("translations"), languages),
        span=table.place(),
    )


def _merge(table: Table, lang: str, languages: Collection[str]) -> EntrySource:
    table.known(*MERGE)
    return EntrySource(
        _path(table, "into"),
        language(table, "lang", languages) or lang,
        index=table.text("index"),
        aliases=table.texts("from"),
        silent=True,
        span=table.place(),
    )


def _path(table: Table, name: str) -> tuple[str, ...]:
    path = levels(table.text(name))
    if not all(path):
        table.findings.append(marks.empty_level(table.place(name), table.text(name)))
    return tuple(level for level in path if level)
