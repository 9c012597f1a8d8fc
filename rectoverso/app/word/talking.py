"""Bring the comments of a document, with their answers, to their places in the chapter file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rectoverso.app.word.comparing import Edits
from rectoverso.app.word.placing import clear_of
from rectoverso.app.word.returning import Doing, Returning
from rectoverso.app.word.spelling import Patch, UnplacedError, highlight, remark
from rectoverso.reading.word.comments import Comment
from rectoverso.reading.word.letters import Hand

DONE = "✓"


@dataclass(frozen=True, slots=True)
class _About:
    """What a comment is about: from a letter of a paragraph to one of another, or the same."""

    first: Edits
    start: int
    last: Edits
    end: int


def remarks(
    returning: Returning,
    comments: Sequence[Comment],
    taken: Sequence[Patch],
    known: frozenset[tuple[str, str, str]],
) -> Iterator[Doing]:
    """The comments that are new; `taken` is what is changed already, `known` what was sent."""
    places, taken = _places(returning), list(taken)
    for one in comments:
        if one.answers or (one.author, one.date, one.text) in known:
            continue
        thread = [one, *_answers(one, comments)]
        said = "".join(remark(Hand(c.author, c.date), c.text) for c in thread)
        if any(c.resolved for c in thread):
            said = f"{said[:-3]} {DONE}{said[-3:]}"
        about = places.get(one.name)
        edits = about.last if about else returning.body[0]
        patch = clear_of(_placed(returning, about, said, taken), taken)
        taken.append(patch)
        yield Doing([edits], [patch])


def _answers(comment: Comment, comments: Sequence[Comment]) -> list[Comment]:
    """What was answered to a comment, and to the answers."""
    found: list[Comment] = []
    for one in comments:
        if one.answers in (comment.name, *(answer.name for answer in found)) and one.answers:
            found.append(one)
    return found


def _places(returning: Returning) -> dict[str, _About]:
    starts: dict[str, tuple[Edits, int]] = {}
    found: dict[str, _About] = {}
    for story in returning.stories:
        for edits in story:
            for place, name, begins in edits.remarks:
                if begins:
                    starts.setdefault(name, (edits, place))
                elif name not in found:
                    found[name] = _About(*starts.get(name, (edits, place)), edits, place)
    return found


def _placed(returning: Returning, about: _About | None, said: str, taken: Sequence[Patch]) -> Patch:
    if about is None:
        return returning.beside(returning.body[0], said)
    paragraph = returning.paragraph(about.last)
    if about.last.leaf.style in ("Title", "Subtitle"):
        return returning.beside(about.last, said)
    try:
        end = paragraph.place(about.end)
        if about.first is about.last and about.start < about.end:
            start = _start(returning, about)
            free = not any(
                (p.start < end and start < p.end) or start < p.start == p.end < end for p in taken
            )
            round_it = all(
                one.end <= start or end <= one.start or _nested(start, end, one.start, one.end)
                for one in about.last.leaf.enclosures
            )
            marked = any(s < end and start < e for s, e in returning.marked)
            if free and round_it and not marked and start < end:
                return Patch(start, end, highlight(returning.text[start:end], said))
    except UnplacedError:
        return returning.beside(about.last, said)
    return Patch(end, end, said)


def _start(returning: Returning, about: _About) -> int:
    """Where the first letter is written that a comment is about."""
    leaf = about.first.leaf
    start = leaf.extents[about.start][0]
    if start < 0:
        raise UnplacedError
    opened = [
        one.start
        for one, held in returning.paragraph(about.first).holds.items()
        if held[0] == about.start and held[1] <= about.end
    ]
    return min([start, *opened])


def _nested(start: int, end: int, begun: int, stop: int) -> bool:
    """Whether one of two stretches lies in the other."""
    return (start <= begun and stop <= end) or (begun < start and end < stop)
