"""Take the words out of a Hunspell dictionary that a project brings along."""

from __future__ import annotations


def stems(text: str) -> frozenset[str]:
    """The words of a `.dic` file, their flags left out; a plain list, a line to each, will do.

    Endings of the `.aff` file are not put on: whoever asks knows those of the language.
    """
    lines = text.lstrip("\ufeff").splitlines()
    words = (line.split("/")[0].split("\t")[0].strip().lower() for line in lines)
    return frozenset(word for word in words if word and not word.isdecimal())
