"""What stands between curly brackets: a label, classes, and named values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from rectoverso.model.nodes import Direction, Placement
from rectoverso.model.rules import manuscript as project
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span
from rectoverso.reading.languages import is_language
from rectoverso.reading.nearest import either, nearest, nearest_language

DIRECTIONS = ("ltr", "rtl", "auto")
PLACEMENTS = ("top", "bottom", "page", "here")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between curly brackets: a label, classes, and named values."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] | None = None

    def value(self, name: str) -> str:
        """The value of that name, or ""."""
        return (self.values or {}).get(name, "").strip()

    def without(self, *names: str) -> Attributes:
        """The attributes without some of the classes."""
        return replace(self, classes=tuple(name for name in self.classes if name not in names))

    def only(self, *names: str) -> Attributes:
        """The attributes without any value but these."""
        kept = {name: value for name, value in (self.values or {}).items() if name in names}
        return replace(self, values=kept)

    def with_known_language(
        self, span: Span, languages: tuple[str, ...]
    ) -> tuple[Attributes, tuple[Finding, ...]]:
        """The attributes without a language nobody knows, and the finding about it.

        Words may be in any language there is, not only in those that have a locale.
        """
        tag = self.value("lang")
        if not tag or not languages or tag in languages or is_language(tag):
            return self, ()
        values = {name: value for name, value in (self.values or {}).items() if name != "lang"}
        said = project.unknown_language(span, tag, nearest_language(tag, languages))
        return replace(self, values=values), (said,)

    def unknown(self, span: Span, known: Iterable[str]) -> tuple[Finding, ...]:
        """A finding for each name that is not among those known."""
        names = tuple(known)
        return tuple(
            syntax.unknown_attribute(span, name, nearest(name, names, 0.7))
            for name in self.values or {}
            if name not in names
        )

    def direction(self, span: Span) -> tuple[Direction, tuple[Finding, ...]]:
        """The value of `dir`, when it is one."""
        said = self.choice("dir", DIRECTIONS, span)
        return ("" if said else cast(Direction, self.value("dir"))), said

    def placement(self, span: Span) -> tuple[Placement, tuple[Finding, ...]]:
        """The value of `placement`, when it is one."""
        said = self.choice("placement", PLACEMENTS, span)
        return ("" if said else cast(Placement, self.value("placement"))), said

    def choice(self, name: str, known: tuple[str, ...], span: Span) -> tuple[Finding, ...]:
        """A finding, if the value of that name is not one of those known."""
        value = self.value(name)
        if not value or value in known:
            return ()
        near = nearest(value, known)
        return (syntax.unknown_value(span, name, value, near, either(known)),)
