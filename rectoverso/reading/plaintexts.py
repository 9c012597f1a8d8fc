"""Find what will not stand as it is meant in texts without markup: titles in TOML, attributes.

Nothing can be marked there with its language. Isolates say the same, and can be written as
escapes in TOML and YAML, as entities in an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Text
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.paragraphs import Owner, Paragraph, kinds, paragraphs
from rectoverso.reading.sides import misplaced
from rectoverso.reading.toml import Table

ESCAPE, ENTITY = r"\u{:x}", "&#x{:x};"  # how a character is written that cannot be seen
_OF_THE_BOOK = ("title", "subtitle", "series", "edition", "publisher", "rights", "cover-alt")
_MARKED = re.compile(r"\[([^\]]*)\]\{(L|R)\}")


def misplaced_in(
    text: str,
    lang: str,
    span: Span,
    source: Source,
    locales: Mapping[str, Locale],
    written: str = ESCAPE,
) -> Iterator[Finding]:
    """What is wrong in a text of this language that begins at this place of its source."""
    if lang in locales:
        for one in paragraphs((Text(text, span),), Owner(lang, span), "", source, locales):
            yield from misplaced_plainly(one, written)


def misplaced_plainly(paragraph: Paragraph, written: str) -> Iterator[Finding]:
    """What is wrong in a paragraph where isolates are `written` so."""

    def isolated(found: re.Match[str]) -> str:
        start = written.format(0x2066 if found[2] == "L" else 0x2067)
        return f"{start}{found[1]}{written.format(0x2069)}"

    for finding in misplaced(paragraph, _runs):
        yield replace(finding, hint=_MARKED.sub(isolated, finding.hint))


def _runs(text: str) -> str:
    """L for a text that runs from left to right, R for one from right to left."""
    return (re.sub("[^LR]", "", kinds(text)) or "L")[0]


def misplaced_in_settings(
    book: Table, lang: str, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """What is wrong in the titles and names of `book.toml`, the titles of parts among them."""
    settings = book.inner(_table(book.values.get("book")), "book")
    for name in _OF_THE_BOOK:
        yield from _value(settings, name, lang, locales)
    listed = settings.values.get("chapters")
    for position, item in enumerate(listed if isinstance(listed, list) else ()):
        part = settings.inner(_table(item), "chapters", position)
        yield from _value(part, "part", str(part.values.get("lang", lang)), locales)


def misplaced_in_entries(
    file: Table, array: str, name: str, lang: str, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """What is wrong in the headings of a glossary or an index, and in their translations."""
    listed = file.values.get(array)
    for position, item in enumerate(listed if isinstance(listed, list) else ()):
        entry = file.inner(_table(item), array, position)
        yield from _value(entry, name, str(entry.values.get("lang", lang)), locales)
        translations = entry.inner(_table(entry.values.get("translations")), "translations")
        for other in translations.values:
            yield from _value(translations, other, other, locales)


def _value(table: Table, name: str, lang: str, locales: Mapping[str, Locale]) -> Iterator[Finding]:
    text = table.values.get(name)
    if isinstance(text, str) and text.strip():
        span = table.source.span(table.value_at(name))
        for level in text.split("!") if name == "entry" else (text,):
            yield from misplaced_in(level, lang, span, table.source, locales)


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
