"""Compare a chapter with its source of then and of today: what has changed there is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

from rectoverso.assembling.persian_words import HALF_SPACE
from rectoverso.assembling.proposals import Proposal

SOURCE = "source"
_WORD = regex.compile(r"\S+")
_WHY = "the source has changed here since this chapter was assembled"
# Of the words of a paragraph: less alike, it is another.
ALIKE = 0.5
# So many words on either side must be as they were: a person looks where two hands were at work.
BESIDE = 3


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed in a chapter's source, as proposals, and as lines for an editor to read."""

    proposals: tuple[Proposal, ...]
    shown: tuple[str, ...]
    both: int


def differences(base: str, theirs: str, mine: str) -> Differences:
    """A three-way comparison: paragraph by paragraph, and within one word by word.

    `base` is the chapter as it was assembled, `theirs` as it would be today, `mine` as an editor
    left it (its whole file). What changed in the source alone is a proposal to change it here;
    where both did, a remark with both. A half-space that was put in is no change.
    """
    found: list[Proposal] = []
    shown: list[str] = []
    both = 0
    for before, after, beside in _changed(base, theirs):
        shown += [f"- {words}" for words in before] + [f"+ {words}" for words in after]
        made = _here(before, after, beside, mine)
        if made is None:
            both += 1
            shown.append("! changed in the chapter, too")
            near = _nearest("\n\n".join(before), mine)[0]
            said = "\n\n".join(after)
            why = f"both the source and this chapter have changed here; the source has now: {said}"
            made = [Proposal(mine.find(near), near, None, SOURCE, "C", why, 0.5)]
        found += made
    return Differences(tuple(found), tuple(shown), both)


def _changed(base: str, theirs: str) -> Iterator[tuple[list[str], list[str], str]]:
    """What gave way to what, in paragraphs, and the paragraph before it (if any)."""
    old, new = _paragraphs(base), _paragraphs(theirs)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if b - a == d - c:
            for n in range(b - a):
                yield [old[a + n]], [new[c + n]], ""
        else:
            yield old[a:b], new[c:d], old[a - 1] if a else ""


def _here(before: list[str], after: list[str], beside: str, mine: str) -> list[Proposal] | None:
    """The proposals that make a change of the source in the chapter; None: it does not fit."""
    words, new = "\n\n".join(before), "\n\n".join(after)
    if not words:  # something new: it comes behind what stands before it
        near, likeness = _nearest(beside, mine) if beside else (_paragraphs(mine)[-1], 0.0)
        if likeness < ALIKE:
            return None
        return [Proposal(mine.find(near), near, f"{near}\n\n{new}", SOURCE, "B", _WHY, 0.9)]
    if mine.count(words) == 1:
        return [Proposal(mine.find(words), words, new, SOURCE, "B", _WHY, 0.9)]
    near, likeness = _nearest(words, mine)
    if len(before) > 1 or likeness < ALIKE or mine.count(near) != 1:
        return None
    return _word_by_word(words, new, near, mine.find(near))


def _word_by_word(old: str, new: str, mine: str, start: int) -> list[Proposal] | None:
    """The words that changed from old to new, where mine still has the old ones."""
    one, other, here = (list(_WORD.finditer(text)) for text in (old, new, mine))
    first, second, third = ([_plain(word[0]) for word in words] for words in (one, other, here))
    kept = {
        block.a + n: block.b + n
        for block in SequenceMatcher(None, first, third, autojunk=False).get_matching_blocks()
        for n in range(block.size)
    }
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        around = [kept.get(n, -9) for n in range(max(0, a - BESIDE), min(b + BESIDE, len(first)))]
        if not around or around != list(range(around[0], around[0] + len(around))):
            return None
        # A word beside tells the place, also where there was none before.
        begin, end = (a - 1, b) if a else (a, min(b + 1, len(first)))
        at, last = kept[begin], kept[end - 1]
        # With the spaces beside it, which may part paragraphs.
        said = new[other[c - 1].end() if a else 0 : other[d - 1].end()] if c < d else ""
        if not a and end > b:
            said += new[len(said) : other[d].start()] + here[last][0]
        before = mine[here[at].start() : here[last].end()]
        after = (here[at][0] if a else "") + said
        found.append(Proposal(start + here[at].start(), before, after, SOURCE, "B", _WHY, 0.9))
    return found


def _plain(word: str) -> str:
    return word.replace(HALF_SPACE, "")


def _paragraphs(text: str) -> list[str]:
    return [words.strip("\n") for words in text.split("\n\n") if words.strip()]


def _nearest(words: str, text: str) -> tuple[str, float]:
    """The paragraph of a text that is most like these words, and how much, from 0 to 1."""
    own = set(_plain(words).split())

    def likeness(other: str) -> float:
        theirs = set(_plain(other).split())
        return len(own & theirs) / max(1, len(own | theirs))

    near = max(_paragraphs(text), key=likeness, default="")
    return near, likeness(near)
