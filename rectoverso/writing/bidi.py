"""Work out the direction of every character of a paragraph, as UAX#9 says.

The levels come from ICU; what is ours is the paragraph: text that several boxes share, elements
that isolate or embed, line ends that close what is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, assert_never

import icu

from rectoverso.writing.uax9 import resolve

Direction = Literal["ltr", "rtl"]

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"  # how UAX#9 sees an image or an inline block
SEPARATOR = "\t"  # how it sees the leader of a contents line: what stands after starts anew

_MIXED = 2  # ICU's UBIDI_MIXED
_CLINGING = (17, 18)  # ICU's classes NSM and BN
_BY_FIRST_STRONG = {"ltr": icu.Bidi.DEFAULT_LTR, "rtl": icu.Bidi.DEFAULT_RTL}

# Everything a left-to-right paragraph may hold and still need no reordering lies outside: the
# blocks of right-to-left scripts, Arabic digits, and the controls.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_EMBEDDINGS = re.compile("[\u202a-\u202e]")
_LIFTED = re.compile(  # isolates and Arabic digits
    "[\u2066-\u2069\u0600-\u0605\u0660-\u0669\u066b\u066c\u06dd\u08e2\U00010d30-\U00010e7e]"
)
_MOST_BRACKETS = 63
_BRACKETS = re.compile(
    "[{}](.)".format(
        "".join(
            re.escape(chr(code))
            for code in range(0x10000)
            if icu.Char.getIntPropertyValue(chr(code), icu.UProperty.BIDI_PAIRED_BRACKET_TYPE)
        )
    ),
    re.DOTALL,
)
_TRAILING = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*\Z")

_STARTS: dict[str, tuple[str, str]] = {  # unicode-bidi: (opened left to right, right to left)
    "embed": ("\u202a", "\u202b"),
    "bidi-override": ("\u202d", "\u202e"),
    "isolate": ("\u2066", "\u2067"),
    "isolate-override": ("\u2066\u202d", "\u2067\u202e"),
    "plaintext": ("\u2068", "\u2068"),
}
_ENDS = {
    "embed": "\u202c",
    "bidi-override": "\u202c",
    "isolate": "\u2069",
    "isolate-override": "\u202c\u2069",
    "plaintext": "\u2069",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an element that sets its own direction starts, in the terms of CSS `unicode-bidi`."""

    kind: str
    direction: Direction

    @property
    def controls(self) -> str:
        """The characters of UAX#9 that say the same in plain text."""
        return _STARTS[self.kind][self.direction == "rtl"]

    @property
    def isolates(self) -> bool:
        """Whether what is outside is the same to it whatever stands inside."""
        return _ENDS[self.kind][-1] == "\u2069"


@dataclass(frozen=True, slots=True)
class Closing:
    """Where the element opened last ends."""


@lru_cache(maxsize=512)
def embedding_levels(text: str, base: int) -> bytes:
    """The embedding level of each character (a code point) of `text`.

    `base` is 0 (left to right), 1 (right to left) or one of ICU's constants for “as the first
    strong character says”. UAX#9 rules P2 to I2, and L1 as far as it does not need line ends.
    """
    if not text:
        return b""
    units = icu.UnicodeString(text)
    paragraph = icu.Bidi()
    paragraph.setPara(units, base)
    # ICU spares itself the levels of what lies inside if nothing has to be turned.
    spared = paragraph.getDirection() != _MIXED and _LIFTED.search(text)
    if spared or _is_hard(text):
        return resolve(text, base if base < 2 else None, int(base == icu.Bidi.DEFAULT_RTL))
    levels = bytes(paragraph.getLevels())
    if len(levels) == len(text):
        return levels
    # ICU counts in UTF-16: a character beyond the BMP has two levels there and one here.
    of_characters = bytearray()
    at = 0
    for character in text:
        of_characters.append(levels[at])
        at += 2 if character > "\uffff" else 1
    return bytes(of_characters)


