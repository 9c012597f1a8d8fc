"""Propose index marks for every mention of a name; what comes of them is the author's business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from rectoverso.compiling.matching import Forms
from rectoverso.compiling.register import Register, plain_path, read_register, split
from rectoverso.model.headings import unformatted
from rectoverso.model.manuscript import Chapter, EntrySource
from rectoverso.model.nodes import (
    CodeBlock,
    Heading,
    IndexMark,
    Inline,
    Node,
    Paragraph,
    Text,
    Verse,
    plain,
    walk,
)
from rectoverso.model.source import Source, Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mark that could be written: where, around which words, and how it would look there."""

    span: Span
    words: str
    mark: str
    line: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An entry that marks are wanted for: what stands between the brackets' curly ones."""

    path: tuple[str, ...]
    key: str
    entry: str

    def mark(self, words: str) -> str:
        """The mark around these words."""
        if self.key:
            return f'[{words}]{{.index key="{self.key}"}}'
        if words == self.entry:
            return f"[{words}]{{.index}}"
        return f'[{words}]{{.index entry="{self.entry}"}}'


def propose(
    chapters: Iterable[Chapter],
    names: Sequence[str],
    entries: Sequence[EntrySource],
    sources: Mapping[str, Source],
) -> tuple[Proposal, ...]:
    """A proposal for each mention of the names in text that has no mark for them yet.

    A name is a key of `index.toml`, or an entry; with its aliases, and with a name turned round at
    its comma (“Trotsky, Leon”) in its natural order, too. A paragraph with a mark for the entry is
    left alone, and so are headings.
    """
    register = read_register(entries)
    forms = Forms()
    wanted: dict[str, _Wanted] = {}
    for name in names:
        source = register.by_key.get(name) or _by_heading(name, register)
        path = plain_path(source.path) if source else split(name)
        wanted[name] = _Wanted(path, source.key if source else "", name)
        for form in (path[-1] if path else name, *(source.aliases if source else ())):
            for spelt in _ways_to_say(unformatted(form)):
                forms.add(spelt, name)
    found: list[Proposal] = []
    for chapter in chapters:
        source_text = sources.get(chapter.path)
        if source_text is not None:
            found += _in_chapter(chapter, forms, wanted, source_text)
    return tuple(found)


def _by_heading(name: str, register: Register) -> EntrySource | None:
    path = split(name)
    return next((one for (_, _, p), one in register.by_path.items() if p == path), None)


def _ways_to_say(heading: str) -> Iterator[str]:
    yield heading
    last, comma, first = (
        (part.strip() for part in regex.split(r"([,،])", heading, maxsplit=1))
        if (regex.search(r"[,،]", heading))
        else (heading, "", "")
    )
    if comma:
        yield last
        yield f"{first} {last}"


def _in_chapter(
    chapter: Chapter, forms: Forms, wanted: Mapping[str, _Wanted], source: Source
) -> Iterator[Proposal]:
    for block in walk(chapter.blocks):
        if not isinstance(block, Paragraph | Verse):
            continue
        marked = {
            (one.key, plain_path(one.path) or (plain(one.children),))
            for one in walk(block)
            if isinstance(one, IndexMark)
        }
        taken = {key for key, _ in marked if key} | {path for _, path in marked}
        for text in _open_text(block):
            for start, end, name in forms.find(text.text):
                entry = wanted[name]
                if entry.path in taken or (entry.key and entry.key in taken):
                    continue
                words = text.text[start:end]
                span = _place(source, text, start, words)
                yield Proposal(span, words, entry.mark(words), source.line(span.line).strip())


def _open_text(block: Node) -> Iterator[Text]:
    """The texts of a paragraph that no mark is around; notes have paragraphs of their own."""
    ahead: list[object] = [block]
    while ahead:
        match ahead.pop(0):
            case Text() as text:
                yield text
            case IndexMark() | Heading() | CodeBlock():
                pass
            case tuple() as several:
                ahead[:0] = several
            case node:
                for name in ("children", "lines"):
                    inner: tuple[Inline, ...] = getattr(node, name, ())
                    ahead[:0] = inner


def _place(source: Source, text: Text, start: int, words: str) -> Span:
    """Where the words stand: the same words before them in the text are passed over."""
    before = text.text[:start].count(words)
    pattern = regex.compile(r"\s+".join(map(regex.escape, words.split())))
    at = source.offset(text.span)
    for number, found in enumerate(pattern.finditer(source.text, at)):
        if number == before:
            return source.span(found.start())
    return text.span
