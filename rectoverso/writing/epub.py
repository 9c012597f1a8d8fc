"""The screen edition: sections as XHTML files, navigation, pictures and fonts, in one EPUB."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup

from rectoverso.model.book import BODY_MATTER, Book, ContentsLine, Manuscript, Section
from rectoverso.model.nodes import Image, walk
from rectoverso.model.source import Finding
from rectoverso.writing.cover import make_cover
from rectoverso.writing.elements import Edition
from rectoverso.writing.embedding import embed
from rectoverso.writing.fonts import Face, read_faces, stack
from rectoverso.writing.layout import Document, Look, lay_out, read_look, title_of
from rectoverso.writing.package import File, identifier, package
from rectoverso.writing.pictures import screen_drawing

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
XHTML = "application/xhtml+xml"
# The navigation document is the contents; a half-title is a custom of paper.
LEFT_OUT = frozenset(("halftitlepage", "toc"))
# Kindle shows two levels, e-ink readers of Kobo one (vendors' guidelines, 2026).
NCX_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Epub:
    """The screen edition as a file, and what was found while it was made."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def write_epub(book: Book, manuscript: Manuscript, moment: datetime) -> Epub:
    """The book on a screen. `moment` is the only time the file knows."""
    look = read_look(manuscript.styles)
    faces = read_faces(manuscript.fonts)
    pictures = _pictures(book, manuscript, faces)
    cover = _cover(book, manuscript, look, faces)
    texts = _texts(book, look, pictures)
    addresses = _addresses(texts)
    documents = [_document(name, text, addresses, look) for name, text in texts.items()]
    pages = [
        _cover_page(book, look, cover),
        _navigation(book, look, addresses, texts),
        *documents,
    ]
    fonts = embed((page.data for page in pages), book.locales, faces)
    files = [
        *pages,
        _ncx(book, look, addresses),
        _style_sheet(book, look, fonts),
        cover,
        *pictures.values(),
        *fonts.values(),
    ]
    spine = ["cover", *_spine(texts)]
    features = _features(book, bool(pictures))
    return Epub(package(book, files, spine, features, moment))


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
    return (
        section.id if re.fullmatch(r"[A-Za-z][\w.-]*", section.id, re.ASCII) else f"text-{number}"
    )


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
    front = [name for name in texts if texts[name].section.kind in ("titlepage", "copyright-page")]
    rest = [name for name in texts if name not in front]
    return [*map(_id_of, front), "nav", *map(_id_of, rest)]


# --- Navigation ----------------------------------------------------------------------------


def _name(line: ContentsLine) -> str:
    title = title_of(line.title)
    if line.kind == "section":
        return f"{line.label} {title}".strip()
    return f"{line.label}: {title}" if line.label and title else line.label or title


def _navigation(
    book: Book, look: Look, addresses: Mapping[str, str], texts: Mapping[str, Document]
) -> File:
    page = look.render(
        "templates/nav.xhtml.j2",
        book=book,
        settings=book.settings,
        locale=book.locales[book.settings.lang],
        locales=book.locales,
        href=addresses.__getitem__,
        name=_name,
        landmarks=_landmarks(book, texts),
    )
    return File("nav", "nav.xhtml", XHTML, page.strip().encode(), ("nav",))


def _landmarks(book: Book, texts: Mapping[str, Document]) -> list[tuple[str, str, str]]:
    label = partial(book.locales[book.settings.lang].label)
    first = {}
    for name, document in texts.items():
        kind = document.section.kind
        first.setdefault("bodymatter" if kind in BODY_MATTER else kind, name)
    marks = [("cover", "text/cover.xhtml", label("cover")), ("toc", "nav.xhtml", label("contents"))]
    for kind, said in (
        ("bodymatter", "start-of-text"),
        ("glossary", "glossary"),
        ("index", "index"),
    ):
        if kind in first:
            marks.append((kind, first[kind], label(said)))
    return marks


def _ncx(book: Book, look: Look, addresses: Mapping[str, str]) -> File:
    page = look.render(
        "templates/toc.ncx.j2",
        book=book,
        settings=book.settings,
        identifier=identifier(book),
        levels=NCX_LEVELS,
        href=addresses.__getitem__,
        name=_name,
    )
    return File("ncx", "toc.ncx", "application/x-dtbncx+xml", page.strip().encode())


# --- What belongs to the text --------------------------------------------------------------


def _pictures(book: Book, manuscript: Manuscript, faces: tuple[Face, ...]) -> dict[str, File]:
    """The pictures the sections show, by the path the chapters name them with."""
    paths = dict.fromkeys(
        node.path
        for section in book.sections
        for node in walk(section.blocks)
        if isinstance(node, Image)
    )
    pictures = {}
    for number, path in enumerate(paths, 1):
        suffix, data = manuscript.files[path].suffix.lower(), manuscript.files[path].read_bytes()
        pictures[path] = File(
            f"picture-{number}",
            f"images/picture-{number}{suffix}",
            MEDIA_TYPES[suffix],
            screen_drawing(data, faces) if suffix == ".svg" else data,
        )
    return pictures


def _cover(book: Book, manuscript: Manuscript, look: Look, faces: tuple[Face, ...]) -> File:
    chosen = book.settings.cover
    if chosen:
        path = manuscript.files[chosen]
        suffix, data = path.suffix.lower(), path.read_bytes()
    else:
        suffix, data = ".png", make_cover(book, look, faces)
    return File("cover-image", f"images/cover{suffix}", MEDIA_TYPES[suffix], data, ("cover-image",))


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
    return File("cover", "text/cover.xhtml", XHTML, page.strip().encode())


def _style_sheet(book: Book, look: Look, fonts: Mapping[Face, File]) -> File:
    locales = tuple(book.locales[tag] for tag in sorted(book.locales))
    sheets = (
        look.render("css/faces.css.j2", fonts=fonts),
        look.render("css/languages.css.j2", locales=locales, stack=stack, print=False),
        look.render("css/base.css.j2"),
        look.render("css/epub.css"),
    )
    return File("css", "css/book.css", "text/css", "\n".join(sheets).encode())


def _features(book: Book, pictures: bool) -> list[str]:
    """What schema.org calls the helps this book holds (Schema.org accessibility vocabulary)."""
    features = ["tableOfContents", "readingOrder", "structuralNavigation"]
    features.append("displayTransformability")
    if pictures:
        features.append("alternativeText")
    if book.indexes:
        features.append("index")
    return features
