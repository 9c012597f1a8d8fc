"""How wide the figures of a face are, and how far apart they are set to fill the same room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import icu
from fontTools.ttLib import TTFont

from rectoverso.model.locale import Locale
from rectoverso.writing.fonts import Face


def figure_widths(locale: Locale, faces: Sequence[Face]) -> tuple[int, ...]:
    """The widths of a language's ten figures in its face for text, in thousandths of the size.

    None are given where the face has all of them, or tabular ones, equally wide.
    """
    family = locale.faces["serif"][0]
    for face in faces:
        if (face.family, face.style, face.weight) == (family, "normal", 400):
            return _widths(face.path, locale.digits, locale.tag)
    return ()


def letter_spacing(number: str, digits: str, widths: Sequence[int]) -> float:
    """The space to add to each figure, in thousandths of the size.

    With it a number is as wide as any other of as many figures.
    """
    return _room([digits.index(digit) for digit in number], widths)


def show_number(
    number: str, codes: Sequence[int], widths: Sequence[int], lead: Sequence[int] = ()
) -> bytes:
    """What shows a number, given in ASCII digits, as wide as any other of its length.

    `lead` are codes that go before it and take no room.
    """
    digits = [int(digit) for digit in number]
    space = _room(digits, widths)
    first = b"".join(b"%04x" % code for code in lead)
    if not space:
        return b"[<%b>] TJ" % (first + b"".join(b"%04x" % codes[digit] for digit in digits))
    behind = f"{-space:.3f}".encode()
    shown = b"".join(b"<%04x>%b" % (codes[digit], behind) for digit in digits)
    return b"[%b%b] TJ" % (b"<%b>" % first if first else b"", shown)


def _room(digits: Sequence[int], widths: Sequence[int]) -> float:
    return max(widths) - sum(widths[digit] for digit in digits) / len(digits)


@cache
def _widths(path: Path, digits: str, lang: str) -> tuple[int, ...]:
    with TTFont(path, lazy=True) as font:
        known, metrics = font.getBestCmap() or {}, font["hmtx"]
        if any(ord(digit) not in known for digit in digits):
            return ()
        glyphs = [known[ord(digit)] for digit in digits]
        if "GSUB" in font:
            table = font["GSUB"].table
            if any(one.FeatureTag == "tnum" for one in table.FeatureList.FeatureRecord):
                return ()
            local = dict(_local_forms(table, lang))
            glyphs = [local.get(glyph, glyph) for glyph in glyphs]
        upem = font["head"].unitsPerEm
        widths = tuple(round(metrics[glyph][0] * 1000 / upem) for glyph in glyphs)
    return () if len(set(widths)) == 1 else widths


def _local_forms(table: Any, lang: str) -> Iterator[tuple[str, str]]:
    """The glyphs a face has for a language in place of others (OpenType, feature `locl`)."""
    # Most of OpenType's language tags are those of ISO 639-2, such as NEP. Where one is not, the
    # widths will not fit what is drawn, and the number is not replaced but set again.
    tag = icu.Locale(lang).getISO3Language().upper().ljust(4)
    for script in table.ScriptList.ScriptRecord:
        for system in script.Script.LangSysRecord:
            if system.LangSysTag != tag:
                continue
            for feature in map(table.FeatureList.FeatureRecord.__getitem__, _places(system)):
                if feature.FeatureTag == "locl":
                    for lookup in feature.Feature.LookupListIndex:
                        for part in table.LookupList.Lookup[lookup].SubTable:
                            yield from getattr(part, "mapping", {}).items()


def _places(system: Any) -> list[int]:
    places: list[int] = system.LangSys.FeatureIndex
    return places
