"""Know the pages of the print edition that was set last, without setting anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.layout import read_look
from rectoverso.writing.paper.pagemap import read_map
from rectoverso.writing.paper.pages import number_pages, page_progression, page_styles
from rectoverso.writing.paper.pieces import SetPages
from rectoverso.writing.paper.remembered import Remembering
from rectoverso.writing.paper.sections import (
    indivisible,
    page_css,
    print_document,
    print_html,
    text_pieces,
)
from rectoverso.writing.paper.settle import folios_of, opens_on_recto, printed_pages, starts_of
from rectoverso.writing.turns import Printed


class _NotKeptError(Exception):
    """A section is not remembered as it would be set now."""


class _Nobody:
    """Sets nothing."""

    def make(self, *_: object) -> NoReturn:
        raise _NotKeptError


def kept_pages(book: Book, manuscript: Manuscript, folder: Path) -> Printed | None:
    """The pages of the print edition, if it was set before and would be set the same again.

    `folder` is the one that the typesetter remembers sections in. None of them, or not all, or
    other page numbers in them: None.
    """
    known = read_map(folder)
    look = read_look(manuscript.styles)
    styles = page_styles(book)
    if not known.folios or indivisible(page_css(book, look, styles)):
        return None
    faces = read_faces(manuscript.fonts)
    bodies = print_html(book, manuscript, look, faces, known.folios, known.folios, known.rigid)
    recall = Remembering(_Nobody(), Memory(folder))
    right_first = page_progression(book) == "ltr"
    sections: list[SetPages] = []
    try:
        for text, body in zip(text_pieces(book, look, styles, faces), bodies, strict=True):
            place = len(sections)
            start = starts_of([*(one.pages for one in sections), 0], styles[: place + 1])[-1]
            right = opens_on_recto(styles[place], start) == right_first
            asked = replace(text, html=print_document(book, look, [body]), right=right)
            sections += recall.make([asked], lambda _: None)
    except _NotKeptError:
        return None
    starts = starts_of([one.pages for one in sections], styles)
    folios = number_pages(styles, tuple(starts), starts[-1] + sections[-1].pages)
    found = folios_of(dict(enumerate(sections)), starts, folios)
    if found != known.folios:
        return None
    return Printed(tuple(printed_pages(sections, starts, folios)), found)
