"""Gather index marks into the entries they name: locators, ranges, cross-references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from rectoverso.compiling.drafts import Draft, Gathering, Manner, Range, Sending
from rectoverso.compiling.names import nearest
from rectoverso.compiling.register import (
    Path,
    level_keys,
    plain_path,
    read_register,
    shown,
    split,
    tidy,
)
from rectoverso.model.book import Locator, Section
from rectoverso.model.headings import written
from rectoverso.model.manuscript import EntrySource
from rectoverso.model.nodes import (
    Image,
    IndexMark,
    Inline,
    LineBreak,
    Node,
    Note,
    Passage,
    Quoted,
    Styled,
    Text,
    plain,
    rewrite,
    walk,
    walk_in_language,
)
from rectoverso.model.rules import index as rules

# What an entry has at least one of: combining marks and controls alone cannot be read.
READABLE = regex.compile(r"[\p{L}\p{N}\p{S}\p{P}]")


def gather(
    sections: Sequence[Section], sources: Sequence[EntrySource], never: Iterable[str] = ()
) -> Gathering:
    """Every index mark of the sections, in reading order, under the entry it names.

    Entries of `index.toml` are there too when they send the reader somewhere; entries that are
    `never` to be indexed are not, nor what stands below them.
    """
    gathering = Gathering(read_register(sources))
    unwanted = {tuple(level.casefold() for level in split(entry)) for entry in never}
    used: set[str] = set()
    for section in sections:
        for mark, lang, note in _marks(section):
            used.add(mark.key)
            _gather_mark(mark, lang, note, section.id, gathering, unwanted)
    for still_open in gathering.ranges.values():
        entry = written(still_open.draft.path)
        gathering.findings.append(rules.range_never_closed(still_open.span, entry))
    for source in sources:
        if source.path and (
            source.see or source.see_also or source.see_under or source.see_also_under
        ):
            path = plain_path(source.path)
            _send(gathering.entry(source.index, source.lang, path, source.span), source)
        elif source.key and source.key not in used:
            gathering.findings.append(rules.index_key_unused(source.span, source.key))
    for source in sources:
        _translate(source, gathering)
    return gathering


def _marks(section: Section) -> Iterator[tuple[IndexMark, str, int]]:
    """The marks of a section, each with its language and the number of the note it is in."""
    trees = (section.title, section.subtitle, section.blocks)
    in_notes = {
        mark.anchor: note.number
        for note in walk(trees)
        if isinstance(note, Note)
        for mark in walk(note.blocks)
        if isinstance(mark, IndexMark)
    }
    for node, lang in walk_in_language(trees, section.lang):
        if isinstance(node, IndexMark):
            yield node, lang, in_notes.get(node.anchor, 0) if node.anchor else 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """The entry that a mark names: in which index and language, its levels and their looks."""

    index: str
    lang: str
    path: Path
    looks: tuple[tuple[Inline, ...], ...]


def _gather_mark(
    mark: IndexMark,
    lang: str,
    note: int,
    section: str,
    gathering: Gathering,
    unwanted: set[Path],
) -> None:
    entry = _entry_of(mark, lang, gathering)
    if entry is None or _is_unwanted(entry.path, unwanted):
        return
    if mark.range == "close":
        _close(mark, entry.index, entry.path, section, gathering)
        return
    draft = gathering.entry(entry.index, entry.lang, entry.path, mark.span)
    for level, look in zip(reversed(draft.lineage()), reversed(entry.looks), strict=False):
        level.shown = level.shown or look
    _sort(mark, draft, gathering)
    if mark.sends:
        _send(draft, mark)
        return
    if mark.range == "open":
        _open(mark, entry.index, draft, gathering)
    mention = mark.mention or ("note" if note else "")
    draft.locators.append(Locator(mark.anchor, section, mention=mention, note=note))


def _entry_of(mark: IndexMark, lang: str, gathering: Gathering) -> _Entry | None:
    """The entry that a mark names; none, with a finding, where nothing is named."""
    register = gathering.sources
    index, lang, path = mark.index, mark.lang or lang, plain_path(mark.path)
    looks = tuple(map(shown, mark.path))
    if mark.key:
        source = register.by_key.get(mark.key)
        if source is None:
            near = nearest(mark.key, register.by_key)
            gathering.findings.append(rules.unknown_index_key(mark.span, mark.key, near))
            return None
        # With a key, `entry` names what stands below the entry of that key.
        index, lang, path = index or source.index, source.lang, plain_path(source.path) + path
    elif not path:
        lang = mark.lang or _language(mark.children, lang)
        path, looks = (tidy(plain(mark.children)),), (_look(mark.children),)
    if not path or not all(map(READABLE.search, path)):
        gathering.findings.append(rules.mark_without_entry(mark.span))
        return None
    return _Entry(index, lang, register.path(index, lang, path), looks)


def _is_unwanted(path: Path, unwanted: set[Path]) -> bool:
    if not unwanted:
        return False
    folded = tuple(level.casefold() for level in path)
    return any(folded[: depth + 1] in unwanted for depth in range(len(folded)))


def _language(children: tuple[Inline, ...], lang: str) -> str:
    """The language of marked text: its own, where all of it is in one."""
    match children:
        case (Passage(inner, lang=own),):
            return _language(inner, own or lang)
        case _:
            return lang


def _look(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Marked text as a heading: what is set apart in the text (a title, say) is so in the index.

    Bold type is not: it says that the text is important, not what it is.
    """

    def bare(node: Node) -> object:
        match node:
            case Note() | Image():
                return ()
            case LineBreak():
                return Text(" ")
            case Styled("strong" | "strikeout" | "underline", inner):
                return inner
            case Styled() | Quoted():
                return node
            case Passage(lang=lang) if lang:
                return Passage(node.children, lang=lang)
            case _:
                return getattr(node, "children", node)

    looks: tuple[Inline, ...] = rewrite(children, bare)
    return looks if any(isinstance(node, Styled | Passage) for node in walk(looks)) else ()


