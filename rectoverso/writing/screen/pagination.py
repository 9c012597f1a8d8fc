"""Pages for an e-book that has no printed edition: of even length, each beginning with a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rectoverso.model.locale import Locale
from rectoverso.writing.layout import Document
from rectoverso.writing.screen.breaks import blocks_of
from rectoverso.writing.turns import PrintedPage, Turn

LETTERS = 1500  # a page of a pocket book; spaces are not counted


def own_pages(texts: Iterable[Document], locales: Mapping[str, Locale]) -> tuple[PrintedPage, ...]:
    """The pages of an e-book by its own count, numbered through in the digits of each text.

    Every section begins a page, as does the first block behind so many letters.
    """
    pages: list[PrintedPage] = []
    for text in texts:
        locale = locales[text.section.lang]
        letters = 0
        for number, block in sorted(blocks_of(text.body).items()):
            if number < 0 or letters >= LETTERS:
                words = block.text if number >= 0 else ""
                turn = Turn(len(pages), text.section.id, number, 0, words)
                pages.append(PrintedPage(locale.number(len(pages) + 1, "folios"), turn))
                letters = 0
            letters += len(block.letters)
    return tuple(pages)
