"""Read chapters and definitions as they are without the marks that editors left open in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rectoverso.model.manuscript import ChapterFile, TermSource
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Source
from rectoverso.reading.criticmarkup import Manner, editor_marks, prepared, strays
from rectoverso.reading.signatures import signatures


def chapters_read(
    chapters: Sequence[ChapterFile], manner: Manner
) -> tuple[tuple[ChapterFile, ...], tuple[Finding, ...]]:
    """The chapters as they are to be read, and what is open in them."""
    read = [_read(chapter.source, manner) for chapter in chapters]
    changed = (
        chapter if source is chapter.source else replace(chapter, source=source)
        for chapter, (source, _) in zip(chapters, read, strict=True)
    )
    return tuple(changed), tuple(finding for _, said in read for finding in said)


def terms_read(
    terms: Sequence[TermSource], manner: Manner
) -> tuple[tuple[TermSource, ...], tuple[Finding, ...]]:
    """The terms with their definitions as they are to be read, and what is open in them."""
    read = [_read(term.definition, manner) for term in terms]
    changed = (
        term if source is term.definition else replace(term, definition=source)
        for term, (source, _) in zip(terms, read, strict=True)
    )
    return tuple(changed), tuple(finding for _, said in read for finding in said)


def _read(source: Source, manner: Manner) -> tuple[Source, tuple[Finding, ...]]:
    said = tuple(syntax.mark_without_end(source.span(at), sign) for at, sign in strays(source.text))
    marks = editor_marks(source.text)
    if not marks:
        return source, said
    unsaid = signatures(source.text).bare
    kinds = Counter(mark.kind for mark in marks if mark.start not in unsaid)
    # What is said of a text stands behind it: the two are one remark.
    remarks = max(kinds.pop("comment", 0), kinds.pop("highlight", 0))
    place = source.span(marks[0].start)
    told = syntax.open_marks(place, kinds.total(), remarks, manner)
    return replace(source, read_as=prepared(source.text, manner)), (told, *said)
