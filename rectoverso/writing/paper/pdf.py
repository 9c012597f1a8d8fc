"""The print edition: set the sections until the page numbers settle, join them, bind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import NOWHERE, Note, walk
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import layout as rules
from rectoverso.model.source import Finding
from rectoverso.writing.folios import Folio
from rectoverso.writing.fonts import Face, read_faces
from rectoverso.writing.layout import Look, read_look
from rectoverso.writing.paper.amiss import amiss
from rectoverso.writing.paper.bind import bind
from rectoverso.writing.paper.join import Section, join, joined_fonts
from rectoverso.writing.paper.pagemap import keep_map, read_map
from rectoverso.writing.paper.pages import PageStyle, number_pages, page_progression, page_styles
from rectoverso.writing.paper.pieces import Piece, SetPages
from rectoverso.writing.paper.remembered import Maker, Remembering
from rectoverso.writing.paper.sections import (
    common_css,
    indivisible,
    margins_piece,
    page_css,
    print_document,
    print_html,
    text_pieces,
)
from rectoverso.writing.paper.settle import (
    ROUNDS,
    Settled,
    Write,
    fresh_first,
    printed_pages,
    settle,
)
from rectoverso.writing.paper.structure import take_structure
from rectoverso.writing.paper.workers import Here
from rectoverso.writing.turns import Printed, PrintedPage, page_turns

if TYPE_CHECKING:
    from rectoverso.writing.paper.typeset import TypesetPages

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pdf:
    """The print edition as a file, what was found while it was made, and where its pages begin."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...]
    printed: Printed = Printed()


def write_pdf(
    book: Book,
    manuscript: Manuscript,
    moment: datetime,
    progress: Progress,
    maker: Maker | None = None,
    folder: Path | None = None,
) -> Pdf:
    """The book on paper, its sections set by a `maker` (none: in this process).

    `moment` is the only time the file knows. What is set is kept in a `folder` and
    used again as long as nothing that went into it changes. Raises SettingFailedError (see
    `workers`) when the maker cannot set a section.
    """
    look = read_look(manuscript.styles)
    styles = page_styles(book)
    if indivisible(page_css(book, look, styles)):
        return write_whole_pdf(book, manuscript, moment, progress)
    faces = read_faces(manuscript.fonts)
    texts = text_pieces(book, look, styles, faces)
    memory = Memory(folder)
    recall = Remembering(maker or Here(), memory)
    make, write = _making(recall, progress), _writing(book, manuscript, look, faces)
    right_first = page_progression(book) == "ltr"
    known = read_map(folder)
    settled = settle(texts, styles, right_first, write, partial(make, "typesetting"), known)
    keep_map(settled.pages, folder)
    margins = make("numbering the pages", _margins(texts, styles, book, settled))
    sections = _sections(settled, margins)
    uses = joined_fonts(sections)
    cut = make("cutting the faces", [Piece("font", one.name, faces, use=one) for one in uses])
    progress("binding")
    joined = join(sections, cut, _numbers(settled))
    data, unsound = bind(joined, book, settled.folios, moment)
    findings = (
        *_found(settled, [*settled.sections, *margins, *cut]),
        *_stray_notes(book, settled.pages.folios),
        *_misfits(settled),
        *_heads(styles, settled, margins),
        *(rules.memory_spoilt(NOWHERE, count) for count in [memory.spoilt] if count),
        *unsound,
    )
    memory.tidy()
    pages = printed_pages(settled.sections, settled.starts, settled.folios)
    printed = Printed(tuple(pages), settled.pages.folios)
    return Pdf(data, len(settled.folios), findings, printed)


def _making(
    recall: Remembering, progress: Progress
) -> Callable[[str, Sequence[Piece]], list[SetPages]]:
    """What sets pieces, and tells meanwhile what is being done and how many are left."""

    def make(doing: str, pieces: Sequence[Piece]) -> list[SetPages]:
        def said(left: int) -> None:
            progress(f"{doing} ({left} to go)" if left else doing)

        return recall.make(pieces, said)

    return make


def _writing(book: Book, manuscript: Manuscript, look: Look, faces: Sequence[Face]) -> Write:
    """What writes the sections as HTML, with the page numbers it is given."""

    def write(
        folios: Mapping[str, Folio], near: Mapping[str, Folio], rigid: frozenset[str]
    ) -> list[str]:
        bodies = print_html(book, manuscript, look, faces, folios, near, rigid)
        return [print_document(book, look, [body]) for body in bodies]

    return write


def _sections(settled: Settled, margins: Sequence[SetPages]) -> list[Section]:
    return [
        Section(text, margin, 2 if settled.blank_before(place) else 0)
        for place, (text, margin) in enumerate(zip(settled.sections, margins, strict=True))
    ]


def _numbers(settled: Settled) -> dict[str, str]:
    return {anchor: str(folio.number) for anchor, folio in settled.pages.folios.items()}


