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
from rectoverso.reading.markup import parse_all, parse_blocks
from rectoverso.writing.coverage import uncovered
from rectoverso.writing.fonts import read_faces

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
    parsed = {term.key: parse_blocks(term.definition) for term in manuscript.terms}
    definitions = {key: blocks for key, (blocks, _) in parsed.items()}

    progress("resolving names, glossary and index")
    book = assemble(manuscript, chapters, definitions)

    progress("looking for letters without a face")
    faces = read_faces(manuscript.fonts)
    return Checked(
        manuscript,
        book,
        in_order(
            chain(
                manuscript.findings,
                *(chapter.findings for chapter in chapters),
                *(findings for _, findings in parsed.values()),
                book.findings,
                uncovered(book, faces),
            )
        ),
    )


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether something keeps the book from being written."""
    return any(finding.severity is Severity.ERROR for finding in findings)
