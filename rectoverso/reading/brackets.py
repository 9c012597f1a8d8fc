"""Pair brackets and quotation marks as a language does, and find those without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rectoverso.model.locale import Locale
from rectoverso.model.rules import habits as rules
from rectoverso.model.source import Finding
from rectoverso.reading.paragraphs import OBJECT, Paragraph

_BRACKETS = {"(": ")", "[": "]"}
# Quotation marks of other languages; those of the paragraph's own go before them.
_QUOTATION = {"«": "»", "“": "”", "‹": "›"}
# These are apostrophes, too.
_APOSTROPHES = "'‘’"
SMILE = re.compile(r"[:;]-?[()]")
_NO_BRACKETS = re.compile(rf"^\s*\w{{1,4}}\)|{SMILE.pattern}|(?<=\w)[“”](?=\w)")
# A bracket may be closed so many paragraphs further on.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which mark closes which in a language; a mark may close itself, as in Hebrew."""

    closing: Mapping[str, str]
    marks: re.Pattern[str]
    # A space behind a mark that can only open, or before one that can only close.
    spaced: re.Pattern[str]


def pairs(locale: Locale) -> Pairs:
    """The brackets and quotation marks of a language: Urdu opens with the mark that English
    closes with, German closes with the one that English opens with."""
    return _pairs(tuple(mark.strip() for mark in locale.quotes))


@lru_cache(maxsize=64)
def _pairs(quotes: tuple[str, ...]) -> Pairs:
    own = {
        opening: closing
        for opening, closing in zip(quotes[::2], quotes[1::2], strict=True)
        if opening not in _APOSTROPHES and closing not in _APOSTROPHES
    }
    taken = {*own, *own.values()}
    others = {
        opening: closing
        for opening, closing in _QUOTATION.items()
        if not taken & {opening, closing}
    }
    closing = {**_BRACKETS, **own, **others}
    both = {*closing} & {*closing.values()}
    opens = re.escape("".join(sorted({*closing} - both)))
    closes = re.escape("".join(sorted({*closing.values()} - both)))
    marks = re.escape("".join(sorted({*closing, *closing.values()})))
    return Pairs(
        closing,
        re.compile(f"[{marks}]"),
        re.compile(rf"([{opens}]) +(?=[^\s{closes}])|(?<=[^\s{opens}]) +([{closes}])"),
    )


@dataclass(frozen=True, slots=True)
class _Alone:
    """A mark without a partner in its paragraph, by number.

    `closing` would be its partner; a mark that closes has none. Without a finding the mark has
    one, and only opens anew what a paragraph before has opened.
    """

    sign: str
    closing: str
    number: int
    finding: Finding | None

    def ends(self, other: _Alone) -> bool:
        """Whether it closes what another has opened, or opens it anew."""
        near = self.number - other.number <= _NEAR
        return near and self.sign == (other.closing if self.finding else other.sign)


def without_partner(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """The marks whose partner does not come soon, in the paragraphs of a chapter."""
    waiting: list[_Alone] = []
    for number, paragraph in enumerate(paragraphs):
        for one in _alone(paragraph, number):
            opened = next((other for other in reversed(waiting) if one.ends(other)), None)
            if opened:
                waiting.remove(opened)
            if one.finding and one.closing and (one.closing != one.sign or not opened):
                waiting.append(one)
            elif one.finding and not opened:
                yield one.finding
    yield from (one.finding for one in waiting if one.finding)


def _alone(paragraph: Paragraph, number: int) -> Iterator[_Alone]:
    text, used = paragraph.text, pairs(paragraph.locale)
    if not used.marks.search(text):
        return
    if text[0] in used.closing and text[0] not in _BRACKETS:
        yield _Alone(text[0], used.closing[text[0]], number, None)
    opened: list[int] = []
    bare = _NO_BRACKETS.sub(lambda found: " " * len(found[0]), text)
    for found in used.marks.finditer(bare):
        at, sign = found.start(), found[0]
        if opened and used.closing[text[opened[-1]]] == sign:
            opened.pop()
        elif sign in used.closing:
            opened.append(at)
        else:
            yield _Alone(sign, "", number, _told(paragraph, at))
    for at in opened:
        yield _Alone(text[at], used.closing[text[at]], number, _told(paragraph, at))


def _told(paragraph: Paragraph, at: int) -> Finding:
    text = paragraph.text
    return rules.bracket_alone(paragraph.place(at), text[at], around(text, at, at + 1))


def around(text: str, start: int, end: int) -> str:
    """The place from `start` to `end` with a word or so on both sides, on one line."""
    before, behind = text[max(start - 14, 0) : start], text[end : end + 14]
    before = before.partition(" ")[2] if start > 14 and " " in before else before
    behind = behind.rpartition(" ")[0] if len(text) > end + 14 and " " in behind else behind
    return f"{before}{text[start:end]}{behind}".replace(OBJECT, "…").replace("\n", " ").strip()
