"""Numbered lists as HTML: how their numbers look, and where they begin."""

from __future__ import annotations

from markupsafe import Markup

from rectoverso.model.nodes import OrderedList
from rectoverso.writing.elements import Setting, element, names

# What HTML calls the ways to count that pandoc tells apart; figures are the usual one.
_TYPES = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}


def numbered(node: OrderedList, items: Markup, setting: Setting) -> Markup:
    """A numbered list of these items; letters are those of the language, if it has its own."""
    # WeasyPrint takes no heed of `start`.
    first = node.start != 1 and setting.edition.name == "print"
    kind = _TYPES.get(node.style, "")
    own = kind in ("a", "A") and setting.locale.letters
    return element(
        "ol",
        items,
        start=node.start if node.start != 1 else "",
        type=kind,
        class_=names(
            node.enclosure if node.enclosure != "period" else "",
            f"letters-{setting.locale.tag}" if own else "",
        ),
        style=f"counter-reset:list-item {node.start - 1}" if first else "",
    )
