"""Make the changes that are safe in any text: its letters stay, and every change can be undone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from rectoverso.assembling.changes import Change, Step, carried_out
from rectoverso.assembling.letters import own_letters
from rectoverso.assembling.passages import NONE, Passages, main_language, passages_of

# More rounds than any text has needed; each is over a text the last has left cleaner.
ROUNDS = 8
_SPACED = ("fr",)  # a space before ; : ! ? and inside « » belongs there
_DANDA = ("ne", "hi")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without the faults that can be mended safely; `steps` undone give it as it was."""

    text: str
    lang: str
    steps: tuple[Step, ...]


Pass = Callable[[str, Passages], Iterator[Change]]


def clean(
    text: str,
    lang: str = "",
    protected: Callable[[str], Sequence[range]] = lambda _: (),
    passes: Sequence[Pass] = (),
) -> Cleaned:
    """Clean a text; `lang` is its language (none given: as its words tell).

    `protected` gives the stretches of a text in which nothing may be changed; `passes` are those
    of PASSES to go (none given: all). Cleaning what has been cleaned changes nothing.
    """
    steps: list[Step] = []
    said = lang
    for _ in range(ROUNDS):
        before = len(steps)
        lang = said or main_language(text)
        passages = passages_of(text, lang)
        for one in passes or PASSES:
            kept = protected(text)
            step = tuple(change for change in one(text, passages) if not _touches(change, kept))
            if step:
                text, passages = carried_out(text, step), passages.after(step)
                steps.append(step)
        if len(steps) == before:
            break
    return Cleaned(text, lang, tuple(steps))


def _touches(change: Change, kept: Sequence[range]) -> bool:
    return any(change.start < stretch.stop and stretch.start < change.end for stretch in kept)


_LINE_END = regex.compile("\r\n|\r|\u2028|\u2029|\u0085|\x0b|\x0c")


def unify_line_ends(text: str, _: Passages) -> Iterator[Change]:
    """Every line ends with a line feed; form feeds and line separators are line ends, too."""
    for end in _LINE_END.finditer(text):
        yield Change(end.start(), end[0], "\n", "line-end")


# No text has these: controls, byte order marks inside, halves of pairs, what is no character; nor
# the old embeddings and overrides, which turn round whatever stands behind them.
_CONTROL = regex.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff\u00ad\u202a-\u202e]"
)


def take_out_controls(text: str, _: Passages) -> Iterator[Change]:
    """Control characters, stray byte order marks and soft hyphens go."""
    for sign in _CONTROL.finditer(text):
        yield Change(sign.start(), sign[0], "", "control")


_CLUSTER = regex.compile(r"\X")


def compose(text: str, _: Passages) -> Iterator[Change]:
    """Letters and their marks are composed: Unicode's normalization form C (UAX #15)."""
    if unicodedata.is_normalized("NFC", text):
        return
    at = 0
    for line in text.splitlines(keepends=True):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            parts = [
                Change(at + cluster.start(), cluster[0], better, "nfc")
                for cluster in _CLUSTER.finditer(line)
                if (better := unicodedata.normalize("NFC", cluster[0])) != cluster[0]
            ]
            # Marks may be put in another order across what looks like one letter to a reader.
            whole = [Change(at, line, composed, "nfc")]
            shifted = [Change(part.start - at, part.before, part.after, "nfc") for part in parts]
            yield from parts if carried_out(line, shifted) == composed else whole
        at += len(line)


_SPACES = regex.compile(r"(?<=\S)[ \t\u00a0]*(?:[ \t]{2,}|\t)[ \t\u00a0]*(?=\S)")
_MARGIN = regex.compile(r"^[ \t]+|[ \t]+$", regex.MULTILINE)


def single_spaces(text: str, passages: Passages) -> Iterator[Change]:
    """Between words stands one space; lines neither begin nor end with any."""
    for spaces in _SPACES.finditer(text):
        kept = "\u00a0" if "\u00a0" in spaces[0] else " "
        if passages.at(spaces.start()) != NONE:
            yield Change(spaces.start(), spaces[0], kept, "double-space")


def bare_margins(text: str, _: Passages) -> Iterator[Change]:
    """A line of plain text neither begins nor ends with a space."""
    for spaces in _MARGIN.finditer(text):
        yield Change(spaces.start(), spaces[0], "", "margin-space")


_BEFORE_STOP = regex.compile(
    r"(?<=[\p{L}\p{M}\p{N}»”’)\]\u200c]) +(?=[,،؛;!?؟.:](?![\p{L}\p{N}.…]))"
)
_BEFORE_CLOSING = regex.compile(r"(?<=\S) +(?=[)\]])|(?<=\S) +(?=[»”](?:[\s\p{P}]|$))")
_AFTER_OPENING = regex.compile(
    r"(?<=[(\[]) +(?=\S)|(?<=(?:^|[\s(\[])[«“]) +(?=\S)", regex.MULTILINE
)
_BEFORE_DANDA = regex.compile("(?<=\\S) +(?=[।॥])")


def close_up_punctuation(text: str, passages: Passages) -> Iterator[Change]:
    """No space before a stop or a closing bracket, none after an opening one.

    French keeps its spaces before ; : ! ? and inside « ».
    """
    for name, pattern in (
        ("space-before-stop", _BEFORE_STOP),
        ("space-before-closing", _BEFORE_CLOSING),
        ("space-after-opening", _AFTER_OPENING),
    ):
        for space in pattern.finditer(text):
            lang = passages.at(space.start() - 1)
            sign = text[space.end() : space.end() + 1]
            around = text[space.start() - 1] + sign
            if lang == NONE or (lang in _DANDA and sign == ":"):
                continue
            if lang in _SPACED and set(around) & set(";:!?«»"):
                continue
            yield Change(space.start(), space[0], "", name)


def hold_dandas(text: str, passages: Passages) -> Iterator[Change]:
    """A space before a danda is one at which no line can end (w3c/iip, issue 88)."""
    for space in _BEFORE_DANDA.finditer(text):
        if passages.at(space.start() - 1) in _DANDA:
            yield Change(space.start(), space[0], "\u00a0", "danda-space")


def _in_order(one: Pass) -> Pass:
    def ordered(text: str, passages: Passages) -> Iterator[Change]:
        end = 0
        for change in sorted(set(one(text, passages))):
            if change.start >= end:
                yield change
                end = change.end

    return ordered


PASSES: tuple[Pass, ...] = (
    unify_line_ends,
    take_out_controls,
    compose,
    own_letters,
    bare_margins,
    single_spaces,
    _in_order(close_up_punctuation),
    hold_dandas,
)
