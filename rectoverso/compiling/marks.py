"""Gather index marks into the entries they name: locators, ranges, cross-references."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rectoverso.compiling.collation import significant
from rectoverso.compiling.names import nearest
from rectoverso.model.book import Locator, Section
from rectoverso.model.manuscript import EntrySource
from rectoverso.model.nodes import IndexMark, plain, walk_in_language
from rectoverso.model.rules import index as rules
from rectoverso.model.source import Finding, Span

Path = tuple[str, ...]


@dataclass(slots=True)
class Sending:
    """A see or see also as written: the name of the entry it sends to, and where it is written."""

    name: str
    span: Span


@dataclass(slots=True)
class Draft:
    """An index entry while its marks are gathered."""

    path: Path
    lang: str
    span: Span
    sort: str = ""
    sort_span: Span = field(default_factory=lambda: Span(""))
    original: str = ""
    locators: list[Locator] = field(default_factory=list)
    see: list[Sending] = field(default_factory=list)
    see_also: list[Sending] = field(default_factory=list)
    subentries: dict[str, Draft] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The entry's own level, as it is shown."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Range:
    """A range that is open: the entry it belongs to, and its place among the entry's locators."""

    draft: Draft
    place: int
    span: Span


@dataclass(slots=True)
class Gathering:
    """The entries of every index, by name, language and heading."""

    sources: Register
    drafts: dict[str, dict[tuple[str, str], Draft]] = field(default_factory=dict)
    ranges: dict[tuple[str, Path], Range] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def entry(self, index: str, lang: str, path: Path, span: Span) -> Draft:
        """The draft of an entry, made (with those above it) if there is none yet."""
        roots = self.drafts.setdefault(index, {})
        draft = roots.get((lang, path[0]))
        if draft is None:
            draft = roots[lang, path[0]] = self._made(index, lang, path[:1], span)
        for depth in range(2, len(path) + 1):
            below = draft.subentries
            if (heading := path[depth - 1]) not in below:
                below[heading] = self._made(index, lang, path[:depth], span)
            draft = below[heading]
        return draft

    def _made(self, index: str, lang: str, path: Path, span: Span) -> Draft:
        draft = Draft(path, lang, span)
        if source := self.sources.by_path.get((index, lang, path)):
            draft.original = source.original
            draft.sort, draft.sort_span = source.sort, source.span
        return draft

    def find(self, index: str, lang: str, path: Path) -> Draft | None:
        """The draft of an entry, if something has been gathered for it."""
        draft = self.drafts.get(index, {}).get((lang, path[0]))
        for heading in path[1:]:
            draft = draft and draft.subentries.get(heading)
        return draft


@dataclass(frozen=True, slots=True)
class Register:
    """What `index.toml` says: its entries by key, by index, language and path, and by alias."""

    by_key: Mapping[str, EntrySource]
    by_path: Mapping[tuple[str, str, Path], EntrySource]
    by_alias: Mapping[tuple[str, str, Path], EntrySource]

    def path(self, index: str, lang: str, path: Path) -> Path:
        """The path of the entry meant, where a path, or what it begins with, is an alias."""
        for depth in range(len(path), 0, -1):
            if source := self.by_alias.get((index, lang, path[:depth])):
                return source.path + path[depth:]
        return path


def read_register(sources: Iterable[EntrySource]) -> Register:
    """The entries of `index.toml`; of two with one key, path or alias the first counts."""
    by_key: dict[str, EntrySource] = {}
    by_path: dict[tuple[str, str, Path], EntrySource] = {}
    by_alias: dict[tuple[str, str, Path], EntrySource] = {}
    for source in sources:
        if source.key:
            by_key.setdefault(source.key, source)
        by_path.setdefault((source.index, source.lang, source.path), source)
        for alias in source.aliases:
            by_alias.setdefault((source.index, source.lang, split(alias)), source)
    return Register(by_key, by_path, by_alias)


def split(entry: str) -> Path:
    """The levels of an entry as written, `!` parting them."""
    return tuple(heading for level in entry.split("!") if (heading := tidy(level)))


def tidy(heading: str) -> str:
    """A heading with plain single spaces; half-spaces stay."""
    return " ".join(unicodedata.normalize("NFC", heading).split())


