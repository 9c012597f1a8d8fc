"""Make a book of a manuscript and its chapters: everything numbered, named, linked and indexed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rectoverso.compiling.arrangement import (
    Arrangement,
    arrange,
    complete,
    locale_of,
    wanted,
    with_indexes,
)
from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.contents import contents_of, list_of
from rectoverso.compiling.crossrefs import References
from rectoverso.compiling.definitions import with_definitions, without_definitions
from rectoverso.compiling.explaining import explain, in_order
from rectoverso.compiling.glossary import Terms, gather_terms
from rectoverso.compiling.guests import with_guests
from rectoverso.compiling.headwords import take_headwords
from rectoverso.compiling.indexing import build_indexes
from rectoverso.compiling.labels import labelled
from rectoverso.compiling.linking import link_all
from rectoverso.compiling.marks import gather
from rectoverso.compiling.numbering import number
from rectoverso.compiling.words import count_words
from rectoverso.model.book import Book, Index, Section
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Block
from rectoverso.model.shares import share_out
from rectoverso.model.source import Finding


def assemble(
    manuscript: Manuscript,
    chapters: Sequence[Chapter],
    definitions: Mapping[str, tuple[Block, ...]],
) -> Book:
    """The book these chapters make, with every name resolved.

    `definitions` holds the parsed definitions of the glossary by key. The findings of the book are
    those made here; the manuscript and the chapters keep their own.
    """
    settings = manuscript.settings
    explained = take_headwords(chapters)
    definitions = {**explained.definitions, **definitions}
    locales = with_guests(manuscript, explained.chapters, definitions.values())
    tongues = _Tongues.of(locales, settings.lang)
    terms = gather_terms((*manuscript.terms, *explained.sources))
    shelf = in_order(terms, tongues.alphabet(settings.lang))
    arranged = _arranged(manuscript, explained.chapters, terms, locales)
    whole = with_definitions(arranged.sections, shelf, definitions)
    numbered = number(whole, arranged.unnumbered, tongues.locale)
    indexed = _indexed(numbered.sections, manuscript, terms, tongues)
    labels = labelled(numbered, terms, indexed.sections, explained.chapters)
    references = References(labels.targets, tongues.locale)
    referring = tuple(references.section(section) for section in indexed.sections)
    sections, resolved = without_definitions(referring, shelf)
    glossary = explain(terms, resolved, sections, labels.targets, tongues.alphabet, settings)
    stages = (arranged, numbered, terms, indexed, labels, references, glossary)
    return Book(
        settings,
        tongues.locale(settings.lang).direction,
        sections,
        contents_of(sections),
        labels.targets,
        glossary.entries,
        indexed.indexes,
        locales,
        list_of("figure", numbered.floats, tongues.locale),
        list_of("table", numbered.floats, tongues.locale),
        glossary.concordance,
        sum(share_out(count_words, [chapter.blocks for chapter in explained.chapters])),
        tuple(sorted(finding for stage in stages for finding in stage.findings)),
    )


@dataclass(frozen=True, slots=True)
class _Tongues:
    """The locale and the alphabet of each language of a book, made once."""

    locale: Callable[[str], Locale]
    alphabet: Callable[[str], Alphabet]

    @staticmethod
    def of(locales: Mapping[str, Locale], lang: str) -> _Tongues:
        """Those of a book in this language."""

        @cache
        def locale(tag: str) -> Locale:
            return locale_of(tag, locales, lang)

        return _Tongues(locale, cache(lambda tag: Alphabet(locale(tag))))


def _arranged(
    manuscript: Manuscript,
    chapters: Sequence[Chapter],
    terms: Terms,
    locales: Mapping[str, Locale],
) -> Arrangement:
    """All divisions but indexes in order: those of the author, and those that are wanted."""
    settings = manuscript.settings
    listed = arrange(settings, chapters, locales)
    kinds = wanted(settings, listed.sections, glossary=bool(terms.by_key))
    home = locale_of(settings.lang, locales, settings.lang)
    return replace(listed, sections=complete(listed.sections, settings, home, kinds))


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The sections, linked, with the indexes of what is marked in them."""

    sections: tuple[Section, ...]
    indexes: tuple[Index, ...]
    findings: tuple[Finding, ...]


def _indexed(
    sections: Sequence[Section], manuscript: Manuscript, terms: Terms, tongues: _Tongues
) -> _Indexed:
    settings = manuscript.settings
    home = tongues.locale(settings.lang)
    linked = link_all(sections, terms, settings.glossary.link, settings.glossary.gloss)
    gathering = gather(linked, manuscript.entries, settings.index.never)
    indexes, findings = build_indexes(gathering, settings.index, tongues.alphabet, home)
    whole = with_indexes(linked, indexes, settings, home)
    return _Indexed(whole, indexes, (*gathering.findings, *findings))
