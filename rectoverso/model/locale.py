"""What a language brings along: direction, digits, quotation marks, order, faces and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as `styles/locales/TAG.toml` describes it.

    `digits` are its ten digits from zero; `quotes` the outer and inner pairs of quotation marks;
    `faces` name the font families for serif, sans and mono text, first choice first; `counters`
    name the CSS counter styles for body and front matter pages; `languages` are the names of
    languages in this one.
    """

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    script: str
    digits: str = "0123456789"
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    labels: Mapping[str, str] = field(default_factory=dict)
    ordinals: tuple[str, ...] = ()
    counters: Mapping[str, str] = field(default_factory=dict)
    alphabet: tuple[str, ...] = ()
    collation: str = ""
    tailoring: str = ""
    faces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def number(self, value: int) -> str:
        """A whole number in the language's digits."""
        return str(value).translate(dict(zip(range(48, 58), self.digits, strict=True)))

    def ordinal(self, value: int) -> str:
        """First, second ... in words as far as the locale has them, in digits after that."""
        if 1 <= value <= len(self.ordinals):
            return self.ordinals[value - 1]
        return self.number(value)

    def label(self, key: str, **values: str) -> str:
        """A word or pattern of the locale with its places filled in."""
        return self.labels[key].format(**values)

    def join(self, items: Sequence[str]) -> str:
        """A list of names as the language writes it in running text: “a, b and c”."""
        if len(items) < 2:
            return "".join(items)
        return self.label(
            "list-last", start=self.label("list-separator").join(items[:-1]), end=items[-1]
        )
