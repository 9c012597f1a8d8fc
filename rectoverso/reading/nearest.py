"""Guess what a misspelt name was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name most like this one, or "" when none is as like (0 to 1, as difflib has it)."""
    return next(iter(get_close_matches(name, list(known), 1, likeness)), "")
