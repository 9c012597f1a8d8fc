"""Give Arabic-script words the letters of their own language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import regex

from rectoverso.assembling.changes import Change
from rectoverso.assembling.passages import Passages

# What a keyboard of another language wrote, and the language's own letter. Persian and Urdu write
# a final ى as ی, Arabic does not know ک.
OWN: Mapping[str, Mapping[str, str]] = {
    "fa": {"ي": "ی", "ك": "ک", "ى": "ی", "\u06d5": "ه", "\u06c1": "ه", "\u06be": "ه"},
    "ur": {"ي": "ی", "ك": "ک", "ى": "ی"},
    "ar": {"ک": "ك", "\u06c1": "ه", "\u06be": "ه"},
}
# Shapes of letters (Arabic Presentation Forms A and B) that stand for the letters themselves; the
# signs of whole formulas (U+FDFA and the like) are no shapes and stay.
_SHAPES = regex.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf2\ufe80-\ufefc]+")
_TATWEEL = regex.compile(r"(?<=[[\p{L}\p{M}]--\u0640])\u0640+(?=[[\p{L}\p{M}]--\u0640])", regex.V1)
_TATWEEL_DASH = regex.compile(r"(?<=\s)\u0640+(?=\s)")


def own_letters(text: str, passages: Passages) -> Iterator[Change]:
    """Letters of the passage's language for those of another; no shapes, no stretching."""
    return iter(sorted(_changes(text, passages)))


def _changes(text: str, passages: Passages) -> Iterator[Change]:
    for passage in passages.all:
        own = OWN.get(passage.lang)
        if own is None:
            continue
        piece = text[passage.start : passage.end]
        for letter in regex.finditer(f"[{''.join(own)}]", piece):
            yield Change(passage.start + letter.start(), letter[0], own[letter[0]], "letter-form")
        for shape in _SHAPES.finditer(piece):
            letters = unicodedata.normalize("NFKC", shape[0])
            yield Change(passage.start + shape.start(), shape[0], letters, "presentation-form")
        for stretch in _TATWEEL.finditer(piece):
            yield Change(passage.start + stretch.start(), stretch[0], "", "tatweel")
        for dash in _TATWEEL_DASH.finditer(piece):
            yield Change(passage.start + dash.start(), dash[0], "–", "tatweel-dash")
