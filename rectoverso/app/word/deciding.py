"""Marks that a chapter had when it was sent, and that somebody accepted or rejected in Word."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.app.word.comparing import Edits
from rectoverso.app.word.spelling import Patch
from rectoverso.reading.criticmarkup import EditorMark
from rectoverso.reading.signatures import signed


def decide(edits: Edits, marks: Sequence[EditorMark]) -> None:
    """Find the marks of a paragraph that are settled now, and how: `decisions` of its edits.

    What was put in is accepted where it is no change any more, and rejected where it is gone; what
    was taken out the other way round. A mark that is neither as a whole stays.
    """
    held: dict[int, list[int]] = {}
    for place, (start, _) in enumerate(edits.leaf.extents):
        for number, mark in enumerate(marks):
            if mark.start <= start < mark.end and mark.kind not in ("highlight", "comment"):
                held.setdefault(number, []).append(place)
    for number, places in held.items():
        mark = marks[number]
        parts = _parts(edits, mark, places)
        if parts is None:
            continue
        end = mark.end
        follows = marks[number + 1] if number + 1 < len(marks) else None
        if follows and follows.kind == "comment" and follows.start == end:
            signature = signed(follows.new)
            end = follows.end if signature and not signature.said else end
        edits.decisions.append(Patch(mark.start, end, mark.new if parts else mark.old))
        edits.settled.update(places)


def _parts(edits: Edits, mark: EditorMark, places: Sequence[int]) -> bool | None:
    """Whether a mark was accepted (True) or rejected; None if it was neither."""
    between = mark.start + 3 + len(mark.old)
    extents = edits.leaf.extents
    old = [p for p in places if mark.old and extents[p][0] < between]
    new = [p for p in places if p not in old]
    # What is neither there nor in anybody's change is gone by a decision.
    gone = {p for p in places if p in edits.gone and not edits.gone[p].author}
    accepted = gone == {*old} and edits.plain >= {*new}
    rejected = gone == {*new} and edits.plain >= {*old}
    return accepted if accepted != rejected else None