def gather(sections: Sequence[Section], sources: Sequence[EntrySource]) -> Gathering:
    """Every index mark of the sections, in reading order, under the entry it names.

    Entries of `index.toml` are there too when they send the reader somewhere.
    """
    gathering = Gathering(read_register(sources))
    used: set[str] = set()
    for section in sections:
        for mark, lang in _marks(section):
            used.add(mark.key)
            _gather_mark(mark, lang, section.id, gathering)
    for still_open in gathering.ranges.values():
        written = "!".join(still_open.draft.path)
        gathering.findings.append(rules.range_never_closed(still_open.span, written))
    for source in sources:
        if source.path and (source.see or source.see_also):
            draft = gathering.entry(source.index, source.lang, source.path, source.span)
            _send(draft, source.see, source.see_also, source.span)
        elif source.key and source.key not in used:
            gathering.findings.append(rules.index_key_unused(source.span, source.key))
    return gathering


def _marks(section: Section) -> Iterator[tuple[IndexMark, str]]:
    for tree in (section.title, section.subtitle, section.blocks):
        for node, lang in walk_in_language(tree, section.lang):
            if isinstance(node, IndexMark):
                yield node, lang


def _gather_mark(mark: IndexMark, lang: str, section: str, gathering: Gathering) -> None:
    register = gathering.sources
    index, lang, path = mark.index, mark.lang or lang, tuple(map(tidy, mark.path))
    if mark.key:
        source = register.by_key.get(mark.key)
        if source is None:
            near = nearest(mark.key, register.by_key)
            gathering.findings.append(rules.unknown_index_key(mark.span, mark.key, near))
            return
        # With a key, `entry` names what stands below the entry of that key.
        index, lang, path = index or source.index, source.lang, source.path + path
    elif not path:
        path = (tidy(plain(mark.children)),)
    if not path or not all(map(significant, path)):
        gathering.findings.append(rules.mark_without_entry(mark.span))
        return
    path = register.path(index, lang, path)
    if mark.range == "close":
        _close(mark, index, path, gathering)
        return
    draft = gathering.entry(index, lang, path, mark.span)
    _sort(mark, index, draft, gathering)
    if mark.see or mark.see_also:
        _send(draft, mark.see, mark.see_also, mark.span)
        return
    if mark.range == "open":
        _open(mark, index, draft, gathering)
    draft.locators.append(Locator(mark.anchor, section, mention=mark.mention))


def _send(draft: Draft, see: Iterable[str], see_also: Iterable[str], span: Span) -> None:
    for names, sendings in ((see, draft.see), (see_also, draft.see_also)):
        known = {sending.name for sending in sendings}
        sendings.extend(Sending(name, span) for name in names if name not in known)


def _sort(mark: IndexMark, index: str, draft: Draft, gathering: Gathering) -> None:
    """Give the levels of an entry the sort keys a mark writes, level by level from the first."""
    if not mark.sort:
        return
    # A mark with a key speaks of the entry itself, not of the levels above it.
    keys = [mark.sort] if mark.key else mark.sort.split("!")
    depths = [len(draft.path)] if mark.key else range(1, len(draft.path) + 1)
    for depth, key in zip(depths, map(tidy, keys), strict=False):
        level = gathering.entry(index, draft.lang, draft.path[:depth], mark.span)
        if key and not level.sort:
            level.sort, level.sort_span = key, mark.span
        elif key and key != level.sort:
            gathering.findings.append(
                rules.sorted_twice(mark.span, level.heading, key, level.sort, level.sort_span)
            )


def _open(mark: IndexMark, index: str, draft: Draft, gathering: Gathering) -> None:
    if first := gathering.ranges.get((index, draft.path)):
        written = "!".join(draft.path)
        gathering.findings.append(rules.range_opened_twice(mark.span, written, first.span))
    else:
        gathering.ranges[index, draft.path] = Range(draft, len(draft.locators), mark.span)


def _close(mark: IndexMark, index: str, path: Path, gathering: Gathering) -> None:
    opened = gathering.ranges.pop((index, path), None)
    if opened is None:
        near = nearest("!".join(path), ("!".join(path) for _, path in gathering.ranges))
        gathering.findings.append(rules.range_never_opened(mark.span, "!".join(path), near))
        return
    first = opened.draft.locators[opened.place]
    opened.draft.locators[opened.place] = Locator(
        first.anchor, first.section, mark.anchor, first.mention
    )
