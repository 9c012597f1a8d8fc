"""Set the indexes in order: letter groups by alphabet, sub-entries, see and see also led home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.drafts import Draft, Gathering
from rectoverso.compiling.names import anchor_of, nearest
from rectoverso.compiling.sendings import Sendings
from rectoverso.compiling.words import folded
from rectoverso.model.book import Index, IndexEntry, LetterGroup
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import IndexSettings
from rectoverso.model.rules import index as rules
from rectoverso.model.source import Finding


def section_of(name: str) -> str:
    """The id of the section that holds an index."""
    return anchor_of(f"index-{name}") if name else "index"


def build_indexes(
    gathering: Gathering,
    settings: IndexSettings,
    alphabet: Callable[[str], Alphabet],
    locale: Locale,
) -> tuple[tuple[Index, ...], tuple[Finding, ...]]:
    """The indexes of a book in order, the subject index first unless the settings say otherwise.

    `alphabet` gives the order of a language; `locale` is that of the book, for titles.
    """
    order = list(settings.titles)
    names = sorted(
        gathering.drafts,
        key=lambda name: order.index(name) if name in order else -1 if not name else len(order),
    )
    by_letter = settings.order == "letter-by-letter"
    ordering = _by_letter(alphabet) if by_letter else alphabet
    builder = _Builder(gathering, ordering, locale.script)
    for name in names:
        builder.order(name, settings.scripts)
    indexes = tuple(
        Index(name, _title(name, settings, locale), builder.groups(name)) for name in names
    )
    findings = (*builder.findings, *builder.sendings.findings)
    return indexes, (*_unknown(gathering, settings, locale), *findings)


def _by_letter(alphabet: Callable[[str], Alphabet]) -> Callable[[str], Alphabet]:
    return cache(lambda lang: alphabet(lang).letter_by_letter())


def _title(name: str, settings: IndexSettings, locale: Locale) -> str:
    if title := settings.titles.get(name):
        return title
    return locale.labels.get(f"index-of-{name}" if name else "index", name)


def _unknown(gathering: Gathering, settings: IndexSettings, locale: Locale) -> Iterator[Finding]:
    known = {"", *settings.titles}
    known |= {source.index for source in gathering.sources.by_path.values()}
    known |= {name for name in gathering.drafts if f"index-of-{name}" in locale.labels}
    for name, drafts in gathering.drafts.items():
        if name not in known:
            first = next(iter(drafts.values()))
            yield rules.unknown_index(first.span, name, nearest(name, sorted(known)))


@dataclass(slots=True)
class _Builder:
    gathering: Gathering
    alphabet: Callable[[str], Alphabet]
    home: str  # the script of the book
    anchors: dict[int, str] = field(default_factory=dict)
    ordered: dict[str, list[Draft]] = field(default_factory=dict)
    # In whose alphabet the entries of a language stand, in each index.
    leading: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sendings: Sendings = field(init=False)

    def __post_init__(self) -> None:
        self.sendings = Sendings(self.gathering, self.alphabet, self.anchors)

    def order(self, name: str, scripts: tuple[str, ...]) -> None:
        """Order an index's entries and give each its anchor, counted in that order."""
        drafts = list(self.gathering.drafts[name].values())
        leads = self.leading[name] = self.leads(Counter(one.lang for one in drafts), scripts)
        langs = list(dict.fromkeys(leads.values()))
        # A language the author does not list comes after those listed, the script of the book
        # before others, as it comes in the book.
        langs.sort(key=lambda lang: self.rank(lang, scripts))
        self.ordered[name] = [
            draft
            for lang in langs
            for draft in self.sorted((one for one in drafts if leads[one.lang] == lang), lang)
        ]
        every = (
            one
            for draft in self.ordered[name]
            for one in self.with_those_below(draft, leads[draft.lang])
        )
        for count, draft in enumerate(every, start=1):
            self.anchors[id(draft)] = f"{section_of(name)}-entry-{count}"

    def leads(self, counts: Counter[str], scripts: tuple[str, ...]) -> dict[str, str]:
        """In whose alphabet the entries of each language stand, by how many each has.

        A language that the author lists has a place of its own. Others share the letters of their
        script, in the order of the one with most entries: no reader looks for a name in one row of
        letters A to Z after another.
        """
        leading: dict[str, str] = {}
        for lang, _ in counts.most_common():
            if lang not in scripts:
                leading.setdefault(self.alphabet(lang).locale.script, lang)
        return {
            lang: lang if lang in scripts else leading[self.alphabet(lang).locale.script]
            for lang in counts
        }

    def rank(self, lang: str, scripts: tuple[str, ...]) -> tuple[int, bool]:
        """The place of a language in the order asked for, by its tag or by its script."""
        script = self.alphabet(lang).locale.script
        asked = (scripts.index(name) for name in (lang, script) if name in scripts)
        return next(asked, len(scripts)), script != self.home

    def sorted(self, drafts: Iterable[Draft], lang: str) -> list[Draft]:
        """Entries of one level in the order of a language."""
        return sorted(drafts, key=lambda one: self.alphabet(lang).key(one.sort or one.heading))

    def with_those_below(self, draft: Draft, lang: str) -> Iterator[Draft]:
        """An entry and all its sub-entries, in the order of a language."""
        yield draft
        for one in self.sorted(draft.subentries.values(), lang):
            yield from self.with_those_below(one, lang)

    def groups(self, name: str) -> tuple[LetterGroup, ...]:
        """The letter groups of an index."""
        groups: dict[tuple[str, str], list[IndexEntry]] = {}
        self.compare(self.ordered[name])
        for draft in self.ordered[name]:
            lang = self.leading[name][draft.lang]
            alphabet = self.alphabet(lang)
            letter = alphabet.letter(draft.sort or draft.heading)
            letter = letter or alphabet.locale.label("symbols")
            groups.setdefault((lang, letter), []).append(self.entry(draft, name, lang))
        return tuple(
            LetterGroup(letter, lang, tuple(entries)) for (lang, letter), entries in groups.items()
        )

    def entry(self, draft: Draft, name: str, lang: str) -> IndexEntry:
        """An entry as the index shows it, with those below it, in the order of a language."""
        below = self.sorted(draft.subentries.values(), lang)
        self.compare(below)
        see, see_also = self.sendings.of(draft, name)
        return IndexEntry(
            heading=draft.heading,
            lang=draft.lang,
            anchor=self.anchors[id(draft)],
            original=draft.original,
            shown=draft.shown,
            locators=tuple(draft.locators),
            see=see,
            see_also=see_also,
            subentries=tuple(self.entry(one, name, lang) for one in below),
        )

    def compare(self, siblings: Iterable[Draft]) -> None:
        """Report entries side by side that a reader would take for one."""
        met: dict[tuple[str, str], Draft] = {}
        for draft in siblings:
            alike = " ".join(map(folded, draft.heading.split()))
            first = met.setdefault((draft.lang, alike), draft)
            if first is not draft:
                early, late = sorted((first, draft), key=lambda one: one.span)
                self.findings.append(
                    rules.nearly_the_same(late.span, late.heading, early.heading, early.span)
                )
