"""Give each glyph of a face a code for each text it stands for, and know its outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import Any
from zlib import crc32

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

Font = Any  # WeasyPrint has no types
Outline = tuple[bytes, tuple[int, ...]]

# Codes that are not glyph numbers are given from above: those just after the face's own glyphs
# stand for characters that it lacks.
_LAST_CODE = 0xFFFD
_MISSING = 256  # how many of these there may be


@dataclass(slots=True)
class Letters:
    """What has been written and drawn of one face in one document: a code for glyph and text.

    `written` has the codes in hexadecimal; `words` is for `glyphs`, which finds there the codes of
    words that come again.
    """

    font: Font
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    written: dict[tuple[int, str], str] = field(default_factory=dict)
    words: dict[object, Any] = field(default_factory=dict)
    file: _File = field(init=False)

    def __post_init__(self) -> None:
        self.file = _file(self.font.file_content, self.font.index)

    @property
    def carrier(self) -> int | None:
        """An empty glyph of no width, if the face has one."""
        return self.file.carrier

    def write(self, glyph: int, text: str) -> str:
        """The code, in hexadecimal, of a glyph that stands for this text."""
        written = self.written.get((glyph, text))
        if written is None:
            code = self._free_code(glyph, text)
            self.codes[glyph, text] = code
            self.taken.add(code)
            self.font.to_unicode.setdefault(glyph, text)
            written = self.written[glyph, text] = f"{code:04x}"
        return written

    def _free_code(self, glyph: int, text: str) -> int:
        """The glyph's number where the text is its own character, or it stands for a missing one.

        Any other code follows from glyph and text, so that sections set apart mostly agree and
        can share what says how codes are read.
        """
        first = self.font.glyph_count + _MISSING
        if self.file.own.get(glyph) == text or glyph >= self.font.glyph_count or first > _LAST_CODE:
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

    def outline(self, glyph: int) -> Outline:
        """The glyph as a path, and the box it fills, in the units of the face."""
        return self.file.outline(glyph, tuple(sorted(self.font.variations.items())))


def letters(font: Font) -> Letters:
    """What has been written of this face so far."""
    found: Letters | None = getattr(font, "letters", None)
    if found is None:
        found = font.letters = Letters(font)
    return found


@dataclass(frozen=True, slots=True)
class _File:
    """What a font file says, whichever document it is used in.

    `own` has the character of each glyph, the lowest if there are several; `shared` is for
    `glyphs`, which finds there the texts of the glyphs of words that come again.
    """

    own: dict[int, str]
    carrier: int | None
    outline: Callable[[int, tuple[tuple[str, float], ...]], Outline]
    shared: dict[object, Any] = field(default_factory=dict)


# A book has a dozen faces, and each of its sections asks for them anew.
@lru_cache(maxsize=32)
def _file(content: bytes, index: int) -> _File:
    file = TTFont(BytesIO(content), fontNumber=index, lazy=True)
    known = sorted((file.getBestCmap() or {}).items(), reverse=True)

    @cache
    def outline(glyph: int, variations: tuple[tuple[str, float], ...]) -> Outline:
        shapes = file.getGlyphSet(location=dict(variations) or None)
        pen = _Pen(shapes)
        shapes[file.getGlyphName(glyph)].draw(pen)
        xs, ys = zip(*(pen.points or [(0, 0)]), strict=True)
        return b" ".join(pen.path), (min(xs), min(ys), max(xs), max(ys))

    metrics = file["hmtx"]
    # Faces may show a bar for their zero-width characters; shapers leave those out.
    carrier = next(
        (
            number
            for number, name in enumerate(file.getGlyphOrder())
            if number and metrics[name][0] == 0 and not outline(number, ())[0]
        ),
        None,
    )
    return _File({file.getGlyphID(name): chr(code) for code, name in known}, carrier, outline)


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
