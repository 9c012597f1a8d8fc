"""Propose one set of digits for each language, and look at what stands beside numbers."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.proposals import Proposal

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ne": "०१२३४५६७८९", "hi": "०१२३४५६७८९"}
POINTS = {"fa": "٫"}
_NUMBER = regex.compile(
    r"(?<![\p{Latin}\d/@#_.-])(?<!\p{Latin} )"
    r"\d+(?:[.,٫/]\d+)*(?:[-–]\d+)?(?:\s?%)?(?![\p{Latin}\d@_])"
)
# The number of an item of a list is set by the list.
_ITEM = regex.compile(r"^[ \t]*\d+[.)](?=\s)", regex.MULTILINE)
_RANGE = regex.compile(r"(?<![\d–-])(\d{2,4})\s?[-–]\s?(\d{4})(?![\d–-])")
_GLUED = regex.compile(r"(?<=\d)(?=\p{Arabic})([\p{L}&&\p{Arabic}][\p{L}\p{M}\u200c]*)", regex.V1)
_DIGITS = regex.compile(r"\d+$")
# Joined to a number as a rule: the marks of eras, ordinal endings, the plural.
_JOINED = frozenset("م ش ق ه م‌ میلادی‌ ام مین ها های هایی ‌ام".split())


def digits(text: str, passages: Passages) -> Iterator[Proposal]:
    """The digits of the language for those of others, in its own passages only."""
    items = {item.end() - 1 for item in _ITEM.finditer(text)}
    for number in _NUMBER.finditer(text):
        lang = passages.at(number.start())
        if number.end() in items:
            continue
        own = DIGITS.get(lang)
        if own is None or not passages.within(number.start(), number.end(), lang):
            continue
        said = number[0]
        if _reversed(said):
            continue
        written = _in(own, said)
        written = regex.sub(r"(?<=\d)\.(?=\d)", POINTS.get(lang, "."), written)
        if lang == "fa":
            written = regex.sub(r"(?<=\d)-(?=\d)", "–", written).replace("%", "٪")
        if written != said:
            yield Proposal(
                number.start(), said, written, "digits", "A", "digits of another set", 0.98
            )


def _in(digits_: str, number: str) -> str:
    return "".join(digits_[int(sign)] if sign.isdecimal() else sign for sign in number)


def ranges(text: str, passages: Passages) -> Iterator[Proposal]:
    """Ranges whose end comes before their beginning: (20-1918), (۱۹۴۰–۱۸۷۹)."""
    for found in _RANGE.finditer(text):
        if _reversed(found[0]):
            own = DIGITS.get(passages.at(found.start()), "0123456789")
            turned = _in(own, f"{found[2]}–{found[1]}")
            why = "the end of the range comes first"
            yield Proposal(found.start(), found[0], turned, "range-order", "C", why, 0.8)


def _reversed(number: str) -> bool:
    """Whether a range of years has its end first, in full or as its last two figures."""
    found = _RANGE.fullmatch(number)
    if found is None:
        return False
    first, last = int(found[1]), int(found[2])
    # 10-1905 is a month; 20-1918 is none.
    return (len(found[1]) == 4 and first > last) or (len(found[1]) == 2 and first > 12)


def glued(text: str, passages: Passages) -> Iterator[Proposal]:
    """A space that is missing between a number and a word: ۱۸۷۹و."""
    for word in _GLUED.finditer(text):
        if word[0] in _JOINED or passages.at(word.start()) != "fa":
            continue
        start = _DIGITS.search(text[max(0, word.start() - 20) : word.start()])
        if start:
            before = start[0] + word[0]
            after = f"{start[0]} {word[0]}"
            why = "a word is joined to a number"
            yield Proposal(
                word.start() - len(start[0]), before, after, "glued-number", "B", why, 0.9
            )
