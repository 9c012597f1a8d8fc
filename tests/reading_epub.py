"""Open an EPUB as a reader does: its documents in reading order, directions, links and notes."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

BLOCKS = frozenset(
    f"{XHTML}{name}"
    for name in (
        *("address", "aside", "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "nav", "ol", "p", "pre"),
        *("section", "table", "td", "th", "tr", "ul"),
    )
)


def text_of(element: etree._Element) -> str:
    """What an element says, with runs of white space as single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def direction_of(element: etree._Element) -> str:
    """The direction an element is set in: its own, or that of what it stands in."""
    return nearest(element, "dir")


def lang_of(element: etree._Element) -> str:
    """The language of an element."""
    return nearest(element, "lang")


def nearest(element: etree._Element, name: str) -> str:
    """An attribute of an element or of the nearest one around it that has it."""
    for one in (element, *element.iterancestors()):
        if value := one.get(name):
            return value
    return ""


@dataclass(frozen=True)
class Link:
    """A link between documents of the book: where it stands, and where it leads."""

    document: str
    target: str
    anchor: str
    element: etree._Element


@dataclass(frozen=True)
class Note:
    """A note, with the references that lead to it and the links that lead back from it."""

    id: str
    text: str
    lang: str
    direction: str
    references: tuple[str, ...]
    backlinks: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """An XHTML file of the book."""

    name: str
    root: etree._Element

    @property
    def title(self) -> str:
        return self.root.findtext(f"{XHTML}head/{XHTML}title") or ""

    @property
    def language(self) -> tuple[str | None, str | None, str | None]:
        """What the document says of itself: `lang`, `xml:lang` and `dir`."""
        return self.root.get("lang"), self.root.get(XML_LANG), self.root.get("dir")

    @property
    def body(self) -> etree._Element:
        body = self.root.find(f"{XHTML}body")
        assert body is not None
        return body

    @property
    def ids(self) -> list[str]:
        return [str(one) for one in self.root.xpath("//@id")]

    @property
    def blocks(self) -> Iterator[etree._Element]:
        """The innermost blocks: those with text and no other block inside."""
        for element in self.body.iter(*BLOCKS):
            if text_of(element) and not any(one is not element for one in element.iter(*BLOCKS)):
                yield element

    def of_type(self, kind: str) -> list[etree._Element]:
        """The elements with this `epub:type`."""
        return [one for one in self.root.iter() if kind in one.get(EPUB_TYPE, "").split()]

    @property
    def links(self) -> Iterator[Link]:
        """The links that stay within the book."""
        for element in self.root.iter(f"{XHTML}a"):
            href = element.get("href", "")
            if "://" in href or href.startswith("mailto:"):
                continue
            path, _, anchor = href.partition("#")
            folder = posixpath.dirname(self.name)
            target = posixpath.normpath(posixpath.join(folder, unquote(path)))
            yield Link(self.name, target if path else self.name, unquote(anchor), element)

    @property
    def notes(self) -> list[Note]:
        """The notes in the order in which they stand, as their links say it."""
        references = {
            one.element.get("id", ""): one.anchor
            for one in self.links
            if one.element.get("role") == "doc-noteref"
        }
        return [
            Note(
                aside.get("id", ""),
                text_of(aside),
                lang_of(aside),
                direction_of(aside),
                tuple(mark for mark, note in references.items() if note == aside.get("id")),
                tuple(
                    one.get("href", "").removeprefix("#")
                    for one in aside.iter(f"{XHTML}a")
                    if one.get("role") == "doc-backlink"
                ),
            )
            for aside in self.root.iter(f"{XHTML}aside")
            if aside.get("role") == "doc-footnote"
        ]


@dataclass(frozen=True)
class Epub:
    """An EPUB, opened."""

    files: dict[str, bytes]

    @cached_property
    def _package_name(self) -> str:
        container = etree.fromstring(self.files["META-INF/container.xml"])
        found = container.find(f"{CONTAINER}rootfiles/{CONTAINER}rootfile")
        assert found is not None
        return str(found.get("full-path"))

    @cached_property
    def package(self) -> etree._Element:
        """The package document."""
        return etree.fromstring(self.files[self._package_name])

    @cached_property
    def manifest(self) -> dict[str, etree._Element]:
        """The items of the manifest by id."""
        return {str(one.get("id")): one for one in self.package.iter(f"{OPF}item")}

    @cached_property
    def licences(self) -> list[etree._Element]:
        """The links of the package that lead to licences in the book."""
        return [one for one in self.package.iter(f"{OPF}link") if "license" in one.get("rel", "")]

    def data(self, name: str) -> bytes:
        """A file by its name as the manifest has it."""
        return self.files[posixpath.join(posixpath.dirname(self._package_name), name)]

    @cached_property
    def spine(self) -> list[Document]:
        """The documents in the order in which they are read."""
        refs = [str(one.get("idref")) for one in self.package.iter(f"{OPF}itemref")]
        names = [str(self.manifest[one].get("href")) for one in refs]
        return [Document(name, etree.fromstring(self.data(name))) for name in names]

    @property
    def progression(self) -> str | None:
        """The direction in which pages are turned."""
        spine = self.package.find(f"{OPF}spine")
        assert spine is not None
        return spine.get("page-progression-direction")

    def document(self, name: str) -> Document:
        """A document of the spine by the last part of its name."""
        (found,) = (one for one in self.spine if posixpath.basename(one.name) == name)
        return found

    def metadata(self, name: str) -> list[str]:
        """What the package says under a name: `dc:title`, or the property of a `meta`."""
        kind, _, local = name.partition(":")
        dublin = f"{{http://purl.org/dc/elements/1.1/}}{local}"
        return [
            one.text or ""
            for one in self.package.iter()
            if (kind == "dc" and one.tag == dublin) or one.get("property") == name
        ]


def read_epub(data: bytes) -> Epub:
    """An EPUB from its bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return Epub({name: archive.read(name) for name in archive.namelist()})
