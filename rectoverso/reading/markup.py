"""Read chapters: Markdown to the document tree, with findings for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rectoverso.model.manuscript import (
    NAMED_BY_AUTHORS,
    Chapter,
    ChapterFile,
    Manuscript,
    TermSource,
)
from rectoverso.model.nodes import Block, Citation, Heading, Image, Inline, walk
from rectoverso.model.rules import manuscript as project
from rectoverso.model.rules import marks as rules
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Source
from rectoverso.reading import remarks
from rectoverso.reading.citations import cite
from rectoverso.reading.citing import meant
from rectoverso.reading.files import PICTURES, Folder
from rectoverso.reading.finger import Finger
from rectoverso.reading.frontmatter import FrontMatter, Scalar, read_front_matter
from rectoverso.reading.inlines import TooDeepError
from rectoverso.reading.nearest import nearest
from rectoverso.reading.pandoc import Answer, ask
from rectoverso.reading.tree import Tree

# Who cannot read a chapter cannot say that it has no title.
UNREAD = ("M131", "M132", "S112")


_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a source that is read as Markdown."""

    source: Source
    start: int
    end: int
    text: str


def parse_all(manuscript: Manuscript) -> tuple[Chapter, ...]:
    """Every chapter of the book, with the findings of each; pandoc is asked once for all."""
    languages = tuple(manuscript.locales)
    lang = manuscript.settings.lang
    chapters = cite(
        _parse(manuscript.chapters, lang, languages), manuscript.library, lang, manuscript.locales
    )
    return tuple(_with_pictures(chapter, manuscript) for chapter in chapters)


def parse(chapter: ChapterFile | Source, lang: str = "", languages: Sequence[str] = ()) -> Chapter:
    """One chapter. Any text parses; what makes no sense becomes a finding.

    `lang` is the language of a chapter that names none; `languages` are those that are known
    (none given: all are).
    """
    file = chapter if isinstance(chapter, ChapterFile) else ChapterFile(chapter)
    return _parse([file], lang, languages)[0]


def parse_blocks(
    source: Source, languages: Sequence[str] = ()
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """A text without front matter, such as a definition of the glossary."""
    return _parse_texts([source], languages)[0]


def parse_definitions(
    terms: Sequence[TermSource], languages: Sequence[str] = ()
) -> tuple[tuple[tuple[Block, ...], ...], tuple[Finding, ...]]:
    """The definitions of all terms, in their order; pandoc is asked once for all."""
    parsed = _parse_texts([term.definition for term in terms], languages)
    blocks = tuple(blocks for blocks, _ in parsed)
    return blocks, (
        *(finding for _, findings in parsed for finding in findings),
        # Works are cited in chapters, where they are listed too.
        *(
            syntax.citation(work.span, work.key, meant(work.key))
            for node in walk(blocks)
            if isinstance(node, Citation)
            for work in node.works
        ),
    )


def _parse_texts(
    sources: Sequence[Source], languages: Sequence[str]
) -> tuple[tuple[tuple[Block, ...], tuple[Finding, ...]], ...]:
    stretches = [_stretch(source, 0, len(source.text)) for source in sources]
    answers = ask([stretch.text for stretch in stretches])
    return tuple(_understand(*asked, languages) for asked in zip(stretches, answers, strict=True))


def _parse(
    files: Sequence[ChapterFile], lang: str, languages: Sequence[str]
) -> tuple[Chapter, ...]:
    heads = [read_front_matter(file.source, languages) for file in files]
    stretches: list[_Stretch] = []
    for file, head in zip(files, heads, strict=True):
        stretches.append(_stretch(file.source, head.body, len(file.source.text)))
        stretches.extend(
            _Stretch(
                file.source, scalar.start, scalar.end, _as_heading(_readable(file.source, scalar))
            )
            for scalar in (head.title, head.subtitle)
        )
    answers = ask([stretch.text for stretch in stretches])
    parsed = [_understand(*asked, languages) for asked in zip(stretches, answers, strict=True)]
    return tuple(
        _chapter(file, head, lang, *parsed[3 * n : 3 * n + 3])
        for n, (file, head) in enumerate(zip(files, heads, strict=True))
    )


def _readable(source: Source, scalar: Scalar) -> str:
    """A text of the front matter; if it stands there as it is read, without editors' marks."""
    if source.text[scalar.start : scalar.end] == scalar.text:
        return source.readable[scalar.start : scalar.end]
    return scalar.text


def _stretch(source: Source, start: int, end: int) -> _Stretch:
    # White space before the first word would be an indented code block.
    text = source.readable[start:end]
    begun = len(text) - len(text.lstrip())
    first_line = text.rfind("\n", 0, begun) + 1 if source.text[:start].strip() else begun
    return _Stretch(source, start + first_line, end, text[first_line:])


def _understand(
    stretch: _Stretch, answer: Answer, languages: Sequence[str]
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
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
    body: tuple[tuple[Block, ...], tuple[Finding, ...]],
    title: tuple[tuple[Block, ...], tuple[Finding, ...]],
    subtitle: tuple[tuple[Block, ...], tuple[Finding, ...]],
) -> Chapter:
    blocks, findings = body
    source = file.source
    findings += head.findings + title[1] + subtitle[1]
    findings += remarks.odd_letters(source)
    words, label = _line(title[0]), head.id
    place = source.span(head.title.start if head.title.text else head.body)
    match blocks:
        case (Heading(level=1) as first, *rest) if not words:
            blocks = tuple(rest)
            words, label, place = first.children, label or first.id, first.span
    unread = any(finding.code in UNREAD for finding in findings)
    if head.kind in NAMED_BY_AUTHORS and not (words or unread):
        findings += (project.no_title(source.span(0)),)
    extra = [node for node in walk(blocks) if isinstance(node, Heading) and node.level == 1]
    findings += tuple(syntax.chapter_title_in_the_body(heading.span) for heading in extra)
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


def _with_pictures(chapter: Chapter, manuscript: Manuscript) -> Chapter:
    """The chapter with a finding for each picture that does not exist.

    What is there, but of no use, has been said when the project was read.
    """
    folder = Folder(manuscript.root / "chapters")
    missing: list[Finding] = []
    for node in walk(chapter.blocks):
        if not isinstance(node, Image) or node.path in manuscript.files:
            continue
        if _ADDRESS.match(node.path):
            shown = node.path if len(node.path) < 80 else f"{node.path[:60]}…"
            missing.append(rules.picture_elsewhere(node.span, shown))
        elif not folder.has(node.path):
            near = nearest(node.path, folder.files(".", tuple(PICTURES)))
            missing.append(rules.no_such_picture(node.span, node.path, near))
    if not missing:
        return chapter
    return replace(chapter, findings=tuple(sorted({*chapter.findings, *missing})))
