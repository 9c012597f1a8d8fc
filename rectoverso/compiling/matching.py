"""Find the terms of a glossary in running text: whole words, the longest match first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rectoverso.compiling.words import words_of

Form = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Forms:
    """The forms of words to be found, each with the key of its entry.

    Finding is linear in the text: a word is looked up once, and only the forms that begin with it
    are compared.
    """

    keys: dict[Form, str] = field(default_factory=dict)
    starts: dict[str, list[Form]] = field(default_factory=dict)

    def add(self, text: str, key: str) -> str:
        """Let a form stand for an entry; gives the key that has it, an earlier one if there is."""
        form = _form(text)
        if not form:
            return key
        if form not in self.keys:
            self.keys[form] = key
            rivals = self.starts.setdefault(form[0][1], [])
            rivals.append(form)
            rivals.sort(key=len, reverse=True)
        return self.keys[form]

    def key(self, text: str) -> str:
        """The key of the entry this text is a form of, or nothing."""
        return self.keys.get(_form(text), "")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and key of every match in a text; no two overlap."""
        words = words_of(text) if self.starts else ()
        place = 0
        while place < len(words):
            for form in self.starts.get(words[place].form, ()):
                end = place + len(form)
                if end <= len(words) and all(
                    (word.before, word.form) == wanted
                    for word, wanted in zip(words[place + 1 : end], form[1:], strict=True)
                ):
                    yield words[place].start, words[end - 1].end, self.keys[form]
                    place = end
                    break
            else:
                place += 1


def _form(text: str) -> Form:
    return tuple(
        (word.before if place else "", word.form) for place, word in enumerate(words_of(text))
    )