def _send(draft: Draft, source: IndexMark | EntrySource) -> None:
    ways: tuple[tuple[Manner, tuple[str, ...], bool], ...] = (
        ("see", source.see, False),
        ("see", source.see_under, True),
        ("see-also", source.see_also, False),
        ("see-also", source.see_also_under, True),
    )
    for manner, names, under in ways:
        draft.send(manner, (Sending(name, source.span, under) for name in names))


def _translate(source: EntrySource, gathering: Gathering) -> None:
    """Let the headings an entry has in other languages lead to it.

    Where a heading has places of its own, the two name each other.
    """
    if not source.translations:
        return
    draft = gathering.find(source.index, source.lang, source.path)
    if draft is None or not (draft.has_places() or draft.see):
        return
    for lang, heading in source.translations.items():
        path = split(heading)
        if not path or not all(map(READABLE.search, path)):
            continue
        other = gathering.entry(source.index, lang, path, source.span)
        if other is draft:
            continue
        there = Sending(written(source.path), source.span, to=draft)
        if other.has_places():
            other.send("see-also", [there])
            draft.send("see-also", [Sending(heading, source.span, to=other)])
        elif not other.see:
            other.send("see", [there])


def _sort(mark: IndexMark, draft: Draft, gathering: Gathering) -> None:
    """Give the levels of an entry the sort keys that a mark writes."""
    if not mark.sort:
        return
    depth = len(draft.path)
    # A mark with a key speaks of the entry itself, not of the levels above it. Without one, a
    # lone sort key is that of the first level.
    keys = level_keys(mark.sort, depth)
    if not mark.key and "!" not in mark.sort:
        keys = [(1, key) for _, key in keys]
    lineage = draft.lineage()
    for place, key in keys:
        level = lineage[place - 1]
        if not level.sort:
            level.sort, level.sort_span = key, mark.span
        elif key != level.sort:
            gathering.findings.append(
                rules.sorted_twice(mark.span, level.heading, key, level.sort, level.sort_span)
            )


def _open(mark: IndexMark, index: str, draft: Draft, gathering: Gathering) -> None:
    if first := gathering.ranges.get((index, draft.path)):
        path = written(draft.path)
        gathering.findings.append(rules.range_opened_twice(mark.span, path, first.span))
    else:
        gathering.ranges[index, draft.path] = Range(draft, len(draft.locators), mark.span)


def _close(mark: IndexMark, index: str, path: Path, section: str, gathering: Gathering) -> None:
    opened = gathering.ranges.pop((index, path), None)
    if opened is None:
        near = nearest(written(path), (written(path) for _, path in gathering.ranges))
        gathering.findings.append(rules.range_never_opened(mark.span, written(path), near))
        return
    first = opened.draft.locators[opened.place]
    opened.draft.locators[opened.place] = replace(first, end=mark.anchor, end_section=section)
