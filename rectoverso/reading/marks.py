"""Tell what a bracketed text is: an index mark, a term, a passage in another language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from rectoverso.model.nodes import Inline, Passage, Reference, ReferenceList, Term, Text, plain
from rectoverso.model.rules import marks as rules
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span
from rectoverso.reading.attributes import Attributes
from rectoverso.reading.indexmarks import INDEX_ATTRIBUTES, index_mark
from rectoverso.reading.languages import is_language
from rectoverso.reading.nearest import nearest

# A headword of a glossary written as a chapter tells more of itself.
HEADWORD_ATTRIBUTES = (
    *("aliases", "see", "see-also"),
    *("sort", "abbreviation", "pronunciation", "transliteration", "introduced"),
)
TERM_ATTRIBUTES = ("key", "lang", "dir", *HEADWORD_ATTRIBUTES)
TEXT_ATTRIBUTES = ("lang", "dir")
CLASSES = (
    "index",
    "term",
    "noterm",
    "page",
    "relative",
    "smallcaps",
    "underline",
    "mark",
    "unnumbered",
    "epigraph",
    "verse",
    "page-break",
)


def mark(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    """A bracketed text as what its classes say it is, and what is wrong with it."""
    if "page" in attributes.classes and (paged := _by_page(attributes, children, span)):
        children, attributes = (paged,), attributes.without("page", "relative")
    index = "index" in attributes.classes
    term = "term" in attributes.classes
    if index and term and (key := attributes.value("key")):
        return children, (syntax.term_and_index_with_a_key(span, key),)
    known: tuple[str, ...] = TEXT_ATTRIBUTES
    if index or term:
        known = INDEX_ATTRIBUTES if index else (*TERM_ATTRIBUTES, *_tongues(attributes))
    findings = attributes.unknown(span, known)
    if term:
        children, said = _term(attributes, children, span)
        findings += said
    if index:
        found, said = index_mark(attributes, children, span)
        children = (found,) if found else children
        findings += said
    tag = attributes.value("lang")
    if index and not _repeats(attributes.value("entry"), children):
        tag = ""
    kept, said = passage(attributes.without("index", "term"), children, span, tag)
    return kept, findings + said


def _repeats(entry: str, children: tuple[Inline, ...]) -> bool:
    """Whether an entry is the text, or has all its words: “Trotsky, Leon” for Trotsky.

    Else its language is not that of the text: an entry in Persian for the English Tehran.
    """
    written, read = (
        set(regex.findall(r"[\w\p{M}]+", text.casefold())) for text in (entry, plain(children))
    )
    return not entry or read <= written


def _by_page(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> Reference | ReferenceList | None:
    """References by name in brackets of the class page, `[@sec-a; @sec-b]{.page}`, as by page."""
    near = "relative" in attributes.classes
    several: list[Reference] = []
    for node in children:
        match node:
            case Reference(form="name"):
                several.append(replace(node, form="nearness" if near else "page"))
            case Text(between) if between.strip() in ("", ";"):
                pass
            case _:
                return None
    if len(several) < 2:
        return several[0] if several else None
    pages = tuple(replace(one, form="page") for one in several)
    return ReferenceList(pages, span=span)


def _term(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[tuple[Inline, ...], tuple[Finding, ...]]:
    if not children and not attributes.value("key"):
        return children, (rules.nothing_to_explain(span),)
    details = tuple(
        (name, value)
        for name in (*HEADWORD_ATTRIBUTES, *_tongues(attributes))
        if (value := attributes.value(name))
    )
    return (Term(children, attributes.value("key"), details=details, span=span),), ()


def _tongues(attributes: Attributes) -> tuple[str, ...]:
    """The languages into which a headword is translated: their tags are names of attributes."""
    names = attributes.values or ()
    return tuple(name for name in names if name not in TERM_ATTRIBUTES and is_language(name))


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
