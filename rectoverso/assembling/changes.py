"""A change of a text, steps of changes, and the way back to the text as it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """At an offset of a text, in code points, `before` gives way to `after`, for a rule's sake."""

    start: int
    before: str
    after: str
    rule: str

    @property
    def end(self) -> int:
        """The offset behind `before`."""
        return self.start + len(self.before)


# The changes of one step, by offset, none reaching into another; offsets count in the text as the
# step found it.
Step = tuple[Change, ...]


def carried_out(text: str, step: Sequence[Change]) -> str:
    """The text after a step. The changes must fit it."""
    pieces, at = [], 0
    for change in step:
        if change.start < at or text[change.start : change.end] != change.before:
            raise ValueError(f"this change does not fit the text: {change}")
        pieces += [text[at : change.start], change.after]
        at = change.end
    return "".join([*pieces, text[at:]])


def undone(text: str, steps: Iterable[Sequence[Change]]) -> str:
    """The text before the steps: `undone(after, steps)` gives what they were made in."""
    for step in reversed(list(steps)):
        text = carried_out(text, _reversed(step))
    return text


def _reversed(step: Sequence[Change]) -> Step:
    moved, back = 0, []
    for change in step:
        back.append(Change(change.start + moved, change.after, change.before, change.rule))
        moved += len(change.after) - len(change.before)
    return tuple(back)


def counted(steps: Iterable[Sequence[Change]]) -> dict[str, int]:
    """How many changes were made for each rule, in the order of the rules' names."""
    rules = sorted(change.rule for step in steps for change in step)
    return {rule: len(list(made)) for rule, made in groupby(rules)}


def moved(offset: int, step: Sequence[Change]) -> int:
    """Where an offset of the text before a step is after it (inside a change: its beginning)."""
    shift = 0
    for change in step:
        if change.end > offset:
            return min(offset, change.start) + shift
        shift += len(change.after) - len(change.before)
    return offset + shift
