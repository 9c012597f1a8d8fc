"""Lead see and see also home: to the entries they name, with findings where they lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.drafts import Draft, Gathering, Sending
from rectoverso.compiling.names import nearest
from rectoverso.compiling.register import split
from rectoverso.model.book import CrossReference
from rectoverso.model.headings import written
from rectoverso.model.rules import index as rules
from rectoverso.model.source import Finding


@dataclass(slots=True)
class Sendings:
    """Resolves the cross-references of entries; `anchors` are those of the entries, by id."""

    gathering: Gathering
    alphabet: Callable[[str], Alphabet]
    anchors: Mapping[int, str]
    findings: list[Finding] = field(default_factory=list)
    # What has been looked for once: where a sending leads, and, of each index, what its entries are
    # called and their languages.
    targets: dict[tuple[int, str, str], Draft | None] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    langs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(
        self, draft: Draft, index: str
    ) -> tuple[tuple[CrossReference, ...], tuple[CrossReference, ...]]:
        """Where an entry of an index sends its reader: see, and see also."""
        if draft.see and draft.locators:
            self.findings.append(rules.see_with_locators(draft.see[0].span, draft.heading))
        if draft.see and self._returns(draft, index):
            self.findings.append(rules.see_in_a_circle(draft.see[0].span, draft.heading))
        return self._resolved(draft.see, draft, index), self._resolved(draft.see_also, draft, index)

    def _resolved(
        self, sendings: Iterable[Sending], draft: Draft, index: str
    ) -> tuple[CrossReference, ...]:
        """The references in the order of the entry's language, each place once."""
        found: dict[tuple[str, bool], CrossReference] = {}
        alphabet = self.alphabet(draft.lang)
        for sending in sendings:
            target = self._target(sending, draft.lang, index)
            if target is None:
                near = nearest(sending.name, self._names(index))
                said = rules.see_nowhere(sending.span, sending.name, near)
                self.findings.append(said)
                continue
            self._doubt(sending, draft, target, index)
            separator = alphabet.locale.label("locator-separator")
            anchor = self.anchors[id(target)]
            found[anchor, sending.under] = CrossReference(
                separator.join(target.path),
                anchor,
                target.lang,
                target.shown_in_full(separator),
                sending.under,
            )
        return tuple(sorted(found.values(), key=lambda one: (one.under, alphabet.key(one.heading))))

    def _doubt(self, sending: Sending, draft: Draft, target: Draft, index: str) -> None:
        """Say what is odd about a reference that does lead to an entry."""
        if target is draft:
            if sending not in draft.see:
                said = rules.see_in_a_circle(sending.span, draft.heading)
                self.findings.append(said)
        elif sending.under and not target.subentries:
            self.findings.append(rules.nothing_under(sending.span, target.heading))
        elif target.see and not (target.locators or target.subentries):
            # Unless it is told as a circle.
            if not (draft.see and self._returns(draft, index)):
                said = rules.sent_twice(sending.span, draft.heading, target.heading)
                self.findings.append(said)
        elif not target.has_places():
            self.findings.append(rules.see_without_places(sending.span, target.heading))

    def _target(self, sending: Sending, lang: str, index: str) -> Draft | None:
        """The entry a sending leads to, each looked for once."""
        if sending.to is not None:
            return sending.to
        asked = (id(sending), lang, index)
        if asked not in self.targets:
            self.targets[asked] = self._named(sending.name, lang, index)
        return self.targets[asked]

    def _named(self, name: str, lang: str, index: str) -> Draft | None:
        """The entry a name means: a key, or a path in this language, any other, any other index."""
        register = self.gathering.sources
        if source := register.by_key.get(name):
            return self.gathering.find(source.index, source.lang, source.path)
        path = split(name)
        others = [other for other in self.gathering.drafts if other != index]
        for one in (index, *others):
            if one not in self.langs:
                tongues = (tongue for tongue, _ in self.gathering.drafts[one])
                self.langs[one] = tuple(dict.fromkeys(tongues))
            for tongue in sorted(self.langs[one], key=lambda other: other != lang):
                true = register.path(one, tongue, path)
                if true and (draft := self.gathering.find(one, tongue, true)):
                    return draft
        return None

    def _names(self, index: str) -> tuple[str, ...]:
        """What the entries of an index are called where they are written."""
        if index not in self.names:
            drafts = self.gathering.all(index)
            self.names[index] = tuple(sorted(written(draft.path) for draft in drafts))
        return self.names[index]

    def _returns(self, draft: Draft, index: str) -> bool:
        """Whether “see” leads from an entry back to it."""
        met: set[int] = set()
        ahead = [draft]
        while ahead:
            for sending in ahead.pop().see:
                following = self._target(sending, draft.lang, index)
                if following is draft:
                    return True
                if following and id(following) not in met:
                    met.add(id(following))
                    ahead.append(following)
        return False
