"""Find direction controls that have no partner, or that make a text look other than it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rectoverso.model.rules import directions as rules
from rectoverso.model.source import Finding, Source
from rectoverso.reading.paragraphs import kinds, levels
from rectoverso.reading.quoting import ABBREVIATIONS, quotation

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES = ("LRI", "RLI", "FSI")
_OVERRIDES = ("RLO", "LRO")
_NEW_PARAGRAPH = re.compile(r"[ \t>]*(?:$|[-*+|#:][ \t|#:]|\d+[.)][ \t]|\[\^)")
# Who nests more than this, or writes longer paragraphs, is playing with us.
_MOST_SCOPES, _FAR = 200, 4000


def unsound_controls(source: Source, one_line_each: bool) -> Iterator[Finding]:
    """The controls of a text, each paragraph by itself; in some files each line is one."""
    if _CONTROLS.search(source.text):
        for start, end in _paragraphs(source.text, one_line_each):
            yield from _controls(source, start, end)


def _paragraphs(text: str, one_line_each: bool) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends."""
    # The front matter of a chapter is made of lines as a settings file is.
    front = text.find("\n---", 3) if text.startswith("---\n") else -1
    start = at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        if one_line_each or end <= front or _NEW_PARAGRAPH.match(text[at : end - 1]):
            yield start, at
            start = at
        at = end
    yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a direction control holds: from behind it to where it ends."""

    control: str
    start: int
    end: int
    closed: bool


def _controls(source: Source, start: int, end: int) -> Iterator[Finding]:
    text = source.text
    scopes, strays = _scopes(text, start, end)
    told: set[_Scope] = set()
    idle: list[int] = []
    for scope in scopes[:_MOST_SCOPES]:
        at = scope.start - 1
        if _turns_round(scope.control, text[scope.start : scope.end]):
            told.add(scope)
            yield rules.reordered(
                source.span(at), scope.control, quotation(text, at, min(scope.end + 1, end))
            )
        elif scope.control in _OVERRIDES and scope.closed:
            idle.append(at)
    if idle:
        control, place = ABBREVIATIONS[text[idle[0]]], quotation(text, idle[0], idle[0] + 1)
        yield rules.control_without_effect(source.span(idle[0]), control, place, len(idle) - 1)
    unclosed = [scope for scope in scopes if not scope.closed and scope not in told]
    if unclosed:
        at, control = unclosed[0].start - 1, unclosed[0].control
        closing = "PDI" if control in _ISOLATES else "PDF"
        yield rules.control_never_closed(
            source.span(at), control, closing, quotation(text, at, at + 1), len(unclosed) - 1
        )
    if strays:
        at = strays[0]
        control, place = ABBREVIATIONS[text[at]], quotation(text, at, at + 1)
        yield rules.control_closes_nothing(source.span(at), control, place, len(strays) - 1)


def _scopes(text: str, start: int, end: int) -> tuple[list[_Scope], list[int]]:
    """The scopes of a paragraph in the order of their controls, and what closes nothing."""
    opened: list[tuple[str, int]] = []
    scopes: list[_Scope] = []
    strays: list[int] = []
    isolates = 0
    for found in _CONTROLS.finditer(text, start, end):
        at, name = found.start(), ABBREVIATIONS[found[0]]
        if name == "PDI" and isolates:
            while opened[-1][0] not in _ISOLATES:
                scopes.append(_Scope(*opened.pop(), at, closed=False))
            scopes.append(_Scope(*opened.pop(), at, closed=True))
            isolates -= 1
        elif name == "PDF" and opened and opened[-1][0] not in _ISOLATES:
            scopes.append(_Scope(*opened.pop(), at, closed=True))
        elif name in ("PDI", "PDF"):
            strays.append(at)
        else:
            opened.append((name, at + 1))
            isolates += name in _ISOLATES
    scopes += (_Scope(*one, end, closed=False) for one in opened)
    return sorted(scopes, key=lambda scope: scope.start), strays


def _turns_round(control: str, content: str) -> bool:
    """Whether a control puts letters in another order than that in which they are read.

    An override does so with all letters of the other direction; an embedding or isolate that
    holds no letter of its own direction does it with whatever parts the letters it holds.
    """
    own, other = ("R", "L") if control.startswith("R") else ("L", "R")
    classes = kinds(content[:_FAR])
    if control in _OVERRIDES:
        return len(classes.replace("D", "L" if own == "R" else "").split(other, 2)) > 2
    if control == "FSI" or own in classes or other not in classes:
        return False
    found = levels(content[:_FAR], base := int(own == "R"))
    return any(level % 2 == base for level in found[classes.index(other) : classes.rindex(other)])
