"""Find what cannot be seen in a source: direction controls, hidden characters, mixed digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import icu

from rectoverso.model.rules import directions as rules
from rectoverso.model.source import Correction, Finding, Source, shortened
from rectoverso.reading.controls import unsound_controls
from rectoverso.reading.quoting import ABBREVIATIONS, named, quotation

_UNSEEN = re.compile(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]+"
)
# Variation selectors, one to each sign, are in order; rows of them are not.
_HIDDEN = re.compile("[\U000e0000-\U000e007f]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
_HIDING = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")  # one range is found sooner
_JOINERS = re.compile("[\u200c\u200d]+")
_TWICE = re.compile("\u200c\u200c|\u200d\u200d")
_BREAKS_AFTER = "/\\._-‐–—=&?"
_NUMBER = re.compile(r"\d+(?:[.,٫٬:/\-‐‑‒–—]\d+)*")
# Letters and digits that never change their form beside another.
_NEVER_JOINS = re.compile("[0-9A-Za-zÀ-ɏͰ-ϿЀ-ӿא-תḀ-ỿ]")
_FLAG = "\N{WAVING BLACK FLAG}"
_CANCEL_TAG = "\U000e007f"
_VIRAMA = 9  # the canonical combining class
_COMPLEX = 24  # ICU's U_LB_COMPLEX_CONTEXT


def hidden(source: Source, one_line_each: bool = False) -> tuple[Finding, ...]:
    """What a file holds that cannot be seen and does no good, and numbers in two sets of digits.

    Each line is a paragraph of its own in a settings file (`one_line_each`); in a chapter, a blank
    line, a list item, a heading and such begin one.
    """
    if source.text.isascii():
        return ()
    return (
        *unsound_controls(source, one_line_each),
        *_unseen(source),
        *_joiners(source),
        *_numbers(source),
    )


# --- Characters that cannot be seen --------------------------------------------------------


def _unseen(source: Source) -> Iterator[Finding]:
    text = source.text
    yield from _hidden_texts(source)
    for places in _one_a_line(source, (m for m in _UNSEEN.finditer(text) if _useless(m))):
        place = places[0]
        at, character = place.start(), place[0][0]
        parting = character == "\N{ZERO WIDTH SPACE}" and any(map(_joining, places))
        said = rules.unseen_character(
            source.span(at),
            _called(character),
            quotation(text, at, place.end()),
            len(places) - 1,
            "a half-space (ZWNJ)" if parting else "",
        )
        # Where a half-space may be meant, somebody has to look.
        yield said if parting else replace(said, correction=_without(text, places))


def _called(character: str) -> str:
    name = unicodedata.name(character, "a character").lower()
    return f"{name} ({named(character)[1:-1]})"


def _beside(found: re.Match[str]) -> tuple[str, str]:
    """The characters before and behind a place; spaces at the ends of the text."""
    text = found.string
    return text[found.start() - 1 : found.start()] or " ", text[found.end() :][:1] or " "


def _joining(found: re.Match[str]) -> bool:
    return all(side.isalpha() and not _NEVER_JOINS.match(side) for side in _beside(found))


def _useless(found: re.Match[str]) -> bool:
    """Whether a character that cannot be seen does nothing that an author could want."""
    before, after = _beside(found)
    match found[0]:
        case "\N{ZERO WIDTH NO-BREAK SPACE}":
            return found.start() > 0
        case "\N{SOFT HYPHEN}":
            return not (before.isalpha() and after.isalpha()) or _never_hyphenates(before)
        case "\N{COMBINING GRAPHEME JOINER}":
            return not unicodedata.combining(after)
        case "\N{ZERO WIDTH SPACE}":
            return not (before in _BREAKS_AFTER or _line_break(before) or _line_break(after))
        case "\N{WORD JOINER}":
            return before.isspace() or after.isspace()
        case _:
            return True


def _never_hyphenates(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _line_break(character: str) -> bool:
    """Whether a character is of a script that writes no spaces between words (UAX#14, SA)."""
    return bool(icu.Char.getIntPropertyValue(character, icu.UProperty.LINE_BREAK) == _COMPLEX)


def _hidden_texts(source: Source) -> Iterator[Finding]:
    if not _HIDING.search(source.text):
        return
    for found in _HIDDEN.finditer(source.text):
        row, at = found[0], found.start()
        if row.endswith(_CANCEL_TAG) and source.text[at - 1 : at] == _FLAG:
            continue
        around = source.text[max(at - 16, 0) : at], source.text[found.end() : found.end() + 16]
        place = quotation("<…>".join(around), 16, 17)
        yield rules.hidden_text(source.span(at), len(row), _spelt(row)[:40], place)


def _spelt(row: str) -> str:
    """What hidden characters spell, as far as it can be read."""
    return "".join(letter for letter in map(_meant, row) if " " <= letter <= "~")


def _meant(character: str) -> str:
    """The letter of a tag, or the byte that a variation selector counts."""
    code = ord(character)
    if code >= 0xE0100:
        return chr(code - 0xE0100 + 16)
    return chr(code - 0xE0000) if code >= 0xE0000 else chr(code - 0xFE00)


def _joiners(source: Source) -> Iterator[Finding]:
    idle = (found for found in _JOINERS.finditer(source.text) if _idle(found))
    for places in _one_a_line(source, idle):
        found, at = places[0], places[0].start()
        said = rules.idle_joiner(
            source.span(at),
            ABBREVIATIONS[found[0][0]],
            quotation(source.text, at, found.end()),
            len(places) - 1,
        )
        # Of a row between letters that join, one may be meant.
        alone = all(len(place[0]) == 1 for place in places)
        yield replace(said, correction=_without(source.text, places)) if alone else said


def _idle(found: re.Match[str]) -> bool:
    if _TWICE.search(found[0]):
        return True
    before, after = _beside(found)
    if _NEVER_JOINS.match(before) and _NEVER_JOINS.match(after):
        return True
    # A joiner shows the joined form of the one letter beside it; a virama keeps its own form.
    if unicodedata.combining(before) == _VIRAMA:
        return False
    if "\N{ZERO WIDTH JOINER}" in found[0]:
        return before.isspace() and after.isspace()
    return before.isspace() or after.isspace()


def _one_a_line(source: Source, places: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The places on each line that hold the same."""
    lines: dict[tuple[int, str], list[re.Match[str]]] = {}
    for place in places:
        lines.setdefault((source.span(place.start()).line, place[0][0]), []).append(place)
    yield from lines.values()


def _without(text: str, places: Sequence[re.Match[str]]) -> Correction:
    """What stands from the first of these places to the last, without them."""
    start, end = places[0].start(), places[-1].end()
    gone = {at for place in places for at in range(*place.span())}
    return Correction(
        text[start:end], "".join(text[at] for at in range(start, end) if at not in gone)
    )


# --- Numbers -------------------------------------------------------------------------------


def _numbers(source: Source) -> Iterator[Finding]:
    for found in _NUMBER.finditer(source.text):
        number = found[0]
        sets = [zero(digit) for digit in number if digit.isdecimal()]
        if len(set(sets)) > 1:
            ((most, _),) = Counter(sets).most_common(1)
            short = shortened(number)
            said = rules.mixed_digits(source.span(found.start()), short, in_digits(short, most))
            yield replace(said, correction=Correction(number, in_digits(number, most)))


def zero(digit: str) -> str:
    """The zero of the set that a digit belongs to."""
    return chr(ord(digit) - unicodedata.decimal(digit))


def in_digits(text: str, nought: str) -> str:
    """A text with its digits in the set of this zero."""
    return "".join(
        chr(ord(nought) + unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
    )
