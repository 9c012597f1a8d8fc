"""Let one word stand for a row of plain words, so that pandoc has less to read.

Pandoc goes through a text letter by letter and answers with a value for each word and each space,
though words in a row mean nothing to it, nor do the commas and stops between them. A row begins
behind a word (and its comma or stop) and ends before one, on one line: what pandoc looks for at
other signs and at line ends stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

# A letter of one old Slavonic manuscript, other than that of `labels`.
EYES = "\N{CYRILLIC SMALL LETTER DOUBLE MONOCULAR O}"
_WORD = r"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}\u200c\u200d]*+"
# Pandoc keeps “Mr.” and the like together with the next word; all it knows are short and in ASCII.
# A semicolon may stand between citations.
_STOP = r"(?:[,:!?،؛؟।۔]|(?<=[^\x00-\x7f][a-zA-Z]{0,3}|[a-zA-Z]{5})\.)?"
_ROW = regex.compile(
    rf"(?<=[\p{{L}}\p{{M}}][.,;:!?،؛؟।۔]?) \K{_WORD}(?: {_WORD}|{_STOP} {_WORD})+(?= \p{{L}})"
)
_STOOD_IN = re.compile(f"{EYES}([0-9]+){EYES}")
_BLANK = re.compile(r"(\n[ \t]*\n)")
# Paragraphs in which spaces may mean something: tables, lines, addresses, HTML and TeX.
_DRAWN = re.compile(r"[|<$\\]|--|==|\]\((?!#)")
# Texts in which words in brackets, or the place of a word in its line, may mean something: labels
# of links, and tables whose rows have blank lines between them.
_LABEL = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]*\]:", re.MULTILINE)
_RULE = re.compile(r"^[ >]*-[- ]*-[ ]*\n[ >]*\S|\S[ ]*\n[ >]*-[- ]*-[ ]*$", re.MULTILINE)
# What ends as a rule does is found at once, and next to no text has it.
_RULE_END = re.compile(r"-[- ]*-[ ]*$", re.MULTILINE)


def shortened(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with a word for each of its rows of words, and the rows."""
    if EYES in text or _reaches_farther(text):
        return text, ()
    rows: list[str] = []

    def stand_in(row: regex.Match[str]) -> str:
        rows.append(row[0])
        return f"{EYES}{len(rows) - 1}{EYES}"

    pieces = _BLANK.split(text) if _DRAWN.search(text) else [text]
    said = (piece if _DRAWN.search(piece) else _ROW.sub(stand_in, piece) for piece in pieces)
    return "".join(said), tuple(rows)


def _reaches_farther(text: str) -> bool:
    if "]:" in text and _LABEL.search(text):
        return True
    return bool(_RULE_END.search(text) and _RULE.search(text))


def filled(answer: str, rows: Sequence[str]) -> str:
    """What pandoc answers to a shortened text, with the rows of words in their places."""
    pieces = _STOOD_IN.split(answer)
    pieces[1::2] = [rows[int(number)] for number in pieces[1::2]]
    return "".join(pieces)
