"""Find the places in a page's content where a page number can be replaced by another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from unicodedata import decimal

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import create_layout

from rectoverso.writing.corrections.letters import letters

Anything = Any  # WeasyPrint has no types

_GLYPHS = re.compile(rb"<((?:[0-9a-f]{4})*)>")


@dataclass(frozen=True, slots=True)
class FoundSlot:
    """A page number as drawn: in which stream, as which token, and the ten digits to choose from.

    `codes` show the digits, `widths` are theirs in thousandths of the size. `lead` are the codes
    before the digits that take no room, and only say how the text turns.
    """

    stream: Anything
    token: int
    anchor: str
    codes: tuple[int, ...]
    widths: tuple[int, ...]
    lead: tuple[int, ...] = ()


def find_slot(stream: Anything, box: Anything, before: int) -> FoundSlot | None:
    """The slot that a text box just drawn has made, if its digits can be exchanged for others.

    `before` is how many tokens the stream had. A number can be exchanged when its script's ten
    digits are single glyphs of one face, all equally wide or as wide as its spacing reckons with.
    """
    found = _digits(stream, box)
    if found is None:
        return None
    codes, widths = found
    reckoned = box.element.get("data-widths", "")
    if reckoned != (" ".join(map(str, widths)) if len(set(widths)) > 1 else ""):
        return None
    # WeasyPrint may have taken back the end of the text before, to go on with it.
    tokens = range(max(before - 1, 0), len(stream.stream))
    shown = [at for at in tokens if _bytes(stream.stream[at]).endswith(b"] TJ")]
    if len(shown) != 1:
        return None
    hexes = b"".join(_GLYPHS.findall(_bytes(stream.stream[shown[0]])))
    written = tuple(int(hexes[at : at + 4], 16) for at in range(0, len(hexes), 4))
    lead, digits = written[: -len(box.text)], written[-len(box.text) :]
    if digits != tuple(codes[decimal(letter)] for letter in box.text) or len(lead) > 1:
        return None
    return FoundSlot(stream, shown[0], box.element.get("data-page-of"), codes, widths, lead)


def _digits(stream: Anything, box: Anything) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The codes and widths of the ten digits that belong to the text of a box.

    None where they are not one glyph each, of the same face.
    """
    if not box.text or any(decimal(letter, -1) < 0 for letter in box.text):
        return None
    zero = ord(box.text[0]) - decimal(box.text[0])
    digits = "".join(map(chr, range(zero, zero + 10)))
    layout = create_layout(digits, box.style, None, None, 0)
    line, _ = layout.get_first_line()
    runs = []
    run = line.runs[0]
    while run != ffi.NULL:
        runs.append(run.data)
        run = run.next
    if len(runs) != 1 or runs[0].glyphs.num_glyphs != 10:
        return None
    font, _ = stream.add_font(runs[0].item.analysis.font)
    infos = runs[0].glyphs.glyphs[0:10]
    glyphs = tuple(info.glyph for info in infos)
    if len(set(glyphs)) < 10 or any(info.geometry.y_offset for info in infos):
        return None
    if any(glyph not in font.widths for glyph in glyphs):
        return None
    widths = tuple(font.widths[glyph] for glyph in glyphs)
    written = letters(font)
    pairs = zip(glyphs, digits, strict=True)
    return tuple(int(written.write(glyph, digit), 16) for glyph, digit in pairs), widths


def _bytes(token: object) -> bytes:
    return token if isinstance(token, bytes) else b""
