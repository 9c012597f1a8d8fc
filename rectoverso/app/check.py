"""Go through a project as far as findings go: read it, compile it, look it over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rectoverso.app.report import in_order
from rectoverso.app.waiving import idle, waived
from rectoverso.compiling.assemble import assemble
from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import NOWHERE
from rectoverso.model.rules import assembling, layout, outputs
from rectoverso.model.source import Finding, Severity, Span
from rectoverso.reading.bidi import bidi_findings
from rectoverso.reading.criticmarkup import Manner
from rectoverso.reading.desk import editor_findings
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all, parse_definitions
from rectoverso.writing.coverage import uncovered
from rectoverso.writing.fonts import read_faces, unreadable

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and compiled, with everything found on the way, in order of place."""

    manuscript: Manuscript
    book: Book
    findings: tuple[Finding, ...]


def check(
    root: Path,
    progress: Progress,
    *,
    memory: Memory | None = None,
    editing: bool = False,
    marks: Manner = "accept",
) -> Checked:
    """Read and compile the project in a folder. Whatever its author got wrong is a finding.

    Chapters that are in the `memory` just as they are now are not read again; others are put there
    when the caller says so (`keep_all`).

    With `editing`, its text is looked over as an editor would, too, and a waiver that waives
    nothing is told. `marks` tells what becomes of editors' marks.
    """
    progress("reading the chapters")
    manuscript = read(root, marks)
    memory = memory or Memory()
    chapters = parse_all(manuscript, memory)
    definitions, remarks = parse_definitions(manuscript.terms, tuple(manuscript.locales))

    progress("resolving names, glossary and index")
    keys = (term.key for term in manuscript.terms)
    book = assemble(manuscript, chapters, dict(zip(keys, definitions, strict=True)))

    progress("looking for letters without a face")
    found = chain(
        manuscript.findings,
        *(chapter.findings for chapter in chapters),
        (assembling.raw_chapter(Span(c.path)) for c in chapters if c.status == "raw"),
        remarks,
        bidi_findings(manuscript, chapters, definitions),
        unreadable(manuscript.fonts),
        (layout.memory_spoilt(NOWHERE, count) for count in [memory.spoilt] if count),
        # Without chapters, whatever glossary and index lack follows from that alone.
        _of_the_whole(manuscript, book) if chapters else _without_chapters(manuscript),
    )
    if editing:
        progress("looking over the text")
        found = chain(found, editor_findings(manuscript, chapters, definitions))
    kept, useless = waived(found, manuscript.checking.waivers)
    return Checked(manuscript, book, in_order((*kept, *(idle(useless) if editing else ()))))


def _of_the_whole(manuscript: Manuscript, book: Book) -> tuple[Finding, ...]:
    sources = {chapter.source.path: chapter.source for chapter in manuscript.chapters}
    return book.findings + uncovered(book, read_faces(manuscript.fonts), sources)


def _without_chapters(manuscript: Manuscript) -> tuple[Finding, ...]:
    if has_errors(manuscript.findings):
        return ()
    return (outputs.nothing_to_make(Span("chapters/book.toml")),)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether something keeps the book from being written."""
    return any(finding.severity is Severity.ERROR for finding in findings)
