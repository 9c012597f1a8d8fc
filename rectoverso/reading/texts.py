"""Read all texts of a book: its chapters and its glossary, with the works that both cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import Block
from rectoverso.model.source import Finding
from rectoverso.reading.citations import cite
from rectoverso.reading.markup import parse_chapters, parse_definitions
from rectoverso.reading.pictures import files_shown, with_pictures


@dataclass(frozen=True, slots=True)
class Texts:
    """The chapters, the definitions of the terms in their order, and what is wrong with these.

    `files` are those of the pictures that all of them show, by their addresses.
    """

    chapters: tuple[Chapter, ...]
    definitions: tuple[tuple[Block, ...], ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, Path]


def read_texts(manuscript: Manuscript, memory: Memory | None = None) -> Texts:
    """All texts, the works they cite told in the words of one style.

    Those that the `memory` has just as they are now are not read again. Where each chapter has a
    list of its own, those that the glossary cites stand in a bibliography at the end.
    """
    chapters = parse_chapters(manuscript, memory)
    definitions, said = parse_definitions(manuscript.terms, tuple(manuscript.locales))
    explained = [
        Chapter(term.definition.path, (), term.lang, "glossary", blocks=blocks)
        for term, blocks in zip(manuscript.terms, definitions, strict=True)
    ]
    cited, worded = _cited(chapters, explained, manuscript)
    worded = tuple(with_pictures(one, manuscript) for one in worded)
    return Texts(
        tuple(with_pictures(chapter, manuscript) for chapter in cited),
        tuple(one.blocks for one in worded),
        (*said, *(finding for one in worded for finding in one.findings)),
        files_shown((*cited, *worded), manuscript.root),
    )


def _cited(
    chapters: Sequence[Chapter], explained: Sequence[Chapter], manuscript: Manuscript
) -> tuple[tuple[Chapter, ...], tuple[Chapter, ...]]:
    library, lang, locales = manuscript.library, manuscript.settings.lang, manuscript.locales
    if library.each == "chapter":
        chapters = cite(chapters, library, lang, locales)
        done = cite(explained, replace(library, each="book"), lang, locales)
        return (*chapters, *done[len(explained) :]), done[: len(explained)]
    first, last = len(chapters), len(chapters) + len(explained)
    done = cite((*chapters, *explained), library, lang, locales)
    return (*done[:first], *done[last:]), done[first:last]
