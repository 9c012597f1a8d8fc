"""What Word has to be told of a language: its tag, its face, whether its script is complex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import icu

from rectoverso.model.locale import Locale
from rectoverso.writing.fonts import Face, missing

# Scripts that Word sets by its first kind of properties; all others have the second kind (`cs`).
SIMPLE = frozenset(("Latn", "Cyrl", "Grek", "Armn", "Geor"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in Word's terms: `tag` has a region, `face` and `latin` are its families."""

    tag: str
    complex: bool
    right_to_left: bool
    face: str
    latin: str
    mono: str


def tongue(locale: Locale, faces: Sequence[Face]) -> Tongue:
    """A language with the first of its families that has its letters, and Latin ones."""
    likely = icu.Locale(locale.tag)
    likely.addLikelySubtags()
    region = likely.getCountry()
    tag = f"{locale.tag}-{region}" if region and "-" not in locale.tag else locale.tag
    serif = locale.faces["serif"]
    return Tongue(
        tag,
        locale.script not in SIMPLE,
        locale.direction == "rtl",
        _first(serif, "".join(locale.alphabet[:1]), faces),
        _first(serif, "a", faces),
        _first(locale.faces["mono"], "a", faces),
    )


def _first(families: Sequence[str], letters: str, faces: Sequence[Face]) -> str:
    return next((one for one in families if not missing(letters, [one], faces)), families[0])
