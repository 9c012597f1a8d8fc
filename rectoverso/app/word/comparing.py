"""Compare a document that came back with the chapter as it was sent, letter by letter.

Paragraphs are led back to those of the chapter by what they say without what was put in. So every
letter that was sent is either still there, or was taken out by somebody; and whatever else is in
the document was put in at some place between letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import accumulate

import regex

from rectoverso.app.word.spelling import Patch
from rectoverso.compiling.aligning import align, likeness
from rectoverso.model.leaves import Leaf
from rectoverso.reading.word.letters import PARAGRAPH, Hand, Letter

_TOKEN = regex.compile(r"[\w\u200c\u200d]+|\s+|.", regex.DOTALL)
# Who made a change with tracking off is not known.
NOBODY = Hand()


@dataclass
class Edits:
    """What was done to a paragraph that was sent.

    `gone` are its letters that were taken out, by their numbers, `put` those put in, by the number
    of the letter they stand before; `joined` is who took out the end of the paragraph; `notes`
    tells which note of the document each call of a note is; `remarks` where comments begin and end.
    `plain` are letters that are in no change the document was sent with; `settled` those of marks
    on which somebody decided, and `decisions` what becomes of these.
    """

    leaf: Leaf
    gone: dict[int, Hand] = field(default_factory=dict)
    put: dict[int, list[Letter]] = field(default_factory=dict)
    joined: Hand | None = None
    notes: dict[int, str] = field(default_factory=dict)
    remarks: list[tuple[int, str, bool]] = field(default_factory=list)
    extra: list[tuple[Hand, tuple[Letter, ...]]] = field(default_factory=list)
    plain: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    decisions: list[Patch] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        """Whether anything was done to it but comments."""
        return bool(self.gone or self.put or self.joined or self.extra or self.decisions)

    @property
    def emptied(self) -> bool:
        """Whether nothing is left of it."""
        return len(self.gone) == len(self.leaf.text) > 0 and not self.put


def compared(
    leaves: Sequence[Leaf], letters: Sequence[Letter], known: frozenset[Hand]
) -> list[Edits]:
    """What was done to each paragraph of a text.

    `known` are the hands of marks that were sent. What was put in before any paragraph stands
    before the first.
    """
    rows, letters = _rows_apart(letters)
    chunks = list(_chunks(letters, known))
    edits = [Edits(leaf) for leaf in leaves]
    sent = [number for number, leaf in enumerate(leaves) if leaf.text]
    came = [number for number, chunk in enumerate(chunks) if _original(chunk)]
    pairs = align(
        [leaves[n].text for n in sent], ["".join(_original(chunks[n])) for n in came], _alike
    )
    homes: dict[int, int] = {}
    for old, new in pairs:
        if old is not None and new is not None:
            homes[came[new]] = sent[old]
        elif old is not None:
            one = edits[sent[old]]
            one.gone.update(dict.fromkeys(range(len(one.leaf.text)), NOBODY))
            one.joined = NOBODY
    _gather(edits, chunks, homes, sent)
    for before, hand, row in rows:
        _put_row(edits, chunks, homes, before, hand, row)
    return edits


def _gather(
    edits: list[Edits], chunks: list[list[Letter]], homes: dict[int, int], sent: list[int]
) -> None:
    """Carry out what was done in every paragraph that came back."""
    last = -1
    for number, chunk in enumerate(chunks):
        if number in homes:
            last = homes[number]
            _carry(edits[last], chunk)
            continue
        # A new paragraph stands behind the one before it, or before the first of all.
        if not edits:
            continue
        home = edits[last if last >= 0 else (sent or [0])[0]]
        fresh = [one for one in chunk if one.text and not one.deleted]
        if not any(one.text != PARAGRAPH for one in fresh):
            continue
        letters = [replace(one, inserted=one.inserted or NOBODY) for one in fresh]
        cell = letters[0].kind.cell
        if cell is not None:
            home.extra.append((letters[0].inserted or NOBODY, tuple(letters)))
        elif last >= 0:
            end = replace(letters[-1], text=PARAGRAPH)
            place = home.put.setdefault(len(home.leaf.text), [])
            place += [end, *letters[:-1]]
        else:
            home.put.setdefault(0, [])[0:0] = letters


def _put_row(
    edits: list[Edits],
    chunks: list[list[Letter]],
    homes: dict[int, int],
    before: int,
    hand: Hand,
    row: tuple[Letter, ...],
) -> None:
    """Put a new row of a table behind the paragraph of the chapter that stands before it."""
    known = [homes[n] for n in range(len(chunks)) if n in homes and n < before]
    if edits:
        edits[known[-1] if known else 0].extra.append((hand, row))


def _rows_apart(
    letters: Sequence[Letter],
) -> tuple[list[tuple[int, Hand, tuple[Letter, ...]]], list[Letter]]:
    """New rows of tables, each with the number of paragraphs that stand before it; and the rest."""
    ends: dict[tuple[int, int], bool] = {}
    for one in letters:
        if one.text == PARAGRAPH and one.kind.cell:
            place = one.kind.cell[:2]
            ends[place] = ends.get(place, True) and one.inserted is not None
    new = {place for place, inserted in ends.items() if inserted}
    rows: dict[tuple[int, int], list[Letter]] = {}
    before: dict[tuple[int, int], int] = {}
    rest: list[Letter] = []
    count = 0
    for one in letters:
        if one.kind.cell and one.kind.cell[:2] in new:
            rows.setdefault(one.kind.cell[:2], []).append(one)
            before.setdefault(one.kind.cell[:2], count)
            continue
        rest.append(one)
        count += one.text == PARAGRAPH and not one.inserted
    return [
        (before[place], row[0].inserted or NOBODY, tuple(row)) for place, row in rows.items()
    ], rest


def _chunks(letters: Sequence[Letter], known: frozenset[Hand]) -> Iterator[list[Letter]]:
    """The letters of each paragraph that was there before, its end the last of them."""
    chunk: list[Letter] = []
    for one in letters:
        # What was sent as an editor's mark is not new.
        if one.inserted in known:
            one = replace(one, inserted=None, older=True)
        if one.deleted in known:
            one = replace(one, deleted=None, older=True)
        if one.inserted and one.deleted:
            continue
        chunk.append(one)
        if one.text == PARAGRAPH and not one.inserted:
            yield chunk
            chunk = []
    if any(one.text for one in chunk):
        yield chunk if chunk[-1].text == PARAGRAPH else [*chunk, Letter(PARAGRAPH)]


def _original(chunk: Sequence[Letter]) -> list[str]:
    return [one.text for one in chunk if not one.inserted and one.text not in ("", PARAGRAPH)]


def _alike(old: str, new: str) -> float:
    words = [Counter(w for w in _TOKEN.findall(text) if not w.isspace()) for text in (old, new)]
    return likeness(words[0], words[1])


def _carry(edits: Edits, chunk: Sequence[Letter]) -> None:
    """What was done in a paragraph to the letters that were sent."""
    marked = any(run.change for run in edits.leaf.runs)
    places = _places(edits.leaf.text, _original(chunk), letters=marked)
    if marked:
        starts = accumulate((len(run.text) for run in edits.leaf.runs), initial=0)
        _slide(places, edits.leaf.text, frozenset(starts))
    left = iter(places)
    at = 0
    for one in chunk:
        if one.comment:
            edits.remarks.append((at, one.comment, one.begins))
        elif one.text == PARAGRAPH and not one.inserted:
            edits.joined = one.deleted
        elif one.inserted:
            edits.put.setdefault(at, []).append(one)
        elif (place := next(left)) is not None:
            at = place + 1
            if not one.older:
                edits.plain.add(place)
            if one.deleted:
                edits.gone[place] = one.deleted
            if one.note:
                edits.notes[place] = one.note
        elif not one.deleted:
            edits.put.setdefault(at, []).append(replace(one, inserted=NOBODY))
    there = set(places)
    for place in range(len(edits.leaf.text)):
        if place not in there:
            edits.gone[place] = NOBODY


def _places(sent: str, came: Sequence[str], *, letters: bool) -> list[int | None]:
    """For each letter that came back its number among those sent; None if it is new.

    Words are compared, or `letters`, where marks begin and end within words.
    """
    text = "".join(came)
    if text == sent:
        return list(range(len(sent)))
    old, new = (list(said) if letters else _TOKEN.findall(said) for said in (sent, text))
    places: list[int | None] = [None] * len(text)
    starts = [_starts(words) for words in (old, new)]
    for tag, i, _, j, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            for number in range(j, end):
                start, length = starts[1][number], len(new[number])
                begin = starts[0][i + number - j]
                places[start : start + length] = range(begin, begin + length)
    return places


def _slide(places: list[int | None], sent: str, starts: frozenset[int]) -> None:
    """Let what is gone begin where a mark does, if the letters beside it are the same.

    Without its second word “one two three” has lost “two ” or “ two”.
    """
    for number in range(1, len(places)):
        before, behind = places[number - 1], places[number]
        if before is None or behind is None or behind == before + 1 or before + 1 in starts:
            continue
        for step in (1, -1):
            first, end, at = before + 1, behind, number
            moved: list[tuple[int, int]] = []
            while first not in starts and 0 < at < len(places):
                old, new, one = (first, end, at) if step > 0 else (first - 1, end - 1, at - 1)
                beside = old if step < 0 else new
                if new >= len(sent) or sent[old] != sent[new] or places[one] != beside:
                    break
                moved.append((one, old if step > 0 else new))
                first, end, at = first + step, end + step, at + step
            if first in starts:
                for one, place in moved:
                    places[one] = place
                break


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
