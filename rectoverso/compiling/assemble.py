"""Make a book of a manuscript and its chapters: everything numbered, named, linked and indexed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from rectoverso.compiling.arrangement import (
    arrange,
    complete,
    locale_of,
    supplied,
    supply,
    wanted,
)
from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.contents import contents_of, list_of
from rectoverso.compiling.crossrefs import References
from rectoverso.compiling.explaining import Explainer, in_order, languages_of
from rectoverso.compiling.glossary import gather_terms, home_of, targets_of
from rectoverso.compiling.guests import with_guests
from rectoverso.compiling.headwords import take_headwords
from rectoverso.compiling.indexing import build_indexes, section_of
from rectoverso.compiling.linking import link_all
from rectoverso.compiling.marks import gather
from rectoverso.compiling.names import anchor_of
from rectoverso.compiling.numbering import number, target_of
from rectoverso.compiling.words import count_words
from rectoverso.model.book import Book, Index, Section
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter, Manuscript, Settings, TermSource
from rectoverso.model.nodes import Block, Division, Text
from rectoverso.model.rules.references import labelled_twice


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
    chapters, definitions = explained.chapters, {**explained.definitions, **definitions}
    locales = with_guests(manuscript, chapters, definitions.values())

    @cache
    def locale(lang: str) -> Locale:
        return locale_of(lang, locales, settings.lang)

    @cache
    def alphabet(lang: str) -> Alphabet:
        return Alphabet(locale(lang))

    arrangement = arrange(settings, chapters, locales)
    terms = gather_terms((*manuscript.terms, *explained.sources))
    sections = complete(
        arrangement.sections,
        settings,
        locale(settings.lang),
        wanted(settings, arrangement.sections, glossary=bool(terms.by_key)),
    )
    words = sum(count_words(section.blocks) for section in sections)
    shelf = in_order(terms, alphabet(settings.lang))
    numbered = number(
        _with_definitions(sections, shelf, definitions), arrangement.unnumbered, locale
    )
    sections = link_all(numbered.sections, terms, settings.glossary.link, settings.glossary.gloss)
    gathering = gather(sections, manuscript.entries, settings.index.never)
    indexes, index_findings = build_indexes(
        gathering, settings.index, alphabet, locale(settings.lang)
    )
    sections = _with_indexes(sections, indexes, settings, locale(settings.lang))
    explained_targets = targets_of(terms, sections)
    targets = {
        **{section.id: target_of(section) for section in sections if section.kind == "index"},
        **explained_targets,
        **numbered.targets,
    }
    # A label in another script is spelt otherwise as an anchor.
    parts = dict.fromkeys(chapter.part for chapter in chapters if chapter.part)
    for label in (*(chapter.id for chapter in chapters if chapter.id), *(one.id for one in parts)):
        targets.setdefault(label, targets[anchor_of(label)])
    twice = tuple(
        labelled_twice(numbered.targets[label].span, label, target.span)
        for label, target in explained_targets.items()
        if label in numbered.targets
    )
    appendices = frozenset(one.id for one in sections if one.kind == "appendix")
    references = References(targets, locale, appendices)
    sections = tuple(references.section(section) for section in sections)
    sections, resolved = _without_definitions(sections, shelf)
    explainer = Explainer(
        terms,
        resolved,
        sections,
        targets,
        alphabet,
        settings.lang,
        languages_of(terms, (settings.lang, *settings.index.scripts)),
        by_language=settings.glossary.order == "by-language",
    )
    glossary = explainer.entries()
    side_by_side = next((one.lang for one in sections if one.kind == "concordance"), "")
    findings = (
        *arrangement.findings,
        *numbered.findings,
        *twice,
        *terms.findings,
        *gathering.findings,
        *index_findings,
        *references.findings,
        *explainer.findings,
    )
    return Book(
        settings=settings,
        direction=locale(settings.lang).direction,
        sections=sections,
        contents=contents_of(sections),
        targets=targets,
        glossary=glossary,
        indexes=indexes,
        locales=locales,
        figures=list_of("figure", numbered.floats, locale),
        tables=list_of("table", numbered.floats, locale),
        concordance=explainer.concordance(side_by_side) if side_by_side else None,
        words=words,
        findings=tuple(sorted(findings)),
    )


def _with_definitions(
    sections: Sequence[Section],
    terms: Sequence[TermSource],
    definitions: Mapping[str, tuple[Block, ...]],
) -> tuple[Section, ...]:
    """Each glossary with its definitions at its end, to be numbered and linked there."""
    parts: dict[str, tuple[Block, ...]] = {}
    for term in terms:
        part = Division(definitions.get(term.key, ()), lang=term.lang)
        home = home_of(term, sections)
        parts[home] = (*parts.get(home, ()), part)
    return tuple(
        replace(section, blocks=section.blocks + parts.get(section.id, ())) for section in sections
    )


def _without_definitions(
    sections: Sequence[Section], terms: Sequence[TermSource]
) -> tuple[tuple[Section, ...], dict[str, tuple[Block, ...]]]:
    """The sections with the definitions taken out of the glossaries again, and the definitions."""
    kept: list[Section] = []
    resolved: dict[str, tuple[Block, ...]] = {}
    for section in sections:
        if section.kind == "glossary":
            here = [term for term in terms if home_of(term, sections) == section.id]
            own = len(section.blocks) - len(here)
            for term, part in zip(here, section.blocks[own:], strict=True):
                if isinstance(part, Division):
                    resolved[term.key] = part.blocks
            section = replace(section, blocks=section.blocks[:own])
        kept.append(section)
    return tuple(kept), resolved


def _with_indexes(
    sections: Sequence[Section], indexes: Sequence[Index], settings: Settings, locale: Locale
) -> tuple[Section, ...]:
    """The sections with each index in the one listed for it, or in one of its own.

    A chapter of the type index holds the index that its id names ("index-persons"), or the first
    that has no place yet.
    """
    whole = tuple(sections)
    listed = [section.id for section in sections if section.kind == "index"]
    named = {index.name: section_of(index.name) for index in indexes}
    free = [one for one in listed if one not in named.values()]
    for index in indexes:
        if named[index.name] in listed:
            holder = named[index.name]
        elif free:
            holder = free.pop(0)
        else:
            section = supplied("index", named[index.name], whole, settings, locale)
            holder = section.id
            whole = supply(whole, replace(section, title=(Text(index.title),)))
        whole = tuple(replace(one, index=index) if one.id == holder else one for one in whole)
    return whole
