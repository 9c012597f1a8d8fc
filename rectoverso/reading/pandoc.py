"""Ask pandoc what texts say: side by side, each answer as it is wanted, its warnings kept apart."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from rectoverso.reading import labels, standins
from rectoverso.reading.dialogue import Pandoc, Told

# Pandoc's Markdown, but: labels are the author's or ours (automatic ones drop the half-space),
# front matter is read by ourselves, and HTML stays HTML, so that we can say it goes nowhere.
MARKDOWN = "markdown-auto_identifiers-implicit_header_references"
# Pandoc takes 0.15 ms for each extension named. These say nothing of a text without the sign.
MARKDOWN_WITH = {
    "%": "-pandoc_title_block",
    "---": "-yaml_metadata_block",
    "<": "-native_divs-native_spans-markdown_in_html_blocks",
    "\\": "-latex_macros",
}
# A chapter takes some 10 ms. What takes this long is not going to end.
PATIENCE = 10.0

# Titles and most definitions are one line that begins with a word and holds nothing that reaches
# beyond the line, so all of them go in one text, a paragraph each.
_PLAIN = re.compile(r"(?:# )?(?!\w{1,9}[.)]\s|[Tt]able:)\w[^\n<\\$`]*")
# Pandoc's time grows with the cube of the depth: 200 brackets in one another take 11 s.
DEEPEST = 60
_BRACKETS = re.compile(r"\\.|[][]|\n[ \t]*\n", re.DOTALL)
# Two tell more than we can follow, and each takes 65 MB.
WORKERS = min(2, os.cpu_count() or 1)
SHARE = 20_000  # letters, of which pandoc reads a million and a half in a second


@dataclass(frozen=True, slots=True)
class Answer:
    """What pandoc makes of a text: its blocks as JSON values, or None where it gave up."""

    blocks: list[Any] | None
    warnings: tuple[str, ...] = ()


def ask(texts: Sequence[str], patience: float = PATIENCE) -> tuple[Answer, ...]:
    """Read each text as Markdown.

    A text that pandoc cannot read within `patience` seconds (more, if it is very long) is answered
    with None; the others are not touched by that. Raises OSError when there is no pandoc to ask.
    """
    return tuple(listen(texts, patience))


def listen(
    texts: Sequence[str], patience: float = PATIENCE, pandocs: int = WORKERS
) -> Iterator[Answer]:
    """The same answers, each as soon as it and those before it are there."""
    lines: list[int] = []
    longer: list[int] = []
    for place, text in enumerate(texts):
        if text.strip() and _depth(text) <= DEEPEST:
            (lines if _PLAIN.fullmatch(text) else longer).append(place)
    asked: dict[int, tuple[Future[list[_Reply]], int]] = {}
    readers = _Readers(patience, pandocs)
    workers = ThreadPoolExecutor(pandocs)
    try:
        shares = [(readers.lines, lines), *((readers.texts, one) for one in _shares(longer, texts))]
        for read, share in shares:
            told = workers.submit(read, [texts[place] for place in share])
            asked.update((place, (told, number)) for number, place in enumerate(share))
        for place, text in enumerate(texts):
            if place in asked:
                # What is said is let go of at once: of a long book it is a hundred megabytes.
                told, number = asked.pop(place)
                yield told.result()[number].understood()
            else:
                yield _given_up(RecursionError()) if text.strip() else Answer([])
    finally:
        readers.interrupt()
        workers.shutdown(cancel_futures=True)
        readers.stop()


def _depth(text: str) -> int:
    """How many pairs of brackets stand in one another in a paragraph."""
    if text.count("[") <= DEEPEST:
        return 0
    deepest = 0
    heights: list[int] = []  # of the brackets that are open: how many pairs are in each
    for found in _BRACKETS.finditer(text):
        match found[0][0]:
            case "[":
                heights.append(0)
            case "]" if heights:
                height = heights.pop() + 1
                deepest = max(deepest, height)
                if heights:
                    heights[-1] = max(heights[-1], height)
            case "\n":
                heights.clear()
    return deepest


def _shares(places: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """The places of texts that a pandoc is given at a time: few, so that all have work."""
    share: list[int] = []
    letters = 0
    for place in places:
        share.append(place)
        letters += len(texts[place])
        if letters >= SHARE:
            yield share
            share, letters = [], 0
    if share:
        yield share


@dataclass(frozen=True, slots=True)
class _Reply:
    """What pandoc told of a text as it was sent: labels spelt, rows of words shortened."""

    told: Told
    spelt: bool = False
    rows: tuple[str, ...] = ()

    def understood(self) -> Answer:
        """The answer to the text itself."""
        lines = self._restored(self.told.warnings).splitlines()
        said = (line.partition("] ")[2] for line in lines if line.startswith("["))
        # Whoever reads the tree sees which formula has no MathML, and where it stands.
        warnings = tuple(one for one in said if not one.startswith("Could not convert TeX math"))
        try:
            document = json.loads(self._restored(self.told.tree.decode()))
        except RecursionError as trouble:
            return _given_up(trouble)
        return Answer(document["blocks"] if document else None, warnings)

    def _restored(self, said: str) -> str:
        said = labels.restored(said) if self.spelt else said
        return standins.filled(said, self.rows) if self.rows else said


class _Readers:
    """As many pandocs as may be at work at a time."""

    def __init__(self, patience: float, pandocs: int) -> None:
        self._all = [Pandoc(patience) for _ in range(pandocs)]
        self._idle: SimpleQueue[Pandoc] = SimpleQueue()
        for pandoc in self._all:
            self._idle.put(pandoc)
        self._wanted = True

    def lines(self, lines: Sequence[str]) -> list[_Reply]:
        """Read plain lines in one go, unless that gives something else than a block for each."""
        if not lines:
            return []
        (reply,) = self.texts(["\n\n".join(lines)])
        answer = reply.understood()
        kinds = [block["t"] for block in answer.blocks or ()]
        wanted = ["Header" if line.startswith("# ") else "Para" for line in lines]
        if kinds != wanted or answer.warnings:
            return self.texts(lines)
        trees = (json.dumps({"blocks": [block]}) for block in answer.blocks or ())
        return [_Reply(Told(tree.encode())) for tree in trees]

    def texts(self, texts: Sequence[str]) -> list[_Reply]:
        """Read texts, each by itself: one that cannot be read does not touch the others."""
        replies = self._read(texts, shorten=True)
        for place, reply in enumerate(replies):
            # Warnings name places in the text as it was sent.
            if reply.rows and reply.told.warnings:
                (replies[place],) = self._read([texts[place]], shorten=False)
        return replies

    def _read(self, texts: Sequence[str], *, shorten: bool) -> list[_Reply]:
        spelt = [labels.spelt(text) for text in texts]
        short = [standins.shortened(text) if shorten else (text, ()) for text in spelt]
        pandoc = self._idle.get()
        try:
            told = pandoc.read([(text, _format(text)) for text, _ in short])
        except subprocess.SubprocessError as trouble:
            pandoc.stop()
            alone = len(texts) == 1 or not self._wanted
            told = [Told(b"null", f"[ERROR] {_why(trouble)}")] * len(texts) if alone else []
        finally:
            self._idle.put(pandoc)
        if not told:
            return [one for text in texts for one in self._read([text], shorten=shorten)]
        changed = (one != text for one, text in zip(spelt, texts, strict=True))
        rows = (rows for _, rows in short)
        return [_Reply(*said) for said in zip(told, changed, rows, strict=True)]

    def interrupt(self) -> None:
        """End what they are doing: nobody listens any more."""
        self._wanted = False
        for pandoc in self._all:
            pandoc.interrupt()

    def stop(self) -> None:
        """End them, when none is at work."""
        for pandoc in self._all:
            pandoc.stop()


def _format(text: str) -> str:
    return MARKDOWN + "".join(more for sign, more in MARKDOWN_WITH.items() if sign in text)


def _given_up(trouble: Exception) -> Answer:
    return Answer(None, (_why(trouble),))


def _why(trouble: Exception) -> str:
    match trouble:
        case subprocess.TimeoutExpired():
            return "it takes too long"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(trouble)
