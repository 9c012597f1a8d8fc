"""Find what will not stand as it is meant in texts without markup: titles in TOML, attributes.

Nothing can be marked there with its language. Isolates say the same, and can be written as
escapes in TOML and YAML, as entities in an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rectoverso.model.headings import levels
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Direction, Text
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.paragraphs import Owner, Paragraph, kinds, paragraphs
from rectoverso.reading.scripts import foreign_letters
from rectoverso.reading.settings import ROLES
from rectoverso.reading.sides import misplaced
from rectoverso.reading.toml import Table

ESCAPE, ENTITY = r"\u{:x}", "&#x{:x};"  # how a character is written that cannot be seen
_OF_THE_BOOK = (
    *("title", "short-title", "subtitle", "series", "edition", "publisher", "rights"),
    "description",
    "cover-alt",
)
_OF_THE_COVER = ("author", "spine-title", "back", "about")
_BESIDE_HEADINGS = ("abbreviation", "transliteration", "original")
_BLANK_LINES = re.compile(r"\n\s*\n")
_MARKED = re.compile(r"\[([^\]]*)\]\{(L|R)\}")


def misplaced_in(
    text: str,
    lang: str,
    span: Span,
    source: Source,
    locales: Mapping[str, Locale],
    written: str = ESCAPE,
    direction: Direction = "",
) -> Iterator[Finding]:
    """What is wrong in a text of this language that begins at this place of its source.

    Where no direction is given, it is that of the language.
    """
    for one in _paragraphs(text, lang, span, source, locales, direction):
        yield from misplaced_plainly(one, written)


def _paragraphs(
    text: str,
    lang: str,
    span: Span,
    source: Source,
    locales: Mapping[str, Locale],
    direction: Direction,
) -> tuple[Paragraph, ...]:
    if lang not in locales:
        return ()
    return paragraphs((Text(text, span),), Owner(lang, span), direction, source, locales)


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
    file: Table, lang: str, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """What is wrong in the texts of `book.toml` that are printed, or that a catalogue shows."""
    reader = _Reader(lang, locales, spelling=True)
    book = file.inner(_table(file.values.get("book")), "book")
    for name in _OF_THE_BOOK:
        yield from reader.value(book, name)
    others = replace(reader, spelling=False)
    yield from others.items(book, "subjects", "auto")
    yield from others.items(book, "alternate-title", "auto")
    for role in ROLES:
        yield from reader.persons(book, role)
    listed = book.values.get("chapters")
    for position, item in enumerate(listed if isinstance(listed, list) else ()):
        part = book.inner(_table(item), "chapters", position)
        yield from replace(reader, lang=str(part.values.get("lang", lang))).value(part, "part")
    cover = file.inner(_table(file.values.get("cover")), "cover")
    yield from reader.value(cover, "title", parted=str.splitlines)
    for name in _OF_THE_COVER:
        yield from reader.value(cover, name, parted=_BLANK_LINES.split)
    yield from reader.value(cover, "price", "auto")
    yield from reader.items(file.inner(_table(file.values.get("index")), "index"), "titles")


def misplaced_in_entries(
    file: Table, array: str, name: str, lang: str, locales: Mapping[str, Locale]
) -> Iterator[Finding]:
    """What is wrong in the headings of a glossary or an index, and in what stands beside them.

    An index may have titles there as well.
    """
    index = file.inner(_table(file.values.get("index")), "index")
    yield from _Reader(lang, locales).items(index, "titles")
    listed = file.values.get(array)
    for position, item in enumerate(listed if isinstance(listed, list) else ()):
        entry = file.inner(_table(item), array, position)
        reader = _Reader(str(entry.values.get("lang", lang)), locales)
        yield from reader.value(entry, name, parted=levels if name == "entry" else None)
        for beside in _BESIDE_HEADINGS:
            yield from reader.value(entry, beside, "auto")
        translations = entry.inner(_table(entry.values.get("translations")), "translations")
        for other in translations.values:
            yield from replace(reader, lang=other).value(translations, other)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Knows the language that texts are in, and the languages there are.

    A text runs as its language does; `auto`, as its first letter does, is for what stands by
    itself wherever it is shown, in a language that nobody states. Letters of other languages are
    looked for (`spelling`) where nobody else does that.
    """

    lang: str
    locales: Mapping[str, Locale]
    spelling: bool = False

    def value(
        self,
        table: Table,
        name: str,
        direction: Direction = "",
        parted: Callable[[str], Iterable[str]] | None = None,
    ) -> Iterator[Finding]:
        """What is wrong in a value, if it is a text; its parts may stand apart in print."""
        text = table.values.get(name)
        if isinstance(text, str):
            yield from self.text(text, table, table.value_at(name), direction, parted)

    def items(self, table: Table, name: str, direction: Direction = "") -> Iterator[Finding]:
        """What is wrong in the texts of a list or a table."""
        inner = table.values.get(name)
        found = inner.items() if isinstance(inner, dict) else enumerate(_several(inner))
        for key, text in found:
            if isinstance(text, str):
                yield from self.text(text, table, table.value_at(name, key), direction)

    def persons(self, book: Table, role: str) -> Iterator[Finding]:
        """What is wrong in the names of those who have this part in the book."""
        yield from self.items(book, role, "auto")
        for position, person in enumerate(_several(book.values.get(role))):
            table = book.inner(_table(person), role, position)
            own = str(table.values.get("lang", ""))
            for name in ("name", "sort"):
                yield from replace(self, lang=own or self.lang).value(
                    table, name, "" if own else "auto"
                )
            yield from replace(self, spelling=False).items(table, "alternate", "auto")

    def text(
        self,
        text: str,
        table: Table,
        at: int,
        direction: Direction,
        parted: Callable[[str], Iterable[str]] | None = None,
    ) -> Iterator[Finding]:
        """What is wrong in a text that is written there in a file."""
        for part in map(str.strip, parted(text) if parted else (text,)):
            at = max(table.source.text.find(part, at), at)
            place = table.source.span(at)
            for one in _paragraphs(part, self.lang, place, table.source, self.locales, direction):
                yield from misplaced_plainly(one, ESCAPE)
                if self.spelling:
                    yield from foreign_letters(one)


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