def write_whole_pdf(
    book: Book, manuscript: Manuscript, moment: datetime, progress: Progress
) -> Pdf:
    """The book on paper, set as one document in this process, again and again until it settles."""
    pages, folios, found, settled = _settled_as_one(book, manuscript, progress)
    progress("binding")
    with pikepdf.open(BytesIO(pages.tagged())) as pdf:
        take_structure(pdf)
        data, unsound = bind(pdf, book, folios, moment)
    findings = (
        *(() if settled else (rules.never_settles(NOWHERE, ROUNDS, ()),)),
        *_stray_notes(book, found),
        *(amiss(misfit, folios[misfit.page]) for misfit in pages.misfits),
        *(rules.typesetter_says(NOWHERE, said) for said in pages.complaints),
        *unsound,
    )
    turned = (PrintedPage(folios[turn.page].label, turn) for turn in page_turns(pages.document))
    return Pdf(data, len(folios), findings, Printed(tuple(turned), found))


def _settled_as_one(
    book: Book, manuscript: Manuscript, progress: Progress
) -> tuple[TypesetPages, list[Folio], dict[str, Folio], bool]:
    """The pages of a book set as one document, their folios, those of all anchors, and whether
    the numbers printed there have come to rest."""
    from rectoverso.writing.paper.typeset import typeset

    look, faces = read_look(manuscript.styles), read_faces(manuscript.fonts)
    styles = page_styles(book)
    css = "\n".join((common_css(book, look), page_css(book, look, styles)))

    def write(found: Mapping[str, Folio], near: Mapping[str, Folio]) -> list[str]:
        return list(print_html(book, manuscript, look, faces, found, near))

    progress("typesetting")
    bodies = fresh = write({}, {})
    for _ in range(ROUNDS):
        pages = typeset(print_document(book, look, bodies), css, faces)
        starts = tuple(pages.anchors[style.section.id] for style in styles)
        folios = number_pages(styles, starts, len(pages.document.pages))
        found = {anchor: folios[page] for anchor, page in pages.anchors.items()}
        before, fresh = fresh, write(found, {})
        numbered = fresh_first(before, fresh, write(found, found))
        if numbered == bodies:
            return pages, folios, found, True
        progress("typesetting again, with page numbers")
        bodies = numbered
    return pages, folios, found, False


def _margins(
    texts: Sequence[Piece], styles: Sequence[PageStyle], book: Book, settled: Settled
) -> list[Piece]:
    """The margins of the pages of each section."""
    return [
        margins_piece(
            texts[place],
            style,
            book,
            settled.sections[place].pages,
            settled.folios[settled.starts[place]],
            settled.blank_before(place),
        )
        for place, style in enumerate(styles)
    ]


def _found(settled: Settled, made: Sequence[SetPages]) -> Iterator[Finding]:
    if settled.swinging:
        yield rules.never_settles(NOWHERE, ROUNDS, settled.swinging)
    for said in dict.fromkeys(said for one in made for said in one.complaints):
        yield rules.typesetter_says(NOWHERE, said)
    links = dict.fromkeys(link for one in settled.sections for link in one.links)
    anchors = {anchor.name for one in settled.sections for anchor in one.anchors}
    for link in links:
        if link not in anchors:
            said = f"No anchor #{link} for internal URI reference"
            yield rules.typesetter_says(NOWHERE, said)


def _misfits(settled: Settled) -> Iterator[Finding]:
    """What does not fit its place, with the page it is on."""
    for made, start in zip(settled.sections, settled.starts, strict=True):
        for misfit in made.misfits:
            yield amiss(misfit, settled.folios[start + misfit.page])


def _heads(
    styles: Sequence[PageStyle], settled: Settled, margins: Sequence[SetPages]
) -> Iterator[Finding]:
    """The running heads that are cut short, each title once, with the line of its chapter.

    What is no chapter's is the book's.
    """
    told: set[str] = set()
    for place, (style, margin) in enumerate(zip(styles, margins, strict=True)):
        first = settled.starts[place] - (2 if settled.blank_before(place) else 0)
        for cut in margin.misfits:
            if cut.words in told:
                continue
            told.add(cut.words)
            span = style.section.span if cut.words == style.head else SETTINGS
            line = f"{span.path}:{span.line}"
            yield amiss(replace(cut, place=line), settled.folios[first + cut.page])


def _stray_notes(book: Book, folios: Mapping[str, Folio]) -> Iterator[Finding]:
    """The notes that are not on the page of their call."""
    for section in book.sections:
        for node in walk((section.title, section.blocks)):
            if not isinstance(node, Note) or f"{node.anchor}-call" not in folios:
                continue
            number = str(node.number)
            called, printed = folios[f"{node.anchor}-call"], folios.get(node.anchor)
            if printed is None:
                yield rules.note_not_printed(node.span, number)
            elif printed != called:
                yield rules.note_on_another_page(node.span, number, called.label, printed.label)
