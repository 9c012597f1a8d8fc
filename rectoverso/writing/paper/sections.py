"""A book as pieces to be set apart: each section's text, and the margins of its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup, escape

from rectoverso.model.book import Book
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Manuscript
from rectoverso.writing.elements import Edition, element
from rectoverso.writing.folios import Folio, nearness
from rectoverso.writing.fonts import Face, stack
from rectoverso.writing.layout import Look, lay_out_section
from rectoverso.writing.paper.figures import figure_widths, letter_spacing
from rectoverso.writing.paper.pages import PageStyle, page_progression
from rectoverso.writing.paper.pieces import Piece

# What a style sheet may ask that no section set by itself can answer.
_WHOLE = re.compile(r":first(?![-\w])|string\(|element\(|counters?\(\s*pages|target-(counter|text)")


def common_css(book: Book, look: Look) -> str:
    """The CSS that all sections share."""
    locales = _locales(book)
    return "\n".join(
        (
            look.render("css/languages.css.j2", locales=locales, stack=stack, print=True),
            look.render("css/base.css.j2"),
        )
    )


def page_css(book: Book, look: Look, styles: tuple[PageStyle, ...]) -> str:
    """The CSS of the printed page, with the page styles of these sections."""
    rendered = look.render(
        "css/print.css.j2",
        book=book,
        settings=book.settings,
        sheet=book.settings.sheet,
        locale=book.locales[book.settings.lang],
        locales=_locales(book),
        stack=stack,
        styles=styles,
        recto="left" if page_progression(book) == "rtl" else "right",
    )
    return str(rendered)


def indivisible(css: str) -> bool:
    """Whether a style sheet asks for something only the whole book knows.

    That is the first page of all, how many pages there are, and whatever a page takes from the
    text of an earlier one or from the page of another anchor.
    """
    return _WHOLE.search(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)) is not None


def print_html(
    book: Book,
    manuscript: Manuscript,
    look: Look,
    faces: Sequence[Face],
    folios: Mapping[str, Folio],
    near: Mapping[str, Folio],
    rigid: frozenset[str] | None = None,
) -> list[Markup]:
    """The sections of the book, with these page numbers in them.

    `near` are the pages by which to tell what is said of pages near at hand ("on this page") and
    where a page turns.
    Within the text, page numbers in sections other than the `rigid` ones (none: in all sections)
    are zeros. Numbers of the same length are equally wide.
    """
    fixed, loose = (
        _edition(book, manuscript, faces, folios, near, loose=loose) for loose in (False, True)
    )
    bodies = []
    for section in book.sections:
        edition = fixed if rigid is None or section.id in rigid else loose
        bodies.append(lay_out_section(section, book, look, edition, folios, near).body)
    return bodies


def _edition(
    book: Book,
    manuscript: Manuscript,
    faces: Sequence[Face],
    folios: Mapping[str, Folio],
    near: Mapping[str, Folio],
    *,
    loose: bool,
) -> Edition:
    """The print edition with these page numbers, or with zeros for them (`loose`)."""

    def page(anchor: str, locale: Locale) -> str:
        known = anchor in folios
        return _page_number(anchor, folios[anchor], locale, faces, loose) if known else ""

    def outside(anchor: str) -> str:
        odd = anchor in near and near[anchor].page % 2 == 1
        return "right" if odd == (page_progression(book) == "rtl") else "left"

    return Edition(
        "print",
        lambda anchor: f"#{anchor}",
        page,
        lambda path: manuscript.files[path].as_uri(),
        partial(nearness, near),
        outside,
        placed=True,
    )


def _page_number(
    anchor: str, folio: Folio, locale: Locale, faces: Sequence[Face], loose: bool
) -> str:
    """A page number as one that can be put into the finished page: as wide as any of its length.

    One of the front matter cannot. A loose one is as many zeros as it has digits.
    """
    number = folio.text(locale)
    if folio.front:
        return number
    if loose:
        number = locale.number(0) * len(str(folio.number))
    widths = figure_widths(locale, faces)
    return element(
        "span",
        number,
        class_="page-number",
        data_page_of=anchor,
        data_widths=" ".join(map(str, widths)),
        style=widths
        and f"letter-spacing:{letter_spacing(number, locale.digits, widths) / 1000:.4f}em",
    )


def print_document(book: Book, look: Look, bodies: Sequence[str]) -> str:
    """Sections as one HTML document."""
    return look.render(
        "templates/print.html.j2",
        settings=book.settings,
        direction=page_progression(book),
        documents=[{"body": body} for body in bodies],
    )


def text_pieces(
    book: Book, look: Look, styles: tuple[PageStyle, ...], faces: tuple[Face, ...]
) -> list[Piece]:
    """The sections as pieces that lack only their HTML.

    Every section's style has the same name, so that none depends on how many go before it.
    """
    common = common_css(book, look)
    return [
        Piece("text", style.section.id, faces, css=(common, page_css(book, look, (_alone(style),))))
        for style in styles
    ]


def margins_piece(
    text: Piece, style: PageStyle, book: Book, pages: int, first: Folio, blank: bool
) -> Piece:
    """The margins of a section's pages, the first of which has this folio, as a piece.

    If a blank page goes before the section, so do two pages here, the second of them this one.
    """
    root = f'lang="{escape(book.settings.lang)}" dir="{page_progression(book)}"'
    empty = '<div style="break-after: page"></div>' * (pages - 1) + "<div></div>"
    html = (
        f"<!DOCTYPE html><html {root}><head><title>.</title></head><body>"
        f"{'<div>.</div>' if blank else ''}"
        f'<section id="{escape(style.section.id)}" class="division">{empty}</section></body></html>'
    )
    return replace(
        text,
        kind="folios",
        html=html,
        right=(first.page % 2 == 0) == (page_progression(book) == "ltr"),
        first=first.number - 2 if blank else first.number,
    )


def _alone(style: PageStyle) -> PageStyle:
    return replace(style, name="section")


def _locales(book: Book) -> tuple[Locale, ...]:
    return tuple(book.locales[tag] for tag in sorted(book.locales))
