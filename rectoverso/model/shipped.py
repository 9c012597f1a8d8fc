"""Where the looks, words and faces that come with the program lie."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder `styles` or `fonts` that every project starts from.

    A wheel carries them in `rectoverso/_shipped`; in a checkout they stand at the top.
    """
    package = Path(__file__).resolve().parent.parent
    carried = package / "_shipped" / name
    return carried if carried.is_dir() else package.parent / name
