"""Find letters that are in none of the faces their language is set in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rectoverso.model import project
from rectoverso.model.book import Book, GlossaryEntry, IndexEntry, Section
from rectoverso.model.nodes import (
    NOWHERE,
    Code,
    CodeBlock,
    IndexMark,
    Text,
    walk_in_language,
)
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import faces as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.writing.fonts import Face, missing

Role = Literal["serif", "mono"]

# Where a word stands that no chapter holds: only its file is known.
GLOSSARY, INDEX = Span(project.GLOSSARY), Span(project.INDEX)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that will be printed: their language, the kind of face, and where they begin."""

    text: str
    lang: str
    role: Role
    span: Span


def uncovered(
    book: Book, faces: Sequence[Face], sources: Mapping[str, Source]
) -> tuple[Finding, ...]:
    """A finding for every stretch of letters that the faces of its language lack.

    The same stretch is reported once for each language, at its first place; `sources` are the
    texts by path, in which that place is looked up.
    """
    written = tuple(wordings(book))
    letters: dict[tuple[str, Role], set[str]] = {}
    for words in written:
        letters.setdefault((words.lang, words.role), set()).update(words.text)
    lacking = {
        (lang, role): missing("".join(sorted(used)), families_of(book, lang, role), faces)
        for (lang, role), used in letters.items()
    }
    first: dict[tuple[str, Role, str], Span] = {}
    for words in written:
        if lack := lacking[words.lang, words.role]:
            for start, stretch in _stretches(words.text, lack):
                key = (words.lang, words.role, stretch)
                first.setdefault(key, _place(words, start, stretch, sources))
    return tuple(
        rules.no_face_has(
            span,
            stretch,
            [
                unicodedata.name(letter, f"U+{ord(letter):04X}")
                for letter in dict.fromkeys(stretch)
                if letter in lacking[lang, role]
            ],
            families_of(book, lang, role),
            lang,
            _language_that_has(stretch, role, book, faces),
        )
        for (lang, role, stretch), span in first.items()
    )


def _stretches(text: str, lacking: str) -> Iterator[tuple[int, str]]:
    """Where letters that are lacking begin, and these, with spaces and such between them."""
    start = end = -1
    for position, letter in enumerate(f"{text}."):
        if letter in lacking:
            start, end = (position if start < 0 else start), position + 1
        elif start >= 0 and (letter.isalnum() or position == len(text)):
            yield start, text[start:end]
            start = -1


def _language_that_has(words: str, role: Role, book: Book, faces: Sequence[Face]) -> str:
    """A language whose faces have these letters, the book's own languages before others."""
    own = [book.settings.lang, *(section.lang for section in book.sections)]
    for lang in dict.fromkeys((*own, *sorted(book.locales))):
        if lang in book.locales and not missing(words, families_of(book, lang, role), faces):
            return lang
    return ""


def wordings(book: Book) -> Iterator[Wording]:
    """All words of the book that an author wrote; those in chapters come first."""
    for section in book.sections:
        yield from _of_section(section)
    for entry in book.glossary:
        yield from _of_term(entry)
    for index in book.indexes:
        for group in index.groups:
            yield from _of_entries(group.entries)
    yield from _of_settings(book)


def _of_section(section: Section) -> Iterator[Wording]:
    place = section.span
    for tree in (section.title, section.subtitle, section.blocks):
        for node, lang in walk_in_language(tree, section.lang):
            # What compiling adds, such as “Figure 1”, has the place of what stands before it.
            place = node.span if node.span != NOWHERE else place
            match node:
                case Text(text):
                    yield Wording(text, lang, "serif", place)
                case Code(text) | CodeBlock(text):
                    yield Wording(text, lang, "mono", place)
                case IndexMark(path=path):
                    yield Wording(" ".join(path), node.lang or lang, "serif", place)
                case _:
                    pass
    for text in (section.short_title, *section.authors):
        yield Wording(text, section.lang, "serif", section.span)


def _of_term(entry: GlossaryEntry) -> Iterator[Wording]:
    for text in (entry.term, entry.abbreviation, entry.transliteration):
        yield Wording(text, entry.lang, "serif", GLOSSARY)
    yield Wording(entry.pronunciation, entry.lang, "mono", GLOSSARY)
    for node, lang in walk_in_language(entry.definition, entry.lang):
        match node:
            case Text(text):
                yield Wording(text, lang, "serif", node.span)
            case Code(text) | CodeBlock(text):
                yield Wording(text, lang, "mono", node.span)
            case _:
                pass
    for translation in entry.translations:
        yield Wording(translation.term, translation.lang, "serif", GLOSSARY)


def _of_entries(entries: Iterable[IndexEntry]) -> Iterator[Wording]:
    for entry in entries:
        for node, lang in walk_in_language(entry.shown or (Text(entry.heading),), entry.lang):
            if isinstance(node, Text):
                yield Wording(node.text, lang, "serif", INDEX)
        yield Wording(entry.original, entry.lang, "serif", INDEX)
        yield from _of_entries(entry.subentries)


def _of_settings(book: Book) -> Iterator[Wording]:
    settings = book.settings
    for text in (
        settings.title,
        settings.short_title,
        settings.subtitle,
        settings.publisher,
        settings.rights,
        settings.series,
        settings.edition,
        *(title for title in settings.index.titles.values()),
        *settings.wrap.words,
    ):
        yield Wording(text, settings.lang, "serif", SETTINGS)
    for person in settings.contributors:
        yield Wording(person.name, person.lang or settings.lang, "serif", SETTINGS)


def families_of(book: Book, lang: str, role: Role) -> tuple[str, ...]:
    """The families of a language, in the order in which they are asked for letters."""
    # A language without a locale is an error already; here it borrows the book's faces.
    locale = book.locales.get(lang) or book.locales[book.settings.lang]
    return locale.faces.get(role, ())


def _place(wording: Wording, start: int, words: str, sources: Mapping[str, Source]) -> Span:
    """The place of some words of a wording, looked up from where the wording begins."""
    span = wording.span
    if span in (SETTINGS, GLOSSARY, INDEX):
        return span
    if (source := sources.get(span.path)) is None:
        return replace(span, column=span.column + start)
    # They are not there if they were written as entities, such as &eacute;.
    begun = source.offset(span)
    found = source.text.find(words.split()[0], begun)
    return span if found < 0 else source.span(found)
