"""Part a text into passages, each in one language, so that no rule strays into another's words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from rectoverso.assembling.changes import Change
from rectoverso.assembling.languages import OF_SCRIPT, language_of, script_of

# What is between these is quoted or added, perhaps in another language.
_PIECE = regex.compile(r"[^«»“”\"()\[\].!?؟।\n]+|[«»“”\"()\[\].!?؟।\n]+")
_OF_SCRIPT = {
    "Arab": r"\p{Arabic}",
    "Deva": r"\p{Devanagari}",
    "Hebr": r"\p{Hebrew}",
    "Latn": r"\p{Latin}",
}
_RUNS = {
    script: regex.compile(
        rf"[\p{{L}}--{letters}--\p{{Common}}]"
        rf"(?:[^\n{letters}]{{0,80}}[\p{{L}}--{letters}--\p{{Common}}])*[\p{{M}}\d]*",
        regex.V1,
    )
    for script, letters in _OF_SCRIPT.items()
}
# Addresses, and names of files and the like: of no language, whatever their letters.
_ADDRESS = regex.compile(r"(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]++@[\w-]+\.\w+")
NONE = "zxx"
# What a chapter says of its own words: [...]{lang=vi}, ::: {lang=vi} ... :::
_MARKED = regex.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\{[^{}\n]*\blang=[\"']?([A-Za-z]+)[^{}\n]*\}"
)
_FENCE = regex.compile(r":::+[ \t]*(?:(\S.*?)[ \t:]*)?$")
_LANG = regex.compile(r"\blang=[\"']?([A-Za-z]+)")
_ENOUGH = 3
_LOOK = 200_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in one language (`und`: we cannot tell, `zxx`: in none)."""

    start: int
    end: int
    lang: str


class Passages:
    """The passages of a text, in order, without gaps."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.all = tuple(passages)
        self._starts = [passage.start for passage in passages]

    def at(self, offset: int) -> str:
        """The language at an offset."""
        return self.all[bisect_right(self._starts, offset) - 1].lang if self.all else "und"

    def within(self, start: int, end: int, lang: str) -> bool:
        """Whether a stretch is wholly in a language."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return all(passage.lang == lang for passage in self.all[max(first, 0) : last + 1])

    def after(self, step: Sequence[Change]) -> Passages:
        """The same passages in the text after a step."""
        ends, shift, rest = [], 0, iter(step)
        change = next(rest, None)
        for passage in self.all:
            while change is not None and change.end <= passage.end:
                shift += len(change.after) - len(change.before)
                change = next(rest, None)
            # What is put for words of two passages belongs to the first.
            inside = change is not None and change.start < passage.end
            ends.append(
                change.start + shift + len(change.after)
                if change is not None and inside
                else passage.end + shift
            )
        starts = [0, *ends[:-1]]
        return Passages(
            [
                replace(passage, start=start, end=end)
                for passage, start, end in zip(self.all, starts, ends, strict=True)
                if start < end
            ]
        )


@lru_cache(512)
def passages_of(text: str, lang: str) -> Passages:
    """The passages of a text that is, on the whole, in a language.

    A paragraph is in the language of its script, letters and small words; within it, words in
    another script are a passage, and so is a quotation or sentence of three words or more that is
    surely in another language. What is too short to tell is in the language around it.
    """
    found: list[Passage] = []
    for passage in _all(text, lang):
        if found and found[-1].lang == passage.lang:
            found[-1] = replace(found[-1], end=passage.end)
        else:
            found.append(passage)
    return Passages(found)


def _all(text: str, lang: str) -> Iterator[Passage]:
    at, said = 0, [""]
    for line in text.splitlines(keepends=True):
        if fence := _FENCE.match(line.rstrip("\n")):
            own = _LANG.search(fence[1] or "")
            if fence[1]:
                said.append(own[1] if own else said[-1])
            elif len(said) > 1:
                said.pop()
        if said[-1]:
            yield from _of_line(line, at, said[-1])
        else:
            yield from _of_marks(line, at, language_of(line, lang) or lang)
        at += len(line)


def _of_marks(line: str, start: int, lang: str) -> Iterator[Passage]:
    """A line with words that are marked as of another language."""
    end = 0
    for mark in _MARKED.finditer(line) if "lang=" in line else ():
        yield from _of_line(line[end : mark.start(1)], start + end, lang)
        yield from _of_line(mark[1], start + mark.start(1), mark[2])
        end = mark.end(1)
    yield from _of_line(line[end:], start + end, lang)


def _of_line(line: str, start: int, lang: str) -> Iterator[Passage]:
    end = 0
    for address in _ADDRESS.finditer(line):
        yield from _of_words(line[end : address.start()], start + end, lang)
        yield Passage(start + address.start(), start + address.end(), NONE)
        end = address.end()
    yield from _of_words(line[end:], start + end, lang)


def _of_words(words: str, start: int, lang: str) -> Iterator[Passage]:
    runs = _RUNS.get(_script(lang))
    end = 0
    for run in runs.finditer(words) if runs else ():
        yield from _of_sentences(words[end : run.start()], start + end, lang)
        other = language_of(run[0]) if len(run[0].split()) >= _ENOUGH else ""
        yield Passage(start + run.start(), start + run.end(), other or "und")
        end = run.end()
    yield from _of_sentences(words[end:], start + end, lang)


def _of_sentences(words: str, start: int, lang: str) -> Iterator[Passage]:
    for piece in _PIECE.finditer(words):
        here = lang
        if len(piece[0].split()) >= _ENOUGH and len(OF_SCRIPT.get(_script(lang), ())) > 1:
            here = language_of(piece[0], lang)
        yield Passage(start + piece.start(), start + piece.end(), here)


def _script(lang: str) -> str:
    return next((script for script, tags in OF_SCRIPT.items() if lang in tags), "")


def main_language(text: str, otherwise: str = "") -> str:
    """The language that most of a text is in; its first hundred pages tell."""
    weights: dict[str, int] = {}
    for line in text[:_LOOK].splitlines():
        if script_of(line):
            found = language_of(line, otherwise)
            weights[found] = weights.get(found, 0) + len(line)
    return max(weights, key=lambda lang: weights[lang]) if weights else otherwise
