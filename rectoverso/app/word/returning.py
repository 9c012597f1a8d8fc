"""Bring what was done to a whole chapter in Word back as editors' marks in its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rectoverso.app.word.comparing import NOBODY, Edits, compared
from rectoverso.app.word.deciding import decide
from rectoverso.app.word.marking import Paragraph
from rectoverso.app.word.rows import Rows
from rectoverso.app.word.spelling import Patch, UnplacedError, deletion, remark, spelt
from rectoverso.model.leaves import OBJECT, Leaf, Run, Sheaf
from rectoverso.reading.criticmarkup import editor_marks
from rectoverso.reading.word.letters import PARAGRAPH, Hand, Letter

_BETWEEN = re.compile(r"[\s>]*(?:(?:[-*+]|\(?[\w#]{1,3}[.)])[ \t]+|#{1,6}[ \t]+)?")
# What a mark cannot stand behind in the same line: fences, and attributes of headings.
_LINE_OF_ITS_OWN = re.compile(r"(?:---|\.\.\.|:{3,}[^\n]*|-->|```|~~~|\})\s*\Z")


@dataclass
class Doing:
    """What was done to one paragraph, or to a few that hang together, as patches of the file.

    `left` is what of it has no place: what was taken out, what was put in, by whom.
    """

    edits: list[Edits]
    patches: list[Patch] = field(default_factory=list)
    unplaced: bool = False
    left: list[tuple[str, str, Hand]] = field(default_factory=list)


class Returning:
    """A chapter as it was sent, and the document that came back."""

    def __init__(
        self,
        text: str,
        sheaf: Sheaf,
        letters: Sequence[Letter],
        notes: dict[str, tuple[Letter, ...]],
        known: frozenset[Hand],
    ) -> None:
        self.text, self.sheaf, self.came_notes = text, sheaf, notes
        marks = editor_marks(text)
        self.marked = tuple((mark.start, mark.end) for mark in marks)
        self.body = compared(sheaf.leaves, letters, known)
        self.calls: dict[str, int] = {}  # the notes that were sent, by their names in the document
        self.notes: dict[int, list[Edits]] = {}
        for edits in self.body:
            for place, name in edits.notes.items():
                number = _run(edits.leaf, place).note
                self.calls[name] = number
                if place not in edits.gone and number >= 0:
                    came = notes.get(name, ())
                    self.notes[number] = compared(sheaf.notes[number], came, known)
        self.stories = [self.body, *self.notes.values()]
        for edits in (one for story in self.stories for one in story if marks):
            decide(edits, marks)
        self.moved = {
            one.leaf.text: self._written(one.leaf)
            for one in self.body
            if one.emptied and one.leaf.extent[0] >= 0
        }
        self.rows = Rows(text, sheaf)

    def note(self, number: int) -> list[Edits]:
        """What was done to a note; one that is called twice may have been changed at either."""
        places = [leaf.extents for leaf in self.sheaf.notes[number]]
        twins = (
            story
            for other, story in self.notes.items()
            if [leaf.extents for leaf in self.sheaf.notes[other]] == places
            and any(edits.touched for edits in story)
        )
        own = self.notes.get(number) or [Edits(leaf) for leaf in self.sheaf.notes[number]]
        return own if any(edits.touched for edits in own) else next(twins, own)

    def _written(self, leaf: Leaf) -> str:
        starts = [start for run in leaf.runs for start, _ in run.extents if start >= 0]
        starts += [one.start for one in leaf.enclosures]
        return self.text[min(starts) : leaf.extent[1]] if starts else ""

    def paragraph(self, edits: Edits) -> Paragraph:
        """A paragraph of the file with what was done to it."""
        return Paragraph(self.text, edits, self.call, self.marked, self.moved)

    def call(self, letter: Letter) -> str:
        """The call of a note: as it is written, or with its text, if the note is new."""
        number = self.calls.get(letter.note)
        if number is not None:
            for leaf in self.sheaf.leaves:
                for run in leaf.runs:
                    if run.note == number and run.extents[0][0] >= 0:
                        return self.text[slice(*run.extents[0])]
        letters = [one for one in self.came_notes.get(letter.note, ()) if not one.deleted]
        while letters and letters[-1].text in (PARAGRAPH, ""):
            letters.pop()
        said = [Letter(" ") if one.text == PARAGRAPH else one for one in letters if one.text]
        return f"^[{spelt([one for one in said if not one.note], self.call)}]"

    # --- Patches ---------------------------------------------------------------------------

    def doings(self) -> list[Doing]:
        """All that was done, one after another; what has no place in the file is `unplaced`."""
        found: list[Doing] = []
        for story in self.stories:
            _bring_forward(story)
            found += self._story(story)
        return found

    def _story(self, story: list[Edits]) -> list[Doing]:
        found: list[Doing] = []
        done: set[int] = set()
        for number, edits in enumerate(story):
            if not edits.touched or number in done:
                continue
            doing = Doing([edits])
            try:
                row = self.rows.emptied(story, number) if story is self.body else ()
                if row:
                    doing.edits = [story[n] for n in row]
                    done |= {*row}
                    doing.patches.append(self.rows.without(story[row[0]]))
                elif self._whole(edits):
                    doing.patches.append(self._gone(story, number))
                else:
                    paragraph = self.paragraph(edits)
                    doing.patches += paragraph.patches()
                    doing.left += paragraph.failed
                    if edits.joined and not edits.leaf.fixed:
                        doing.patches += self._joined(story, number, doing)
                doing.patches += self.rows.put_in(edits, self.call)
            except UnplacedError:
                doing.unplaced = True
                doing.patches = []
            found.append(doing)
        return found

    def _whole(self, edits: Edits) -> bool:
        """Whether a paragraph goes with its line, and not only its letters."""
        return edits.emptied and not edits.leaf.fixed and edits.leaf.extent[0] >= 0

    def _gone(self, story: Sequence[Edits], number: int) -> Patch:
        """A paragraph that is gone, with the blank line before it."""
        edits = story[number]
        start, end = edits.leaf.extent
        before = len(self.text[:start].rstrip(" \t>\n"))
        if behind := self._next_item(story, number):
            # The first item goes with its line end, and the blank line before the list stays.
            end = behind
        elif story is self.body and before and not _LINE_OF_ITS_OWN.search(self.text[:before]):
            start = before
        elif story is not self.body and number == 0:
            # A note whose whole text is gone keeps its label.
            start = self.paragraph(edits).place(0)
        if any(start < stop and begun < end for begun, stop in self.marked):
            raise UnplacedError
        return Patch(start, end, deletion(self.text[start:end], edits.gone[0]))

    def _next_item(self, story: Sequence[Edits], number: int) -> int:
        """Where the second item of a list begins, in the line behind the first; else 0."""
        leaf = story[number].leaf
        before = story[number - 1].leaf.item if number else None
        behind = story[number + 1].leaf if number + 1 < len(story) else None
        if not leaf.item or not behind or not behind.item or behind.item.list != leaf.item.list:
            return 0
        if before and before.list == leaf.item.list:
            return 0
        start, end = leaf.extent
        prefix = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        next_line = self.text[end : behind.extent[0]] == f"\n{prefix}"
        return behind.extent[0] if next_line else 0

    def _joined(self, story: Sequence[Edits], number: int, doing: Doing) -> list[Patch]:
        """The line end between two paragraphs that became one."""
        edits = story[number]
        if number + 1 >= len(story):
            return []
        following = story[number + 1]
        if self._whole(following):
            if following.joined:
                raise UnplacedError
            return []
        start, end = edits.leaf.extent[1], self.paragraph(following).place(0)
        between = self.text[start:end]
        if start < 0 or following.leaf.fixed or not _BETWEEN.fullmatch(between):
            raise UnplacedError
        doing.edits.append(following)
        return [Patch(start, end, deletion(between, edits.joined or NOBODY))]

    def asides(self, doing: Doing) -> list[Patch]:
        """What has no place, as remarks behind the paragraph or the next that can bear them."""
        edits = doing.edits[0]
        if doing.unplaced:
            return [self.beside(edits, remark(hand_of(edits), outcome(doing)))]
        return [
            self.beside(edits, remark(hand, f"{old} → {new}".replace(PARAGRAPH, " ¶ ").strip()))
            for old, new, hand in doing.left
        ]

    def beside(self, edits: Edits, said: str) -> Patch:
        """A remark at the end of a paragraph, or of the nearest one that can bear one."""
        leaves = [one for story in self.stories for one in story]
        at = next(n for n, one in enumerate(leaves) if one is edits)
        for one in sorted(leaves, key=lambda leaf: abs(leaves.index(leaf) - at)):
            if one.leaf.style in ("Title", "Subtitle"):
                continue
            try:
                place = self.paragraph(one).place(len(one.leaf.text))
            except UnplacedError:
                continue
            return Patch(place, place, said)
        return Patch(len(self.text), len(self.text), said)


def _run(leaf: Leaf, place: int) -> Run:
    for run in leaf.runs:
        if place < len(run.text):
            return run
        place -= len(run.text)
    raise IndexError(place)


def hand_of(edits: Edits) -> Hand:
    """Whose doing it mostly is."""
    hands = [*edits.gone.values(), *(one.inserted for all_ in edits.put.values() for one in all_)]
    hands += [hand for hand, _ in edits.extra] + [edits.joined]
    return next((hand for hand in hands if hand and hand.author), NOBODY)


def _bring_forward(story: Sequence[Edits]) -> None:
    """Put new paragraphs that stand before one behind the one before it.

    So their mark does not stand before what begins a line: a number, the signs of a heading.
    """
    for before, edits in pairwise(story):
        letters = edits.put.get(0, [])
        last = max((n for n, one in enumerate(letters) if one.text == PARAGRAPH), default=-1)
        free = not before.leaf.fixed and before.leaf.extent[0] >= 0 and not before.joined
        if last < 0 or not free or before.emptied:
            continue
        whole, rest = letters[: last + 1], letters[last + 1 :]
        place = before.put.setdefault(len(before.leaf.text), [])
        piece: list[Letter] = []
        for one in whole:
            if one.text == PARAGRAPH:
                place += [one, *piece]
                piece = []
            else:
                piece.append(one)
        if rest:
            edits.put[0] = rest
        else:
            del edits.put[0]


def outcome(doing: Doing) -> str:
    """What becomes of paragraphs: how they are to be, or what is to go."""
    said = " ".join(final(edits, " ¶ ").strip() for edits in doing.edits).strip()
    return f"→ {said}" if said else f"{doing.edits[0].leaf.text.replace(OBJECT, '')} →"


def final(edits: Edits, mark: str = PARAGRAPH) -> str:
    """A paragraph as it is to be; `mark` stands where new ones end."""
    said: list[str] = []
    for place, letter in enumerate([*edits.leaf.text, ""]):
        put = edits.put.get(place, [])
        said += (mark if one.text == PARAGRAPH else one.text for one in put)
        if place not in edits.gone:
            said.append(letter)
    for _, letters in edits.extra:
        cells = "".join("|" if one.text == PARAGRAPH else one.text for one in letters)
        said.append(f"{mark}{cells}")
    return "".join(said).replace(OBJECT, "")
