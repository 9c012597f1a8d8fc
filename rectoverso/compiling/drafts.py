"""Index entries while they are gathered: locators, open ranges, and where each sends its reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rectoverso.compiling.register import Path, Register, plain_path, shown
from rectoverso.model.book import Locator
from rectoverso.model.nodes import NOWHERE, Inline, Text
from rectoverso.model.source import Finding, Span

Manner = Literal["see", "see-also"]


@dataclass(slots=True)
class Sending:
    """A see or see also as written: the name of the entry it sends to, and where it is written.

    `under` sends to what stands below that entry; `to` is the entry, where it is known already.
    """

    name: str
    span: Span
    under: bool = False
    to: Draft | None = None


@dataclass(slots=True)
class Draft:
    """An index entry while its marks are gathered; `above` is the entry it stands below."""

    path: Path
    lang: str
    span: Span
    above: Draft | None = None
    sort: str = ""
    sort_span: Span = NOWHERE
    original: str = ""
    shown: tuple[Inline, ...] = ()
    locators: list[Locator] = field(default_factory=list)
    see: list[Sending] = field(default_factory=list)
    see_also: list[Sending] = field(default_factory=list)
    subentries: dict[str, Draft] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The entry's own level, as it is shown."""
        return self.path[-1]

    def has_places(self) -> bool:
        """Whether it, or an entry below it, leads into the book."""
        return bool(self.locators) or any(one.has_places() for one in self.subentries.values())

    def lineage(self) -> tuple[Draft, ...]:
        """The entries it stands below, from the first down, and itself."""
        return (*(self.above.lineage() if self.above else ()), self)

    def shown_in_full(self, separator: str) -> tuple[Inline, ...]:
        """All its levels with their formatting, empty where none has any."""
        levels = self.lineage()
        if not any(level.shown for level in levels):
            return ()
        parts: list[Inline] = []
        for level in levels:
            parts += [Text(separator)] if parts else []
            parts += level.shown or (Text(level.heading),)
        return tuple(parts)

    def send(self, manner: Manner, sendings: Iterable[Sending]) -> None:
        """Note where the entry sends its reader, each name once."""
        kept = self.see if manner == "see" else self.see_also
        known = {(one.name, one.under) for one in kept}
        kept += [one for one in sendings if (one.name, one.under) not in known]


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
            draft = roots[lang, path[0]] = self._made(index, lang, path[:1], span, None)
        for depth in range(2, len(path) + 1):
            below = draft.subentries
            if (heading := path[depth - 1]) not in below:
                below[heading] = self._made(index, lang, path[:depth], span, draft)
            draft = below[heading]
        return draft

    def _made(self, index: str, lang: str, path: Path, span: Span, above: Draft | None) -> Draft:
        draft = Draft(path, lang, span, above)
        if source := self.sources.by_path.get((index, lang, path)):
            draft.original = source.original
            draft.shown = shown(source.path[-1])
        draft.sort, draft.sort_span = self.sources.sorts.get((index, lang, path), ("", NOWHERE))
        return draft

    def find(self, index: str, lang: str, path: Path) -> Draft | None:
        """The draft of an entry, if something has been gathered for it."""
        path = plain_path(path)
        draft = self.drafts.get(index, {}).get((lang, path[0]))
        for heading in path[1:]:
            draft = draft and draft.subentries.get(heading)
        return draft

    def all(self, index: str) -> Iterator[Draft]:
        """Every draft of an index."""
        ahead = list(self.drafts[index].values())
        while ahead:
            draft = ahead.pop()
            yield draft
            ahead += draft.subentries.values()
