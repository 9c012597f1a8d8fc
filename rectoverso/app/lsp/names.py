"""What a book knows by name: where each thing is said, where it is spoken of, how it reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from rectoverso.app.check import Checked
from rectoverso.app.explain import explanation
from rectoverso.app.lsp.things import Thing
from rectoverso.compiling.glossary import anchor_of_term
from rectoverso.compiling.matching import Forms
from rectoverso.model.book import GlossaryEntry, IndexEntry
from rectoverso.model.headings import levels
from rectoverso.model.manuscript import EntrySource
from rectoverso.model.nodes import (
    Citation,
    Division,
    IndexMark,
    Node,
    Reference,
    ReferenceList,
    Term,
    plain,
    walk,
)
from rectoverso.model.source import Source, Span


class Names:
    """The names of a book. What is asked for is looked up once."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        self.book, self.manuscript = checked.book, checked.manuscript

    @cached_property
    def terms(self) -> dict[str, GlossaryEntry]:
        """The entries of the glossary that explain something, by key."""
        return {one.key: one for one in self.book.glossary if one.definition or one.translations}

    @cached_property
    def forms(self) -> Forms:
        """What terms look like in the text, in all their languages."""
        forms = Forms()
        for term in self.manuscript.terms:
            others = (one for several in term.translation_aliases.values() for one in several)
            for form in (term.term, *term.aliases, term.abbreviation, *term.translations.values()):
                forms.add(form, term.key)
            for form in others:
                forms.add(form, term.key)
        for entry in self.terms.values():
            forms.add(entry.term, entry.key)
        return forms

    def term_at(self, line: str, at: int) -> tuple[int, int, str] | None:
        """The term that a line has at a place in it: start, end, key."""
        return next((one for one in self.forms.find(line) if one[0] <= at <= one[1]), None)

    @cached_property
    def entries(self) -> tuple[tuple[str, ...], ...]:
        """The entries of all indexes as paths, in the order of the index."""

        def below(entry: IndexEntry, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
            yield (*above, entry.heading)
            for one in entry.subentries:
                yield from below(one, (*above, entry.heading))

        indexes = self.book.indexes
        every = (one for index in indexes for group in index.groups for one in group.entries)
        return tuple(dict.fromkeys(path for entry in every for path in below(entry, ())))

    @cached_property
    def keyed(self) -> dict[str, EntrySource]:
        """The entries of index.toml that have a key."""
        return {entry.key: entry for entry in self.manuscript.entries if entry.key}

    @cached_property
    def works(self) -> dict[str, Span]:
        """Where each work stands in the lists of works."""
        written = re.compile(r'@\w+\s*\{\s*([^\s,{}]+)|"id"\s*:\s*("(?:[^"\\\n]|\\.)+")')
        found: dict[str, Span] = {}
        for path in self.manuscript.library.files:
            try:
                text = path.read_text("utf-8", "replace")
            except OSError:
                continue
            source = Source(path.relative_to(self.manuscript.root).as_posix(), text)
            for one in written.finditer(text):
                with suppress(ValueError):  # an escape that JSON does not know
                    found.setdefault(one[1] or json.loads(one[2]), source.span(one.start()))
        return found

    def said_at(self, thing: Thing) -> Span | None:
        """Where a thing is described: its label, its entry, its place in a list of works."""
        match thing.kind:
            case "label":
                target = self.book.targets.get(thing.name)
                return target.span if target else None
            case "term":
                target = self.book.targets.get(anchor_of_term(self.key_of(thing)))
                return target.span if target else None
            case "entry":
                entry = self._entry(thing)
                return entry.span if entry else None
            case "work":
                return self.works.get(thing.name)
            case "code":
                return None

    def key_of(self, thing: Thing) -> str:
        """The key of a term that is named by one of its forms."""
        return thing.name if thing.keyed else self.forms.key(thing.name)

    def _entry(self, thing: Thing) -> EntrySource | None:
        if thing.keyed:
            return self.keyed.get(thing.name)
        path = levels(thing.name)
        return next((one for one in self.manuscript.entries if one.path == path), None)

    # --- Where it is spoken of ---------------------------------------------------------------

    def spoken_of(self, thing: Thing) -> Iterator[Span]:
        """Where the chapters refer to a thing, link a term, or mark an entry."""
        for section in self.book.sections if thing.kind != "code" else ():
            for node in walk((section.title, section.blocks)):
                yield from self._uses(node, thing)

    def _uses(self, node: Node, thing: Thing) -> Iterator[Span]:
        match node:
            case Reference(label=thing.name, span=span) if thing.kind == "label":
                yield span
            case ReferenceList(references=several) if thing.kind == "label":
                yield from (one.span for one in several if one.label == thing.name)
            case Citation(works=works) if thing.kind == "work":
                yield from (one.span for one in works if one.key == thing.name)
            case Term(target=target, span=span) if thing.kind == "term":
                if target == anchor_of_term(self.key_of(thing)):
                    yield span
            case IndexMark(span=span) if thing.kind == "entry" and self._marks(node, thing):
                yield span
            case _:
                pass

    def _marks(self, mark: IndexMark, thing: Thing) -> bool:
        if thing.keyed:
            return mark.key == thing.name
        return not mark.key and (mark.path or (plain(mark.children),)) == levels(thing.name)

    # --- How it reads ------------------------------------------------------------------------

    def told(self, thing: Thing) -> str:
        """What there is to say of a thing, in Markdown; nothing of what the book does not know."""
        match thing.kind:
            case "label":
                return self._label(thing.name)
            case "term":
                entry = self.terms.get(self.key_of(thing))
                return self._term(entry) if entry else ""
            case "entry":
                return self._index_entry(thing)
            case "work":
                return self._work(thing.name)
            case "code":
                return explanation(thing.name)

    def _label(self, label: str) -> str:
        target = self.book.targets.get(label)
        if target is None:
            return ""
        named = f"{target.kind} {target.number}".strip()
        title = plain(target.title)
        return f"**{named}**{f': {title}' if title else ''}\n\n{_place(target.span)}"

    def _term(self, entry: GlossaryEntry) -> str:
        head = " · ".join(filter(None, (f"**{entry.term}**", entry.pronunciation)))
        words = (f"- {one.lang}: {one.term}" for one in entry.translations)
        parts = (head, *(plain(block) for block in entry.definition), "\n".join(words))
        return "\n\n".join(filter(None, parts))

    def _index_entry(self, thing: Thing) -> str:
        entry = self._entry(thing)
        path = entry.path if entry else levels(thing.name)
        if thing.keyed and entry is None:
            return ""
        marks = len(list(self.spoken_of(thing)))
        also = f" ({entry.original})" if entry and entry.original else ""
        translated = entry.translations.items() if entry else ()
        words = "\n".join(f"- {lang}: {word}" for lang, word in translated)
        number = f"{marks} mark{'' if marks == 1 else 's'} in the index"
        return "\n\n".join(filter(None, (f"**{' › '.join(path)}**{also}", words, number)))

    def _work(self, key: str) -> str:
        """The work as the list of works has it, else where it is described."""
        listed = re.compile(rf"ref-(?:\d+-)?{re.escape(key)}")
        for section in self.book.sections:
            for node in walk(section.blocks):
                if isinstance(node, Division) and listed.fullmatch(node.id):
                    return plain(node.blocks)
        return _place(self.works[key]) if key in self.works else ""


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}" if span.path else ""
