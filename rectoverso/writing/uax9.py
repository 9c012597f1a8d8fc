"""Resolve embedding levels letter by letter as UAX#9 is written, for the texts ICU gets wrong.

ICU 77 is fast and right for the texts people write, but it deviates from the standard where marks
follow brackets, where isolates or brackets meet embeddings and overrides, and where more than 63
brackets are open. `bidi` sends those texts here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import icu

_CLASSES = (
    *("L", "R", "EN", "ES", "ET", "AN", "CS", "B", "S", "WS", "ON", "LRE", "LRO", "AL"),
    *("RLE", "RLO", "PDF", "NSM", "BN", "FSI", "LRI", "RLI", "PDI"),
)  # in ICU's order
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))  # by rule X9
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"))
_BLANK = frozenset(("WS", "LRI", "RLI", "FSI", "PDI")) | _REMOVED
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # what N0 to N2 take a type for
_DEEPEST = 125
_MOST_BRACKETS = 63
_SAME_BRACKET = {"\u2329": "\u3008", "\u232a": "\u3009"}
_OPENS, _CLOSES = 1, 2


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence (BD13): where its characters stand, and what is around it."""

    places: list[int]
    before: str
    after: str
    level: int

    @property
    def direction(self) -> str:
        return "LR"[self.level % 2]


def resolve(text: str, base: int | None, fallback: int = 0) -> bytes:
    """The embedding level of each character; `base` is 0, 1, or None for the first strong one.

    Where nothing is strong the base is `fallback`. Each line feed starts a paragraph, which has
    its own first strong character. Characters that rule X9 removes take the level before them.
    """
    classes = [_CLASSES[icu.Char.charDirection(character)] for character in text]
    levels: list[int] = []
    start = 0
    for at, kind in enumerate(classes):
        if kind == "B" or at == len(classes) - 1:
            part = slice(start, at + 1)
            levels += _paragraph(text[part], classes[part], base, fallback)
            start = at + 1
    return bytes(levels)


def _paragraph(text: str, classes: list[str], base: int | None, fallback: int) -> list[int]:
    pairs = _isolates(classes)
    if base is None:
        base = _first_strong(classes, pairs, 0, len(classes), fallback)
    levels, types = _explicit(classes, pairs, base)
    for sequence in _sequences(classes, pairs, levels, base):
        _weak(types, sequence)
        _brackets(text, classes, types, sequence)
        _neutral(types, sequence)
        for at in sequence.places:
            levels[at] += _IMPLIED[levels[at] % 2].get(types[at], 0)
    return _ends(classes, levels, base)


_IMPLIED = ({"R": 1, "AN": 2, "EN": 2}, {"L": 1, "EN": 1, "AN": 1})  # I1 and I2


def _isolates(classes: Sequence[str]) -> dict[int, int]:
    """Each isolate initiator with its matching PDI (BD9)."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, kind in enumerate(classes):
        if kind in _ISOLATES:
            opened.append(at)
        elif kind == "PDI" and opened:
            pairs[opened.pop()] = at
    return pairs


def _first_strong(
    classes: Sequence[str], pairs: dict[int, int], start: int, end: int, fallback: int
) -> int:
    """The level the first strong character outside isolates asks for (P2 and P3)."""
    at = start
    while at < end:
        if classes[at] in ("L", "R", "AL"):
            return int(classes[at] != "L")
        at = pairs.get(at, end) if classes[at] in _ISOLATES else at + 1
    return fallback


def _explicit(
    classes: Sequence[str], pairs: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Levels and types after the embeddings, overrides and isolates (X1 to X8)."""
    closed = set(pairs.values())
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    lost_isolates = lost_embeddings = isolates = 0
    levels, types = [base] * len(classes), list(classes)
    for at, kind in enumerate(classes):
        level, override, _ = stack[-1]
        match kind:
            case "LRE" | "RLE" | "LRO" | "RLO" | "LRI" | "RLI" | "FSI":
                rtl = kind[0] == "R"
                if kind == "FSI":
                    rtl = bool(
                        _first_strong(classes, pairs, at + 1, pairs.get(at, len(classes)), 0)
                    )
                isolate = kind in _ISOLATES
                levels[at] = level
                if isolate and override:
                    types[at] = override
                inner = (level + 1) | 1 if rtl else (level + 2) & ~1
                if inner <= _DEEPEST and not lost_isolates and not lost_embeddings:
                    isolates += isolate
                    stack.append((inner, kind[0] if kind[-1] == "O" else "", isolate))
                elif isolate:
                    lost_isolates += 1
                elif not lost_isolates:
                    lost_embeddings += 1
            case "PDI":
                if lost_isolates:
                    lost_isolates -= 1
                elif isolates and at in closed:
                    lost_embeddings = 0
                    while not stack[-1][2]:
                        stack.pop()
                    stack.pop()
                    isolates -= 1
                level, override, _ = stack[-1]
                levels[at] = level
                types[at] = override or kind
            case "PDF":
                levels[at] = level
                if not lost_isolates:
                    if lost_embeddings:
                        lost_embeddings -= 1
                    elif not stack[-1][2] and len(stack) > 1:
                        stack.pop()
            case "B":
                levels[at] = base
            case "BN":
                levels[at] = level
            case _:
                levels[at] = level
                types[at] = override or kind
    return levels, types