def _is_hard(text: str) -> bool:
    """Whether the text holds what ICU does not resolve as the standard does (see `uax9`)."""
    if len(text) > _MOST_BRACKETS and sum(map(text.count, "([{")) > _MOST_BRACKETS:
        return True
    if text.isascii():
        return False
    return bool(_EMBEDDINGS.search(text)) or any(
        icu.Char.charDirection(bracket[1]) in _CLINGING for bracket in _BRACKETS.finditer(text)
    )


def paragraph_base(direction: Direction, kind: str = "normal") -> int:
    """The base level a block gives its paragraphs (CSS `direction` and `unicode-bidi`)."""
    if kind == "plaintext":
        return int(_BY_FIRST_STRONG[direction])
    return int(direction == "rtl")


def first_strong(text: str) -> Direction | None:
    """The direction of the first strong character outside isolates (UAX#9 P2), if there is one."""
    low = icu.Bidi()
    low.setPara(icu.UnicodeString(text), icu.Bidi.DEFAULT_LTR)
    if low.getParaLevel():
        return "rtl"
    low.setPara(icu.UnicodeString(text), icu.Bidi.DEFAULT_RTL)
    return None if low.getParaLevel() else "ltr"


def turns(parts: Iterable[str | Opening | Closing], base: int) -> bool:
    """Whether a paragraph has to be looked at at all: not if all of it runs left to right."""
    if base:
        return True
    return any(
        not isinstance(part, str) or (not part.isascii() and _TURNS.search(part)) for part in parts
    )


def paragraph_levels(parts: Sequence[str | Opening | Closing], base: int) -> list[bytes]:
    """The levels of each part of one block's inline content, in order.

    A text has one for each character. Where an element isolates itself, its start and its end have
    one each, and none if it does not. A line feed ends a paragraph of UAX#9; elements that are
    open there are closed before it and opened again after it (CSS Writing Modes 3, 2.4.2).
    """
    text: list[str] = []
    spans: list[list[tuple[int, int]]] = []  # where the characters of each part stand
    opened: list[Opening] = []
    at = 0

    def put(characters: str) -> tuple[int, int]:
        nonlocal at
        text.append(characters)
        at += len(characters)
        return at - len(characters), at

    for part in parts:
        match part:
            case str():
                own = []
                for number, line in enumerate(part.split("\n") if opened else [part]):
                    if number:
                        put("".join(_ENDS[element.kind] for element in reversed(opened)))
                        own.append(put("\n"))
                        put("".join(element.controls for element in opened))
                    own.append(put(line))
                spans.append(own)
            case Opening():
                opened.append(part)
                start, _ = put(part.controls)
                spans.append([(start, start + part.isolates)])
            case Closing():
                element = opened.pop()
                _, end = put(_ENDS[element.kind])
                spans.append([(end - element.isolates, end)])
            case _:
                assert_never(part)

    levels = embedding_levels("".join(text), base)
    return [b"".join(levels[start:end] for start, end in own) for own in spans]


def end_line(text: str, levels: bytes, base: int) -> bytes:
    """The levels of one line: blanks and controls at its end take the base level (rule L1)."""
    found = _TRAILING.search(text)
    start = found.start() if found else len(text)
    return levels[:start] + bytes([base]) * (len(levels) - start)


def visual_order(levels: Sequence[int]) -> list[int]:
    """The positions of a line's characters or runs from left to right (rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    lowest_odd = min((level for level in levels if level % 2), default=0)
    if not lowest_odd:
        return order
    for level in range(max(levels), lowest_odd - 1, -1):
        start = None
        for at in range(len(levels) + 1):
            inside = at < len(levels) and levels[at] >= level
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                order[start:at] = order[start:at][::-1]
                start = None
    return order


def runs(levels: bytes) -> list[tuple[int, int, int]]:
    """The stretches of one level: start, end, level."""
    found = []
    start = 0
    for at in range(1, len(levels) + 1):
        if at == len(levels) or levels[at] != levels[start]:
            found.append((start, at, levels[start]))
            start = at
    return found
