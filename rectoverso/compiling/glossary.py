"""The terms of the glossary, and the forms they are found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rectoverso.compiling.matching import Forms
from rectoverso.compiling.names import anchor_of
from rectoverso.compiling.words import folded
from rectoverso.model.book import Locator, Section, Target
from rectoverso.model.manuscript import TermSource
from rectoverso.model.nodes import Text
from rectoverso.model.rules import glossary as rules
from rectoverso.model.source import Finding, Span


@dataclass(slots=True)
class Terms:
    """The terms of a book by key, the forms they have in each language, and where they are used.

    `linked` holds the keys of those that have been linked, or are marked, somewhere in the book.
    """

    by_key: dict[str, TermSource] = field(default_factory=dict)
    forms: dict[str, Forms] = field(default_factory=dict)
    uses: dict[str, list[Locator]] = field(default_factory=dict)
    first_uses: dict[str, tuple[str, Span]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def add(self, lang: str, form: str, key: str) -> TermSource:
        """Let a form stand for an entry; gives the one it stands for, an earlier one perhaps."""
        return self.by_key[self.forms.setdefault(lang, Forms()).add(form, key)]

    def find(self, text: str, lang: str) -> str:
        """The key of the term a text is a form of: in its language, or, failing that, in any."""
        langs = [lang, *(other for other in self.forms if other != lang)]
        return next((key for one in langs if (key := self.in_language(one).key(text))), "")

    def in_language(self, lang: str) -> Forms:
        """The forms of a language."""
        return self.forms.get(lang) or Forms()


def anchor_of_term(key: str) -> str:
    """The anchor of the glossary's entry with this key."""
    return anchor_of(f"term-{key}")


def gather_terms(sources: Sequence[TermSource]) -> Terms:
    """The terms of a glossary, ready to be found in the text, with findings about the glossary.

    Of two entries with one key the first counts.
    """
    terms = Terms()
    for source in sources:
        first = terms.by_key.setdefault(source.key, source)
        if first is not source:
            terms.findings.append(rules.explained_twice(source.span, source.term, first.span))
    # Words of an entry's own language come first: a translation may be the headword of an entry
    # in that language, which then explains it there.
    for source in terms.by_key.values():
        for form in (source.term, *source.aliases, source.abbreviation):
            holder = terms.add(source.lang, form, source.key)
            if holder is not source:
                both = folded(source.term) == folded(form) == folded(holder.term)
                terms.findings.append(_of_two(source, form, holder, both=both))
    for source in terms.by_key.values():
        for lang, form in _translated(source):
            holder = terms.add(lang, form, source.key)
            if holder is not source and not (
                holder.lang == lang and folded(holder.term) == folded(form)
            ):
                terms.findings.append(_of_two(source, form, holder))
    return terms


def _of_two(source: TermSource, form: str, holder: TermSource, both: bool = False) -> Finding:
    if both:
        return rules.explained_twice(source.span, form, holder.span)
    return rules.form_of_two(source.span, form, holder.span)


def _translated(source: TermSource) -> Iterable[tuple[str, str]]:
    yield from source.translations.items()
    for lang, aliases in source.translation_aliases.items():
        yield from ((lang, alias) for alias in aliases)


def targets_of(terms: Terms, sections: Sequence[Section]) -> dict[str, Target]:
    """What a reference to an entry of the glossary leads to, by label."""
    glossaries = glossaries_of(sections)
    return {
        anchor_of_term(key): Target(
            anchor_of_term(key),
            "term",
            home_of(source, glossaries),
            source.lang,
            title=(Text(source.term),),
            span=source.span,
        )
        for key, source in terms.by_key.items()
    }


def glossaries_of(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections in which terms are explained."""
    return tuple(section for section in sections if section.kind == "glossary")


def home_of(source: TermSource, glossaries: Sequence[Section]) -> str:
    """The glossary that a term stands in: the chapter that explains it, or else the first."""
    path = source.definition.path
    own = (section.id for section in glossaries if section.path and section.path == path)
    return next(own, glossaries[0].id if glossaries else "")
