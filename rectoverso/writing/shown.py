"""Know the pictures that a book shows, wherever they stand."""

from __future__ import annotations

from rectoverso.model.book import Book
from rectoverso.model.nodes import Image, walk


def pictures_shown(book: Book) -> dict[str, Image]:
    """The pictures the sections and the glossary show, by path, each where it is shown first."""
    trees = (
        *((one.title, one.subtitle, one.blocks) for one in book.sections),
        *(entry.definition for entry in book.glossary),
    )
    shown: dict[str, Image] = {}
    for node in walk(trees):
        if isinstance(node, Image):
            shown.setdefault(node.path, node)
    return shown
