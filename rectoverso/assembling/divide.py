"""Divide a clean text into chapters, as Markdown that says what the text said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rectoverso.assembling.changes import Change, Step, carried_out
from rectoverso.assembling.headings import (
    Heading,
    Line,
    is_wrapped,
    lines_of,
    marked_headings,
    plain_headings,
)
from rectoverso.assembling.languages import OF_SCRIPT, script_of
from rectoverso.assembling.marking import foreign_words
from rectoverso.assembling.passages import main_language

# Headings that stand closer than this, on average, are those of sections, not of chapters.
SECTION = 1_500
# Letters; less does not tell the language of a chapter.
TELLING = 200
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
# What would be markup, anywhere and at the beginning of a line (Pandoc User's Guide, 3.9).
_ANYWHERE = re.compile(r":(?=::)|[\\`*_\[\]<>$^~{}|@]|&(?=#?\w+;)|(?<=\w)#(?=\w)")
_AT_START = re.compile(
    r"(?:#|[-+](?=\s|$|-)|:(?=\s|$)|=(?==)|\((?=[\dA-Za-z@#]{1,9}\))"
    r"|(?<=\b)(?:\d{1,9}|[A-Za-z]{1,9})(?=[.)](?:\s|$)))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter within the text: its whole stretch, its title, and where its body begins.

    Between `start` and `body` stand what became its title, and front matter. `lang` is the
    language that most of it is in.
    """

    start: int
    body: int
    end: int
    title: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Divided:
    """A source as Markdown, its chapters, and the step from the clean text to it."""

    text: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    headings: int


def divided(
    text: str,
    *,
    marked: bool,
    lang: str = "",
    languages: Sequence[str] = (),
    aside: Collection[int] = (),
    mixed: bool = True,
) -> Divided:
    """Divide a text; `marked` tells that it is Markdown already.

    No heading begins at the offsets `aside`. `lang` is the language of the whole; a chapter may be
    in another of the `languages` (unless it is not `mixed`), and words in others are marked.
    """
    if marked:
        headings = marked_headings(text)
        step = tuple(_levels(headings))
    else:
        headings = plain_headings(text, aside)
        step = _as_markdown(text, headings)
    markdown = carried_out(text, step)
    parts = _parts(markdown)
    langs = tuple(
        _language(markdown[part.start : part.end], lang, languages) if mixed else lang
        for part in parts
    )
    marks = _marked(markdown, parts, langs, languages)
    markdown = carried_out(markdown, marks)
    steps = tuple(one for one in (step, marks) if one)
    made = tuple(replace(part, lang=own) for part, own in zip(_parts(markdown), langs, strict=True))
    return Divided(markdown, made, steps, len(headings))


def _language(words: str, lang: str, languages: Sequence[str]) -> str:
    """The language of a chapter: its own, if it has enough words to tell, else the source's."""
    same = lang in OF_SCRIPT.get(script_of(words), (lang,))
    found = lang if same and len(words) < TELLING else main_language(words, lang)
    return found if found in languages else lang


def _marked(
    text: str, parts: Sequence[Part], langs: Sequence[str], languages: Sequence[str]
) -> Step:
    """The step that marks words in others of the languages than their chapter's."""
    if not languages:
        return ()
    return tuple(
        replace(change, start=change.start + part.start)
        for part, lang in zip(parts, langs, strict=True)
        for change in foreign_words(text[part.start : part.end], lang, languages)
    )


def _levels(headings: Sequence[Heading]) -> Iterator[Change]:
    """Chapters at level 1, sections from 2 on: the highest level used more than once is theirs."""
    top = _chapter_level(headings)
    for heading in headings:
        level = max(1, min(heading.level - top + 1, 6))
        if level != heading.level:
            start = heading.line.start
            yield Change(start, "#" * heading.level, "#" * level, "heading-level")


def _chapter_level(headings: Sequence[Heading]) -> int:
    levels = sorted({heading.level for heading in headings})
    for level in levels:
        if sum(heading.level == level for heading in headings) > 1:
            alone = [h for h in headings if h.level < level]
            # One title over everything: the text is one chapter, what is below are its sections.
            return alone[0].level if len(alone) == 1 and headings[0] in alone else level
    return levels[0] if levels else 1


def _as_markdown(text: str, headings: Sequence[Heading]) -> Step:
    """The step from plain text to Markdown: headings marked, paragraphs parted, signs escaped."""
    marks = {heading.line.start: heading for heading in headings}
    lower = 0 if _worth_a_chapter(text, headings) else 1
    wrapped = is_wrapped(text)
    changes: list[Change] = []
    lines = lines_of(text)
    for n, line in enumerate(lines):
        if heading := marks.get(line.start):
            changes.append(Change(line.start, "", "#" * (heading.level + lower) + " ", "heading"))
        changes.extend(_escapes(line, at_start=line.start not in marks))
        if n + 1 < len(lines):
            between = text[line.end : lines[n + 1].start]
            beside = line.start in marks or lines[n + 1].start in marks
            wanted = "\n" if wrapped and between.count("\n") == 1 and not beside else "\n\n"
            if between != wanted:
                changes.append(Change(line.end, between, wanted, "paragraph"))
    first, last = (lines[0].start, lines[-1].end) if lines else (0, 0)
    if first:
        changes.insert(0, Change(0, text[:first], "", "paragraph"))
    if text[last:] != "\n":
        changes.append(Change(last, text[last:], "\n", "paragraph"))
    return tuple(changes)


def _worth_a_chapter(text: str, headings: Sequence[Heading]) -> bool:
    top = [heading for heading in headings if heading.level == 1]
    return len(text) >= SECTION * len(top)


def escaped(words: str) -> str:
    """Words of a plain text as Markdown that says the same."""
    return _ANYWHERE.sub(lambda sign: f"\\{sign[0]}", words)


def _escapes(line: Line, *, at_start: bool) -> Iterator[Change]:
    begins = _AT_START.match(line.text) if at_start else None
    if begins:
        number = begins[0].isalnum()
        at = begins.end() if number else begins.start()
        yield Change(line.start + at, "", "\\", "escape")
    for sign in _ANYWHERE.finditer(line.text):
        yield Change(line.start + sign.start(), "", "\\", "escape")


def _parts(text: str) -> tuple[Part, ...]:
    """The chapters of a Markdown text: each from a heading of the first level to the next."""
    tops = [heading for heading in marked_headings(text) if heading.level == 1]
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    said = _TITLE.search(front[1]) if front else None
    title = said[1].strip("\"'") if said else ""
    bounds = [heading.line.start for heading in tops] + [len(text)]
    parts = []
    if text[begin : bounds[0]].strip() or not tops:
        parts.append(Part(0, begin, bounds[0], title))
    for heading, end in zip(tops, bounds[1:], strict=True):
        start = heading.line.start if parts else 0
        parts.append(Part(start, min(heading.line.end + 1, end), end, heading.words))
    return tuple(parts)
