"""Write what people put in, took out and said in Word as Markdown, within editors' marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rectoverso.reading.signatures import Signature
from rectoverso.reading.word.letters import Hand, Letter

# What means something in Pandoc's Markdown, wherever it stands.
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>$^~@]|&(?=#?\w+;)|(?<=[~=+<-])\}")
# What does so only where a paragraph begins: also the numbers of lists.
_BEGINNING = re.compile(r"[#>|:+-]|\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?:\s|\Z))")
_SIGNS = {"strong": "**", "emphasis": "*", "superscript": "^", "subscript": "~"}


class UnplacedError(Exception):
    """What was done cannot be said at its place in the chapter file."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What is to stand in the place of a stretch of the chapter file."""

    start: int
    end: int
    new: str


def escaped(text: str, *, beginning: bool = False) -> str:
    """A text as Markdown that says just that."""
    said = _SPECIAL.sub(lambda sign: "\\" + sign[0], text)
    if beginning and (found := _BEGINNING.match(said)):
        at = found.end() if found[0] and found[0][-1].isalnum() else 0
        said = f"{said[:at]}\\{said[at:]}"
    return said.replace("\t", " ")


def spelt(
    letters: Sequence[Letter],
    note: Callable[[Letter], str],
    around: frozenset[str] = frozenset(),
    *,
    beginning: bool = False,
    in_row: bool = False,
) -> str:
    """Letters as Markdown: bold and italics where they differ from what is `around` them.

    `note` gives the call of a note.
    """
    pieces: list[str] = []
    for looks, run in groupby(letters, key=lambda one: one.looks - around):
        said = ""
        plain = ""
        for one in run:
            if one.note:
                said += escaped(plain, beginning=beginning and not pieces and not said) + note(one)
                plain = ""
            else:
                plain += one.text
        said += escaped(plain, beginning=beginning and not pieces and not said)
        pieces.append(_wrapped(said, looks))
    whole = "".join(pieces)
    if in_row:
        return whole.replace("|", "\\|").replace("\n", " ")
    return whole.replace("\n", "\\\n")


def _wrapped(said: str, looks: frozenset[str]) -> str:
    """A text with its looks; the blanks at its ends stay outside."""
    core = said.strip()
    signs = [sign for look, sign in _SIGNS.items() if look in looks]
    if not core or not signs:
        return said
    start = said.index(core)
    before, behind = "".join(signs), "".join(reversed(signs))
    return f"{said[:start]}{before}{core}{behind}{said[start + len(core) :]}"


# --- Marks ---------------------------------------------------------------------------------


def signature(hand: Hand) -> str:
    """Who made the mark before it; nothing where that is not known."""
    return f"{{>>{Signature(hand.author, hand.date)}<<}}" if hand.author else ""


def insertion(new: str, hand: Hand) -> str:
    """A text that is put in."""
    _fits(new, "++}")
    return f"{{++{new}++}}{signature(hand)}"


def deletion(old: str, hand: Hand) -> str:
    """A text that is taken out."""
    _fits(old, "--}", "{++", "{--", "{~~", "{==", "{>>")
    return f"{{--{old}--}}{signature(hand)}"


def substitution(old: str, new: str, hand: Hand) -> str:
    """A text that takes the place of another."""
    _fits(old, "{++", "{--", "{~~", "{==", "{>>")
    if "~>" in old or "~~}" in old or "~~}" in new or "`" in old + new or "\n" in old + new:
        return f"{deletion(old, hand)}{insertion(new, hand)}"
    return f"{{~~{old}~>{new}~~}}{signature(hand)}"


def highlight(text: str, said: str) -> str:
    """A text that something is said of, and what (the comments of `remark`)."""
    _fits(text, "==}", "{++", "{--", "{~~", "{==", "{>>")
    return f"{{=={text}==}}{said}"


def remark(hand: Hand, said: str) -> str:
    """Something that is said of what stands before it."""
    text = " ".join(said.replace("<<}", "<< }").split())
    signed = str(Signature(hand.author, hand.date, text)) if hand.author else text
    return f"{{>>{signed}<<}}"


def _fits(text: str, *signs: str) -> None:
    if any(sign in text for sign in signs):
        raise UnplacedError
