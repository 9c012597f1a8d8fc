"""Tell what a bracketed text is: an index mark, a term, a passage in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from rectoverso.model.nodes import Direction, IndexMark, Inline, Passage, Term
from rectoverso.model.rules import manuscript as project
from rectoverso.model.rules import marks as rules
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span
from rectoverso.reading.nearest import either, nearest, nearest_language

INDEX_ATTRIBUTES = (
    "entry",
    "see",
    "see-also",
    "range",
    "mention",
    "index",
    "sort",
    "key",
    "lang",
    "dir",
)
TERM_ATTRIBUTES = ("key", "lang", "dir")
TEXT_ATTRIBUTES = ("lang", "dir")
CLASSES = (
    "index",
    "term",
    "noterm",
    "page",
    "smallcaps",
    "underline",
    "mark",
    "unnumbered",
    "epigraph",
    "verse",
    "page-break",
)
DIRECTIONS = ("ltr", "rtl", "auto")
RANGES = ("open", "close")
MENTIONS = ("principal",)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between curly brackets: a label, classes, and named values."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] | None = None

    def value(self, name: str) -> str:
        """The value of that name, or ""."""
        return (self.values or {}).get(name, "").strip()

    def without(self, *names: str) -> Attributes:
        """The attributes without some of the classes."""
        return replace(self, classes=tuple(name for name in self.classes if name not in names))

    def with_known_language(
        self, span: Span, languages: tuple[str, ...]
    ) -> tuple[Attributes, tuple[Finding, ...]]:
        """The attributes without a language nobody knows, and the finding about it."""
        tag = self.value("lang")
        if not tag or not languages or tag in languages:
            return self, ()
        values = {name: value for name, value in (self.values or {}).items() if name != "lang"}
        said = project.unknown_language(span, tag, nearest_language(tag, languages))
        return replace(self, values=values), (said,)

    def unknown(self, span: Span, known: Iterable[str]) -> tuple[Finding, ...]:
        """A finding for each name that is not among those known."""
        names = tuple(known)
        return tuple(
            syntax.unknown_attribute(span, name, nearest(name, names, 0.7))
            for name in self.values or {}
            if name not in names
        )

    def direction(self, span: Span) -> tuple[Direction, tuple[Finding, ...]]:
        """The value of `dir`, when it is one."""
        said = self.choice("dir", DIRECTIONS, span)
        return ("" if said else cast(Direction, self.value("dir"))), said

    def choice(self, name: str, known: tuple[str, ...], span: Span) -> tuple[Finding, ...]:
        """A finding, if the value of that name is not one of those known."""
        value = self.value(name)
        if not value or value in known:
            return ()
        near = nearest(value, known)
        return (syntax.unknown_value(span, name, value, near, either(known)),)


def mark(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    """A bracketed text as what its classes say it is, and what is wrong with it."""
    index = "index" in attributes.classes
    term = "term" in attributes.classes
    if index and term and (key := attributes.value("key")):
        return children, (syntax.term_and_index_with_a_key(span, key),)
    known: tuple[str, ...] = TEXT_ATTRIBUTES
    if index or term:
        known = INDEX_ATTRIBUTES if index else TERM_ATTRIBUTES
    findings = attributes.unknown(span, known)
    if term:
        children, said = _term(attributes, children, span)
        findings += said
    if index:
        children, said = _index_mark(attributes, children, span)
        findings += said
    # An index mark's language is that of its entry.
    tag = "" if index else attributes.value("lang")
    kept, said = passage(attributes.without("index", "term"), children, span, tag)
    return kept, findings + said


def _term(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    if not children and not attributes.value("key"):
        return children, (rules.nothing_to_explain(span),)
    return (Term(children, attributes.value("key"), span=span),), ()


def _index_mark(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    entry = attributes.value("entry")
    if not (entry or children or attributes.value("key")):
        return children, (rules.nothing_to_index(span),)
    path = levels(entry)
    findings: tuple[Finding, ...] = ()
    if not all(path):
        findings += (rules.empty_level(span, entry),)
    findings += attributes.choice("range", RANGES, span)
    findings += attributes.choice("mention", MENTIONS, span)
    extent = attributes.value("range")
    node = IndexMark(
        children,
        tuple(level for level in path if level),
        index=attributes.value("index"),
        key=attributes.value("key"),
        sort=attributes.value("sort"),
        lang=attributes.value("lang"),
        see=headings(attributes.value("see")),
        see_also=headings(attributes.value("see-also")),
        range="open" if extent == "open" else "close" if extent == "close" else "",
        mention=attributes.value("mention"),
        span=span,
    )
    return (node,), findings


def passage(
    attributes: Attributes, children: tuple[Inline, ...], span: Span, lang: str
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    """A text with a label, classes, a language or a direction; as it is, when it has none."""
    direction, findings = attributes.direction(span)
    findings += misspelt(attributes.classes, span)
    if not (attributes.id or attributes.classes or lang or direction):
        return children, findings
    found = Passage(children, attributes.id, attributes.classes, lang, direction, span)
    return (found,), findings


def misspelt(classes: Iterable[str], span: Span) -> tuple[Finding, ...]:
    """A finding for each class that is nearly one of those that mean something.

    Any other class is the author's own, and their style sheet knows it.
    """
    return tuple(
        syntax.misspelt_class(span, name, near)
        for name in classes
        if name not in CLASSES and (near := nearest(name, CLASSES, 0.75))
    )


def levels(entry: str) -> tuple[str, ...]:
    """The levels of an index entry, which `!` divides."""
    return tuple(level.strip() for level in entry.split("!")) if entry else ()


def headings(listed: str) -> tuple[str, ...]:
    """The headings that a see or see also names, which `;` divides."""
    return tuple(heading for part in listed.split(";") if (heading := part.strip()))
