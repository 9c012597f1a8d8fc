"""Read chapters: Markdown to the document tree, with findings for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex

from rectoverso.model.manuscript import (
    NAMED_BY_AUTHORS,
    Chapter,
    ChapterFile,
    Manuscript,
    TermSource,
)
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import Block, Heading, Inline, plain, walk
from rectoverso.model.rules import manuscript as project
from rectoverso.model.rules import syntax
from rectoverso.model.shares import share_out_many
from rectoverso.model.source import Finding, Source
from rectoverso.reading import kept, remarks
from rectoverso.reading.citations import cite
from rectoverso.reading.finger import Finger
from rectoverso.reading.frontmatter import FrontMatter, read_front_matter
from rectoverso.reading.inlines import TooDeepError
from rectoverso.reading.kept import Read
from rectoverso.reading.pandoc import WORKERS, Answer, listen
from rectoverso.reading.pictures import with_pictures
from rectoverso.reading.tree import Tree

# Who cannot read a chapter cannot say that it has no title.
UNREAD = ("M131", "M132", "S112")
# What words are made of: not of what cannot be seen, nor of marks alone.
_LEGIBLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a source that is read as Markdown."""

    source: Source
    start: int
    end: int
    text: str


def parse_all(manuscript: Manuscript, memory: Memory | None = None) -> tuple[Chapter, ...]:
    """Every chapter of the book with the works it cites, and with the findings of each.

    Those that are remembered just as they are now are not read again.
    """
    read = parse_chapters(manuscript, memory)
    chapters = cite(read, manuscript.library, manuscript.settings.lang, manuscript.locales)
    return tuple(with_pictures(chapter, manuscript) for chapter in chapters)


def parse_chapters(manuscript: Manuscript, memory: Memory | None = None) -> tuple[Chapter, ...]:
    """Every chapter as `parse` reads it; pandoc is asked once for all."""
    languages = tuple(manuscript.locales)
    return _parse(manuscript.chapters, manuscript.settings.lang, languages, memory or Memory())


def parse(chapter: ChapterFile | Source, lang: str = "", languages: Sequence[str] = ()) -> Chapter:
    """One chapter. Any text parses; what makes no sense becomes a finding.

    `lang` is the language of a chapter that names none; `languages` are those that are known
    (none given: all are).
    """
    file = chapter if isinstance(chapter, ChapterFile) else ChapterFile(chapter)
    return _parse([file], lang, languages, Memory())[0]


def parse_definitions(
    terms: Sequence[TermSource], languages: Sequence[str] = ()
) -> tuple[tuple[tuple[Block, ...], ...], tuple[Finding, ...]]:
    """The definitions of all terms, in their order; pandoc is asked once for all."""
    sources = [term.definition for term in terms]
    stretches = [_stretch(source, 0, len(source.text)) for source in sources]
    read = tuple(_read(stretches, languages))
    blocks = tuple(blocks for blocks, _ in read)
    return blocks, tuple(finding for _, findings in read for finding in findings)


def _parse(
    files: Sequence[ChapterFile], lang: str, languages: Sequence[str], memory: Memory
) -> tuple[Chapter, ...]:
    heads = [read_front_matter(file.source, languages) for file in files]
    names = [kept.name_of(file.source, languages) for file in files]
    known = [kept.recall(memory, name) for name in names]
    unread = [
        tuple(_stretches(file.source, head))
        for file, head, read in zip(files, heads, known, strict=True)
        if read is None
    ]
    fresh = iter(_read_files(unread, languages))
    chapters: list[Chapter] = []
    for file, head, name, read in zip(files, heads, names, known, strict=True):
        if read is None:
            read = next(fresh)
            kept.keep(memory, name, read)
        chapters.append(_chapter(file, head, lang, *read))
    return tuple(chapters)


def _read_files(
    files: Sequence[tuple[_Stretch, ...]], languages: Sequence[str]
) -> Sequence[tuple[Read, ...]]:
    """What stands in each file, stretch by stretch."""

    def understood(share: Sequence[tuple[_Stretch, ...]]) -> Sequence[tuple[Read, ...]]:
        # A process can follow what two pandocs tell. Of two that share a long book, each has one.
        pandocs = WORKERS if len(share) == len(files) else 1
        read = _read([one for stretches in share for one in stretches], languages, pandocs)
        return [tuple(islice(read, len(stretches))) for stretches in share]

    return share_out_many(understood, files, most=WORKERS)


