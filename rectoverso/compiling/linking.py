"""Lead the terms of the text to their entries in the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rectoverso.compiling.glossary import Terms, anchor_of_term
from rectoverso.compiling.matching import Forms
from rectoverso.compiling.names import nearest
from rectoverso.compiling.places import Place, rewrite_section
from rectoverso.model.book import Locator, Section
from rectoverso.model.manuscript import FRONT_MATTER
from rectoverso.model.nodes import Node, Term, Text, plain, walk_in_language
from rectoverso.model.rules.glossary import undefined_term

Linking = Literal["first-per-chapter", "first", "all", "marked"]

# Divisions whose words are not prose of the book: nothing in them is linked by itself.
QUIET = frozenset(
    (
        *FRONT_MATTER[: FRONT_MATTER.index("lot") + 1],
        "concordance",
        "glossary",
        "bibliography",
        "index",
        "colophon",
    )
)


def link_all(
    sections: Sequence[Section], terms: Terms, linking: Linking, gloss: str = ""
) -> tuple[Section, ...]:
    """The sections with their terms led to their entries. Uses and findings go into `terms`.

    Besides the terms that are marked, words that are forms of a term in the section's language
    become links: the first in the chapter, the first in the book, or all, as `linking` says. Words
    in headings, links, references, notes and epigraphs do not, nor do those in another language
    than the chapter's, nor, where only the first is linked, those of a term that is marked in the
    chapter, or in the book.

    First uses are glossed by the terms' words in the language `gloss`.
    """
    if linking == "first":
        terms.linked.update(
            key
            for section in sections
            if section.kind not in QUIET
            for key in _marked_in(section, terms)
        )
    return tuple(_link_terms(section, terms, linking, gloss) for section in sections)


def _link_terms(section: Section, terms: Terms, linking: Linking, gloss: str) -> Section:
    marked = terms.linked if linking == "first" else set()
    quiet = linking == "marked" or section.kind in QUIET
    if not quiet and linking == "first-per-chapter":
        marked = _marked_in(section, terms)
    linker = _Linker(section, terms, linking, quiet, marked, gloss)
    return rewrite_section(section, linker.change)


def _marked_in(section: Section, terms: Terms) -> set[str]:
    """The keys of the terms that the author has marked in a section."""
    return {
        node.key or terms.find(plain(node.children), lang)
        for node, lang in walk_in_language(section.blocks, section.lang)
        if isinstance(node, Term)
    }


@dataclass(slots=True)
class _Linker:
    section: Section
    terms: Terms
    linking: Linking
    quiet: bool
    linked: set[str]
    gloss: str
    count: int = 0
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        self.forms = self.terms.in_language(self.section.lang)

    def change(self, node: Node, place: Place) -> object:
        match node:
            case Term():
                return self.marked(node, place)
            case Text() if not (self.quiet or place.sealed or place.lang != self.section.lang):
                return self.found(node, place)
            case _:
                return node

    def marked(self, node: Term, place: Place) -> Term:
        said = plain(node.children)
        key = node.key or self.terms.find(said, place.lang)
        if key not in self.terms.by_key:
            known = [
                *self.terms.by_key,
                *(source.term for source in self.terms.by_key.values() if not node.key),
            ]
            name = node.key or said
            self.terms.findings.append(undefined_term(node.span, name, nearest(name, known)))
            return node
        return self.led(node, key, place)

    def found(self, node: Text, where: Place) -> Node | tuple[Node, ...]:
        pieces: list[Node] = []
        place = 0
        for start, end, key in self.forms.find(node.text):
            if self.linking in ("first-per-chapter", "first"):
                if key in self.linked:
                    continue
                self.linked.add(key)
            if start > place:
                pieces.append(replace(node, text=node.text[place:start]))
            words = replace(node, text=node.text[start:end])
            pieces.append(self.led(Term((words,), span=node.span), key, where))
            place = end
        if not pieces:
            return node
        if place < len(node.text):
            pieces.append(replace(node, text=node.text[place:]))
        return tuple(pieces)

    def led(self, node: Term, key: str, place: Place) -> Term:
        self.count += 1
        anchor = f"{self.section.id}-term-{self.count}"
        # What the glossary says in its own entries is no use of a term.
        first = False
        if self.section.kind != "glossary":
            first = key not in self.terms.uses
            self.terms.first_uses.setdefault(key, (self.section.id, node.span))
            self.terms.uses.setdefault(key, []).append(Locator(anchor, self.section.id))
        led = replace(node, key=key, anchor=anchor, target=anchor_of_term(key), first=first)
        # A note stands at the foot of the page; nothing can stand beside it there.
        if not first or place.in_note or place.lang == self.gloss:
            return led
        source = self.terms.by_key[key]
        word = source.term if source.lang == self.gloss else source.translations.get(self.gloss)
        return replace(led, gloss=word, gloss_lang=self.gloss) if word else led
