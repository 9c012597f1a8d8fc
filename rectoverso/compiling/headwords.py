"""Take the terms out of glossaries that are written as chapters with definition lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from rectoverso.model.manuscript import Chapter, TermSource
from rectoverso.model.nodes import (
    Block,
    Definition,
    DefinitionList,
    Division,
    Node,
    Paragraph,
    Passage,
    Term,
    Text,
    plain,
    walk,
    walk_in_language,
)
from rectoverso.model.source import Source

# What a headword may say of itself besides its translations: [soviet]{.term aliases="soviets"}.
LISTS = ("aliases", "see", "see-also")
WORDS = ("sort", "abbreviation", "pronunciation", "transliteration", "introduced")


@dataclass(frozen=True, slots=True)
class Headwords:
    """The chapters without their definition lists, the terms of these, and what they explain."""

    chapters: tuple[Chapter, ...]
    sources: tuple[TermSource, ...]
    definitions: dict[str, tuple[Block, ...]]


def take_headwords(chapters: Sequence[Chapter]) -> Headwords:
    """The terms that chapters of the type glossary explain in definition lists.

    The lists may stand in divisions. Everything else in such a chapter stays where it is.
    """
    kept: list[Chapter] = []
    sources: list[TermSource] = []
    definitions: dict[str, tuple[Block, ...]] = {}
    for chapter in chapters:
        if chapter.kind == "glossary":
            blocks, found = _parted(chapter.blocks, chapter.lang)
            chapter = replace(chapter, blocks=blocks) if found else chapter
            for definition, lang in found:
                source = _source(definition, chapter.path, lang)
                sources.append(source)
                definitions.setdefault(source.key, tuple(_explained(definition)))
        kept.append(chapter)
    return Headwords(tuple(kept), tuple(sources), definitions)


def _parted(
    blocks: tuple[Block, ...], lang: str
) -> tuple[tuple[Block, ...], list[tuple[Definition, str]]]:
    kept: list[Block] = []
    found: list[tuple[Definition, str]] = []
    for block in blocks:
        match block:
            case DefinitionList(items):
                found.extend((item, lang) for item in items if plain(item.term).strip())
                # A picture, say, is no word that could be looked up.
                if mute := tuple(item for item in items if not plain(item.term).strip()):
                    kept.append(replace(block, items=mute))
            case Division(inner):
                left, within = _parted(inner, block.lang or lang)
                found.extend(within)
                if left or not within:
                    kept.append(replace(block, blocks=left))
            case _:
                kept.append(block)
    return tuple(kept), found


def _source(definition: Definition, path: str, lang: str) -> TermSource:
    marked = next((node for node in walk(definition.term) if isinstance(node, Term)), None)
    said = dict(marked.details) if marked else {}
    words = plain(definition.term).strip()
    lists = {name: _several(said.pop(name, "")) for name in LISTS}
    more = {name: said.pop(name, "") for name in WORDS}
    return TermSource(
        key=(marked and marked.key) or _label(definition.term) or normalize("NFC", words),
        term=words,
        lang=_language(definition.term, lang),
        definition=Source(path, ""),
        aliases=lists["aliases"],
        translations={tag: _several(forms)[0] for tag, forms in said.items() if _several(forms)},
        translation_aliases={tag: _several(forms)[1:] for tag, forms in said.items()},
        see=lists["see"],
        see_also=lists["see-also"],
        sort=more["sort"],
        abbreviation=more["abbreviation"],
        pronunciation=more["pronunciation"],
        transliteration=more["transliteration"],
        introduced=more["introduced"],
        span=definition.span,
    )


def _several(listed: str) -> tuple[str, ...]:
    return tuple(word for part in listed.split(";") if (word := part.strip()))


def _label(term: Sequence[Node]) -> str:
    return next((node.id for node in walk(tuple(term)) if isinstance(node, Passage)), "")


def _language(term: Sequence[Node], lang: str) -> str:
    found = walk_in_language(tuple(term), lang)
    return next((tag for node, tag in found if isinstance(node, Text)), lang)


def _explained(definition: Definition) -> Iterator[Block]:
    for meaning in definition.meanings:
        for block in meaning:
            yield replace(block, tight=False) if isinstance(block, Paragraph) else block
