"""Look whether the e-book's files belong together: nothing missing, foreign, active or damaged."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import cast
from urllib.parse import unquote

from fontTools.ttLib import TTFont, TTLibError
from lxml import etree

from rectoverso.model.project import CHAPTERS, SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.rules import epubfiles
from rectoverso.model.source import Finding, Span
from rectoverso.writing.screen.inspection.opened import OPF, TYPE, XHTML, Opened, Page, attributes
from rectoverso.writing.screen.inspection.whereabouts import place_of

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
# EPUB 3.3, 3.2, as EPUBCheck knows them; all other names give hints or worse.
FONT_TYPES = frozenset(("font/ttf", "font/otf", "font/woff", "font/woff2"))
BESIDE = frozenset(("mimetype", "META-INF/container.xml", "content.opf"))
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_IMPORT = re.compile(r"""@import\s+["']([^"']+)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DIRECTION = re.compile(r"[{;\s](direction|unicode-bidi)\s*:")
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
# What may be foreign or active; to look at every attribute of a book in Python takes long.
_DOUBTFUL = etree.XPath(
    "//*[local-name() = 'script' or @src or @poster or @x:href or (@href and not(self::h:a))"
    " or @*[starts-with(name(), 'on')]"
    " or contains(translate(@href, 'JAVSCRIPT', 'javscript'), 'javascript:')]",
    namespaces={"h": XHTML.strip("{}"), "x": "http://www.w3.org/1999/xlink"},
)


def contents(book: Opened, pictures: Mapping[str, str]) -> Iterator[Finding]:
    """Every fault of the package. `pictures` gives the project's path of each picture by name."""
    used: set[str] = set(book.spine) | {"toc.ncx"}
    for page in book.pages:
        used.update(_resources(page.root, page.name))
        yield from _foreign(page, book)
    for item in book.items:
        data = book.files.get(item.name)
        place = _place(item.name, pictures)
        if data is None:
            yield rules.orphan(place, item.name, "is listed and not there")
        elif item.media_type == "image/svg+xml":
            yield from _drawing(pictures.get(item.name, item.name), data, place)
        elif item.media_type == "text/css":
            style = _COMMENT.sub("", data.decode())
            for said in dict.fromkeys(_DIRECTION.findall(style)):
                yield epubfiles.direction_in_css(place, item.name, said)
            for address in (*_CSS_URL.findall(style), *_IMPORT.findall(style)):
                if _REMOTE.match(address):
                    yield rules.from_elsewhere(place, address)
                elif not address.startswith(("#", "data:")):
                    used.add(_resolve(address, item.name))
        elif item.name.startswith("fonts/"):
            yield from _face(item.name, item.media_type, data)
        if "cover-image" in item.properties or "nav" in item.properties:
            used.add(item.name)
    # Licences are named by links of the package, which must not list them, too.
    linked = {one.get("href", "") for one in book.package.iter(f"{OPF}link")}
    listed = {item.name for item in book.items} | (linked & book.files.keys())
    used |= linked
    for item in book.items:
        if item.name not in used:
            yield rules.orphan(_place(item.name, pictures), item.name, "is shown nowhere")
    for name in sorted((used | book.files.keys()) - listed - BESIDE):
        if name in book.files:
            yield rules.orphan(_place(name, pictures), name, "is not listed, or not there")
        else:
            yield epubfiles.missing(_place(name, pictures), name)
    yield from _lacks(book)


def _place(name: str, pictures: Mapping[str, str]) -> Span:
    return Span(f"{CHAPTERS}/{pictures[name]}") if name in pictures else SETTINGS


def _resources(root: etree._Element, name: str) -> Iterator[str]:
    for one in root.iter(f"{XHTML}img", f"{XHTML}link", f"{XHTML}source", f"{SVG}image"):
        for attribute in ("src", "href", HREF):
            address = one.get(attribute)
            if address and not _REMOTE.match(address) and not address.startswith("data:"):
                yield _resolve(address, name)


def _resolve(address: str, name: str) -> str:
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _foreign(page: Page, book: Opened) -> Iterator[Finding]:
    """What comes from the network, and what runs."""
    for one in cast("list[etree._Element]", _DOUBTFUL(page.root)):
        kind = etree.QName(one).localname
        active = ["a script"] if kind == "script" else []
        remote = []
        for key, value in attributes(one):
            if key.startswith("on"):
                active.append(f"“{key}”")
            elif value.lower().lstrip().startswith("javascript:"):
                active.append("“javascript:”")
            elif key in ("src", "poster", HREF, "href") and _REMOTE.match(value) and kind != "a":
                remote.append(value)
        if active or remote:
            place = place_of(page, one, book.book)
            yield from (rules.active(place, page.name, what) for what in active)
            yield from (rules.from_elsewhere(place, address) for address in remote)


def _drawing(name: str, data: bytes, place: Span) -> Iterator[Finding]:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return  # said when the picture was read
    for one in root.iter(etree.Element):
        line = Span(place.path, cast("int | None", one.sourceline) or 1)
        kind = etree.QName(one).localname
        if kind in ("script", "foreignObject"):
            yield rules.active(line, name, f"a {kind}")
        for key, value in attributes(one):
            if key.startswith("on"):
                yield rules.active(line, name, f"“{key}”")
            if key in ("href", HREF):
                if value.lower().lstrip().startswith("javascript:"):
                    yield rules.active(line, name, "“javascript:”")
                elif kind != "a":
                    yield from _shown(value, name, line)
        for address in _CSS_URL.findall((one.get("style") or "") + (one.text or "")):
            yield from _shown(address, name, line)


def _shown(address: str, name: str, line: Span) -> Iterator[Finding]:
    """What to say of something that a drawing shows and does not hold."""
    if _REMOTE.match(address):
        yield rules.from_elsewhere(line, address)
    elif not address.startswith(("#", "data:")):
        yield epubfiles.outside_the_drawing(line, name, address)


def _face(name: str, media_type: str, data: bytes) -> Iterator[Finding]:
    if media_type not in FONT_TYPES and not name.endswith(".txt"):
        yield rules.face_damaged(SETTINGS, name, f"is declared as {media_type}")
    if name.endswith(".txt"):
        return
    try:
        with TTFont(BytesIO(data), lazy=True) as font:
            font.getBestCmap()
    except (TTLibError, KeyError, ValueError, AssertionError):
        yield rules.face_damaged(SETTINGS, name, "is not a font that can be read")


def _lacks(book: Opened) -> Iterator[Finding]:
    covers = [item for item in book.items if "cover-image" in item.properties]
    if any(item.id == "cover" for item in book.items) and not covers:
        yield rules.package_lacks(SETTINGS, "the property cover-image on its cover")
    if not any("nav" in item.properties for item in book.items):
        yield rules.package_lacks(SETTINGS, "a navigation document")
    if book.package.find(f"{OPF}metadata/{{http://purl.org/dc/elements/1.1/}}language") is None:
        yield rules.package_lacks(SETTINGS, "a language")
    marks = {
        one.get(TYPE)
        for page in book.pages
        for nav in page.of_type("landmarks")
        for one in nav.iter(f"{XHTML}a")
    }
    if "bodymatter" not in marks:
        yield rules.package_lacks(SETTINGS, "the landmark bodymatter")


def container(names: list[tuple[str, int, int]]) -> Iterator[Finding]:
    """The zip: `mimetype` first, and stored as it is (EPUB 3.3, 4.3.2).

    Each entry is given by its name, its way of compression and the length of its extra field.
    """
    if not names or names[0] != ("mimetype", 0, 0):
        yield rules.package_lacks(SETTINGS, "its file mimetype, stored first")
