"""Find the terms of a glossary in running text: whole words, the longest match first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rectoverso.compiling.words import Word, words_of

Form = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Forms:
    """The forms of words to be found, each with the key of its entry.

    Finding is linear in the text: of the forms that begin with a word only those of each length
    (`lengths`, the longest first) are looked up.
    """

    keys: dict[Form, str] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, text: str, key: str) -> str:
        """Let a form stand for an entry; gives the key that has it, an earlier one if there is."""
        form = _form(words_of(text))
        if not form:
            return key
        if form not in self.keys:
            self.keys[form] = key
            known = self.lengths.setdefault(form[0][1], [])
            if len(form) not in known:
                known.append(len(form))
                known.sort(reverse=True)
        return self.keys[form]

    def key(self, text: str) -> str:
        """The key of the entry this text is a form of, or nothing."""
        return self.keys.get(_form(words_of(text)), "")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and key of every match in a text; no two overlap."""
        words = words_of(text) if self.keys else ()
        place = 0
        while place < len(words):
            for length in self.lengths.get(words[place].form, ()):
                found = words[place : place + length]
                if key := self.keys.get(_form(found)):
                    yield found[0].start, found[-1].end, key
                    place += len(found)
                    break
            else:
                place += 1


def _form(words: Sequence[Word]) -> Form:
    return tuple((word.before if place else "", word.form) for place, word in enumerate(words))
