"""Find what a book writes in more than one way: by habit, or one and the same word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rectoverso.model.habits import Alike, Choice, Habits
from rectoverso.model.rules import habits as rules
from rectoverso.model.source import Correction, Finding, Span
from rectoverso.reading.editing import LONGEST, SIGNS, WORD
from rectoverso.reading.paragraphs import Paragraph

# A spelling that is as frequent as this, compared with the usual one, is more than a slip.
_RARE = 1 / 3
_SHORTEST = 4
_EDGES = re.compile(rf"^[^\w]+|[^\w{SIGNS}]+$")


def choices(paragraphs: Sequence[Paragraph], habits: Mapping[str, Habits]) -> Iterator[Finding]:
    """The rarer of two ways to write the same, and the rarer spellings of words."""
    by_language: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_language.setdefault(paragraph.owner.lang, []).append(paragraph)
    for lang, found in by_language.items():
        if lang in habits:
            for choice in habits[lang].choices:
                yield from _rarer(found, choice)
            yield from _spellings(found, habits[lang].alike)


# --- One way to write ----------------------------------------------------------------------


def _rarer(paragraphs: Iterable[Paragraph], choice: Choice) -> Iterator[Finding]:
    behind = f"(?={choice.behind})" if choice.behind else ""
    before = re.compile(f"(?:{choice.before})$")
    ways = [
        re.compile(f"({'|'.join(re.escape(pair[at]) for pair in choice.pairs)}){behind}")
        for at in (0, 1)
    ]
    meant = [dict(choice.pairs), {second: first for first, second in choice.pairs}]
    found: tuple[list[_Place], list[_Place]] = ([], [])
    for paragraph in paragraphs:
        for way, pattern in zip(found, ways, strict=True):
            way.extend(
                (paragraph, place)
                for place in pattern.finditer(paragraph.text)
                if before.search(paragraph.text, max(place.start() - LONGEST, 0), place.start())
            )
    fewer = 0 if len(found[0]) < len(found[1]) else 1
    rare, usual = found[fewer], found[1 - fewer]
    if len(rare) == len(usual):
        return
    for paragraph, place in rare:
        text, start, end, right = place.string, *place.span(), meant[fewer][place[0]]
        # Where it is a space that makes the difference, the place begins with the letter before.
        first = max(start - 1, 0)
        said = rules.rarer_way(
            paragraph.place(first),
            choice.what,
            _word(text, start, end),
            _word(f"{text[:start]}{right}{text[end:]}", start, start + len(right)),
            len(rare),
            len(usual),
        )
        fixed = Correction(text[first:end], f"{text[first:start]}{right}")
        yield replace(said, correction=fixed)


_Place = tuple[Paragraph, re.Match[str]]


def _word(text: str, start: int, end: int) -> str:
    """The word, or words, that a place is in."""
    first = max(text.rfind(sign, 0, start) for sign in " \n(«“[") + 1
    last = min((at for sign in " \n،؛,;:.।)»”]" if (at := text.find(sign, end)) >= 0), default=None)
    return text[first:last].strip()


# --- One spelling of a word ----------------------------------------------------------------


def _spellings(paragraphs: Sequence[Paragraph], alike: Alike) -> Iterator[Finding]:
    if not (alike.drop or alike.pairs):
        return
    counts: Counter[str] = Counter()
    for word, count in words_in(paragraphs).items():
        counts[word.rstrip(alike.at_end)] += count
    fold = _Fold(alike)
    forms: dict[str, list[str]] = {}
    for word in counts:
        if len(word) >= _SHORTEST and (not alike.names_only or word[0].isupper()):
            forms.setdefault(fold(word), []).append(word)
    rare: dict[str, str] = {}
    for spelled in forms.values():
        usual = max(spelled, key=lambda word: (counts[word], word))
        for word in spelled:
            if word != usual and counts[word] <= counts[usual] * _RARE:
                rare[word] = usual
    places = first_places(paragraphs, {*rare, *rare.values()}, alike.at_end)
    for word, usual in rare.items():
        if word in places and usual in places:
            yield rules.spelled_in_several_ways(
                places[word], word, usual, counts[word], counts[usual], places[usual]
            )


class _Fold:
    """Makes words alike that may be one."""

    def __init__(self, alike: Alike) -> None:
        self.drop = dict.fromkeys(map(ord, alike.drop))
        self.pairs = alike.pairs

    def __call__(self, word: str) -> str:
        word = word.translate(self.drop).casefold()
        for one, other in self.pairs:
            word = word.replace(one, other)
        return word


def words_in(paragraphs: Iterable[Paragraph]) -> Counter[str]:
    """The words of paragraphs, and how often each is there."""
    pieces = Counter(piece for paragraph in paragraphs for piece in paragraph.text.split())
    words: Counter[str] = Counter()
    for piece, count in pieces.items():
        bare = _EDGES.sub("", piece)
        if WORD.fullmatch(bare):
            words[bare] += count
        else:
            for word in WORD.findall(bare):
                words[word] += count
    return words


def first_places(
    paragraphs: Iterable[Paragraph], words: set[str], at_end: str = ""
) -> dict[str, Span]:
    """Where each of the words stands first, whichever of the signs of `at_end` are at its end."""
    places: dict[str, Span] = {}
    wanted = set(words)
    for paragraph in paragraphs:
        if not wanted:
            break
        for found in WORD.finditer(paragraph.text):
            if (word := found[0].rstrip(at_end)) in wanted:
                places[word] = paragraph.place(found.start())
                wanted.discard(word)
    return places
