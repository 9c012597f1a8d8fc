"""Go through a project as far as findings go: read it, compile it, look it over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rectoverso.app.report import in_order
from rectoverso.compiling.assemble import assemble
from rectoverso.model.book import Book, Manuscript
from rectoverso.model.source import Finding, Severity
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


def check(root: Path, progress: Progress) -> Checked:
    """Read and compile the project in a folder. Whatever its author got wrong is a finding."""
    progress("reading the chapters")
    manuscript = read(root)
    chapters = parse_all(manuscript)
    definitions, remarks = parse_definitions(manuscript.terms, tuple(manuscript.locales))

    progress("resolving names, glossary and index")
    keys = (term.key for term in manuscript.terms)
    book = assemble(manuscript, chapters, dict(zip(keys, definitions, strict=True)))

    progress("looking for letters without a face")
    faces = read_faces(manuscript.fonts)
    return Checked(
        manuscript,
        book,
        in_order(
            chain(
                manuscript.findings,
                *(chapter.findings for chapter in chapters),
                remarks,
                book.findings,
                unreadable(manuscript.fonts),
                uncovered(book, faces, {c.source.path: c.source for c in manuscript.chapters}),
            )
        ),
    )


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether something keeps the book from being written."""
    return any(finding.severity is Severity.ERROR for finding in findings)
