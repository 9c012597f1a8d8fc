"""Anchors made from the names authors give, and the nearest known name to a misspelt one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from difflib import get_close_matches
from functools import lru_cache
from pathlib import PurePosixPath

ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SIGN = re.compile(r"[^A-Za-z0-9-]")


def anchor_of(label: str) -> str:
    """The anchor a label has in HTML, PDF and EPUB: the label itself where it is an ASCII name.

    Readers of e-books disagree on how other letters are written in addresses, so a label in
    another script is spelt in ASCII (Punycode, RFC 3492), signs and all: no two become one.
    """
    if ASCII_NAME.fullmatch(label):
        return label
    return "x-" + _SIGN.sub(_spelt, label.encode("punycode").decode("ascii"))


def _spelt(sign: re.Match[str]) -> str:
    return "_" if sign[0] == " " else f".{ord(sign[0]):02x}"


def anchor_of_file(path: str) -> str:
    """The anchor of a chapter that was given none: `sec-` and its file's name."""
    stem = PurePosixPath(path).stem
    return "sec-" + (stem if re.fullmatch(r"[A-Za-z0-9_.-]+", stem) else anchor_of(stem))


def unique(anchor: str, taken: Container[str]) -> str:
    """The anchor, or, where it is taken, the first of anchor-2, anchor-3 ... that is not."""
    number, free = 1, anchor
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    return free


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that looks most like this one, or nothing."""
    # Looking through a thousand names takes 20 ms, and authors repeat their slips.
    return _nearest(name, tuple(known))


@lru_cache(maxsize=1000)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return close[0] if close else ""
