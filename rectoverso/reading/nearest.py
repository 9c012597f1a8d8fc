"""Guess what a misspelt name was meant to be, and say what it can be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name most like this one, or "" when none is as like (0 to 1, as difflib has it)."""
    return next(iter(get_close_matches(name, list(known), 1, likeness)), "")


def nearest_file(path: str, known: Iterable[str]) -> str:
    """The known path whose name is most like that of this one, or "".

    Of folders and endings many files have the same: they make no two alike.
    """
    paths = list(known)
    name = nearest(PurePosixPath(path).stem, {PurePosixPath(one).stem for one in paths})
    return nearest(path, (one for one in paths if PurePosixPath(one).stem == name), 0)


def nearest_language(tag: str, known: Collection[str]) -> str:
    """The known language a tag may mean: the one it begins with, as `eng` and `en-GB` do with `en`.

    Tags are too short to be compared letter by letter.
    """
    return next((start for start in (tag[:3].lower(), tag[:2].lower()) if start in known), "")


def either(words: Sequence[str]) -> str:
    """The words as a choice: a, b or c."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
