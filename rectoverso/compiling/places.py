"""Where a node stands: its section, its language, and whether its words may become links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from rectoverso.model.book import Section
from rectoverso.model.nodes import (
    Citation,
    Division,
    Heading,
    Link,
    Node,
    Note,
    Passage,
    Reference,
    ReferenceList,
    Term,
)

Tree = TypeVar("Tree")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the book. Nothing is made a link by itself where `sealed`."""

    section: str
    lang: str
    sealed: bool = False
    in_note: bool = False


def opening(section: Section) -> Place:
    """The place where a section begins."""
    return Place(section.id, section.lang)


def enter(node: Node, place: Place) -> Place:
    """The place inside a node."""
    match node:
        case Heading(lang=lang):
            return replace(place, lang=lang or place.lang, sealed=True)
        case Passage(lang=lang, classes=classes) | Division(lang=lang, classes=classes):
            sealed = place.sealed or "noterm" in classes or "epigraph" in classes
            return replace(place, lang=lang or place.lang, sealed=sealed)
        case Note():
            return replace(place, sealed=True, in_note=True)
        case Link() | Reference() | ReferenceList() | Citation() | Term():
            return replace(place, sealed=True)
        case _:
            return place
