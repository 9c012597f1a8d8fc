"""Propose the quotation marks that a paragraph lacks, or has the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rectoverso.assembling.passages import Passages
from rectoverso.assembling.proposals import Proposal

PAIRS = {"«": "»", "“": "”"}
_CLOSING = {close: open_ for open_, close in PAIRS.items()}
_PARAGRAPH = regex.compile(r"[^\n]+(?:\n[^\n]+)*")
_SENTENCE_END = regex.compile(r"[.!?؟…।]+(?=\s|$|\))")
_STRAIGHT = regex.compile(r'(?<![\w\\])"([^"\n]{1,300})"(?!\w)')


def unbalanced(text: str, passages: Passages) -> Iterator[Proposal]:
    """Marks that do not pair up within their paragraph; one inside another is legal."""
    for paragraph in _PARAGRAPH.finditer(text):
        if passages.at(paragraph.start()) != "de":  # whose marks point the other way
            yield from _of(paragraph[0], paragraph.start())


def _of(words: str, start: int) -> Iterator[Proposal]:
    opened: list[int] = []
    for at, sign in enumerate(words):
        if sign in PAIRS:
            if opened and _turned(words, at) and words[opened[-1]] == sign:
                opened.pop()
                why = "an opening mark ends the quotation"
                yield Proposal(start + at, sign, PAIRS[sign], "quote-reversed", "A", why, 0.98)
            else:
                opened.append(at)
        elif sign in _CLOSING:
            if opened and words[opened[-1]] == _CLOSING[sign]:
                opened.pop()
            else:
                yield from _unopened(words, start, at)
    for at in opened:
        yield from _unclosed(words, start, at)


def _turned(words: str, at: int) -> bool:
    """Whether an opening mark stands where only a closing one can: behind a stop, at the end."""
    before, after = words[:at].rstrip(), words[at + 1 :].strip()
    return bool(before) and before[-1] in ".!?؟…।،" and (not after or after[0] in ".،؛)")


def _unclosed(words: str, start: int, at: int) -> Iterator[Proposal]:
    """The mark could be closed at the end of its sentence or of its paragraph; both are named."""
    ends = [end.start() for end in _SENTENCE_END.finditer(words, at)]
    places = dict.fromkeys([*(end for end in ends[:1]), len(words.rstrip())])
    stretch = words[at : max(places)]
    forms = [words[at:end] + PAIRS[words[at]] + words[end : at + len(stretch)] for end in places]
    why = "the quotation is not closed; the mark may belong at either place"
    yield Proposal(start + at, stretch, forms[0], "quote-unclosed", "C", why, 0.6, tuple(forms[1:]))


def _unopened(words: str, start: int, at: int) -> Iterator[Proposal]:
    """The mark could be opened at the beginning of its sentence or be one too many."""
    begins = [end.end() for end in _SENTENCE_END.finditer(words, 0, at)]
    begin = begins[-1] if begins else 0
    begin += len(words[begin:at]) - len(words[begin:at].lstrip())
    stretch = words[begin : at + 1]
    forms = (_CLOSING[words[at]] + stretch, stretch[:-1])
    why = "the quotation is not opened; or the mark is one too many"
    yield Proposal(start + begin, stretch, forms[0], "quote-unopened", "C", why, 0.6, forms[1:])


def straight(text: str, passages: Passages) -> Iterator[Proposal]:
    """Straight marks in a Persian passage, where « » belong."""
    for found in _STRAIGHT.finditer(text):
        if passages.within(found.start(), found.end(), "fa"):
            why = "Persian has « » for quotation marks"
            yield Proposal(
                found.start(), found[0], f"«{found[1]}»", "quote-straight", "B", why, 0.9
            )
