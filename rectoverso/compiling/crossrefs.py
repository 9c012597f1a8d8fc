"""Resolve references: where each leads, and what is said there in the language of the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import regex

from rectoverso.compiling.names import nearest
from rectoverso.compiling.places import Place, rewrite_section
from rectoverso.model.book import Section, Target
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import (
    Inline,
    Node,
    Paragraph,
    Passage,
    Quoted,
    Reference,
    ReferenceList,
    Text,
    plain,
)
from rectoverso.model.rules.references import nothing_labelled
from rectoverso.model.source import Finding

SENTENCE_END = regex.compile(r"[.?!…।؟][\p{Pe}\p{Pf}\"']*\s+$")
LOOK_BACK = 8
# How one thing of a kind is called, and how several are.
LABELS = {
    "part": ("part-ref", "parts-ref"),
    "chapter": ("chapter-ref", "chapters-ref"),
    "appendix": ("appendix-ref", "appendices-ref"),
    "section": ("section-ref", "sections-ref"),
    "figure": ("figure-ref", "figures-ref"),
    "table": ("table-ref", "tables-ref"),
    "equation": ("equation-ref", "equations-ref"),
    "note": ("note-ref", "notes-ref"),
}


@dataclass(slots=True)
class References:
    """Leads the references of one tree after the other to their targets.

    `findings` grows with every reference that leads nowhere.
    """

    targets: Mapping[str, Target]
    locale: Callable[[str], Locale]
    findings: list[Finding] = field(default_factory=list)

    def section(self, section: Section) -> Section:
        """The section with every reference led to its target.

        A reference without words of its own gets the name of its target as children, in the
        language of the place it stands in.
        """
        return rewrite_section(section, self._change)

    def _change(self, node: Node, place: Place) -> object:
        match node:
            case Reference(form="example", children=(Text(number, span),)):
                locale = self.locale(place.lang)
                return Text(locale.number(int(number), "references"), span)
            case Reference():
                return self._reference(node, place)
            case ReferenceList():
                return self._list(node, place)
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
        if node.form == "number" and target.number:
            children: tuple[Inline, ...] = (Text(self._number(target, place.lang)),)
        else:
            children = node.children or self._name_here(target, place)
        return replace(node, target=target.anchor, children=children)

    def _list(self, node: ReferenceList, place: Place) -> ReferenceList:
        """The references with what they say together: those of a kind under one word."""
        locale = self.locale(place.lang)
        led = [self._reference(one, place) for one in node.references]
        said: list[list[Inline]] = []
        for kind, group in groupby(led, key=self._kind):
            if kind:
                said.append(self._together(kind, list(group), place.lang))
            else:
                said.extend([one] for one in group)
        return replace(node, children=tuple(listed(said, locale)))

    def _kind(self, node: Reference) -> str:
        """What a reference in a list leads to, or "" where it stands by its own name."""
        target = self.targets.get(node.label)
        if target is None or not target.number or node.form == "page":
            return ""
        return _called(target)

    def _together(self, kind: str, several: list[Reference], lang: str) -> list[Inline]:
        """References to things of one kind: “figures 1–3 and 5”."""
        locale = self.locale(lang)
        by_number = {_place_of(self.targets[one.label]): one for one in reversed(several)}
        if len(by_number) == 1:
            return [several[0]]
        numbered = [
            replace(one, form="number", children=(Text(self._number(target, lang)),))
            for _, one in sorted(by_number.items())
            for target in [self.targets[one.label]]
        ]
        ranges = [ranged(run, locale) for run in runs(sorted(by_number), numbered)]
        said = listed(ranges, locale, "list-last-number")
        before, after = locale.labels[LABELS[kind][1]].split("{numbers}")
        return [Text(before), *said, *([Text(after)] if after else [])]

    def _number(self, target: Target, lang: str) -> str:
        """A number as a reference writes it in this language: “۲.۱” is “2.1” in English."""
        return self.locale(lang).compound(target.counts, "references", lettered=target.lettered)

    def _name_here(self, target: Target, place: Place) -> tuple[Inline, ...]:
        """The name of a thing; that of a note elsewhere tells the chapter too, whose it is."""
        name = self._name(target, place.lang)
        if target.kind != "note" or target.section == place.section:
            return name
        chapter = self._name(self.targets[target.section], place.lang)
        return (*name, Text(" ("), *chapter, Text(")"))

    def _name(self, target: Target, lang: str) -> tuple[Inline, ...]:
        """What a thing is called in a text of this language: by its number, or by its title."""
        locale = self.locale(lang)
        if target.kind == "passage" and target.section in self.targets:
            # A passage has no name; the chapter it stands in has.
            return self._name(self.targets[target.section], lang)
        if target.number:
            label, _ = LABELS[_called(target)]
            number = self._number(target, lang)
            return (
                Text(locale.label(label, number=number, ordinal=locale.ordinal(target.ordinal))),
            )
        title = target.title
        if target.lang != lang:
            title = (Passage(title, lang=target.lang),)
        return title if target.kind == "term" else (Quoted(True, title),)


def _called(target: Target) -> str:
    """What kind of thing a target is called: chapters with letters are appendices."""
    return "appendix" if target.kind == "chapter" and target.lettered else target.kind


def _place_of(target: Target) -> tuple[int, ...]:
    """What things of one kind are put in order by; appendices come last."""
    return (int(target.lettered), *target.counts)


def runs(
    counts: Sequence[tuple[int, ...]], references: Sequence[Reference]
) -> list[list[Reference]]:
    """References with numbers in order, those together that follow one another."""
    found: list[list[Reference]] = []
    last: tuple[int, ...] = ()
    for count, reference in zip(counts, references, strict=True):
        if last and count == (*last[:-1], last[-1] + 1):
            found[-1].append(reference)
        else:
            found.append([reference])
        last = count
    # Two that follow one another are no range.
    return [part for run in found for part in ([run] if len(run) > 2 else [[one] for one in run])]


def ranged(run: Sequence[Reference], locale: Locale) -> list[Inline]:
    """A run of numbers: its first and its last with what stands between them."""
    if len(run) == 1:
        return [run[0]]
    between = locale.label("range", start="\0", end="\0").split("\0")[1]
    return [run[0], Text(between), run[-1]]


def listed(
    items: Sequence[Sequence[Inline]], locale: Locale, pattern: str = "list-last"
) -> list[Inline]:
    """Items as the language lists them in running text: “a, b and c”.

    `pattern` is how the last one follows: Hebrew puts a hyphen between its “and” and a number.
    """
    last = locale.label(pattern, start="\0", end="\0").split("\0")[1]
    said: list[Inline] = []
    for place, item in enumerate(items):
        if place:
            said.append(Text(last if place == len(items) - 1 else locale.label("list-separator")))
        said.extend(item)
    return said


def _with_capitals(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The children with a capital where a reference by name begins a sentence."""
    changed = list(children)
    before = ""
    for place, child in enumerate(children):
        match child:
            case (
                Reference(form="name", children=(Text(name), *rest))
                | ReferenceList(children=(Text(name), *rest))
            ) if place == 0 or SENTENCE_END.search(before):
                # Only the first letter: str.capitalize would lower the others.
                opened = Text(name[:1].upper() + name[1:])
                if opened.text != name:
                    changed[place] = replace(child, children=(opened, *rest))
            case _:
                pass
        # A note between two sentences is no part of either.
        before = (before + plain(child))[-LOOK_BACK:]
    return tuple(changed) if tuple(changed) != children else children
