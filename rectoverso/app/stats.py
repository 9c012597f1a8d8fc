"""Count what a book holds, chapter by chapter: for planning, and for whoever pays by the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from rectoverso.app.check import Checked
from rectoverso.compiling.comparing import added, compare
from rectoverso.compiling.words import WORD, count_words
from rectoverso.model.book import Section
from rectoverso.model.habits import Habits
from rectoverso.model.manuscript import Chapter
from rectoverso.model.nodes import (
    Figure,
    Heading,
    IndexMark,
    Note,
    Paragraph,
    Passage,
    Table,
    Verse,
    plain,
    walk,
)
from rectoverso.model.project import CHAPTERS
from rectoverso.model.source import Source
from rectoverso.reading.criticmarkup import editor_marks
from rectoverso.reading.frontmatter import read_front_matter
from rectoverso.reading.habits import read_habits
from rectoverso.reading.leftovers import leftovers
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all
from rectoverso.writing.paper.pagemap import read_map


@dataclass(frozen=True, slots=True)
class Counted:
    """What a chapter holds; the whole book, too.

    `pages` are those of the last PDF, if there is one. `changes` and `remarks` are editors' marks
    that are open, `to_do` what is left to do by its author's own word. `added` and `removed` are
    words since the revision that was asked for. Words of notes, captions, tables and
    descriptions of pictures are counted.
    """

    path: str
    title: str
    lang: str
    status: str
    words: int
    characters: int
    minutes: int
    pages: int | None
    notes: int
    figures: int
    tables: int
    marks: int
    changes: int
    remarks: int
    to_do: int
    added: int | None = None
    removed: int | None = None


def count(checked: Checked, memory: Path, since: Path | None = None) -> list[Counted]:
    """What each chapter holds, in the order of the book; `since` is the project as it was.

    `memory` is the folder in which the last build left its page map.
    """
    habits, _ = read_habits(checked.manuscript.styles)
    pages = _pages(checked, memory)
    changed = _changed(checked.manuscript.root, since) if since else {}
    sections = {section.path: section for section in checked.book.sections if section.path}
    return [
        _counted(sections[file.source.path], file.source, habits, pages, changed)
        for file in checked.manuscript.chapters
        if file.source.path in sections
    ]


def _counted(
    section: Section,
    source: Source,
    habits: Mapping[str, Habits],
    pages: Mapping[str, int],
    changed: Mapping[str, tuple[int, int]],
) -> Counted:
    nodes = Counter(type(node) for node in walk(section.blocks))
    marks = Counter(mark.kind for mark in editor_marks(source.text))
    remarks = max(marks.pop("comment", 0), marks.pop("highlight", 0))
    words = count_words(section.blocks)
    speed = habits.get(section.lang, Habits()).words_a_minute
    more, fewer = changed.get(section.path, (None, None))
    return Counted(
        path=section.path,
        title=plain(section.title),
        lang=section.lang,
        status=_status(source),
        words=words,
        characters=_characters(section),
        minutes=-(-words // speed),
        pages=pages.get(section.id),
        notes=nodes[Note],
        figures=nodes[Figure],
        tables=nodes[Table],
        marks=nodes[IndexMark],
        changes=marks.total(),
        remarks=remarks,
        to_do=sum(1 for found in leftovers(source) if found.code in ("T130", "T131")),
        added=more,
        removed=fewer,
    )


def _status(source: Source) -> str:
    return read_front_matter(source).status


def _characters(section: Section) -> int:
    """The letters, signs and spaces of a section's text, as word processors count them."""
    texts = [
        plain(node.children)
        for node in walk(section.blocks)
        if isinstance(node, Paragraph | Heading)
    ]
    texts += [
        plain(line)
        for node in walk(section.blocks)
        if isinstance(node, Verse)
        for line in node.lines
    ]
    return sum(map(len, texts))


def _pages(checked: Checked, memory: Path) -> dict[str, int]:
    """How many pages each section has in the last PDF, blank ones before the next included."""
    folios = read_map(memory).folios
    starts = [
        (section.id, folios[section.id].page)
        for section in checked.book.sections
        if section.id in folios
    ]
    last = max((folio.page for folio in folios.values()), default=0) + 1
    ends = [*(page for _, page in starts[1:]), last]
    return {name: end - page for (name, page), end in zip(starts, ends, strict=False)}


def _changed(root: Path, since: Path) -> dict[str, tuple[int, int]]:
    """How many words came and went in each chapter."""
    old, new = (
        {chapter.path: chapter for chapter in parse_all(read(folder))} for folder in (since, root)
    )
    return {
        path: _came_and_went(compare(old[path], chapter) if path in old else added(chapter))
        for path, chapter in new.items()
    }


def _came_and_went(chapter: Chapter) -> tuple[int, int]:
    counts = {"insertion": 0, "deletion": 0}
    for node in walk((chapter.title, chapter.blocks)):
        if isinstance(node, Passage) and "moved" not in node.classes:
            for kind in counts:
                if kind in node.classes:
                    counts[kind] += len(WORD.findall(plain(node.children)))
    return counts["insertion"], counts["deletion"]


def total(chapters: Sequence[Counted]) -> Counted:
    """All chapters together."""
    sums: dict[str, Any] = {}
    for field in fields(Counted):
        values = [getattr(chapter, field.name) for chapter in chapters]
        numbers = [value for value in values if isinstance(value, int)]
        sums[field.name] = "" if "str" in str(field.type) else sum(numbers) if numbers else None
    return Counted(**sums)


def as_json(chapters: Sequence[Counted]) -> dict[str, Any]:
    """The counts for programs."""
    return {"chapters": [asdict(one) for one in chapters], "book": asdict(total(chapters))}


HEADS = (
    *("Chapter", "Title", "Words", "Letters", "Minutes", "Pages", "Notes", "Figures", "Tables"),
    *("Marks", "Changes", "Remarks", "To do", "Status"),
)
FIGURES = range(2, len(HEADS) - 1)


def rows(chapters: Sequence[Counted]) -> list[tuple[str, ...]]:
    """The counts as rows of a table, with a last one for the book."""
    return [_row(one) for one in (*chapters, total(chapters))]


def _row(one: Counted) -> tuple[str, ...]:
    numbers = (
        *(one.words, one.characters, one.minutes, one.pages, one.notes, one.figures, one.tables),
        *(one.marks, one.changes, one.remarks, one.to_do),
    )
    words = [f"{number:,}" if number is not None else "–" for number in numbers]
    if one.added is not None:
        words[0] += f" (+{one.added:,} −{one.removed or 0:,})"
    return (one.path.removeprefix(f"{CHAPTERS}/"), one.title, *words, one.status)
