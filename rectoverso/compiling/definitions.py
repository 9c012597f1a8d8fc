"""Put the definitions of terms into the glossaries they belong to, and take them out again.

In between they are numbered, linked and referred from as the rest of the text is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rectoverso.compiling.glossary import glossaries_of, home_of
from rectoverso.model.book import Section
from rectoverso.model.manuscript import TermSource
from rectoverso.model.nodes import Block, Division


def with_definitions(
    sections: Sequence[Section],
    terms: Sequence[TermSource],
    definitions: Mapping[str, tuple[Block, ...]],
) -> tuple[Section, ...]:
    """Each glossary with the definitions of its terms, by key, at its end."""
    parts = {
        home: [Division(definitions.get(term.key, ()), lang=term.lang) for term in here]
        for home, here in _at_home(terms, sections).items()
    }
    return tuple(
        replace(section, blocks=(*section.blocks, *parts.get(section.id, ())))
        for section in sections
    )


def without_definitions(
    sections: Sequence[Section], terms: Sequence[TermSource]
) -> tuple[tuple[Section, ...], dict[str, tuple[Block, ...]]]:
    """The sections as they were before `with_definitions`, and the definitions by key."""
    kept: list[Section] = []
    definitions: dict[str, tuple[Block, ...]] = {}
    at_home = _at_home(terms, sections)
    for section in sections:
        here = at_home.get(section.id, [])
        own = len(section.blocks) - len(here)
        for term, part in zip(here, section.blocks[own:], strict=True):
            if isinstance(part, Division):
                definitions[term.key] = part.blocks
        kept.append(replace(section, blocks=section.blocks[:own]) if here else section)
    return tuple(kept), definitions


def _at_home(
    terms: Sequence[TermSource], sections: Sequence[Section]
) -> dict[str, list[TermSource]]:
    """The terms of each glossary, by its id."""
    glossaries = glossaries_of(sections)
    found: dict[str, list[TermSource]] = {}
    for term in terms:
        found.setdefault(home_of(term, glossaries), []).append(term)
    return found
