"""Find the direction of elements that leave it to their text (`dir=auto`, `<bdi>`)."""

from __future__ import annotations

from typing import Any

from rectoverso.writing.bidi import first_strong

Element = Any  # of any ElementTree


def settle(root: Element) -> None:
    """Write the direction of each such element into its `dir` (HTML, “auto directionality”)."""
    for element in root.iter():
        if _is_automatic(element):
            element.set("dir", first_strong(_text_of(element)) or "ltr")


def _is_automatic(element: Element) -> bool:
    return isinstance(element.tag, str) and (
        element.get("dir", "").lower() == "auto"
        or (element.tag == "bdi" and "dir" not in element.attrib)
    )


def _text_of(element: Element) -> str:
    """The text that tells an element's direction (HTML, “auto directionality”)."""
    text = element.text or ""
    for child in element:
        if (
            isinstance(child.tag, str)
            and child.tag not in ("bdi", "script", "style", "textarea")
            and "dir" not in child.attrib
        ):
            text += _text_of(child)
        text += child.tail or ""
    return text
