"""Tell what an editor should know of what came back from Word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rectoverso.app.word.comparing import NOBODY, Edits
from rectoverso.app.word.placing import Clash, patched
from rectoverso.app.word.returning import Doing, Returning, outcome
from rectoverso.model.rules import documents as rules
from rectoverso.model.source import Finding, Source, Span, shortened
from rectoverso.reading.criticmarkup import settled

# What nobody sees in Word that it goes with the words: labels, marks of the index, notes.
_UNSEEN = re.compile(r"\{#[^\s{}]+|\{\.index[^{}]*\}|\[\^[^\]\s]+\](?!:)|\{\.term[^{}]*\}")
_LONGEST = 60


def told(returning: Returning, source: Source, doings: Sequence[Doing]) -> Iterator[Finding]:
    """What has no place, what goes with what was taken out, and what nobody signed."""
    for doing in doings:
        place = _place(doing.edits[0], source)
        if doing.unplaced:
            yield rules.unplaced(place, _brief(outcome(doing)))
        else:
            yield from (rules.unplaced(place, _brief(f"{a} → {b}")) for a, b, _ in doing.left)
    patches = [patch for doing in doings if not doing.unplaced for patch in doing.patches]
    after = Counter(_UNSEEN.findall(settled(patched(source.text, patches), "accept")))
    lost = Counter(_UNSEEN.findall(settled(source.text, "accept"))) - after
    for patch in patches:
        for what in _UNSEEN.findall(source.text[patch.start : patch.end]):
            if lost[what]:
                lost[what] -= 1
                yield rules.marks_gone(source.span(patch.start), what)
    unsigned = sum(_unsigned(edits) for story in returning.stories for edits in story)
    if unsigned:
        yield rules.untracked(Span(source.path), unsigned)


def clashing(clashes: Sequence[Clash], current: Source) -> Iterator[Finding]:
    """What was changed on both sides."""
    for clash in clashes:
        place = current.span(clash.place)
        yield rules.changed_on_both_sides(place, _brief(clash.ours), _brief(clash.theirs))


def _place(edits: Edits, source: Source) -> Span:
    places = [start for start, _ in edits.leaf.extents if start >= 0]
    return source.span(places[0]) if places else Span(source.path)


def _unsigned(edits: Edits) -> int:
    """How many changes of a paragraph nobody signed: letters in a row count as one."""
    gone = [p for p, hand in edits.gone.items() if hand == NOBODY and p not in edits.settled]
    runs = sum(1 for place in gone if place - 1 not in gone)
    put = sum(1 for letters in edits.put.values() if any(one.inserted == NOBODY for one in letters))
    return max(runs, put) + sum(1 for hand, _ in edits.extra if hand == NOBODY)


def _brief(text: str) -> str:
    """A text in one line, and not the whole of a long one."""
    return shortened(" ".join(text.split()), _LONGEST)
