"""The index as a page for its author: each entry with its places, and what is worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from rectoverso.model.book import Book
from rectoverso.model.source import Finding
from rectoverso.writing.layout import read_look


class Reviewed(Protocol):
    """What has been seen of the indexes, as the template goes through it."""

    @property
    def entries(self) -> Sequence[object]:
        """Every entry, with its levels, places and cross-references."""

    @property
    def twins(self) -> Sequence[object]:
        """Pairs of entries that look or sound alike."""

    @property
    def crowded(self) -> Sequence[object]:
        """Entries with too many places in a row."""

    @property
    def chapters(self) -> Sequence[object]:
        """How closely each chapter is indexed."""


def review_page(
    seen: Reviewed, unused: Iterable[Finding], book: Book, styles: Sequence[Path]
) -> str:
    """The page as HTML, complete in itself."""
    return str(
        read_look(styles).render(
            "templates/index-review.html.j2",
            seen=seen,
            unused=tuple(unused),
            book=book,
            settings=book.settings,
            locales=book.locales,
            titles={index.name: index.title for index in book.indexes},
        )
    )
