"""Set what does not fit its measure so that it does: tables, formulas, pictures.

Whether a table fits is known only when it has been set. Then its section is set again, with what
was too large made smaller, by steps and within limits. What is left is told, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from rectoverso.writing.paper.evenness import ill_lines
from rectoverso.writing.paper.looks import continued_notes, cut_heads, ill_looks
from rectoverso.writing.paper.misfits import Found, is_formula, misfits, settings
from rectoverso.writing.paper.openings import bare_openings
from rectoverso.writing.paper.pieces import Misfit

ROUNDS = 4
# A table is set smaller in two steps (see the style sheet of the page); the second one breaks
# words anywhere. Couplets are set smaller, then one half below the other.
STEPS = 2
# Smaller than this part of its size a formula is hard to read.
LEGIBLE = 0.75
# A picture is not made lower than this for the sake of its caption, in CSS pixels.
LOWEST = 100
# Nor is it made smaller than this part of its size to stand below the title of its chapter.
SMALLEST = 0.5
_EM = re.compile(r"(-?[\d.]+)em")


def fit(render: Callable[[], Any]) -> tuple[Any, tuple[Misfit, ...]]:
    """A WeasyPrint document in which as much fits as can be made to, and what is amiss in it.

    `render` sets the document; its elements are changed before it is called again.
    """
    for _ in range(ROUNDS):
        document = render()
        found = list(misfits(document))
        amiss = {id(one.element) for one in found}
        found += [one for one in bare_openings(document) if id(one.element) not in amiss]
        if not [one for one in found if _remedied(one)]:
            break
    left = {id(one.element) for one in found}
    # Beside a word that cannot be broken there is no good line.
    torn = {one.misfit.place for one in found if one.misfit.kind == "line"}
    return document, (
        *(one.misfit for one in found),
        *_small(document, left),
        *ill_looks(document),
        *continued_notes(document),
        *cut_heads(document),
        *(one for one in ill_lines(document) if one.place not in torn),
    )


def _small(document: Any, left: set[int]) -> Iterator[Misfit]:
    """What could be made to fit, but only by making it very small."""
    for element, number, place in settings(document):
        if id(element) in left:
            continue
        if element.get("data-fit") == str(STEPS):
            verse = "of-couplets" in element.get("class", "")
            yield Misfit("couplets" if verse else "small-table", number, place)
        elif (scale := float(element.get("data-scale", 1))) < LEGIBLE:
            yield Misfit("small-formula", number, place, round(scale, 2))
        elif "data-lowered" in element.attrib:
            yield Misfit("lowered", number, place, round(float(element.get("data-lowered")), 2))


def _remedied(found: Found) -> bool:
    """Whether something could be done; the element is changed."""
    element = found.element
    scale = found.room / found.taken
    match found.misfit.kind:
        case "table" | "couplets" if (step := int(element.get("data-fit", 0))) < STEPS:
            element.set("data-fit", str(step + 1))
        case "formula" if 0 < scale < 1:
            _shrink(element, scale * 0.998)
        case "picture" if found.room > LOWEST:
            _lower(element, found.room)
        case "heading-at-foot" if found.room > LOWEST and scale > SMALLEST:
            _lower(element, found.room - 1)
            element.set("data-lowered", f"{float(element.get('data-lowered', 1)) * scale:.4f}")
        case _:
            return False
    return True


def _lower(picture: Any, height: float) -> None:
    size = f"width:auto;max-width:100%;height:{height:.2f}px"
    picture.set("style", ";".join(filter(None, (picture.get("style"), size))))


def _shrink(element: Any, scale: float) -> None:
    """Draw a formula smaller."""
    assert is_formula(element)
    element.set("data-scale", f"{float(element.get('data-scale', 1)) * scale:.4f}")
    sizes = element.get("style")
    element.set("style", _EM.sub(lambda size: f"{float(size[1]) * scale:.3f}em", sizes))
