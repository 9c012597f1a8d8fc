"""Look a manuscript over as an editor at a desk would: habits of each language, all the book."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Block
from rectoverso.model.source import Finding, Source
from rectoverso.reading.choices import choices
from rectoverso.reading.editing import Editor, edited
from rectoverso.reading.habits import read_habits
from rectoverso.reading.leftovers import leftovers
from rectoverso.reading.markup import UNREAD
from rectoverso.reading.paragraphs import Owner, Paragraph, paragraphs
from rectoverso.reading.spelling import misspelt


def editor_findings(
    manuscript: Manuscript,
    chapters: Sequence[Chapter],
    definitions: Sequence[tuple[Block, ...]],
) -> tuple[Finding, ...]:
    """What an editor would mark in chapters and definitions of the glossary.

    `definitions` are those of the manuscript's terms, in their order.
    """
    habits, findings = read_habits(manuscript.styles)
    editors = {lang: Editor(one) for lang, one in habits.items()}
    said = list(findings)
    whole: list[Paragraph] = []
    sources = {file.source.path: file.source for file in manuscript.chapters}
    for source in sources.values():
        said += leftovers(source)
    for texts in (_texts(manuscript, chapters, sources), _definitions(manuscript, definitions)):
        for text in texts:
            said += edited(text, editors)
            whole += text
    said += choices(whole, habits)
    said += misspelt(whole, manuscript)
    return tuple(said)


def _texts(
    manuscript: Manuscript, chapters: Sequence[Chapter], sources: dict[str, Source]
) -> tuple[tuple[Paragraph, ...], ...]:
    """The paragraphs of each chapter that could be read."""
    return tuple(
        paragraphs(
            (chapter.title, chapter.subtitle, chapter.blocks),
            Owner(chapter.lang, chapter.span),
            chapter.direction,
            sources[chapter.path],
            manuscript.locales,
        )
        for chapter in chapters
        if chapter.path in sources
        and chapter.lang in manuscript.locales
        and not any(finding.code in UNREAD for finding in chapter.findings)
    )


def _definitions(
    manuscript: Manuscript, definitions: Sequence[tuple[Block, ...]]
) -> tuple[tuple[Paragraph, ...], ...]:
    return tuple(
        paragraphs(blocks, Owner(term.lang, term.span), "", term.definition, manuscript.locales)
        for term, blocks in zip(manuscript.terms, definitions, strict=True)
        if term.lang in manuscript.locales
    )
