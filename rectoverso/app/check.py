"""Go through a project as far as findings go: read it, compile it, look it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from rectoverso.app.report import in_order
from rectoverso.app.waiving import idle, waived
from rectoverso.compiling.assemble import assemble
from rectoverso.model.book import Book
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import NOWHERE
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import assembling, layout, outputs
from rectoverso.model.shares import aside
from rectoverso.model.source import Finding, Severity, Span
from rectoverso.reading.bidi import bidi_findings
from rectoverso.reading.criticmarkup import Manner
from rectoverso.reading.desk import editor_findings
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import UNREAD
from rectoverso.reading.texts import Texts, read_texts
from rectoverso.writing.coverage import uncovered
from rectoverso.writing.fonts import read_faces, unreadable
from rectoverso.writing.smallcapitals import without_small_capitals

Progress = Callable[[str], None]

# What is missed where a chapter could not be read: that chapter may label, mark or use it.
MISSED = ("X101", "I203", "I204", "I206", "I211", "I214", "I215", "G204")


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and compiled, with everything found on the way, in order of place."""

    manuscript: Manuscript
    book: Book
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A project as read and compiled, with what was found so far; nobody has looked it over."""

    manuscript: Manuscript
    texts: Texts
    book: Book
    findings: tuple[Finding, ...]


def check(
    root: Path,
    progress: Progress,
    *,
    memory: Memory | None = None,
    editing: bool = False,
    marks: Manner = "accept",
    unsaved: Mapping[str, str] | None = None,
) -> Checked:
    """Read and compile the project in a folder. Whatever its author got wrong is a finding.

    Chapters that are in the `memory` just as they are now are not read again; others are put there
    when the caller says so (`keep_all`).

    With `editing`, its text is looked over as an editor would, too, and a waiver that waives
    nothing is told. `marks` tells what becomes of editors' marks. Texts that are `unsaved`, by
    their paths from the project, count in place of the files.
    """
    memory = memory or Memory()
    manuscript, texts = _read(root, progress, memory, marks, unsaved)
    said = partial(_of_the_texts, manuscript, texts, editing=editing)
    with aside(said, len(texts.chapters)) as of_the_texts:
        done = _assembled(manuscript, texts, progress)
        return looked_over(done, progress, memory, of_the_texts, editing=editing)


def compiled(
    root: Path,
    progress: Progress,
    memory: Memory,
    marks: Manner = "accept",
    unsaved: Mapping[str, str] | None = None,
) -> Compiled:
    """The first part of `check`: what the book says is known, and whether it can be made."""
    return _assembled(*_read(root, progress, memory, marks, unsaved), progress)


def _read(
    root: Path,
    progress: Progress,
    memory: Memory,
    marks: Manner,
    unsaved: Mapping[str, str] | None,
) -> tuple[Manuscript, Texts]:
    progress("reading the chapters")
    manuscript = read(root, marks, unsaved)
    texts = read_texts(manuscript, memory)
    return replace(manuscript, files={**manuscript.files, **texts.files}), texts


def _assembled(manuscript: Manuscript, texts: Texts, progress: Progress) -> Compiled:
    progress("resolving names, glossary and index")
    keys = (term.key for term in manuscript.terms)
    book = assemble(manuscript, texts.chapters, dict(zip(keys, texts.definitions, strict=True)))
    found = (
        *manuscript.findings,
        *(finding for chapter in texts.chapters for finding in chapter.findings),
        *texts.findings,
        # Without chapters, whatever glossary and index lack follows from that alone.
        *(
            _of_the_book(manuscript, texts.chapters, book)
            if texts.chapters
            else _without_chapters(manuscript)
        ),
    )
    return Compiled(manuscript, texts, book, found)


def looked_over(
    done: Compiled,
    progress: Progress,
    memory: Memory,
    of_the_texts: Callable[[], tuple[Finding, ...]] | None = None,
    *,
    editing: bool = False,
) -> Checked:
    """The second part of `check`: the letters of the text, its faces, its language.

    `of_the_texts` gives what texts have wrong whatever book they make, if that is known.
    """
    manuscript, book, chapters = done.manuscript, done.book, done.texts.chapters
    progress("looking over the text")
    found = chain(
        done.findings,
        (assembling.raw_chapter(Span(c.path)) for c in chapters if c.status == "raw"),
        unreadable(manuscript.fonts),
        (layout.memory_spoilt(NOWHERE, count) for count in [memory.spoilt] if count),
        _without_face(manuscript, book) if chapters else (),
        _unfit_for_press(manuscript, book),
        (of_the_texts or partial(_of_the_texts, manuscript, done.texts, editing=editing))(),
    )
    kept, useless = waived(found, manuscript.checking.waivers)
    return Checked(manuscript, book, in_order((*kept, *(idle(useless) if editing else ()))))


def _of_the_texts(manuscript: Manuscript, texts: Texts, *, editing: bool) -> tuple[Finding, ...]:
    looks = (bidi_findings, editor_findings) if editing else (bidi_findings,)
    # Without chapters, nothing is known of the language that a text should be in.
    used = looks if manuscript.chapters else looks[1:]
    return tuple(
        one for look in used for one in look(manuscript, texts.chapters, texts.definitions)
    )


def _of_the_book(
    manuscript: Manuscript, chapters: Sequence[Chapter], book: Book
) -> tuple[Finding, ...]:
    unread = any(one.code in UNREAD for chapter in chapters for one in chapter.findings)
    if manuscript.lacking or unread:
        return tuple(one for one in book.findings if one.code not in MISSED)
    return book.findings


def _without_face(manuscript: Manuscript, book: Book) -> tuple[Finding, ...]:
    sources = {chapter.source.path: chapter.source for chapter in manuscript.chapters}
    faces = read_faces(manuscript.fonts)
    return (*uncovered(book, faces, sources), *without_small_capitals(book, faces))


def _unfit_for_press(manuscript: Manuscript, book: Book) -> Iterator[Finding]:
    if manuscript.settings.sheet.press.standard:
        from rectoverso.app.pressing import unfit_for_press

        yield from unfit_for_press(book, manuscript)


def _without_chapters(manuscript: Manuscript) -> tuple[Finding, ...]:
    if has_errors(manuscript.findings):
        return ()
    return (outputs.nothing_to_make(SETTINGS),)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether something keeps the book from being written."""
    return any(finding.severity is Severity.ERROR for finding in findings)