def _stretches(source: Source, head: FrontMatter) -> Iterator[_Stretch]:
    """A chapter's body, title and subtitle."""
    yield _stretch(source, head.body, len(source.text))
    for scalar in (head.title, head.subtitle):
        # A text that stands in the front matter as it is read may hold editors' marks.
        as_written = source.text[scalar.start : scalar.end] == scalar.text
        text = source.readable[scalar.start : scalar.end] if as_written else scalar.text
        yield _Stretch(source, scalar.start, scalar.end, _as_heading(text))


def _read(
    stretches: Sequence[_Stretch], languages: Sequence[str], pandocs: int = WORKERS
) -> Iterator[Read]:
    """Each stretch as soon as it is read, while so many pandocs read the next."""
    answers = listen([stretch.text for stretch in stretches], pandocs=pandocs)
    for stretch, answer in zip(stretches, answers, strict=True):
        yield _understand(stretch, answer, languages)


def _stretch(source: Source, start: int, end: int) -> _Stretch:
    # White space before the first word would be an indented code block.
    text = source.readable[start:end]
    begun = len(text) - len(text.lstrip())
    first_line = text.rfind("\n", 0, begun) + 1 if source.text[:start].strip() else begun
    return _Stretch(source, start + first_line, end, text[first_line:])


def _understand(stretch: _Stretch, answer: Answer, languages: Sequence[str]) -> Read:
    start = stretch.source.span(stretch.start)
    if answer.blocks is None:
        return (), (syntax.unreadable(start, " ".join(answer.warnings)),)
    tree = Tree(Finger(stretch.source, stretch.start, stretch.end), languages)
    try:
        blocks = tree.blocks(answer.blocks)
    except TooDeepError:
        return (), (syntax.unreadable(start, "it is nested too deeply"),)
    said = remarks.warned(answer.warnings, stretch.source, start)
    return blocks, (*tree.findings, *said, *remarks.left_standing(blocks, stretch.source))


def _chapter(
    file: ChapterFile,
    head: FrontMatter,
    lang: str,
    body: Read,
    title: Read,
    subtitle: Read,
) -> Chapter:
    blocks, findings = body
    source = file.source
    words, label = _line(title[0]), head.id
    place = source.span(head.title.start if head.title.text else head.body)
    match blocks:
        case (Heading(level=1) as first, *rest) if not words:
            blocks = tuple(rest)
            words, label, place = first.children, label or first.id, first.span
            if first.id not in ("", label):
                findings += (project.label_beside_an_id(place, first.id, label),)
    findings += head.findings + title[1] + subtitle[1] + remarks.odd_letters(source)
    findings += tuple(_untitled(source, head, words, findings))
    findings += tuple(_in_headings(blocks))
    return Chapter(
        source.path,
        words,
        head.lang or (file.part.lang if file.part else "") or lang,
        head.kind,
        label,
        head.short_title,
        _line(subtitle[0]),
        head.authors,
        head.direction,
        head.numbered,
        head.source,
        head.status,
        file.part,
        blocks,
        tuple(sorted(set(findings))),
        place,
    )


def _untitled(
    source: Source, head: FrontMatter, title: tuple[Inline, ...], found: Iterable[Finding]
) -> Iterator[Finding]:
    """A finding for a chapter without a title, of a kind that authors name, that could be read."""
    unread = any(finding.code in UNREAD for finding in found)
    if head.kind in NAMED_BY_AUTHORS and not (_says_something(title) or unread):
        yield project.no_title(source.span(0))


def _says_something(title: tuple[Inline, ...]) -> bool:
    return bool(_LEGIBLE.search(plain(title)))


def _in_headings(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    for node in walk(blocks):
        if isinstance(node, Heading):
            if node.level == 1:
                yield syntax.chapter_title_in_the_body(node.span)
            if not _says_something(node.children):
                yield syntax.heading_without_words(node.span)


def _as_heading(title: str) -> str:
    """A title for pandoc: as a heading, so that “1. May” is no list, and with its last #."""
    return re.sub(r"#(?=#*$)", r"\\#", f"# {title}") if title else ""


def _line(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    """The text of a title."""
    match blocks:
        case (Heading(children=children),):
            return children
        case _:
            return ()