def _sequences(
    classes: Sequence[str], pairs: dict[int, int], levels: Sequence[int], base: int
) -> list[_Sequence]:
    """The isolating run sequences of what is left by X9 (X10)."""
    kept = [at for at, kind in enumerate(classes) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for at in kept:
        if runs and levels[runs[-1][-1]] == levels[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    by_start = {run[0]: run for run in runs}
    openers = {closer: opener for opener, closer in pairs.items()}
    neighbours = dict(pairwise(kept))
    previous = {after: before for before, after in neighbours.items()}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in openers:
            continue
        places = list(run)
        while classes[places[-1]] in _ISOLATES and places[-1] in pairs:
            places += by_start[pairs[places[-1]]]
        level, last = levels[places[0]], places[-1]
        before = levels[previous[places[0]]] if places[0] in previous else base
        open_end = classes[last] in _ISOLATES or last not in neighbours
        after = base if open_end else levels[neighbours[last]]
        sides = ("LR"[max(level, before) % 2], "LR"[max(level, after) % 2])
        sequences.append(_Sequence(places, *sides, level))
    return sequences


def _weak(types: list[str], sequence: _Sequence) -> None:
    """Marks, numbers and what belongs to them (W1 to W7)."""
    places = sequence.places
    before, strong = sequence.before, sequence.before
    for at in places:  # W1, W2, W3
        if types[at] == "NSM":
            types[at] = "ON" if before in _ISOLATES or before == "PDI" else before
        before = types[at]
        if types[at] in ("L", "R", "AL"):
            strong = types[at]
        elif types[at] == "EN" and strong == "AL":
            types[at] = "AN"
    for at in places:
        if types[at] == "AL":
            types[at] = "R"
    for left, at, right in zip(places, places[1:], places[2:], strict=False):  # W4
        sides = {types[left], types[right]}
        if (types[at] == "ES" and sides == {"EN"}) or (
            types[at] == "CS" and sides in ({"EN"}, {"AN"})
        ):
            types[at] = types[left]
    for row in (places, places[::-1]):  # W5
        before = ""
        for at in row:
            if types[at] == "ET" and before == "EN":
                types[at] = "EN"
            before = types[at]
    strong = sequence.before
    for at in places:  # W6, W7
        if types[at] in ("ES", "ET", "CS"):
            types[at] = "ON"
        elif types[at] in ("L", "R"):
            strong = types[at]
        elif types[at] == "EN" and strong == "L":
            types[at] = "L"


def _brackets(text: str, classes: Sequence[str], types: list[str], sequence: _Sequence) -> None:
    """Both brackets of a pair get one direction (N0)."""
    places, embedding = sequence.places, sequence.direction
    for first, last in _pairs(text, types, places):
        inside = {_STRONG.get(types[at]) for at in places[first + 1 : last]}
        if embedding in inside:
            direction = embedding
        elif inside & {"L", "R"}:
            before = (types[places[index]] for index in range(first - 1, -1, -1))
            direction = next((_STRONG[kind] for kind in before if kind in _STRONG), sequence.before)
        else:
            continue
        for index in (first, last):
            types[places[index]] = direction
            while (index := index + 1) < len(places) and classes[places[index]] == "NSM":
                types[places[index]] = direction


def _pairs(text: str, types: Sequence[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """The bracket pairs of a sequence, by their places in it (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, at in enumerate(places):
        if types[at] != "ON":
            continue
        kind = icu.Char.getIntPropertyValue(text[at], icu.UProperty.BIDI_PAIRED_BRACKET_TYPE)
        if kind == _OPENS:
            if len(opened) == _MOST_BRACKETS:
                break
            closer = icu.Char.getBidiPairedBracket(text[at])
            opened.append((_SAME_BRACKET.get(closer, closer), index))
        elif kind == _CLOSES:
            closer = _SAME_BRACKET.get(text[at], text[at])
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == closer:
                    pairs.append((opened[depth][1], index))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _neutral(types: list[str], sequence: _Sequence) -> None:
    """What has no direction takes that of its two neighbours, or of the embedding (N1, N2)."""
    before, waiting = sequence.before, list[int]()
    for at in [*sequence.places, None]:
        if at is not None and types[at] in _NEUTRAL:
            waiting.append(at)
            continue
        strong = sequence.after if at is None else _STRONG[types[at]]
        for place in waiting:
            types[place] = strong if strong == before else sequence.direction
        before, waiting = strong, []


def _ends(classes: Sequence[str], levels: list[int], base: int) -> list[int]:
    """Separators and the blanks before them or at the end take the base level (L1)."""
    at_end = True
    for at in range(len(levels) - 1, -1, -1):
        if classes[at] in ("B", "S"):
            at_end = True
        elif classes[at] not in _BLANK:
            at_end = False
        if at_end:
            levels[at] = base
    for at, kind in enumerate(classes):
        if kind in _REMOVED and at and levels[at] != base:
            levels[at] = levels[at - 1]
    return levels
