"""Ask pandoc what texts say: any number of them in one call, its warnings kept apart."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rectoverso.reading import labels

WORKER = Path(__file__).with_name("worker.lua")

# Pandoc's Markdown, but: labels are the author's or ours (automatic ones drop the half-space),
# front matter is read by ourselves, and HTML stays HTML, so that we can say it goes nowhere.
MARKDOWN = (
    "markdown-auto_identifiers-implicit_header_references-pandoc_title_block-yaml_metadata_block"
    "-native_divs-native_spans-markdown_in_html_blocks-latex_macros"
)
# A chapter takes some 10 ms. What takes this long is not going to end.
PATIENCE = 10.0
LETTERS_A_SECOND = 50_000


# Reading a text costs 1.5 ms before its first letter, for the list of extensions above. Titles and
# most definitions are one line that begins with a word and holds nothing that reaches beyond the
# line, so all of them go in one text, a paragraph each.
_PLAIN = re.compile(r"(?:# )?(?!\w{1,9}[.)]\s|[Tt]able:)\w[^\n<\\$`]*")
# Pandoc's time grows with the cube of the depth: 200 brackets in one another take 11 s.
DEEPEST = 60
_BRACKETS = re.compile(r"\\.|[][]|\n[ \t]*\n", re.DOTALL)
WORKERS = min(4, os.cpu_count() or 1)
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


def listen(texts: Sequence[str], patience: float = PATIENCE) -> Iterator[Answer]:
    """The same answers, each as soon as it and those before it are there."""
    deep = {text for text in texts if _depth(text) > DEEPEST}
    lines = [text for text in texts if _PLAIN.fullmatch(text) and text not in deep]
    longer = [
        text for text in texts if text.strip() and not _PLAIN.fullmatch(text) and text not in deep
    ]
    answers: dict[str, Future[tuple[Answer, ...]]] = {}
    places: dict[str, int] = {}
    workers = ThreadPoolExecutor(WORKERS)
    try:
        shares = [(_ask_lines, lines), *((_ask_longer, share) for share in _shares(longer))]
        for read, share in shares:
            told = workers.submit(read, share, patience)
            answers.update(dict.fromkeys(share, told))
            places.update({text: place for place, text in enumerate(share)})
        for text in texts:
            if text in deep:
                yield Answer(None, (_told(RecursionError()),))
            else:
                yield answers[text].result()[places[text]] if text in answers else Answer([])
    finally:
        workers.shutdown(cancel_futures=True)


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


def _shares(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts that one pandoc reads after another: so few that all cores have work to the end.

    A pandoc takes some 15 ms to start.
    """
    enough = max(sum(map(len, texts)) // (4 * WORKERS), SHARE)
    share: list[str] = []
    for text in texts:
        share.append(text)
        if sum(map(len, share)) >= enough:
            yield share
            share = []
    if share:
        yield share


def _ask_lines(lines: Sequence[str], patience: float) -> tuple[Answer, ...]:
    """Read plain lines in one go, unless that gives something else than a block for each."""
    if not lines:
        return ()
    (answer,) = _ask_longer(["\n\n".join(lines)], patience)
    kinds = [block["t"] for block in answer.blocks or ()]
    wanted = ["Header" if line.startswith("# ") else "Para" for line in lines]
    if kinds != wanted or answer.warnings:
        return _ask_longer(lines, patience)
    return tuple(Answer([block]) for block in answer.blocks or ())


def _ask_longer(texts: Sequence[str], patience: float) -> tuple[Answer, ...]:
    try:
        return _ask_worker(texts, patience)
    except (subprocess.SubprocessError, ValueError, RecursionError) as trouble:
        if len(texts) > 1:
            return tuple(answer for text in texts for answer in _ask_longer([text], patience))
        return (Answer(None, (_told(trouble),)),)


def _ask_worker(texts: Sequence[str], patience: float) -> tuple[Answer, ...]:
    spelt = [labels.spelt(text) for text in texts]
    letters = [text.encode("utf-8", "replace") for text in spelt]
    done = subprocess.run(
        [pandoc(), "lua", str(WORKER), MARKDOWN],
        input=b"".join(b"%d\n%b" % (len(text), text) for text in letters),
        capture_output=True,
        timeout=patience + sum(map(len, letters)) / LETTERS_A_SECOND,
        check=True,
    )
    trees = done.stdout.decode("utf-8").split("\n")[:-1]
    said = done.stderr.decode("utf-8", "replace").split("\1\n")[:-1]
    if not len(trees) == len(said) == len(texts):
        raise ValueError("pandoc did not answer every text")
    for at, (text, sent) in enumerate(zip(texts, spelt, strict=True)):
        if sent != text:
            trees[at], said[at] = labels.restored(trees[at]), labels.restored(said[at])
    return tuple(_answer(tree, warnings) for tree, warnings in zip(trees, said, strict=True))


def _answer(tree: str, said: str) -> Answer:
    told = (line.partition("] ")[2] for line in said.splitlines() if line.startswith("["))
    # Whoever reads the tree sees which formula has no MathML, and where it stands.
    warnings = tuple(line for line in told if not line.startswith("Could not convert TeX math"))
    document = json.loads(tree)
    return Answer(document["blocks"] if document else None, warnings)


def _told(trouble: Exception) -> str:
    match trouble:
        case subprocess.TimeoutExpired():
            return "it takes too long"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(trouble)


@cache
def pandoc() -> str:
    """Where pandoc is."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())
