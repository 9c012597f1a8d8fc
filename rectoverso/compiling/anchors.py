"""Number what a section holds: its headings, notes, figures, tables and marks; note its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from rectoverso.compiling.names import anchor_of
from rectoverso.compiling.places import Place, enter, rewrite_section
from rectoverso.model.book import Section, Target
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import (
    Block,
    Division,
    Equation,
    Figure,
    Heading,
    IndexMark,
    Inline,
    Node,
    Note,
    Paragraph,
    Passage,
    Reference,
    Table,
    echo,
)
from rectoverso.model.rules.references import labelled_twice
from rectoverso.model.source import Finding

# Deeper headings are not numbered: nobody finds 3.2.4.1 faster than its words.
NUMBERED_LEVELS = (2, 3)
DEEPEST = 6


@dataclass(slots=True)
class Labels:
    """The targets met so far by their labels."""

    targets: dict[str, Target] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def give(self, label: str, target: Target) -> None:
        """Remember what a label leads to; the first to carry it keeps it."""
        # A chapter is known by its anchor, which may be its label spelt in ASCII.
        first = self.targets.setdefault(label, self.targets.get(target.anchor, target))
        if first is not target:
            self.findings.append(labelled_twice(target.span, label, first.span))


@dataclass(slots=True)
class Floats:
    """Figures and tables counted so far in the book, and whether a kind is counted by chapter."""

    by_chapter: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)
    listed: list[Target] = field(default_factory=list)

    def next(self, kind: str, section: Section, ordinal: int) -> tuple[int, ...]:
        """The number of the next one of a kind, in the section of this number (0: none)."""
        if kind in self.by_chapter and ordinal:
            self.counts[f"{kind} {section.id}"] += 1
            return (ordinal, self.counts[f"{kind} {section.id}"])
        self.counts[kind] += 1
        return (self.counts[kind],)


def kind_of(node: Figure | Table | Equation) -> Literal["figure", "table", "equation"]:
    """What is counted: figures, tables and equations each by themselves."""
    match node:
        case Figure():
            return "figure"
        case Table():
            return "table"
        case Equation():
            return "equation"
        case _:
            assert_never(node)


def is_numbered(node: Figure | Table | Equation) -> bool:
    """Whether a thing gets a number: one with a caption, or a figure or equation with a label."""
    return bool(not isinstance(node, Equation) and node.caption) or (
        not isinstance(node, Table) and bool(node.id)
    )


def number_contents(
    section: Section,
    ordinal: int,
    locale: Callable[[str], Locale],
    labels: Labels,
    floats: Floats,
) -> Section:
    """The section with everything in it numbered and anchored.

    `ordinal` is the section's own number (0: none). Adds to `labels` and `floats`.
    """
    contents = _Contents(section, ordinal, locale, labels, floats)
    return rewrite_section(section, contents.change, contents.enter)


@dataclass(slots=True)
class _Contents:
    section: Section
    ordinal: int
    locale: Callable[[str], Locale]
    labels: Labels
    floats: Floats
    notes: int = 0
    open_notes: list[int] = field(default_factory=list)
    marks: int = 0
    headings: int = 0
    references: int = 0
    floating: int = 0
    plain_level: int = DEEPEST + 1
    levels: list[int] = field(default_factory=lambda: [0] * (DEEPEST + 1))

    def enter(self, node: Node, place: Place) -> Place:
        """Notes are counted where they are called, before those that are called in them."""
        if isinstance(node, Note):
            self.notes += 1
            self.open_notes.append(self.notes)
        return enter(node, place)

    def change(self, node: Node, place: Place) -> object:
        match node:
            case Heading():
                return self.heading(node, place)
            case Figure() | Table() | Equation():
                return self.counted_off(node, place)
            case Note():
                number = self.open_notes.pop()
                return replace(node, number=number, anchor=f"{self.section.id}-note-{number}")
            case IndexMark(see=(), see_also=()):
                # Counted by section: a new mark leaves the anchors of other sections as they are.
                self.marks += 1
                return replace(node, anchor=f"{self.section.id}-ix-{self.marks}")
            case Passage(id=id) | Division(id=id) if id:
                return self.labelled(node, id, place)
            case Reference(form="nearness"):
                self.references += 1
                return replace(node, anchor=f"{self.section.id}-ref-{self.references}")
            case _:
                return node

    def labelled(self, node: Passage | Division, label: str, place: Place) -> Passage | Division:
        """A passage with its label as an anchor; one in a note is known by the note's number."""
        counts = tuple(self.open_notes[-1:])
        target = Target(
            anchor_of(label),
            "note" if counts else "passage",
            self.section.id,
            self.section.lang,
            number=self.printed(counts, place.lang),
            ordinal=counts[0] if counts else 0,
            counts=counts,
            title=echo(self.section.title),
            span=node.span,
        )
        self.labels.give(label, target)
        return node if target.anchor == label else replace(node, id=target.anchor)

    def heading(self, node: Heading, place: Place) -> Heading:
        lang = node.lang or place.lang
        self.headings += 1
        counts = self.counted(node)
        target = Target(
            anchor_of(node.id) if node.id else f"{self.section.id}-h{self.headings}",
            "section",
            self.section.id,
            lang,
            number=self.printed(counts, lang),
            ordinal=counts[-1] if counts else 0,
            title=echo(node.children),
            counts=counts,
            lettered=self.lettered(counts),
            span=node.span,
        )
        if node.id:
            self.labels.give(node.id, target)
        return replace(node, id=target.anchor, number=target.number)

    def counted(self, node: Heading) -> tuple[int, ...]:
        """The chapter's number, the section's and so on; empty for a heading without a number."""
        level = min(node.level, DEEPEST)
        if level <= self.plain_level:
            self.plain_level = DEEPEST + 1
        if "unnumbered" in node.classes:
            self.plain_level = min(level, self.plain_level)
        if not self.section.number or level >= self.plain_level:
            return ()
        self.levels[level:] = [self.levels[level] + 1] + [0] * (DEEPEST - level)
        counts = (self.ordinal, *self.levels[NUMBERED_LEVELS[0] : level + 1])
        # What stands below a heading that is missing has no number: it would be 2.0.1.
        return counts if level in NUMBERED_LEVELS and all(counts) else ()

    def counted_off(
        self, node: Figure | Table | Equation, place: Place
    ) -> Figure | Table | Equation:
        numbered = is_numbered(node)
        if not numbered and not node.id:
            return node
        kind = kind_of(node)
        counts = self.floats.next(kind, self.section, self.ordinal) if numbered else ()
        self.floating += 1
        target = Target(
            anchor_of(node.id) if node.id else f"{self.section.id}-{kind}-{self.floating}",
            kind,
            self.section.id,
            place.lang,
            number=self.printed(counts, place.lang),
            ordinal=counts[-1] if counts else 0,
            title=() if isinstance(node, Equation) else _caption(node.caption),
            counts=counts,
            lettered=self.lettered(counts),
            span=node.span,
        )
        if node.id:
            self.labels.give(node.id, target)
        if numbered:
            self.floats.listed.append(target)
        return replace(node, id=target.anchor, number=target.number)

    def printed(self, counts: tuple[int, ...], lang: str) -> str:
        return self.locale(lang).compound(counts, "headings", lettered=self.lettered(counts))

    def lettered(self, counts: tuple[int, ...]) -> bool:
        """Whether the first of these numbers is that of an appendix."""
        return len(counts) > 1 and self.section.kind == "appendix"


def _caption(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    for block in blocks:
        match block:
            case Paragraph(children):
                return echo(children)
            case _:
                pass
    return ()
