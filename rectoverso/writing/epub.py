"""The screen edition: sections as XHTML files, navigation, pictures and fonts, in one EPUB."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from markupsafe import Markup

from rectoverso.model.book import Book, Section
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.nodes import NOWHERE, Image, walk
from rectoverso.model.rules import layout, outputs
from rectoverso.model.source import Finding, Span
from rectoverso.writing.cover import make_cover
from rectoverso.writing.elements import Edition
from rectoverso.writing.embedding import embed
from rectoverso.writing.fonts import Face, read_faces, stack
from rectoverso.writing.layout import Document, Look, lay_out, read_look
from rectoverso.writing.navigation import COVER_PAGE, navigation, ncx
from rectoverso.writing.package import XHTML, File, package
from rectoverso.writing.pictures import screen_drawing

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
# The navigation document is the contents; a half-title is a custom of paper.
LEFT_OUT = frozenset(("halftitlepage", "toc"))
BEFORE_CONTENTS = frozenset(("titlepage", "copyright-page", "dedication", "epigraph"))


@dataclass(frozen=True, slots=True)
class Epub:
    """The screen edition as a file, and what was found while it was made."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def write_epub(book: Book, manuscript: Manuscript, moment: datetime) -> Epub:
    """The book on a screen. `moment` is the only time the file knows."""
    look = read_look(manuscript.styles)
    faces = read_faces(manuscript.fonts)
    pictures, remarks = _pictures(book, manuscript, faces)
    cover, remark = _cover(book, manuscript, look, faces)
    texts = _texts(book, look, pictures)
    addresses = _addresses(texts)
    pages = [
        *(_cover_page(book, look, picture) for picture in cover),
        navigation(book, look, addresses, texts, covered=bool(cover)),
        *(_document(name, text, addresses, look) for name, text in texts.items()),
    ]
    fonts = embed((page.data for page in pages), book.locales, faces)
    files = [
        *pages,
        ncx(book, look, addresses),
        _style_sheet(book, look, fonts),
        *cover,
        *pictures.values(),
        *fonts.values(),
    ]
    spine = [*("cover" for _ in cover), *_spine(texts)]
    return Epub(package(book, files, spine, moment), (*remarks, *remark))


# --- Text ----------------------------------------------------------------------------------


def _texts(book: Book, look: Look, pictures: Mapping[str, File]) -> dict[str, Document]:
    """The sections that a screen shows, by the name of their file."""
    edition = Edition(
        "screen",
        lambda anchor: f"#{anchor}",
        lambda *_: "",
        lambda path: f"../{pictures[path].name}",
    )
    return {
        f"text/{_plain_name(document.section, number)}.xhtml": document
        for number, document in enumerate(lay_out(book, look, edition, {}), 1)
        if document.section.kind not in LEFT_OUT
    }


def _plain_name(section: Section, number: int) -> str:
    """A file name that needs no escaping anywhere; from the id, so that it stays what it is."""
    plain = re.fullmatch(r"[A-Za-z][\w-]*", section.id, re.ASCII) and section.id != "cover"
    return section.id if plain else f"text-{number}"


def _addresses(texts: Mapping[str, Document]) -> dict[str, str]:
    """Where each anchor stands, seen from the root of the e-book.

    A section is addressed by its file alone: Kobo opens links to short elements further on as
    pop-ups (vendor's specification of footnotes).
    """
    addresses = {}
    for name, document in texts.items():
        for anchor in re.findall(r'\bid="([^"]+)"', document.body):
            addresses[Markup(anchor).unescape()] = f"{name}#{anchor}"
    return addresses | {document.section.id: name for name, document in texts.items()}


def _document(name: str, text: Document, addresses: Mapping[str, str], look: Look) -> File:
    def lead(link: re.Match[str]) -> str:
        file, _, anchor = addresses[Markup(link[1]).unescape()].partition("#")
        if file == name:
            return f'href="#{anchor or text.section.id}"'
        return f'href="{file.removeprefix("text/")}{"#" if anchor else ""}{anchor}"'

    body = Markup(re.sub(r'href="#([^"]+)"', lead, text.body))
    page = look.render(
        "templates/document.xhtml.j2", section=text.section, title=text.title, body=body
    )
    return File(_id_of(name), name, XHTML, page.strip().encode())


def _id_of(name: str) -> str:
    return "text-" + name.removeprefix("text/").removesuffix(".xhtml")


def _spine(texts: Mapping[str, Document]) -> list[str]:
    """The reading order; the navigation document stands where the contents stand on paper."""
    front = [name for name in texts if texts[name].section.kind in BEFORE_CONTENTS]
    rest = [name for name in texts if name not in front]
    return [*map(_id_of, front), "nav", *map(_id_of, rest)]


# --- What belongs to the text --------------------------------------------------------------


def _pictures(
    book: Book, manuscript: Manuscript, faces: Sequence[Face]
) -> tuple[dict[str, File], list[Finding]]:
    """The pictures the sections show, by the path the chapters name them with."""
    shown = [node for one in book.sections for node in walk(one.blocks) if isinstance(node, Image)]
    pictures, findings = {}, []
    for number, path in enumerate(dict.fromkeys(image.path for image in shown), 1):
        suffix, data = manuscript.files[path].suffix.lower(), manuscript.files[path].read_bytes()
        if suffix == ".svg":
            try:
                data = screen_drawing(data, faces)
            except etree.XMLSyntaxError as trouble:
                place = Span(f"chapters/{path}", *trouble.position)
                findings.append(layout.drawing_not_xml(place, trouble.msg))
        name = f"picture-{number}"
        pictures[path] = File(name, f"images/{name}{suffix}", MEDIA_TYPES[suffix], data)
    return pictures, findings


def _cover(
    book: Book, manuscript: Manuscript, look: Look, faces: tuple[Face, ...]
) -> tuple[list[File], list[Finding]]:
    """The author's cover, else one made from the title, else none."""
    if book.settings.cover:
        path = manuscript.files[book.settings.cover]
        suffix, data = path.suffix.lower(), path.read_bytes()
    else:
        try:
            suffix, data = ".png", make_cover(book, look, faces)
        except OSError as trouble:
            return [], [outputs.no_cover(NOWHERE, str(trouble).partition("\n")[0])]
    name, media_type = f"images/cover{suffix}", MEDIA_TYPES[suffix]
    return [File("cover-image", name, media_type, data, ("cover-image",))], []


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
        look.render("css/epub.css"),
    )
    return File("css", "css/book.css", "text/css", "\n".join(sheets).encode())
