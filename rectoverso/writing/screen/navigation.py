"""The ways into an e-book: its navigation document, landmarks, and the NCX of older readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from rectoverso.model.book import Book, ContentsLine
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import BODY_MATTER
from rectoverso.model.nodes import Image, LineBreak, Math, Node, Passage, Text, echo, rewrite
from rectoverso.writing.elements import Edition, Setting
from rectoverso.writing.html import flow
from rectoverso.writing.layout import Document, Look
from rectoverso.writing.screen.breaks import page_id
from rectoverso.writing.screen.metadata import identifier
from rectoverso.writing.screen.package import XHTML, File
from rectoverso.writing.titles import said_plainly
from rectoverso.writing.turns import PrintedPage

# Kindle shows two levels, e-ink readers of Kobo one (vendors' guidelines, 2026).
NCX_LEVELS = 2
COVER_PAGE = "text/cover.xhtml"
NAVIGATION = "nav.xhtml"
# Titles that are repeated have neither links nor pictures.
_BARE = Edition("screen", str, lambda *_: "", str)


def navigation(
    book: Book,
    look: Look,
    addresses: Mapping[str, str],
    texts: Mapping[str, Document],
    covered: bool,
    printed: Sequence[PrintedPage] = (),
) -> File:
    """The navigation document: contents, landmarks among the texts (by their file names), lists
    of figures and tables, pages."""
    langs = {section.id: section.lang for section in book.sections}
    page = look.render(
        "templates/nav.xhtml.j2",
        book=book,
        settings=book.settings,
        locale=book.locales[book.settings.lang],
        locales=book.locales,
        href=addresses.__getitem__,
        name=partial(_shown, book=book),
        landmarks=_landmarks(book, texts, covered),
        lists=[(kind, lines) for kind, lines in _lists(book) if lines],
        pages=[
            (page.label, addresses[page_id(page)], langs[page.turn.section])
            for page in printed
            if page_id(page) in addresses
        ],
    )
    return File("nav", NAVIGATION, XHTML, page.strip().encode(), ("nav",))


def ncx(
    book: Book, look: Look, addresses: Mapping[str, str], printed: Sequence[PrintedPage] = ()
) -> File:
    """The contents and the pages for readers of EPUB 2 (OPF 2.0.1, section 2.4.1)."""
    page = look.render(
        "templates/toc.ncx.j2",
        book=book,
        settings=book.settings,
        identifier=identifier(book),
        levels=NCX_LEVELS,
        depth=min(NCX_LEVELS, _depth(book.contents)),
        locale=book.locales[book.settings.lang],
        href=addresses.__getitem__,
        name=partial(_name, locales=book.locales),
        pages=[
            _page_target(page, addresses[page_id(page)])
            for page in printed
            if page_id(page) in addresses
        ],
    )
    return File("ncx", "toc.ncx", "application/x-dtbncx+xml", page.strip().encode())


def _page_target(page: PrintedPage, address: str) -> dict[str, str | int]:
    """A page as the NCX has it: what is printed on it, and its number if that is one.

    Source: ANSI/NISO Z39.86-2005, 8.4.4.
    """
    # A number in the digits of any script; those of the front matter are letters, mostly.
    value = int(page.label) if page.label.isdecimal() else 0
    kind = "normal" if value else "front"
    return {
        "id": page_id(page),
        "label": page.label,
        "address": address,
        "value": value,
        "type": kind,
    }


def _lists(book: Book) -> tuple[tuple[str, tuple[ContentsLine, ...]], ...]:
    return ("loi", book.figures), ("lot", book.tables)


def _name(line: ContentsLine, locales: Mapping[str, Locale]) -> str:
    """A line as plain text, for readers that show no other."""
    title = said_plainly(line.title, locales[line.lang], locales)
    return _pattern(line, titled=bool(title)).format(line.label, title)


def _shown(line: ContentsLine, book: Book) -> Markup:
    """A line as HTML: words of other languages in it say so, and stand in their own direction."""
    setting = Setting(_BARE, book.locales[line.lang], book.locales)
    title = flow(rewrite(echo(line.title), _said), setting)
    return Markup(_pattern(line, titled=bool(title))).format(line.label, title)


def _pattern(line: ContentsLine, *, titled: bool) -> str:
    if not (line.label and titled):
        return "{}{}"
    return "{} {}" if line.kind in ("section", "figure", "table") else "{}: {}"


def _said(node: Node) -> object:
    """Reading systems take the letters alone out of the contents."""
    match node:
        case Math(tex):
            return Passage((Text(tex),), direction="ltr")
        case Image(alt=alt):
            return Text(alt)
        case LineBreak():
            return Text(" ")
        case _:
            return node


def _depth(lines: tuple[ContentsLine, ...]) -> int:
    return max((1 + _depth(line.children) for line in lines), default=0)


def _landmarks(
    book: Book, texts: Mapping[str, Document], covered: bool
) -> list[tuple[str, str, str]]:
    """What a reader finds by its kind: the kind, its file and its name in the book's language."""
    label = partial(book.locales[book.settings.lang].label)
    first: dict[str, str] = {}
    for name, document in texts.items():
        kind = document.section.kind
        first.setdefault("bodymatter" if kind in BODY_MATTER else kind, name)
    if covered:
        first["cover"] = COVER_PAGE
    first["toc"] = NAVIGATION
    return [
        (kind, first[kind], label(said))
        for kind, said in (
            ("cover", "cover"),
            ("toc", "contents"),
            ("bodymatter", "start-of-text"),
            ("glossary", "glossary"),
            ("index", "index"),
        )
        if kind in first
    ]
