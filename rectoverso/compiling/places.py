"""Where a node stands: its section, its language, and whether its words may become links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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
    rewrite_within,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the book. Nothing is made a link by itself where `sealed`."""

    section: str
    lang: str
    sealed: bool = False
    in_note: bool = False


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


def rewrite_section(
    section: Section,
    change: Callable[[Node, Place], object],
    within: Callable[[Node, Place], Place] = enter,
) -> Section:
    """The section with its titles and blocks rewritten by place; its titles are sealed.

    `within` gives the place inside a node; nodes are entered in reading order.
    """
    start = Place(section.id, section.lang)
    titled = replace(start, sealed=True)
    return replace(
        section,
        title=rewrite_within(section.title, titled, within, change),
        subtitle=rewrite_within(section.subtitle, titled, within, change),
        blocks=rewrite_within(section.blocks, start, within, change),
    )
