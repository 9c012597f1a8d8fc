"""Read editors' marks (CriticMarkup): what is to be put in, taken out, looked at, and said of it.

    {++put in++}  {--taken out--}  {~~taken out~>put in~~}  {==looked at==}{>>said of it<<}

Pandoc does not know them, and they may stand across any other markup. So they go out of the text
before pandoc reads it, and what is left has the same length, so that every letter keeps its place:
what is gone leaves characters behind that mean nothing (FILLER), and, where marks are to be shown,
one that says that a mark begins or ends there.
Source: CriticMarkup Toolkit, criticmarkup.com/spec.php.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

Manner = Literal["accept", "reject", "show"]
Kind = Literal["insertion", "deletion", "substitution", "highlight", "comment"]

# Private-use characters, which no text may hold (S116).
FILLER = "\U000f0e00"
_BEGIN = {
    "insertion": "\U000f0e01",
    "deletion": "\U000f0e02",
    "highlight": "\U000f0e03",
    "comment": "\U000f0e04",
}
END = "\U000f0e05"
BEGINS: dict[str, str] = {sign: kind for kind, sign in _BEGIN.items()}
SIGNS = FILLER + END + "".join(BEGINS)
ANY = re.compile(f"[{SIGNS}]")
_PIECES = re.compile(f"[{END}{''.join(BEGINS)}]|[^{END}{''.join(BEGINS)}]+")

_OPENING = re.compile(r"\{(\+\+|--|~~|==|>>)")
_CLOSING = {"++": "++}", "--": "--}", "~~": "~~}", "==": "==}", ">>": "<<}"}
_BETWEEN = "~>"
_LITERAL = re.compile(
    r"^[ \t]*(`{3,}|~{3,})(?!~>)[^\n]*\n.*?^[ \t]*\1"
    r"|(?<![`\\])(`+)(?!`).*?(?<!`)\2(?!`)",
    re.MULTILINE | re.DOTALL,
)
# What makes a line a heading, an item, a quotation ... has to stay at its beginning.
_BEFORE_OPENING = re.compile(
    rf"^([ \t>]*)([{SIGNS}]+)"
    r"(#{1,6}[ \t]+|(?:[-*+>:|]|\(?\w{1,3}[.)])[ \t]+|\[\^[^\]\s]+\]:[ \t]*|:{3,}[^\n]*)",
    re.MULTILINE,
)
# A fence that closes a div has its line for itself.
_BEHIND_CLOSING = re.compile(rf"\n([ \t>]*:{{3,}})([{SIGNS}]+)(?=[ \t]*(?:\n|\Z))")
_STRAY = re.compile(r"\{(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)\}")


@dataclass(frozen=True, slots=True)
class EditorMark:
    """One mark: where it begins and ends in the text, what it takes out, puts in, or says."""

    kind: Kind
    start: int
    end: int
    old: str = ""
    new: str = ""


def editor_marks(text: str) -> tuple[EditorMark, ...]:
    """The marks in a text, in order; code is left alone."""
    if not _OPENING.search(text):
        return ()
    # What looks like a listing may begin with the tildes of a mark.
    listed = [
        one.span() for one in _LITERAL.finditer(text) if not text[: one.start()].endswith("{")
    ]
    starts = [start for start, _ in listed]
    found: list[EditorMark] = []
    # Kinds of which no more are closed: without this, each would be looked for to the very end.
    open_ended: set[str] = set()
    at = 0
    while opening := _OPENING.search(text, at):
        start, sign = opening.start(), opening[1]
        literal = bisect_right(starts, start) - 1
        if literal >= 0 and start < listed[literal][1]:
            at = listed[literal][1]
            continue
        at = opening.end()
        end = -1 if sign in open_ended else text.find(_CLOSING[sign], at)
        if end < 0:
            open_ended.add(sign)
        elif mark := _mark(sign, text[at:end], start, end + 3):
            found.append(mark)
            at = mark.end
    return tuple(found)


def strays(text: str) -> Iterator[tuple[int, str]]:
    """The signs that begin or end marks where there is no mark, and where they stand."""
    if not _STRAY.search(text):
        return
    known = [*((mark.start, mark.end) for mark in editor_marks(text))]
    known += [found.span() for found in _LITERAL.finditer(text)]
    known.sort()
    starts = [start for start, _ in known]
    for found in _STRAY.finditer(text):
        near = bisect_right(starts, found.start()) - 1
        if near < 0 or found.start() >= known[near][1]:
            yield found.start(), found[0]


def _mark(sign: str, said: str, start: int, end: int) -> EditorMark | None:
    match sign:
        case "++":
            return EditorMark("insertion", start, end, new=said)
        case "--":
            return EditorMark("deletion", start, end, old=said)
        case "==":
            return EditorMark("highlight", start, end, said, said)
        case ">>":
            return EditorMark("comment", start, end, new=said)
        case _:
            old, between, new = said.partition(_BETWEEN)
            return EditorMark("substitution", start, end, old, new) if between else None


def settled(
    text: str, manner: Literal["accept", "reject"], only: frozenset[int] = frozenset()
) -> str:
    """The text with its marks accepted or rejected; comments go, too.

    `only` are the offsets of the marks meant (none: all of them).
    """
    pieces: list[str] = []
    at = 0
    for mark in editor_marks(text):
        if only and mark.start not in only:
            continue
        pieces += text[at : mark.start], _settled(mark, manner)
        at = mark.end
    return "".join([*pieces, text[at:]])


def _settled(mark: EditorMark, manner: Literal["accept", "reject"]) -> str:
    if mark.kind == "comment":
        return ""
    return mark.new if manner == "accept" else mark.old


# --- For pandoc ----------------------------------------------------------------------------


def prepared(text: str, manner: Manner) -> str:
    """The text as pandoc is to read it: as long as it was, without the marks."""
    if "{" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for mark in editor_marks(text):
        pieces += text[at : mark.start], _prepared(text, mark, manner)
        at = mark.end
    if not pieces:
        return text
    whole = _BEFORE_OPENING.sub(r"\1\3\2", "".join([*pieces, text[at:]]))
    return _BEHIND_CLOSING.sub(r"\2\n\1", whole)


def _prepared(text: str, mark: EditorMark, manner: Manner) -> str:
    begins_line = not text[text.rfind("\n", 0, mark.start) + 1 : mark.start].strip(" \t>")
    shows = {"accept": (False, True), "reject": (True, False), "show": (True, True)}[manner]
    match mark.kind:
        case "insertion":
            parts = [_part(mark.new, "insertion", manner, shows[1], begins_line)]
        case "deletion":
            parts = [_part(mark.old, "deletion", manner, shows[0], begins_line)]
        case "substitution":
            # Between the two stands where one ends and the other begins: two signs for two.
            parts = [
                _part(mark.old, "deletion", manner, shows[0], False)[:-3],
                END + _BEGIN["insertion"] if manner == "show" else FILLER * 2,
                _part(mark.new, "insertion", manner, shows[1], False)[3:],
            ]
        case "highlight":
            parts = [_part(mark.new, "highlight", manner, True, begins_line)]
        case "comment":
            parts = [_part(mark.new, "comment", manner, manner == "show", begins_line)]
        case _:
            assert_never(mark.kind)
    return "".join(parts)


def _part(text: str, kind: str, manner: Manner, stays: bool, begins_line: bool) -> str:
    """A mark of one text, three signs on both sides, as pandoc is to read it."""
    if not stays:
        return _gone(f"{{xx{text}xx}}", begins_line)
    opening = FILLER * 3 if manner != "show" else _BEGIN[kind] + FILLER * 2
    closing = FILLER * 3 if manner != "show" else FILLER * 2 + END
    return f"{opening}{text}{closing}"


def _gone(text: str, begins_line: bool) -> str:
    """What is left of a text that goes: whole lines are blank, words leave nothing behind.

    A line end behind words goes with them, so that what stands before and behind it joins: rows of
    a table, items, paragraphs.
    """
    if not begins_line:
        return FILLER * len(text)
    *lines, last = text.split("\n")
    return "\n".join([*(" " * len(line) for line in lines), FILLER * len(last)])


# --- From pandoc ---------------------------------------------------------------------------


def words_between(content: str, opened: list[str]) -> Iterator[tuple[str, str]]:
    """The pieces of a word between which marks begin and end: as in the text read, and bare.

    `opened` are the kinds of marks that are open, and is kept up to date between them.
    """
    for piece in _PIECES.findall(content):
        if piece in BEGINS:
            opened.append(BEGINS[piece])
        elif piece == END:
            del opened[-1:]
        elif bare := piece.replace(FILLER, ""):
            yield piece.strip(FILLER), bare
