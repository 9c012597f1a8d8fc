"""Make the words of a cover fit their places, and remember those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rectoverso.writing.covers.measuring import BOLD, PLAIN, Measure, in_lines
from rectoverso.writing.covers.panels import Zone
from rectoverso.writing.fonts import Face

STEP = 0.5  # points between one size and the next smaller one
GAP = 1.6  # between the words of a spine, in parts of their size
# How much smaller than the title author and publisher stand on the spine.
BESIDE = 0.74
# A title on the spine is made so much smaller, no more, for the sake of author and publisher.
RATHER = 0.7
# A title is broken into more lines only if it becomes so much larger by it.
GAIN = 1.12
# Lines of running text are longer than their words by what justification cannot use.
LOSS = 1.05


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words in lines, and the size in points they are set in."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True)
class SpinePart:
    """Words on the spine: how far from its head, how long, how large, how far down (points)."""

    kind: str
    text: str
    start: float
    width: float
    size: float
    shift: float


@dataclass(frozen=True, slots=True)
class Misfit:
    """Words that do not fit, the place they are for, and the smallest size that was tried."""

    kind: str
    text: str
    size: float
    room: float


@dataclass(frozen=True)
class Fitting:
    """What templates ask to make words fit; `misfits` are those that could not be."""

    families: Sequence[str]
    faces: Sequence[Face]
    misfits: list[Misfit] = field(default_factory=list)

    def measure(self, weight: int) -> Measure:
        """What measures the book's own letters."""
        return Measure(self.families, self.faces, weight)

    def title(
        self,
        text: str | Sequence[str],
        room: tuple[float, float],
        sizes: tuple[float, float],
        leading: float,
        most_lines: int = 5,
        kind: str = "title",
        bold: bool = True,
    ) -> Fitted:
        """A title as large as it may be in a room (width, height in points).

        `text` is one title, or its lines as the author wants them. `sizes` are the greatest and
        the least; more lines are made only if that makes it much larger.
        """
        measure = self.measure(BOLD if bold else PLAIN)
        best: Fitted | None = None
        ways = (
            [in_lines(text, count, measure) for count in range(1, most_lines + 1)]
            if isinstance(text, str)
            else [tuple(text)]
        )
        for lines in ways:
            widest = max((measure.width(line) for line in lines), default=0)
            size = min(sizes[0], room[0] / widest if widest else sizes[0])
            size = min(size, room[1] / (leading * max(len(lines), 1)))
            size = size // STEP * STEP
            if best is None or size > best.size * GAIN:
                best = Fitted(lines, size)
        assert best is not None
        if best.size < sizes[1]:
            self.misfits.append(Misfit(kind, " ".join(best.lines), sizes[1], room[0]))
            return Fitted(best.lines, sizes[1])
        return best

    def text(
        self,
        paragraphs: Sequence[str],
        room: tuple[float, float],
        sizes: tuple[float, float],
        leading: float,
        apart: float = 0.5,
        kind: str = "back",
    ) -> float:
        """The size at which paragraphs fill no more than a room; `apart` is the space between."""
        measure = self.measure(PLAIN)
        size = sizes[0]
        while size >= sizes[1]:
            lines = sum(
                -int(-measure.width(one) * size * LOSS // room[0]) for one in paragraphs
            ) + apart * (len(paragraphs) - 1)
            if lines * leading * size <= room[1]:
                return size
            size -= STEP
        self.misfits.append(Misfit(kind, paragraphs[0], sizes[1], room[1]))
        return sizes[1]

    def spine(
        self,
        title: str,
        author: str,
        publisher: str,
        room: Zone,
        sizes: tuple[float, float],
    ) -> tuple[SpinePart, ...]:
        """What stands on the spine: the title as large as its thickness allows, the author above
        it and the publisher at the foot where they fit. `room` stands upright."""
        bold, plain = self.measure(BOLD), self.measure(PLAIN)
        high, deep = bold.heights(title)
        most = min(sizes[0], room.width / max(high + deep, 0.9))
        if most < sizes[1]:
            self.misfits.append(Misfit("thin", title, sizes[1], room.width))
            return ()
        alone = min(most, room.height / max(bold.width(title), 1))
        for beside in ((author, publisher), (author, ""), ("", publisher), ("", "")):
            long = bold.width(title) + BESIDE * sum(map(plain.width, beside))
            long += GAP * sum(map(bool, beside))
            size = min(most, room.height / long) // STEP * STEP
            if size >= max(sizes[1], 0 if beside == ("", "") else RATHER * alone):
                return self._placed((beside[0], title, beside[1]), room, size)
        self.misfits.append(Misfit("spine", title, sizes[1], room.height))
        return ()

    def _placed(
        self, texts: tuple[str, str, str], room: Zone, size: float
    ) -> tuple[SpinePart, ...]:
        """The author, the title and the publisher from the head of the spine to its foot."""
        bold, plain = self.measure(BOLD), self.measure(PLAIN)
        kinds = ("author", "title", "publisher")
        sizes = (size * BESIDE, size, size * BESIDE)
        measures = (plain, bold, plain)
        above, wide, below = (
            measure.width(text) * own
            for text, measure, own in zip(texts, measures, sizes, strict=True)
        )
        # In the middle if there is room on both sides; else as near to it as can be.
        least = above + GAP * size if above else 0
        most = room.height - wide - (below + GAP * size if below else 0)
        starts = (0, min(max((room.height - wide) / 2, least), most), room.height - below)
        high, deep = bold.heights(texts[1])
        line = (room.width + (high - deep) * size) / 2
        return tuple(
            SpinePart(kind, text, start, width, own, line - (room.width + measure.middle * own) / 2)
            for kind, text, start, width, own, measure in zip(
                kinds, texts, starts, (above, wide, below), sizes, measures, strict=True
            )
            if text
        )
