"""A face cut once for the whole book, read by sections that may each have codes of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

Codes = Sequence[tuple[int, int, str]]


@dataclass(slots=True)
class _Reading:
    """What the codes of some sections mean, and the font that says so."""

    meanings: dict[int, tuple[int, str]]
    font: pikepdf.Object


@dataclass(slots=True)
class JoinedFont:
    """A face of the book in its PDF. `hash` is what the pages call it, `glyphs` how many it has.

    Sections whose codes do not contradict each other share one font dictionary; all share the
    glyphs, which a font finds by number whatever the code (ISO 32000-2, 9.7.5 and 9.10.3).
    """

    pdf: pikepdf.Pdf
    face: bytes
    hash: str
    glyphs: int
    font: pikepdf.Object = field(init=False)
    readings: list[_Reading] = field(default_factory=list)

    def __post_init__(self) -> None:
        with pikepdf.open(BytesIO(self.face)) as file:
            self.font = self.pdf.copy_foreign(file.Root.Face)

    def reading(self, codes: Codes) -> pikepdf.Object:
        """The font as these codes are to be read; without any, codes are glyph numbers."""
        if not codes:
            return self.font
        said = {code: (glyph, text) for code, glyph, text in codes}
        for reading in self.readings:
            known = reading.meanings
            if all(known.get(code, meaning) == meaning for code, meaning in said.items()):
                known.update(said)
                return reading.font
        font = self.pdf.make_indirect(Dictionary(dict(self.font.items())))
        self.readings.append(_Reading(said, font))
        return font

    def finish(self) -> None:
        """Write down what the codes mean, when all sections are there."""
        for reading in self.readings:
            meanings = sorted(reading.meanings.items())
            texts = [(code, f"<{text.encode('utf-16-be').hex()}>") for code, (_, text) in meanings]
            reading.font.ToUnicode = self.pdf.make_stream(
                b"\n".join(_cmap("Adobe-Identity-UCS", "UCS", 2, "bfchar", texts))
            )
            if all(code == glyph for code, (glyph, _) in meanings):
                continue
            # Numbers beyond the face's own stand for glyphs that it lacks; glyph 0 shows that.
            glyphs = [
                (code, str(glyph if glyph < self.glyphs else 0)) for code, (glyph, _) in meanings
            ]
            encoding = self.pdf.make_stream(
                b"\n".join(_cmap("Rectoverso-Glyphs", "Identity", 1, "cidchar", glyphs))
            )
            encoding.Type, encoding.CMapName = Name.CMap, Name("/Rectoverso-Glyphs")
            encoding.CIDSystemInfo = Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            )
            reading.font.Encoding = encoding


def _cmap(
    name: str, ordering: str, kind: int, entries: str, pairs: Sequence[tuple[int, str]]
) -> Iterator[bytes]:
    """A CMap of two-byte codes (Adobe Technical Note 5014), a line at a time."""
    yield from (
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo 3 dict dup begin",
        f"/Registry (Adobe) def /Ordering ({ordering}) def /Supplement 0 def".encode(),
        b"end def",
        f"/CMapName /{name} def".encode(),
        f"/CMapType {kind} def".encode(),
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    )
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        yield f"{len(part)} begin{entries}".encode()
        yield from (f"<{code:04x}> {meaning}".encode() for code, meaning in part)
        yield f"end{entries}".encode()
    yield from (
        b"endcmap",
        b"CMapName currentdict /CMap defineresource pop",
        b"end",
        b"end",
    )
