"""Look one chapter over against the last book: what is found in it, before all is read anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rectoverso.app.check import Checked
from rectoverso.app.report import in_order
from rectoverso.app.waiving import waived
from rectoverso.compiling.assemble import assemble
from rectoverso.compiling.names import nearest
from rectoverso.model.manuscript import Chapter, ChapterFile, Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import Reference, ReferenceList, walk
from rectoverso.model.rules import assembling
from rectoverso.model.rules.references import nothing_labelled
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.bidi import bidi_findings
from rectoverso.reading.desk import editor_findings
from rectoverso.reading.markup import parse_chapters
from rectoverso.reading.openmarks import chapters_read
from rectoverso.reading.pictures import with_pictures
from rectoverso.reading.waivers import waivers_in
from rectoverso.reading.works import uncited

# How the codes begin of what only all chapters, or faces, can tell; and of references, which are
# looked up in the last book.
LATER = ("F1", "G2", "I2", "T107", "T12", "W101", "X")


@dataclass(frozen=True, slots=True)
class Glanced:
    """One chapter as it is now, and what is found in it, in order of place."""

    chapter: Chapter
    findings: tuple[Finding, ...]


def glance(last: Checked, source: Source, memory: Memory) -> Glanced | None:
    """What `check` (with `editing`) would find in this chapter if no other had changed.

    Its references are looked up among the names of the `last` book. What only the whole book can
    tell is taken over from there, as far as its lines are still the same. None where the chapter
    was not in the last book, or has no text.
    """
    before = next((c for c in last.manuscript.chapters if c.source.path == source.path), None)
    if before is None or not source.text.strip():
        return None
    (file,), edited = chapters_read([replace(before, source=source)], "accept")
    alone = _alone(last.manuscript, file)
    read = uncited(parse_chapters(alone, memory)[0], last.manuscript.library)
    chapter = with_pictures(read, last.manuscript)
    fresh = (
        *alone.findings,
        *edited,
        *chapter.findings,
        *((assembling.raw_chapter(Span(chapter.path)),) if chapter.status == "raw" else ()),
        *bidi_findings(alone, (*_company(last, chapter), chapter), ()),
        *(one for one in editor_findings(alone, (chapter,), ()) if one.span.path == source.path),
    )
    found = (
        *(one for one in fresh if not one.code.startswith(LATER)),
        *_lost(alone, chapter, last),
        *_kept(last, before.source, source),
    )
    return Glanced(chapter, in_order(waived(found, alone.checking.waivers)[0]))


def _alone(manuscript: Manuscript, file: ChapterFile) -> Manuscript:
    """The project as if it had this chapter only; its findings are those of its waivers."""
    waivers, remarks = waivers_in([file.source])
    known = manuscript.checking
    others = (one for one in known.waivers if one.span.path != file.source.path)
    checking = replace(known, spelling=(), waivers=(*others, *waivers))
    return replace(
        manuscript,
        chapters=(file,),
        terms=(),
        entries=(),
        checking=checking,
        findings=remarks,
    )


def _company(last: Checked, chapter: Chapter) -> Iterator[Chapter]:
    """Empty chapters in the languages of the book, which remedies name."""
    sections = [section for section in last.book.sections if section.path]
    for section in sections:
        yield Chapter("", (), chapter.lang if section.path == chapter.path else section.lang)


def _lost(alone: Manuscript, chapter: Chapter, last: Checked) -> Iterator[Finding]:
    """A finding for each reference of the chapter to what neither it nor the last book has."""
    others = {
        label: target
        for label, target in last.book.targets.items()
        if target.span.path != chapter.path
    }
    names = {**others, **assemble(alone, (chapter,), {}).targets}
    for node in walk((*chapter.title, *chapter.subtitle, *chapter.blocks)):
        several = node.references if isinstance(node, ReferenceList) else (node,)
        for one in several:
            if isinstance(one, Reference) and one.form != "example" and one.label not in names:
                yield nothing_labelled(one.span, one.label, nearest(one.label, names))


def _kept(last: Checked, old: Source, new: Source) -> Iterator[Finding]:
    """What the whole book told of the chapter, on its lines before and behind those changed."""
    was, now = old.text.split("\n"), new.text.split("\n")
    before = _alike(was, now)
    behind = min(_alike(was[::-1], now[::-1]), min(len(was), len(now)) - before)
    for one in last.findings:
        if one.span.path != new.path or not one.code.startswith(LATER) or one.code == "X101":
            continue
        if one.span.line <= before:
            yield one
        elif one.span.line > len(was) - behind:
            span = replace(one.span, line=one.span.line + len(now) - len(was))
            yield replace(one, span=span)


def _alike(some: list[str], others: list[str]) -> int:
    """How many lines two texts have in common from their beginnings on."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(some), len(others)))
