"""A paragraph of the chapter file with what was done to it: where its letters and gaps are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rectoverso.app.word.comparing import Edits
from rectoverso.app.word.spelling import UnplacedError
from rectoverso.model.leaves import Enclosure, Leaf, Run
from rectoverso.reading.word.letters import Hand, Letter


class Places:
    """A paragraph of the chapter file with what was done to it.

    `note` gives the call of a note as Markdown; `marked` are the extents of marks that the file
    had already, which nothing may be put into; `moved` how paragraphs that went elsewhere are
    written, by their letters.
    """

    def __init__(
        self,
        text: str,
        edits: Edits,
        note: Callable[[Letter], str],
        marked: Sequence[tuple[int, int]] = (),
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self.text, self.edits, self.note, self.marked = text, edits, note, marked
        self.moved = moved or {}
        self.failed: list[tuple[str, str, Hand]] = []
        self.leaf: Leaf = edits.leaf
        self.extents = self.leaf.extents
        self.size = len(self.extents)
        self.runs: list[Run] = [run for run in self.leaf.runs for _ in run.text]
        self.holds = {
            enclosure: held for enclosure in self.leaf.enclosures if (held := self._held(enclosure))
        }

    def _held(self, enclosure: Enclosure) -> tuple[int, int] | None:
        """The first letter in an enclosure, and the one behind the last."""
        inside = [
            number
            for number, (start, end) in enumerate(self.extents)
            if start >= 0 and enclosure.start <= start and end <= enclosure.end
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    # --- Places ----------------------------------------------------------------------------

    def place(self, number: int, looks: frozenset[str] = frozenset()) -> int:
        """Where in the file something goes that is put before a letter.

        At the border of markup it goes outside of it, unless it looks as what is inside does.
        """
        before = self.extents[number - 1] if number else None
        behind = self.extents[number] if number < self.size else None
        if before and behind and before == behind:
            raise UnplacedError
        if before and before[0] >= 0:
            at = self._leave(number, before[1], behind, looks)
        elif behind and behind[0] >= 0:
            opened = [one.start for one, held in self.holds.items() if held[0] == number]
            at = min([behind[0], *opened])
        else:
            raise UnplacedError
        if any(start < at < end for start, end in self.marked):
            raise UnplacedError
        return at

    def _leave(
        self, number: int, at: int, behind: tuple[int, int] | None, looks: frozenset[str]
    ) -> int:
        alike = self.runs[number - 1].looks & {"strong", "emphasis"}
        if alike and alike == looks & {"strong", "emphasis"}:
            return at
        closed = [
            one.end
            for one, held in self.holds.items()
            if held[1] == number and (behind is None or behind[0] < 0 or one.end <= behind[0])
        ]
        return max([at, *closed])
