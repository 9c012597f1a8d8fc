"""The print edition: lay out, typeset until the page numbers settle, bind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rectoverso.model.book import Book
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.nodes import NOWHERE, Note, walk
from rectoverso.model.rules import layout as rules
from rectoverso.model.source import Finding
from rectoverso.writing.bind import bind
from rectoverso.writing.elements import Edition
from rectoverso.writing.folios import Folio, nearness
from rectoverso.writing.fonts import read_faces, stack
from rectoverso.writing.layout import Look, lay_out, read_look
from rectoverso.writing.pages import PageStyle, number_pages, page_progression, page_styles
from rectoverso.writing.turns import PrintedPage, page_turns
from rectoverso.writing.typeset import TypesetPages, typeset

# A page number that grows by a digit can move a line of the contents or of the index, and so a
# page. A book that has not come to rest after so many rounds swings to and fro.
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Pdf:
    """The print edition as a file, what was found while it was made, and where its pages begin."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...]
    printed: tuple[PrintedPage, ...] = ()


def write_pdf(
    book: Book, manuscript: Manuscript, moment: datetime, progress: Callable[[str], None]
) -> Pdf:
    """The book on paper. `moment` is the only time the file knows."""
    look = read_look(manuscript.styles)
    styles = page_styles(book)
    css = style_sheet(book, look, styles)
    faces = read_faces(manuscript.fonts)
    findings: list[Finding] = []

    progress("typesetting")
    html = print_html(book, manuscript, look, {})
    for _ in range(ROUNDS):
        pages = typeset(html, css, faces)
        folios = number(pages, styles)
        numbered = print_html(book, manuscript, look, _by_anchor(pages, folios))
        if numbered == html:
            break
        progress("typesetting again, with page numbers")
        html = numbered
    else:
        findings.append(rules.never_settles(NOWHERE, ROUNDS))
    findings.extend(_stray_notes(book, pages, folios))
    findings.extend(rules.typesetter_says(NOWHERE, said) for said in pages.complaints)

    progress("binding")
    printed = (PrintedPage(folios[turn.page].label, turn) for turn in page_turns(pages.document))
    data = bind(pages.pdf(), book, folios, moment)
    return Pdf(data, len(folios), tuple(findings), tuple(printed))


def style_sheet(book: Book, look: Look, styles: tuple[PageStyle, ...]) -> str:
    """All CSS of the print edition."""
    sheets = (
        look.render("css/languages.css.j2", locales=_locales(book), stack=stack, print=True),
        look.render("css/base.css.j2"),
        look.render(
            "css/print.css.j2",
            book=book,
            settings=book.settings,
            sheet=book.settings.sheet,
            locale=book.locales[book.settings.lang],
            locales=_locales(book),
            stack=stack,
            styles=styles,
            recto="left" if page_progression(book) == "rtl" else "right",
        ),
    )
    return "\n".join(sheets)


def print_html(book: Book, manuscript: Manuscript, look: Look, folios: Mapping[str, Folio]) -> str:
    """The whole book as one document, with these page numbers in it."""

    def page(anchor: str, locale: Locale) -> str:
        return folios[anchor].text(locale) if anchor in folios else ""

    edition = Edition(
        "print",
        lambda anchor: f"#{anchor}",
        page,
        lambda path: manuscript.files[path].as_uri(),
        partial(nearness, folios),
    )
    documents = lay_out(book, look, edition, folios)
    return look.render(
        "templates/print.html.j2",
        settings=book.settings,
        direction=page_progression(book),
        documents=documents,
    )


def number(pages: TypesetPages, styles: tuple[PageStyle, ...]) -> list[Folio]:
    """The folio of every page."""
    starts = tuple(pages.anchors[style.section.id] for style in styles)
    return number_pages(styles, starts, len(pages.document.pages))


def _stray_notes(book: Book, pages: TypesetPages, folios: list[Folio]) -> Iterator[Finding]:
    """The notes that are not on the page of their call."""
    for section in book.sections:
        for node in walk((section.title, section.blocks)):
            if not isinstance(node, Note) or f"{node.anchor}-call" not in pages.anchors:
                continue
            number = str(node.number)
            called = pages.anchors[f"{node.anchor}-call"]
            printed = pages.anchors.get(node.anchor)
            if printed is None:
                yield rules.note_not_printed(node.span, number)
            elif printed != called:
                yield rules.note_on_another_page(
                    node.span, number, folios[called].label, folios[printed].label
                )


def _by_anchor(pages: TypesetPages, folios: list[Folio]) -> dict[str, Folio]:
    return {anchor: folios[page] for anchor, page in pages.anchors.items()}


def _locales(book: Book) -> tuple[Locale, ...]:
    return tuple(book.locales[tag] for tag in sorted(book.locales))
