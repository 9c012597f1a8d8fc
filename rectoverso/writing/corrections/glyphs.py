"""Say of each glyph of a run which text it carries, and which are drawn instead of written.

Programs that take text out of a PDF put glyphs in order by where they stand, and turn right-to-left
runs round letter by letter. That goes well where each letter is one glyph, has room of its own and
stands on the line. So the letters of a cluster are shared out among those of its glyphs that take
room; a letter too many (the alef of a lam-alef, a vowel sign) is carried by an empty glyph of no
width. What takes no room, dots and signs, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zlib import crc32

import pydyf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

Font = Any  # WeasyPrint has no types

# Codes that are not glyph numbers are given from above: those just after the face's own glyphs
# stand for characters that it lacks.
_LAST_CODE = 0xFFFD
_MISSING = 256  # how many of these there may be
# Poppler takes the space after a number for a part of it. This mark ends the number, as it would
# in plain text.
_TURN = "\N{RIGHT-TO-LEFT MARK}"


@dataclass(slots=True)
class Letters:
    """What has been written and drawn of one face: a code for each glyph and its text."""

    font: Font
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    own: dict[int, str] = field(init=False)
    file: TTFont = field(init=False)
    carrier: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.file = TTFont(BytesIO(self.font.file_content), fontNumber=self.font.index, lazy=True)
        known = sorted((self.file.getBestCmap() or {}).items(), reverse=True)
        self.own = {self.file.getGlyphID(name): chr(code) for code, name in known}
        metrics = self.file["hmtx"]
        # Faces may show a bar for their zero-width characters; shapers leave those out.
        self.carrier = next(
            (
                number
                for number, name in enumerate(self.file.getGlyphOrder())
                if number and metrics[name][0] == 0 and not self.outline(number)[0]
            ),
            None,
        )

    def write(self, glyph: int, text: str) -> str:
        """The code, in hexadecimal, of a glyph that stands for this text."""
        code = self.codes.get((glyph, text))
        if code is None:
            code = self._free_code(glyph, text)
            self.codes[glyph, text] = code
            self.taken.add(code)
            self.font.to_unicode.setdefault(glyph, text)
        return f"{code:04x}"

    def _free_code(self, glyph: int, text: str) -> int:
        """The glyph's number where the text is its own character, or it stands for a missing one.

        Any other code follows from glyph and text, so that sections set apart mostly agree and
        can share what says how codes are read.
        """
        first = self.font.glyph_count + _MISSING
        if self.own.get(glyph) == text or glyph >= self.font.glyph_count or first > _LAST_CODE:
            return glyph
        room = _LAST_CODE - first + 1
        start = crc32(f"{glyph} {text}".encode()) % room
        codes = (_LAST_CODE - (start + step) % room for step in range(room))
        return next((code for code in codes if code not in self.taken), glyph)

    def carry(self, text: str) -> str:
        """The code of an empty glyph of no width that stands for this text."""
        assert self.carrier is not None
        self.font.widths[self.carrier] = 0
        return self.write(self.carrier, text)

    def outline(self, glyph: int) -> tuple[bytes, tuple[int, ...]]:
        """The glyph as a path, and the box it fills, in the units of the face."""
        shapes = self.file.getGlyphSet(location=self.font.variations or None)
        pen = _Pen(shapes)
        shapes[self.file.getGlyphName(glyph)].draw(pen)
        xs, ys = zip(*(pen.points or [(0, 0)]), strict=True)
        return b" ".join(pen.path), (min(xs), min(ys), max(xs), max(ys))


def letters(font: Font) -> Letters:
    """What has been written of this face so far."""
    if not hasattr(font, "letters"):
        font.letters = Letters(font)
    found: Letters = font.letters
    return found


@dataclass(slots=True)
class Run:
    """The glyphs of one run: the `texts` they carry, left to right, and which are `drawn`."""

    stream: Any
    font: Font
    glyphs: Any
    rtl: bool
    texts: dict[int, Sequence[str]] = field(default_factory=dict)
    drawn: set[int] = field(default_factory=set)

    def codes(self, place: int, glyph: int) -> str:
        """The codes that show the glyph at this place, in hexadecimal."""
        *carried, own = self.texts.get(place, ("",))
        if self.font.bitmap:
            self.font.to_unicode.setdefault(glyph, own)
            return f"{glyph:02x}"
        written = letters(self.font)
        return "".join(map(written.carry, carried)) + written.write(glyph, own)

    def drawing(self, place: int, cursor: float, size: float) -> list[Any]:
        """A glyph to be drawn when the text is done, in the way of WeasyPrint's emojis.

        `cursor` is where the text has come to, in ems of `size` (CSS pixels).
        """
        info = self.glyphs.glyphs[place]
        x = cursor + info.geometry.x_offset * FROM_UNITS / size
        name = f"{self.font.hash}{info.glyph}"
        objects = self.stream._resources["XObject"]
        if name not in objects:
            path, box = letters(self.font).outline(info.glyph)
            form = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(box)}
            objects[name] = pydyf.Stream([path, b"f"], form, self.stream.compress)
        scale = size / self.font.upem
        return [
            _Drawing(name), self.font, scale, -scale, x, info.geometry.y_offset * FROM_UNITS,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawing:
    name: str

    def draw(self, stream: Any, *_: Any) -> None:
        stream.draw_x_object(self.name)


def plan(stream: Any, textbox: Any, font: Font, glyph_item: Any, before: Run | None) -> Run:
    """Share out the text of a run among its glyphs; `before` is the run on its left."""
    item, glyphs = glyph_item.item, glyph_item.glyphs
    run = Run(stream, font, glyphs, bool(item.analysis.level % 2))
    whole: str = textbox.pango_layout.text
    text = whole.encode()[item.offset : item.offset + item.length]
    # Drawings know their places in pages, not in the text of SVG, which may stand aslant.
    may_draw = not font.bitmap and hasattr(textbox, "position_x")
    for members, cluster in _clusters(glyphs, text, rtl=run.rtl):
        wide = [place for place in members if glyphs.glyphs[place].geometry.width > 0]
        if wide and may_draw:
            run.drawn.update(place for place in members if place not in wide)
        _share(run, wide or members, cluster)
    if before is not None and before.rtl and not run.rtl and run.texts and _can_carry(run):
        leftmost = min(run.texts)
        run.texts[leftmost] = (_TURN, *run.texts[leftmost])
    return run


def _clusters(glyphs: Any, text: bytes, *, rtl: bool) -> Iterator[tuple[list[int], str]]:
    """The clusters of a run in logical order: the places of their glyphs, and their text.

    Signs belong to the letter they stand on. Clusters of which nothing is seen are left out.
    """
    starts = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
    places: dict[int, list[int]] = {}
    for place in reversed(range(len(starts))) if rtl else range(len(starts)):
        places.setdefault(starts[place], []).append(place)
    ends = [*list(places)[1:], len(text)]
    found: list[tuple[list[int], str]] = []
    for (start, members), end in zip(places.items(), ends, strict=True):
        cluster = text[start:end].decode()
        infos = [glyphs.glyphs[place] for place in members]
        if all(info.glyph == pango.PANGO_GLYPH_EMPTY for info in infos):
            continue
        if found and all(info.geometry.width <= 0 for info in infos):
            found[-1] = (found[-1][0] + members, found[-1][1] + cluster)
        else:
            found.append((members, cluster))
    yield from found


def _share(run: Run, bearers: list[int], cluster: str) -> None:
    *first, last = bearers
    for place, letter in zip(first, cluster[:-1], strict=False):
        run.texts[place] = (letter,)
    rest = cluster[len(first) :]
    if run.rtl and len(rest) > 1 and _can_carry(run):
        run.texts[last] = rest[::-1]
    else:
        run.texts[last] = (rest,)


def _can_carry(run: Run) -> bool:
    return not run.font.bitmap and letters(run.font).carrier is not None


class _Pen(BasePen):  # type: ignore[misc]
    """Writes an outline as a PDF path."""

    def __init__(self, shapes: Any) -> None:
        super().__init__(shapes)
        self.path: list[bytes] = []
        self.points: list[tuple[float, float]] = []

    def _say(self, operator: str, *points: tuple[float, float]) -> None:
        self.points.extend(points)
        numbers = " ".join(f"{number:.6g}" for point in points for number in point)
        self.path.append(f"{numbers} {operator}".encode())

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.path.append(b"h")
