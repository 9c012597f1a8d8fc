"""Keep elements from standing so deep in one another that WeasyPrint cannot set them."""

from __future__ import annotations

from typing import Any

from weasyprint.logger import LOGGER

DEEPEST = 500  # WeasyPrint needs up to ten calls in one another for each; Python allows 10,000

Element = Any  # of any ElementTree


def flatten(root: Element) -> None:
    """Leave of elements that stand too deep in others no more than their text, and say so."""
    flattened = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth < DEEPEST:
            waiting.extend((child, depth + 1) for child in element)
        elif len(element):
            text = "".join(element.itertext())
            del element[:]
            element.text = text
            flattened += 1
    if flattened:
        LOGGER.warning(
            "Elements stand more than %d deep in one another; of the inner ones the text is set, "
            "and nothing else",
            DEEPEST,
        )
