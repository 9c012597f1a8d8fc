"""Set the pages on which a section has changed, ahead of the book: those few and no others.

They begin where a page began before the change, with its number and on its side. Page numbers
printed on them are those of the last build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.etree import ElementTree

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.layout import read_look
from rectoverso.writing.paper.excerpt import Excerpt, Opened, first_change
from rectoverso.writing.paper.join import Section, join, joined_fonts
from rectoverso.writing.paper.pages import PageStyle, page_progression, page_styles
from rectoverso.writing.paper.pieces import Piece, SetPages
from rectoverso.writing.paper.remembered import Maker
from rectoverso.writing.paper.sections import (
    indivisible,
    margins_piece,
    print_document,
    print_html,
    text_pieces,
)
from rectoverso.writing.turns import Printed, Turn

# So many pages show a change and what it moves; where they cannot begin, some page before may.
PAGES, TRIES = 3, 4


@dataclass(frozen=True, slots=True)
class Ahead:
    """Pages set ahead, as a PDF: as many take the place of those of the book from `first` on.

    `settled` tells that the pages behind them stay as they are.
    """

    pdf: bytes
    first: int
    pages: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """A book with its manuscript, at some time."""

    book: Book
    manuscript: Manuscript


def set_ahead(
    before: Stand,
    after: Stand,
    name: str,
    printed: Printed,
    rigid: frozenset[str],
    maker: Maker,
) -> Ahead | None:
    """The pages of the section of this name that have changed since they were `printed`.

    None if none have, or if they cannot be set by themselves.
    """
    turns = [page.turn for page in printed.pages if page.turn.section == name]
    style = next((one for one in page_styles(after.book) if one.section.id == name), None)
    if style is None or not turns:
        return None
    # The number of the first page is told, and counts from there.
    style = replace(style, restarts=False)
    look, faces = read_look(after.manuscript.styles), read_faces(after.manuscript.fonts)
    (text,) = text_pieces(after.book, look, (style,), faces)
    was, now = (_html(stand, name, printed, rigid) for stand in (before, after))
    if not was or any(map(indivisible, text.css)):
        return None
    change = _change(was, now)
    if change is None:
        return None
    head, tail, looked, looks = change
    begins = [turn for turn in turns if turn.block < head]
    end = _end(turns, begins[-1].page + PAGES, tail, (looked, looks))
    cut = _cut(now, begins, end, printed)
    if cut is None:
        return None
    excerpt, begin = cut
    right = (begin.page % 2 == 0) == (page_progression(after.book) == "ltr")
    (made,) = _made(maker, [replace(text, html=excerpt.html, right=right)])
    pages, settled = _rested(made, excerpt, turns, begin.page, (looks - tail, looks - looked))
    # Those of the next section stay where they are.
    pages = min(pages, turns[-1].page + 1 - begin.page)
    led_in = _led_in(made, excerpt, begin, begins[-1])
    if pages <= led_in:
        return None
    pdf = _bound(made, text, style, after.book, printed, begin.page, pages, maker, led_in)
    return Ahead(pdf, begin.page + led_in, pages - led_in, settled)


def _change(was: str, now: str) -> tuple[int, int, int, int] | None:
    """How many blocks at the beginning and at the end are as they were, of so many before and now.

    None if nothing has changed, or if it cannot be told.
    """
    try:
        looked, looks = Opened(was).looks(), Opened(now).looks()
    except ElementTree.ParseError:
        return None
    head, tail = first_change(looked, looks)
    if head == len(looked) == len(looks):
        return None
    return head, tail, len(looked), len(looks)


def _html(stand: Stand, name: str, printed: Printed, rigid: frozenset[str]) -> str:
    sections = tuple(one for one in stand.book.sections if one.id == name)
    if not sections:
        return ""
    look, faces = read_look(stand.manuscript.styles), read_faces(stand.manuscript.fonts)
    alone, folios = replace(stand.book, sections=sections), printed.folios
    bodies = print_html(alone, stand.manuscript, look, faces, folios, folios, rigid)
    return print_document(stand.book, look, bodies)


def _end(turns: Sequence[Turn], page: int, tail: int, counts: tuple[int, int]) -> int:
    """The block with which this page begins, or one behind the change if that is later.

    `tail` tells how many blocks stay as they were at the end, of so many before and now.
    """
    end = next((one.block for one in turns if one.page >= page), counts[0])
    if end >= counts[0] - tail:
        end += counts[1] - counts[0]
    return max(end, counts[1] - tail)


def _cut(
    html: str, begins: Sequence[Turn], end: int, printed: Printed
) -> tuple[Excerpt, Turn] | None:
    """What stands from the beginning of a page on, and where that is.

    The last of `begins` is that of the page to be seen first. Where it begins within a paragraph,
    the lines there hang together with those before, and one page more is set to lead in.
    """
    near = len(begins) - 1 if begins[-1].letters == 0 else max(len(begins) - 2, 0)
    for begin in begins[near::-1][:TRIES]:

        def later(anchor: str, page: int = begin.page) -> bool:
            return anchor in printed.folios and printed.folios[anchor].page >= page

        if excerpt := Opened(html).cut(begin.block, begin.letters, end, later):
            return excerpt, begin
    return None


def _led_in(made: SetPages, excerpt: Excerpt, begin: Turn, wanted: Turn) -> int:
    """How many pages only lead in: all before the wanted one, if that begins as it did."""
    there = {(turn.page, excerpt.blocks[turn.block], turn.letters) for turn in made.turns[1:]}
    page = wanted.page - begin.page
    return page if (page, wanted.block, wanted.letters) in there else 0


def _made(maker: Maker, pieces: Sequence[Piece]) -> list[SetPages]:
    done: dict[int, SetPages] = {}
    maker.make(pieces, done.__setitem__)
    return [done[place] for place in range(len(pieces))]


def _rested(
    made: SetPages, excerpt: Excerpt, turns: Sequence[Turn], first: int, moved: tuple[int, int]
) -> tuple[int, bool]:
    """How many of the pages count, and whether the next one begins where it did before.

    `moved` tells from which block on all are as before, and by how many each has moved.
    """
    known = {(turn.page - first, turn.block, turn.letters) for turn in turns}
    for turn in made.turns[1:]:
        block = excerpt.blocks[turn.block]
        if block >= moved[0] and (turn.page, block - moved[1], turn.letters) in known:
            return turn.page, True
    # The last page is not full: its text was cut off.
    return (made.pages, False) if excerpt.ends else (made.pages - 1, False)


def _bound(
    made: SetPages,
    text: Piece,
    style: PageStyle,
    book: Book,
    printed: Printed,
    first: int,
    pages: int,
    maker: Maker,
    led_in: int,
) -> bytes:
    """So many of these pages with their margins, as a PDF, but for those that only lead in."""
    opening = printed.folios[style.section.id]
    # The first page of a section has other margins, so one stands before these.
    before = int(first > opening.page)
    page = first - before
    folio = replace(opening, page=page, number=opening.number + page - opening.page)
    (margins,) = _made(
        maker, [margins_piece(text, style, book, made.pages + before, folio, blank=False)]
    )
    section = Section(made, margins, before)
    uses = joined_fonts([section])
    cut = _made(maker, [Piece("font", use.name, text.faces, use=use) for use in uses])
    numbers = {anchor: str(folio.number) for anchor, folio in printed.folios.items()}
    pdf = join([section], cut, numbers)
    del pdf.pages[before + pages :]
    del pdf.pages[: before + led_in]
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
