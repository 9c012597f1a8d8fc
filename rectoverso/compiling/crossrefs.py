"""Resolve references: where each leads, and what is said there in the language of the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import regex

from rectoverso.compiling.names import nearest
from rectoverso.compiling.places import Place, enter, opening
from rectoverso.model.book import Section, Target
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import (
    Inline,
    Node,
    Paragraph,
    Passage,
    Quoted,
    Reference,
    Text,
    plain,
    rewrite_within,
)
from rectoverso.model.rules.references import nothing_labelled
from rectoverso.model.source import Finding

SENTENCE_END = regex.compile(r"[.?!…।؟][\p{Pe}\p{Pf}\"']*\s+$")
LOOK_BACK = 8
LABELS = {
    "part": "part-ref",
    "chapter": "chapter-ref",
    "section": "section-ref",
    "figure": "figure-ref",
    "table": "table-ref",
}


@dataclass(slots=True)
class References:
    """Leads the references of one tree after the other to their targets.

    `appendices` names the sections that are called appendices; `findings` grows with every
    reference that leads nowhere.
    """

    targets: Mapping[str, Target]
    locale: Callable[[str], Locale]
    appendices: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)

    def section(self, section: Section) -> Section:
        """The section with every reference led to its target.

        A reference without words of its own gets the name of its target as children, in the
        language of the place it stands in.
        """
        start = opening(section)
        return replace(
            section,
            title=rewrite_within(section.title, start, enter, self._change),
            subtitle=rewrite_within(section.subtitle, start, enter, self._change),
            blocks=rewrite_within(section.blocks, start, enter, self._change),
        )

    def _change(self, node: Node, place: Place) -> object:
        match node:
            case Reference():
                return self._reference(node, place)
            case Paragraph(children):
                opened = _with_capitals(children)
                return node if opened is children else replace(node, children=opened)
            case _:
                return node

    def _reference(self, node: Reference, place: Place) -> Reference:
        target = self.targets.get(node.label)
        if target is None:
            near = nearest(node.label, self.targets)
            self.findings.append(nothing_labelled(node.span, node.label, near))
            return node
        children = node.children or self._name(target, place.lang)
        return replace(node, target=target.anchor, children=children)

    def _name(self, target: Target, lang: str) -> tuple[Inline, ...]:
        """What a thing is called in a text of this language: by its number, or by its title."""
        locale = self.locale(lang)
        if target.kind == "passage" and target.section in self.targets:
            # A passage has no name; the chapter it stands in has.
            return self._name(self.targets[target.section], lang)
        if target.number:
            label = LABELS[target.kind]
            if target.anchor in self.appendices:
                label = "appendix-ref"
            number = in_digits(target.number, locale)
            return (
                Text(locale.label(label, number=number, ordinal=locale.ordinal(target.ordinal))),
            )
        title = target.title
        if target.lang != lang:
            title = (Passage(title, lang=target.lang),)
        return title if target.kind == "term" else (Quoted(True, title),)


def in_digits(number: str, locale: Locale) -> str:
    """A printed number ("۲.۱") in the digits of another locale ("2.1")."""
    return "".join(
        sign if (digit := unicodedata.digit(sign, None)) is None else locale.digits[digit]
        for sign in number
    )


def _with_capitals(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The children with a capital where a reference by name begins a sentence."""
    changed = list(children)
    before = ""
    for place, child in enumerate(children):
        match child:
            case Reference(form="name", children=(Text(name), *rest)) if (
                place == 0 or SENTENCE_END.search(before)
            ):
                # Only the first letter: str.capitalize would lower the others.
                opened = Text(name[:1].upper() + name[1:])
                if opened.text != name:
                    changed[place] = replace(child, children=(opened, *rest))
            case _:
                pass
        # A note between two sentences is no part of either.
        before = (before + plain(child))[-LOOK_BACK:]
    return tuple(changed) if tuple(changed) != children else children
