"""Set the sections of a book until the page numbers printed in them are those of their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rectoverso.writing.folios import Folio
from rectoverso.writing.paper.pagemap import PageMap
from rectoverso.writing.paper.pages import PageStyle, number_pages
from rectoverso.writing.paper.pieces import Piece, SetPages
from rectoverso.writing.turns import PrintedPage

# A page number that grows by a digit can move a line of the contents or of the index, and so a
# page. A book that has not come to rest after so many rounds swings to and fro.
ROUNDS = 8
# These quote more pages than any other section, and seldom does the text's numbering depend on
# them. In a book never set before they wait until the text has its pages.
QUOTING = frozenset(("toc", "glossary", "index"))
LETTERS_A_PAGE = 1800  # of HTML, roughly

_ANCHOR = re.compile(r' id="([^"]+)"')

Pages = Mapping[str, Folio]
Write = Callable[[Pages, Pages, frozenset[str]], list[str]]
Make = Callable[[Sequence[Piece]], list[SetPages]]


@dataclass(frozen=True, slots=True)
class Settled:
    """The sections as set, the pages (from 0) they begin on, and the folios of all pages.

    `swinging` are anchors whose pages did not come to rest.
    """

    sections: tuple[SetPages, ...]
    starts: tuple[int, ...]
    folios: tuple[Folio, ...]
    pages: PageMap
    swinging: tuple[str, ...] = ()

    def blank_before(self, place: int) -> bool:
        """Whether a blank page goes before a section."""
        before = self.starts[place - 1] + self.sections[place - 1].pages if place else 0
        return self.starts[place] > before


def settle(
    pieces: Sequence[Piece],
    styles: Sequence[PageStyle],
    right_first: bool,
    write: Write,
    make: Make,
    guess: PageMap,
) -> Settled:
    """Set all sections, and again those whose page numbers turn out to be different.

    `pieces` are the sections but for their HTML, which `write` gives for the pages known, the
    pages by which to tell what is near (see `fresh_first`) and the rigid sections; in sections
    that are not rigid, a page number within the text is as many zeros as it has digits.
    `right_first` tells whether the book's first page is a right one. Begin with a `guess`: the
    pages of the last build, or none.
    """
    known, late = _first_guess(guess, styles, write)
    lengths, starts = [2] * len(styles), [0] * len(styles)
    made: dict[int, SetPages] = {}
    set_from: dict[int, Piece] = {}
    folios: list[Folio] = []
    swinging: tuple[str, ...] = ()
    fresh = [""] * len(styles)
    for _ in range(ROUNDS):
        before, fresh = fresh, write(known.folios, {}, known.rigid)
        html = fresh_first(before, fresh, write(known.folios, known.folios, known.rigid))
        asked = {
            n: replace(piece, html=html[n], right=opens_on_recto(style, start) == right_first)
            for n, (piece, style, start) in enumerate(zip(pieces, styles, starts, strict=True))
            if n not in late
        }
        again = [n for n, piece in asked.items() if set_from.get(n) != piece]
        if not again:
            swinging = ()
            break
        late = frozenset()
        made.update(zip(again, make([asked[n] for n in again]), strict=True))
        set_from |= asked
        lengths = [made[n].pages if n in made else lengths[n] for n in range(len(styles))]
        starts = starts_of(lengths, styles)
        folios = number_pages(tuple(styles), tuple(starts), starts[-1] + lengths[-1])
        found = folios_of(made, starts, folios)
        swinging = tuple(sorted(a for a in found if known.folios.get(a, found[a]) != found[a]))
        known = _learned(known, found, made, pieces)
    sections = tuple(made[n] for n in range(len(pieces)))
    return Settled(sections, tuple(starts), tuple(folios), known, swinging)


def _learned(
    known: PageMap, found: Pages, made: Mapping[int, SetPages], pieces: Sequence[Piece]
) -> PageMap:
    """The page map with what was found in the sections `made`, which may not be all."""
    rigid = known.rigid | {pieces[n].name for n, one in made.items() if one.rigid}
    return PageMap({**known.folios, **found} if len(made) < len(pieces) else found, rigid)


def _first_guess(
    guess: PageMap, styles: Sequence[PageStyle], write: Write
) -> tuple[PageMap, frozenset[int]]:
    """What to go by in the first round, and the sections that are left for the second."""
    if guess.folios:
        return guess, frozenset()
    quoting = (n for n, style in enumerate(styles) if style.section.kind in QUOTING)
    return PageMap(estimate(write({}, {}, frozenset()), styles)), frozenset(quoting)


def folios_of(
    made: Mapping[int, SetPages], starts: Sequence[int], folios: Sequence[Folio]
) -> dict[str, Folio]:
    """The folio of every anchor; where two sections have one, that of the first."""
    return {
        anchor.name: folios[starts[n] + anchor.page]
        for n in sorted(made, reverse=True)
        for anchor in made[n].anchors
    }


def printed_pages(
    sections: Sequence[SetPages], starts: Sequence[int], folios: Sequence[Folio]
) -> Iterator[PrintedPage]:
    """The pages of the book, each with what is printed on it and where it begins."""
    for made, start in zip(sections, starts, strict=True):
        for turn in made.turns:
            page = start + turn.page
            yield PrintedPage(folios[page].label, replace(turn, page=page))


def fresh_first(before: Sequence[str], fresh: Sequence[str], settled: Sequence[str]) -> list[str]:
    """Of each section the fresh HTML, or the settled one where the fresh is the same as before.

    What is said because of where a page turns ("on this page", a heading continued) moves lines,
    and so what is said. There may be several states at rest; the one reached from saying nothing
    of the kind is the same whatever was built before.
    """
    return [settled[n] if text == before[n] else text for n, text in enumerate(fresh)]


def estimate(html: Sequence[str], styles: Sequence[PageStyle]) -> dict[str, Folio]:
    """About which page every anchor will stand on, going by the length of the text before it."""
    lengths = [max(len(text) // LETTERS_A_PAGE, 1) for text in html]
    starts = starts_of(lengths, styles)
    folios = number_pages(tuple(styles), tuple(starts), starts[-1] + lengths[-1])
    return {
        found[1]: folios[start + min(found.start() // LETTERS_A_PAGE, length - 1)]
        for text, start, length in zip(html, starts, lengths, strict=True)
        for found in _ANCHOR.finditer(text)
    }


def starts_of(lengths: Sequence[int], styles: Sequence[PageStyle]) -> list[int]:
    """The page each section begins on, a blank one left before it where its opening asks so."""
    starts, page = [], 0
    for length, style in zip(lengths, styles, strict=True):
        if opens_on_recto(style, page) != (page % 2 == 0):
            page += 1
        starts.append(page)
        page += length
    return starts


def opens_on_recto(style: PageStyle, page: int) -> bool:
    """Whether a section begins on a recto, as it may on any page or must."""
    match style.opening:
        case "recto":
            return True
        case "verso":
            return False
        case "page":
            return page % 2 == 0
