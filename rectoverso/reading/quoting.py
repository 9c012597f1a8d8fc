"""Quote a place of a text so that what cannot be seen in it is named."""

from __future__ import annotations

import unicodedata

ABBREVIATIONS = {
    "\N{SOFT HYPHEN}": "SHY",
    "\N{COMBINING GRAPHEME JOINER}": "CGJ",
    "\N{ARABIC LETTER MARK}": "ALM",
    "\N{ZERO WIDTH SPACE}": "ZWSP",
    "\N{ZERO WIDTH NON-JOINER}": "ZWNJ",
    "\N{ZERO WIDTH JOINER}": "ZWJ",
    "\N{LEFT-TO-RIGHT MARK}": "LRM",
    "\N{RIGHT-TO-LEFT MARK}": "RLM",
    "\N{LEFT-TO-RIGHT EMBEDDING}": "LRE",
    "\N{RIGHT-TO-LEFT EMBEDDING}": "RLE",
    "\N{POP DIRECTIONAL FORMATTING}": "PDF",
    "\N{LEFT-TO-RIGHT OVERRIDE}": "LRO",
    "\N{RIGHT-TO-LEFT OVERRIDE}": "RLO",
    "\N{WORD JOINER}": "WJ",
    "\N{LEFT-TO-RIGHT ISOLATE}": "LRI",
    "\N{RIGHT-TO-LEFT ISOLATE}": "RLI",
    "\N{FIRST STRONG ISOLATE}": "FSI",
    "\N{POP DIRECTIONAL ISOLATE}": "PDI",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "BOM",
}
MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"

_BLANK = "\u115f\u1160\u3164\uffa0"  # Hangul fillers
_UNSEEN_KINDS = ("Cf", "Cc", "Zl", "Zp", "Cs", "Co", "Cn")


def named(text: str) -> str:
    """A text with every character that cannot be seen written as its name: `<RLO>`."""
    return "".join(_named(character) for character in text)


def _named(character: str) -> str:
    if short := ABBREVIATIONS.get(character):
        return f"<{short}>"
    if unicodedata.category(character) in _UNSEEN_KINDS or character in _BLANK:
        return f"<U+{ord(character):04X}>"
    return character


def quotation(text: str, start: int, end: int) -> str:
    """The place from `start` to `end` of a text with the words around it, on one line."""
    before = text[max(start - 16, 0) : start].rpartition("\n")[2]
    inside = text[start : min(end, start + 40)]
    after = text[end : end + 16].partition("\n")[0]
    return named(f"{before}{inside}{after}".strip().replace("\n", " "))
