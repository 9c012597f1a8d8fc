"""The entries of the glossary: in order, led to one another, side by side in a concordance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.glossary import Terms, anchor_of_term, glossaries_of, home_of
from rectoverso.compiling.names import anchor_of, nearest
from rectoverso.model.book import (
    Concordance,
    ConcordanceRow,
    CrossReference,
    GlossaryEntry,
    Section,
    Target,
    Translation,
)
from rectoverso.model.manuscript import Settings, TermSource
from rectoverso.model.nodes import Block
from rectoverso.model.rules import glossary as rules
from rectoverso.model.rules.references import nothing_labelled
from rectoverso.model.source import Finding


@dataclass(frozen=True, slots=True)
class Explained:
    """The entries of a glossary, their concordance where a section wants one, and findings."""

    entries: tuple[GlossaryEntry, ...]
    concordance: Concordance | None
    findings: tuple[Finding, ...]


def explain(
    terms: Terms,
    definitions: Mapping[str, tuple[Block, ...]],
    sections: Sequence[Section],
    targets: Mapping[str, Target],
    alphabet: Callable[[str], Alphabet],
    settings: Settings,
) -> Explained:
    """Explain the terms that a book uses; see `Explainer` for what is given."""
    explainer = Explainer(
        terms,
        definitions,
        sections,
        targets,
        alphabet,
        settings.lang,
        languages_of(terms, (settings.lang, *settings.index.scripts)),
        by_language=settings.glossary.order == "by-language",
    )
    entries = explainer.entries()
    lang = next((one.lang for one in sections if one.kind == "concordance"), "")
    concordance = explainer.concordance(lang) if lang else None
    return Explained(entries, concordance, tuple(explainer.findings))


def in_order(terms: Terms, alphabet: Alphabet) -> tuple[TermSource, ...]:
    """The terms in the order of an alphabet."""
    return tuple(
        sorted(terms.by_key.values(), key=lambda source: alphabet.key(source.sort or source.term))
    )


def languages_of(terms: Terms, first: Sequence[str]) -> tuple[str, ...]:
    """The languages in which the glossary has words: those named first, then as they come."""
    langs: dict[str, None] = {}
    for source in terms.by_key.values():
        langs.update(dict.fromkeys((source.lang, *source.translations)))
    return tuple(dict.fromkeys([*(lang for lang in first if lang in langs), *langs]))


@dataclass(slots=True)
class Explainer:
    """Makes the entries of a glossary.

    `definitions` are those of the terms by key; `alphabet` gives the order of a language, `lang`
    being that of the book; `langs` are the languages of the glossary in their order.
    """

    terms: Terms
    definitions: Mapping[str, tuple[Block, ...]]
    sections: Sequence[Section]
    targets: Mapping[str, Target]
    alphabet: Callable[[str], Alphabet]
    lang: str
    langs: tuple[str, ...]
    by_language: bool
    findings: list[Finding] = field(default_factory=list)

    def entries(self) -> tuple[GlossaryEntry, ...]:
        """All entries, in one order or, `by_language`, those of each language together.

        By language, words that are explained under another language's have an entry that leads
        there.
        """
        glossaries = glossaries_of(self.sections)
        entries = [
            self._entry(source, home_of(source, glossaries))
            for source in in_order(self.terms, self.alphabet(self.lang))
        ]
        for entry in entries:
            self._judge(entry)
        if not self.by_language:
            return tuple(entries)
        entries += [one for entry in entries for one in self._senders(entry)]
        sorts = {key: source.sort for key, source in self.terms.by_key.items()}
        return tuple(
            sorted(
                entries,
                key=lambda one: (
                    self.langs.index(one.lang),
                    self.alphabet(one.lang).key(sorts.get(one.key, "") or one.term),
                ),
            )
        )

    def concordance(self, lang: str) -> Concordance | None:
        """The terms side by side, in the order of the words of this language, if there are any."""
        if len(self.langs) < 2:
            return None
        langs = tuple(sorted(self.langs, key=lambda one: one != lang))
        rows = [
            ConcordanceRow(row_of(source.key), tuple(self._cell(source, one) for one in langs))
            for source in self.terms.by_key.values()
            if not source.see
        ]
        order = self.alphabet(lang)

        def place(row: ConcordanceRow) -> tuple[bool, object]:
            said = next(cell for cell in row.cells if cell)
            return row.cells[0] is None, order.key(said.heading)

        return Concordance(langs, tuple(sorted(rows, key=place)))

    def _cell(self, source: TermSource, lang: str) -> CrossReference | None:
        if lang == source.lang:
            return CrossReference(source.term, anchor_of_term(source.key), lang)
        if lang in source.translations:
            return CrossReference(source.translations[lang], anchor_of_term(source.key), lang)
        return None

    def _entry(self, source: TermSource, home: str) -> GlossaryEntry:
        return GlossaryEntry(
            key=source.key,
            anchor=anchor_of_term(source.key),
            term=source.term,
            lang=source.lang,
            definition=self.definitions.get(source.key, ()),
            translations=tuple(
                Translation(lang, term, self._place(source, lang, term))
                for lang, term in source.translations.items()
            ),
            see=tuple(self._led(source, source.see)),
            see_also=tuple(self._led(source, source.see_also)),
            uses=tuple(self.terms.uses.get(source.key, ())),
            abbreviation=source.abbreviation,
            pronunciation=source.pronunciation,
            transliteration=source.transliteration,
            section=home,
        )

    def _place(self, source: TermSource, lang: str, term: str) -> str:
        """Where a translation leads: to an entry of its own, else to its row in a concordance."""
        key = self.terms.in_language(lang).key(term)
        if key and key != source.key:
            return anchor_of_term(key)
        if self.by_language:
            return anchor_of(f"term-{source.key}-{lang}")
        listed = any(section.kind == "concordance" for section in self.sections)
        return row_of(source.key) if listed and not source.see and len(self.langs) > 1 else ""

    def _senders(self, entry: GlossaryEntry) -> Iterator[GlossaryEntry]:
        for translation in entry.translations:
            if translation.anchor == anchor_of(f"term-{entry.key}-{translation.lang}"):
                home = CrossReference(entry.term, entry.anchor, entry.lang)
                yield replace(
                    GlossaryEntry("", translation.anchor, translation.term, translation.lang, ()),
                    see=(home,),
                    section=entry.section,
                )

    def _led(self, source: TermSource, names: Iterable[str]) -> Iterator[CrossReference]:
        for name in names:
            if key := named(name, source.lang, self.terms):
                target = self.terms.by_key[key]
                yield CrossReference(target.term, anchor_of_term(key), target.lang)
            else:
                known = self.terms.by_key
                near = nearest(name, [*known, *(one.term for one in known.values())])
                self.findings.append(rules.glossary_see_nowhere(source.span, name, near))

    def _judge(self, entry: GlossaryEntry) -> None:
        source = self.terms.by_key[entry.key]
        if not entry.uses and not entry.see:
            self.findings.append(rules.term_never_used(source.span, source.term))
        if _leads_to_itself(entry.key, self.terms):
            self.findings.append(rules.see_in_a_circle(source.span, source.term))
        if source.introduced:
            self._introduced(source)

    def _introduced(self, source: TermSource) -> None:
        target = self.targets.get(source.introduced)
        if target is None:
            near = nearest(source.introduced, self.targets)
            self.findings.append(nothing_labelled(source.span, source.introduced, near))
            return
        order = [section.id for section in self.sections]
        section, span = self.terms.first_uses.get(source.key, (target.section, source.span))
        if order.index(section) < order.index(target.section):
            self.findings.append(rules.used_before_explained(span, source.term, target.span))


def row_of(key: str) -> str:
    """The anchor of a term's row in the concordance."""
    return anchor_of(f"row-{key}")


def named(name: str, lang: str, terms: Terms) -> str:
    """The key of the entry that a see or see also names by key or by word."""
    return name if name in terms.by_key else terms.find(name, lang)


def _leads_to_itself(key: str, terms: Terms) -> bool:
    met: set[str] = set()
    ahead = [key]
    while ahead:
        source = terms.by_key[ahead.pop()]
        for name in source.see:
            following = named(name, source.lang, terms)
            if following == key:
                return True
            if following and following not in met:
                met.add(following)
                ahead.append(following)
    return False
