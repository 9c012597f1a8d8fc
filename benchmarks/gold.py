"""Sentences whose half-spaces are known: read, and told where they can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED


def sentences(gold: Path) -> Iterator[tuple[str, str, str]]:
    """Of each sentence its corpus, what it was when its signs were taken out, and what it is."""
    for row in gold.read_text("utf-8").splitlines()[1:]:
        corpus, *_, stripped, right = row.split("\t")
        yield corpus, stripped, right.translate(str.maketrans("يك", "یک"))


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
