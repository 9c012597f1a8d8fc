"""Put what was done in Word into the chapter as it is now, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rectoverso.app.word.returning import Doing
from rectoverso.app.word.spelling import Patch, UnplacedError, remark, substitution
from rectoverso.reading.criticmarkup import settled
from rectoverso.reading.word.letters import Hand

_BLOCK = re.compile(
    r"\A---\n.*?\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)|[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*", re.DOTALL
)
_SPECIAL = re.compile(r"[#>|:`~*+-]|\d+[.)]|\[\^")
_MARK = re.compile(r"\{(?:\+\+|--|~~|==|>>)")


def patched(text: str, patches: Iterable[Patch]) -> str:
    """A text with patches in their places. Raises UnplacedError where two overlap."""
    pieces: list[str] = []
    at = 0
    for patch in sorted(patches, key=lambda one: (one.start, one.end)):
        if patch.start < at:
            raise UnplacedError
        pieces += text[at : patch.start], patch.new
        at = patch.end
    return "".join([*pieces, text[at:]])


def clear_of(patch: Patch, taken: Sequence[Patch]) -> Patch:
    """A remark behind what is changed where it would stand; another patch as it is."""
    at = patch.start
    if patch.end > at:
        return patch
    while over := [one.end for one in taken if one.start < at < one.end]:
        at = max(over)
    return Patch(at, at, patch.new)


@dataclass(frozen=True, slots=True)
class Clash:
    """A block that was changed in the chapter and in Word: where it is, as it is in both."""

    place: int
    ours: str
    theirs: str


def merged(
    base: str, current: str, doings: Sequence[Doing], hand: Hand
) -> tuple[str, tuple[Clash, ...]]:
    """The chapter as it is now with what was done to it as it was sent.

    What was changed on both sides has both versions, in a mark of `hand`: accepted it is Word's,
    rejected the chapter's.
    """
    marked = patched(base, (patch for doing in doings for patch in doing.patches))
    if base == current:
        return marked, ()
    if current in (marked, settled(marked, "accept")):
        return current, ()
    sent, now = _blocks(base), _blocks(current)
    matcher = SequenceMatcher(
        None, [base[a:b] for a, b in sent], [current[a:b] for a, b in now], False
    )
    stretches = _stretches(matcher.get_opcodes(), sent, now, len(base), len(current))
    patches: list[Patch] = []
    clashing: dict[tuple[int, int, int, int], list[Patch]] = {}
    for doing in doings:
        first = min(patch.start for patch in doing.patches)
        last = max(patch.end for patch in doing.patches)
        same = next((s for s in stretches if s.same and s.start <= first and last <= s.end), None)
        if same:
            shift = same.begin - same.start
            patches += (Patch(p.start + shift, p.end + shift, p.new) for p in doing.patches)
        else:
            place = _touched(stretches, first, last)
            clashing.setdefault(place, []).extend(doing.patches)
    clashes: list[Clash] = []
    for (start, end, begin, stop), theirs in clashing.items():
        clash, found = _clash(base[start:end], start, theirs, current, (begin, stop), hand)
        if found:
            clashes.append(clash)
            patches.append(found)
    return patched(current, patches), tuple(clashes)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Blocks of the chapter as it was sent, and what they are now."""

    same: bool
    start: int
    end: int
    begin: int
    stop: int


def _blocks(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _BLOCK.finditer(text)]


def _stretches(
    opcodes: Iterable[tuple[str, int, int, int, int]],
    sent: Sequence[tuple[int, int]],
    now: Sequence[tuple[int, int]],
    length: int,
    now_length: int,
) -> list[_Stretch]:
    """Stretches of equal and of other blocks; a change of blank lines alone parts equal ones."""
    found: list[_Stretch] = []
    for tag, i, i2, j, j2 in opcodes:
        if tag == "equal":
            for a, b in zip(range(i, i2), range(j, j2), strict=True):
                here, there = sent[a], now[b]
                last = found[-1] if found and found[-1].same else None
                gap = here[0] - last.end if last else -1
                if last and a > i and gap == there[0] - last.stop:
                    found[-1] = _Stretch(True, last.start, here[1], last.begin, there[1])
                else:
                    found.append(_Stretch(True, *here, *there))
            continue
        start = sent[i][0] if i < i2 else (sent[i][0] if i < len(sent) else length)
        end = sent[i2 - 1][1] if i < i2 else start
        begin = now[j][0] if j < j2 else (now[j - 1][1] if j else 0)
        stop = now[j2 - 1][1] if j < j2 else begin
        found.append(_Stretch(False, start, end, min(begin, now_length), stop))
    return found


def _touched(stretches: Sequence[_Stretch], first: int, last: int) -> tuple[int, int, int, int]:
    """The blocks, then and now, that a change reaches over."""
    over = [s for s in stretches if s.start <= last and first <= s.end]
    changed = [s for s in over if not s.same] or over
    return (
        min(s.start for s in changed),
        max(s.end for s in changed),
        min(s.begin for s in changed),
        max(s.stop for s in changed),
    )


def _clash(
    was: str,
    start: int,
    patches: Sequence[Patch],
    current: str,
    place: tuple[int, int],
    hand: Hand,
) -> tuple[Clash, Patch | None]:
    """Both versions of a block, and the mark that holds them; none, where they are the same."""
    begin, stop = place
    ours = current[begin:stop]
    inside = [
        Patch(max(p.start - start, 0), min(p.end - start, len(was)), p.new)
        for p in patches
        if p.start - start <= len(was) and p.end >= start
    ]
    try:
        marked = patched(was, inside).strip()
        theirs = settled(marked, "accept").strip()
    except UnplacedError:
        marked = " ".join(patch.new for patch in patches)
        theirs = settled(marked, "accept").strip()
    clash = Clash(begin, ours, theirs)
    if ours.strip() in (marked, theirs):
        return clash, None
    plain = ours and not any(
        "\n\n" in text or _SPECIAL.match(text) or _MARK.search(text) for text in (ours, theirs)
    )
    if plain and theirs:
        try:
            return clash, Patch(begin, stop, substitution(ours, theirs, hand))
        except UnplacedError:
            pass
    return clash, Patch(stop, stop, remark(hand, f"→ {theirs}"))
