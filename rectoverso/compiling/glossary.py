"""The glossary: its terms, the forms they are found by, and its entries in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.matching import Forms
from rectoverso.compiling.names import anchor_of, nearest
from rectoverso.model.book import CrossReference, GlossaryEntry, Locator, Target, Translation
from rectoverso.model.manuscript import TermSource
from rectoverso.model.nodes import Block, Text
from rectoverso.model.rules import glossary as rules
from rectoverso.model.source import Finding


@dataclass(slots=True)
class Terms:
    """The terms of a book by key, the forms they have in each language, and where they are used."""

    by_key: dict[str, TermSource] = field(default_factory=dict)
    forms: dict[str, Forms] = field(default_factory=dict)
    uses: dict[str, list[Locator]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

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

    Of two entries with one key the first counts; whoever reads the file has said so already.
    """
    terms = Terms()
    for source in sources:
        if terms.by_key.setdefault(source.key, source) is not source:
            continue
        for lang, form in _forms(source):
            holder = terms.forms.setdefault(lang, Forms()).add(form, source.key)
            if holder != source.key:
                first = terms.by_key[holder]
                terms.findings.append(rules.explained_twice(source.span, form, first.span))
    return terms


def _forms(source: TermSource) -> Iterable[tuple[str, str]]:
    yield source.lang, source.term
    yield from ((source.lang, alias) for alias in source.aliases)
    yield from source.translations.items()
    for lang, aliases in source.translation_aliases.items():
        yield from ((lang, alias) for alias in aliases)


def targets_of(terms: Terms, section: str) -> dict[str, Target]:
    """What a reference to an entry of the glossary leads to, by label."""
    return {
        anchor_of_term(key): Target(
            anchor_of_term(key),
            "term",
            section,
            source.lang,
            title=(Text(source.term),),
            span=source.span,
        )
        for key, source in terms.by_key.items()
    }


def in_order(terms: Terms, alphabet: Alphabet) -> tuple[TermSource, ...]:
    """The terms in the order of an alphabet."""
    return tuple(
        sorted(terms.by_key.values(), key=lambda source: alphabet.key(source.sort or source.term))
    )


def entries_of(
    terms: Terms, definitions: Mapping[str, tuple[Block, ...]], alphabet: Alphabet
) -> tuple[tuple[GlossaryEntry, ...], tuple[Finding, ...]]:
    """The entries of the glossary in the order of an alphabet, with findings about them."""
    findings: list[Finding] = []
    entries = tuple(
        GlossaryEntry(
            key=source.key,
            anchor=anchor_of_term(source.key),
            term=source.term,
            lang=source.lang,
            definition=definitions.get(source.key, ()),
            translations=tuple(
                Translation(lang, term) for lang, term in source.translations.items()
            ),
            see=_cross_references(source, source.see, terms, findings),
            see_also=_cross_references(source, source.see_also, terms, findings),
            uses=tuple(terms.uses.get(source.key, ())),
        )
        for source in in_order(terms, alphabet)
    )
    for entry in entries:
        source = terms.by_key[entry.key]
        if not entry.uses and not entry.see:
            findings.append(rules.term_never_used(source.span, source.term))
        if _leads_to_itself(entry.key, terms):
            findings.append(rules.see_in_a_circle(source.span, source.term))
    return entries, tuple(findings)


def _cross_references(
    source: TermSource, names: Iterable[str], terms: Terms, findings: list[Finding]
) -> tuple[CrossReference, ...]:
    references = []
    for name in names:
        if key := _named(name, source.lang, terms):
            target = terms.by_key[key]
            references.append(CrossReference(target.term, anchor_of_term(key), target.lang))
        else:
            near = nearest(name, [*terms.by_key, *(one.term for one in terms.by_key.values())])
            findings.append(rules.glossary_see_nowhere(source.span, name, near))
    return tuple(references)


def _named(name: str, lang: str, terms: Terms) -> str:
    return name if name in terms.by_key else terms.find(name, lang)


def _leads_to_itself(key: str, terms: Terms) -> bool:
    met: set[str] = set()
    ahead = [key]
    while ahead:
        source = terms.by_key[ahead.pop()]
        for name in source.see:
            following = _named(name, source.lang, terms)
            if following == key:
                return True
            if following and following not in met:
                met.add(following)
                ahead.append(following)
    return False
