"""Guess what a misspelt name was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or "" when none is near."""
    return next(iter(get_close_matches(name, list(known), 1, 0.6)), "")
