"""Persian whose half-spaces are known: sentences that have them, and errors that name them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED
from rectoverso.assembling.proposing import proposals

# What Persian writes for the letters of an Arabic keyboard.
OWN = str.maketrans("يك", "یک")
_TRANSLATED = re.compile(r'^msgstr ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)
_MARKUP = re.compile(r"<indexterm>.*?</indexterm>|<[^>]+>")
_PERSIAN = re.compile("[آ-ی]")
_SHORTEST = 40  # Persian letters of what counts as a sentence


def sentences(gold: Path) -> Iterator[tuple[str, str, str]]:
    """Of each sentence its corpus, what it was when its signs were taken out, and what it is.

    `gold` is a file with a heading and tab-separated columns, the corpus in the first; or a folder
    of translations (.po), one corpus under the folder's name.
    """
    if gold.is_dir():
        for file in sorted(gold.glob("*.po")):
            for right in _translations(file.read_text("utf-8")):
                yield gold.name, right.replace(HALF_SPACE, ""), right.translate(OWN)
        return
    for row in gold.read_text("utf-8").splitlines()[1:]:
        corpus, *_, stripped, right = row.split("\t")
        yield corpus, stripped, right.translate(OWN)


def _translations(text: str) -> Iterator[str]:
    """The finished translations of a .po file, long ones, without their markup."""
    for block in text.split("\n\n"):
        found = _TRANSLATED.search(f"{block}\n")
        if not found or "#, fuzzy" in block:
            continue
        joined = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found[1]))
        plain = _MARKUP.sub("", joined.replace('\\"', '"').replace("\\n", " "))
        if len(_PERSIAN.findall(plain)) > _SHORTEST:
            yield " ".join(plain.split())


def visible(text: str) -> set[int]:
    """Behind how many signs of the text without half-spaces those stand that can be seen."""
    places, count, last = set(), 0, ""
    for sign in text:
        if sign == HALF_SPACE:
            if last.isalpha() and last not in UNJOINED:
                places.add(count)
        else:
            count, last = count + 1, sign
    return places


def named(source: Path, errors: Path) -> Iterator[str]:
    """Which of the half-spaces that a file says a source has lost are proposed, word by word."""
    text = source.read_text("utf-8").translate(OWN)
    proposed = [one.proposal for one in proposals({"": (text, "fa")})[""]]
    lost = [
        (error["bad"].translate(OWN), error["good"])
        for error in json.loads(errors.read_text("utf-8"))
        if HALF_SPACE in error["good"].replace(error["bad"], "")
    ]
    for bad, good in lost:
        if letters(bad) != letters(good):
            continue  # more is wrong with it than a half-space
        start = text.index(bad)
        ending = good.rpartition(HALF_SPACE)[2]
        found = (one for one in proposed if start <= one.start < start + len(bad))
        known = any((one.after or "").rpartition(HALF_SPACE)[2] == ending for one in found)
        yield f"{'proposed' if known else 'MISSED'}: {bad} ({good})"


def letters(text: str) -> str:
    """A text without half-spaces, spaces and stops."""
    return "".join(filter(str.isalpha, text))
