"""Open an EPUB for inspection: its package, its documents, and the chapters they come from."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import cast
from urllib.parse import unquote

from lxml import etree

from rectoverso.model.book import Book, Section
from rectoverso.writing.folios import Folio

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOT = "EPUB/"

# Elements that a reading system sets as blocks.
BLOCKS = frozenset(
    f"{XHTML}{name}"
    for name in (
        *("address", "aside", "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_BLANKS = re.compile(r"\s+")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# To look at every element of a book in Python takes long.
_NAMED = etree.XPath("//*[@id != '']")
_WITH_ROLE = etree.XPath("//*[@role]")
_DECLARING = etree.XPath("/*//*[@lang]")
_TYPED = etree.XPath("//*[@e:type]", namespaces={"e": "http://www.idpf.org/2007/ops"})


@dataclass(frozen=True, slots=True)
class Item:
    """A file as the manifest lists it."""

    id: str
    name: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """An XHTML document, with the section of the book that it shows (if it shows one)."""

    name: str
    root: etree._Element
    section: Section | None

    @cached_property
    def with_ids(self) -> Sequence[tuple[str, etree._Element]]:
        """The ids and the elements that have one, in reading order."""
        found = cast("list[etree._Element]", _NAMED(self.root))
        return [(str(one.get("id")), one) for one in found]

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of every id in reading order."""
        return {name: place for place, (name, _) in enumerate(self.with_ids, 1)}

    @cached_property
    def by_id(self) -> Mapping[str, etree._Element]:
        """The elements that have an id."""
        return dict(self.with_ids)

    @cached_property
    def by_role(self) -> Mapping[str, Sequence[etree._Element]]:
        """The elements that have a `role`, in reading order."""
        found: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for one in cast("list[etree._Element]", _WITH_ROLE(self.root)):
            found[one.get("role", "")].append(one)
        return found

    @property
    def declaring(self) -> Sequence[etree._Element]:
        """The elements in the document that declare a language."""
        return cast("list[etree._Element]", _DECLARING(self.root))

    @cached_property
    def blocks(self) -> Sequence[etree._Element]:
        """The innermost blocks."""
        outer = set()
        inner = list(self.root.iter(*BLOCKS))
        for one in inner:
            for around in one.iterancestors():
                if around in outer:
                    break
                outer.add(around)
        return [one for one in inner if one not in outer]

    @cached_property
    def text(self) -> str:
        """All that the document says."""
        return "".join(map(str, self.root[-1].itertext()))

    def named(self, name: str) -> list[etree._Element]:
        """The XHTML elements of a name."""
        return list(self.root.iter(f"{XHTML}{name}"))

    @cached_property
    def by_type(self) -> Mapping[str, Sequence[etree._Element]]:
        """The elements that have an `epub:type`, by its words."""
        found: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for one in cast("list[etree._Element]", _TYPED(self.root)):
            for kind in one.get(TYPE, "").split():
                found[kind].append(one)
        return found

    def of_type(self, kind: str) -> Sequence[etree._Element]:
        """The elements with this `epub:type`."""
        return self.by_type.get(kind, ())

    def links(self) -> Iterator[tuple[etree._Element, str, str]]:
        """The links within the book: the element, the file and the id it leads to."""
        folder = posixpath.dirname(self.name)
        for one in self.named("a"):
            href = one.get("href", "")
            if href and not _ELSEWHERE.match(href):
                path, _, anchor = href.partition("#")
                joined = posixpath.join(folder, unquote(path))
                yield one, posixpath.normpath(joined) if path else self.name, unquote(anchor)


@dataclass(frozen=True)
class Opened:
    """An EPUB and the book that it was made from. Names of files are those of the manifest.

    `folios` are the pages of its index, by anchor: none where places are named after sections.
    """

    book: Book
    files: Mapping[str, bytes]
    package: etree._Element
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    folios: Mapping[str, Folio]

    @cached_property
    def spine(self) -> tuple[str, ...]:
        """The names of the documents in the order in which they are read."""
        by_id = {item.id: item.name for item in self.items}
        refs = (str(one.get("idref")) for one in self.package.iter(f"{OPF}itemref"))
        return tuple(by_id[ref] for ref in refs if ref in by_id)

    @cached_property
    def by_name(self) -> Mapping[str, Page]:
        """The documents by name."""
        return {page.name: page for page in self.pages}

    @cached_property
    def by_section(self) -> Mapping[str, Page]:
        """The documents by the id of their section."""
        return {page.section.id: page for page in self.pages if page.section}

    def meta(self, name: str) -> list[str]:
        """What the package says under the property of a `meta`."""
        return [
            one.text or "" for one in self.package.iter(f"{OPF}meta") if one.get("property") == name
        ]


def open_epub(data: bytes, book: Book, folios: Mapping[str, Folio] | None = None) -> Opened:
    """An EPUB that we wrote, opened. Documents that are not XML raise `etree.XMLSyntaxError`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name.removeprefix(ROOT): archive.read(name) for name in archive.namelist()}
    return opened(files, book, folios)


def opened(
    files: Mapping[str, bytes], book: Book, folios: Mapping[str, Folio] | None = None
) -> Opened:
    """The files of an EPUB, opened."""
    package = etree.fromstring(files["content.opf"])
    items = tuple(
        Item(
            str(one.get("id")),
            unquote(str(one.get("href"))),
            str(one.get("media-type")),
            tuple((one.get("properties") or "").split()),
        )
        for one in package.iter(f"{OPF}item")
    )
    sections = {section.id: section for section in book.sections}
    pages = []
    for item in items:
        if item.media_type == "application/xhtml+xml" and item.name in files:
            root = etree.fromstring(files[item.name])
            body = root.find(f"{XHTML}body")
            first = body[0].get("id", "") if body is not None and len(body) else ""
            pages.append(Page(item.name, root, sections.get(first)))
    return Opened(book, files, package, items, tuple(pages), folios or {})


def said(element: etree._Element, name: str) -> str:
    """An attribute of an element or of the nearest one around it that has it."""
    one: etree._Element | None = element
    while one is not None:
        if value := one.get(name):
            return value
        one = one.getparent()
    return ""


def attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and values of an element's attributes."""
    return ((str(name), str(value)) for name, value in element.attrib.items())


def words_of(element: etree._Element) -> str:
    """What an element says, white space folded."""
    return _BLANKS.sub(" ", "".join(map(str, element.itertext()))).strip()
