"""The screen edition: sections as XHTML files, navigation, pictures and fonts, in one EPUB."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from posixpath import dirname, relpath
from zlib import crc32

from markupsafe import Markup

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.shares import aside
from rectoverso.model.source import Finding
from rectoverso.writing.elements import Edition
from rectoverso.writing.folios import Folio
from rectoverso.writing.fonts import Face, read_faces, stack
from rectoverso.writing.layout import Document, Look, lay_out, read_look
from rectoverso.writing.screen.breaks import with_breaks
from rectoverso.writing.screen.embedding import embed, licences
from rectoverso.writing.screen.illustrations import screen_cover, screen_pictures
from rectoverso.writing.screen.inspection import inspect
from rectoverso.writing.screen.navigation import COVER_PAGE, NAVIGATION, navigation, ncx
from rectoverso.writing.screen.package import XHTML, File, package
from rectoverso.writing.screen.pagination import own_pages
from rectoverso.writing.turns import Printed, PrintedPage

# The navigation document is the contents; a half-title is a custom of paper.
LEFT_OUT = frozenset(("halftitlepage", "toc"))
BEFORE_CONTENTS = frozenset(
    ("halftitlepage", "titlepage", "copyright-page", "dedication", "epigraph")
)


@dataclass(frozen=True, slots=True)
class Epub:
    """The screen edition as a file, and what was found while it was made.

    `pictures` gives the path in the project of each picture, by its name in the e-book.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)


def write_epub(
    book: Book,
    manuscript: Manuscript,
    moment: datetime,
    printed: Printed | None = None,
    memory: Memory | None = None,
) -> Epub:
    """The book on a screen. `moment` is the only time the file knows.

    With the pages of the print edition, it has a list of them, tells where each begins, and names
    places in the index by their pages. A cover that is made goes into the `memory`.
    """
    printed = printed or Printed()
    look = read_look(manuscript.styles)
    faces = read_faces(manuscript.fonts)
    memory = memory or Memory()
    pictures, remarks = screen_pictures(book, manuscript, faces, memory)
    # A cover is drawn by what sets pages on paper: to wake that alone takes half a second.
    with aside(partial(screen_cover, book, manuscript, look, faces, memory)) as drawn:
        texts = _texts(book, look, pictures, printed.folios)
        paged = printed.pages
        if book.settings.screen.page_list == "digital":
            paged = own_pages(texts.values(), book.locales)
        texts = _with_pages(texts, paged)
        addresses = _addresses(book, texts)
        documents = [_document(name, text, addresses, look) for name, text in texts.items()]
        cover, remark = drawn()
    pages = [
        *(_cover_page(book, look, picture) for picture in cover),
        navigation(book, look, addresses, texts, covered=bool(cover), printed=paged),
        *documents,
    ]
    fonts = embed((page.data for page in pages), book.locales, faces)
    files = [
        *pages,
        ncx(book, look, addresses, paged),
        _style_sheet(book, look, fonts),
        *cover,
        *pictures.values(),
        *fonts.values(),
    ]
    spine = [*("cover" for _ in cover), *_spine(texts)]
    data = package(book, files, licences(fonts), spine, moment)
    shown = {file.name: path for path, file in pictures.items()}
    found = inspect(data, book, shown, printed.folios)
    return Epub(data, (*remarks, *remark, *found), shown)


# --- Text ----------------------------------------------------------------------------------


def _texts(
    book: Book, look: Look, pictures: Mapping[str, File], folios: Mapping[str, Folio]
) -> dict[str, Document]:
    """The sections that a screen shows, by the name of their file."""
    edition = Edition(
        "screen",
        lambda anchor: f"#{anchor}",
        lambda *_: "",
        lambda path: f"../{pictures[path].name}",
    )
    return {
        f"text/{_plain_name(document.section.id)}.xhtml": document
        for document in lay_out(book, look, edition, folios)
        if document.section.kind not in LEFT_OUT or document.section.blocks
    }


def _with_pages(
    texts: Mapping[str, Document], printed: Sequence[PrintedPage]
) -> dict[str, Document]:
    """The texts with a mark where each page of the print edition begins."""
    begun: defaultdict[str, list[PrintedPage]] = defaultdict(list)
    for page in printed:
        begun[page.turn.section].append(page)
    return {
        name: replace(text, body=with_breaks(text.body, begun[text.section.id]))
        if text.section.id in begun
        else text
        for name, text in texts.items()
    }


def _plain_name(name: str) -> str:
    """A file name made of an id alone: readers keep their places in the book by it.

    It needs no escaping anywhere, and no two differ by case alone (EPUB 3.3, 4.2.3).
    """
    plain = re.fullmatch(r"[a-z][a-z0-9_-]*", name) and name != "cover"
    return name if plain else f"x-{crc32(name.encode()):08x}"


def _addresses(book: Book, texts: Mapping[str, Document]) -> dict[str, str]:
    """Where each anchor stands, seen from the root of the e-book.

    A section is addressed by its file alone: Kobo opens links to short elements further on as
    pop-ups (vendor's specification of footnotes). One that is left out is the contents.
    """
    addresses = {}
    for name, document in texts.items():
        for anchor in re.findall(r'\bid="([^"]+)"', document.body):
            addresses[Markup(anchor).unescape()] = f"{name}#{anchor}"
    addresses |= {document.section.id: name for name, document in texts.items()}
    return {section.id: NAVIGATION for section in book.sections} | addresses


def _document(name: str, text: Document, addresses: Mapping[str, str], look: Look) -> File:
    def lead(link: re.Match[str]) -> str:
        file, _, anchor = addresses[Markup(link[1]).unescape()].partition("#")
        if file == name:
            return f'href="#{anchor or text.section.id}"'
        return f'href="{relpath(file, dirname(name))}{"#" if anchor else ""}{anchor}"'

    body = Markup(re.sub(r'href="#([^"]+)"', lead, text.body))
    page = look.render(
        "templates/document.xhtml.j2", section=text.section, title=text.title, body=body
    )
    properties = ("mathml",) if "<math " in body else ()
    return File(_id_of(name), name, XHTML, page.strip().encode(), properties)


def _id_of(name: str) -> str:
    return "text-" + name.removeprefix("text/").removesuffix(".xhtml")


def _spine(texts: Mapping[str, Document]) -> list[str]:
    """The reading order; the navigation document stands where the contents stand on paper."""
    front = [name for name in texts if texts[name].section.kind in BEFORE_CONTENTS]
    rest = [name for name in texts if name not in front]
    return [*map(_id_of, front), "nav", *map(_id_of, rest)]


# --- What belongs to the text --------------------------------------------------------------


def _cover_page(book: Book, look: Look, cover: File) -> File:
    locale = book.locales[book.settings.lang]
    page = look.render(
        "templates/cover.xhtml.j2",
        book=book,
        settings=book.settings,
        locale=locale,
        picture=cover.name,
        alt=book.settings.cover_alt or locale.label("cover-of", title=book.settings.title),
    )
    return File("cover", COVER_PAGE, XHTML, page.strip().encode())


def _style_sheet(book: Book, look: Look, fonts: Mapping[Face, File]) -> File:
    locales = tuple(book.locales[tag] for tag in sorted(book.locales))
    sheets = (
        look.render("css/faces.css.j2", fonts=fonts),
        look.render("css/languages.css.j2", locales=locales, stack=stack, print=False),
        look.render("css/base.css.j2"),
        look.render("css/epub.css", text=book.settings.screen.text),
    )
    return File("css", "css/book.css", "text/css", "\n".join(sheets).encode())
