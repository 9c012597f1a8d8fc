"""Judge a finished PDF by what a printer asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rectoverso.model.printing import Printer, Size
from rectoverso.model.source import Span
from rectoverso.writing.preflight.facts import Page, Press

SHOWN = 4  # pages are named, and counted after so many

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Job:
    """A book at a printer: its PDF, how it is bound, what its pages are called.

    `backwards` tells that the last page of the book is the first of the file. `place` gives the
    line of a chapter that stands on a page (from 1) of the book; `families` are the book's
    faces as the file would name them (none: not known); `file` is where the file as such is told.
    """

    press: Press
    printer: Printer
    place: Callable[[int], Span]
    binding: str = "paperback"
    paper: str = ""
    right_to_left: bool = False
    backwards: bool = False
    families: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    file: Span = Span("")

    def at(self, pages: Sequence[int]) -> Span:
        """The chapter line of the first of some pages that has one."""
        spans = [self.place(self.in_book(page)) for page in pages]
        return next((span for span in spans if span.path), spans[0])

    def in_book(self, number: int) -> int:
        """Which page of the book a page of the file is."""
        return len(self.press.pages) + 1 - number if self.backwards else number

    @property
    def trim(self) -> Size:
        """The size most pages are trimmed to."""
        sizes = Counter(map(size_of, self.press.pages))
        return max(
            sizes,
            key=lambda one: sum(count for other, count in sizes.items() if other.like(one)),
        )

    def inside_left(self, page: Page) -> bool:
        """Whether the spine is at the left of a page. The first page is a recto."""
        return (self.in_book(page.number) % 2 == 1) != self.right_to_left


def size_of(page: Page) -> Size:
    """The trimmed size of a page."""
    left, bottom, right, top = page.trim
    return Size(right - left, top - bottom)


def called(pages: Sequence[int]) -> str:
    """Some pages by their numbers, counted from the first of the file."""
    numbers = sorted(dict.fromkeys(pages))
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) <= SHOWN:
        return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    first = ", ".join(map(str, numbers[:SHOWN]))
    return f"pages {first} and {len(numbers) - SHOWN} more"


def gathered(found: Iterable[tuple[Key, int]]) -> Iterator[tuple[Key, list[int]]]:
    """What was found on pages, each once with all its pages, in the order of the first."""
    pages: dict[Key, list[int]] = {}
    for key, page in found:
        pages.setdefault(key, []).append(page)
    yield from pages.items()
