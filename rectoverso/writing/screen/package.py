"""Put the files of an e-book into one EPUB: manifest, spine, metadata, the same bytes each time."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from ebooklib import epub

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Contributor

XHTML = "application/xhtml+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What the pages have that helps readers, and how it is known there. Text alone, as ours is, can be
# enlarged and recoloured; sections and headings let readers go from one to the next.
FEATURES = (
    ("tableOfContents", b'epub:type="toc"'),
    ("readingOrder", b"<section"),
    ("structuralNavigation", b"<h1"),
    ("displayTransformability", b"<p"),
    ("index", b'epub:type="index"'),
    ("MathML", b"<math "),
    ("pageBreakMarkers", b'role="doc-pagebreak"'),
    ("pageNavigation", b'epub:type="page-list"'),
)
_PICTURE = re.compile(rb"<img [^>]*>")
_DESCRIBED = re.compile(rb' alt="[^"]*[^"\s][^"]*"')
STORED = ("mimetype", ".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the e-book; `properties` are those of the manifest (nav, cover-image, mathml)."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


def package(
    book: Book,
    files: Sequence[File],
    spine: Sequence[str],
    moment: datetime,
) -> bytes:
    """The e-book. `spine` names files by id, in the order in which they are read."""
    settings = book.settings
    packed = epub.EpubBook()
    packed.metadata = {}
    packed.language = settings.lang
    packed.direction = book.direction
    packed.prefixes = ["schema: http://schema.org/"]
    packed.set_identifier(identifier(book))
    _describe(packed, book)
    _tell_access(packed, book, [file.data for file in files if file.media_type == XHTML])
    for file in files:
        packed.add_item(_item(file))
        if "cover-image" in file.properties:
            # Kobo and readers of EPUB 2 find the cover by this only.
            packed.add_metadata(None, "meta", "", {"name": "cover", "content": file.id})
    packed.spine = list(spine)
    data = BytesIO()
    _Writer(data, packed, {"mtime": moment.astimezone(UTC), "epub2_guide": False}).write()
    return data.getvalue()


def identifier(book: Book) -> str:
    """The book's identifier; one made from its title and language where it has none of its own."""
    settings = book.settings
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.lang}/{settings.title}/{settings.subtitle}")
    return settings.identifier or made.urn


def _item(file: File) -> epub.EpubItem:
    # Raw items: EbookLib parses EpubHtml with an HTML 4 parser and puts spaces into words.
    item = epub.EpubItem(file.id, file.name, file.media_type, file.data)
    item.properties = list(file.properties)
    return item


def _describe(packed: Any, book: Book) -> None:
    settings = book.settings
    local = {XML_LANG: settings.lang, "dir": book.direction}
    packed.add_metadata("DC", "title", settings.title, {"id": "title", **local})
    packed.add_metadata(None, "meta", "main", {"refines": "#title", "property": "title-type"})
    if settings.subtitle:
        packed.add_metadata("DC", "title", settings.subtitle, {"id": "subtitle", **local})
        packed.add_metadata(
            None, "meta", "subtitle", {"refines": "#subtitle", "property": "title-type"}
        )
    for lang in dict.fromkeys((settings.lang, *(one.lang for one in book.sections))):
        packed.add_metadata("DC", "language", lang)
    for number, person in enumerate(settings.contributors, 1):
        _credit(packed, book, person, f"person-{number}")
    if settings.date:
        packed.add_metadata("DC", "date", settings.date.isoformat())
    for name, value in (
        ("publisher", settings.publisher),
        ("description", settings.description),
        ("rights", settings.rights),
    ):
        if value:
            packed.add_metadata("DC", name, value, local)
    for subject in settings.subjects:
        # Headings of library catalogues come in languages of their own, which nobody states.
        packed.add_metadata("DC", "subject", subject, {XML_LANG: "und", "dir": "auto"})


def _tell_access(packed: Any, book: Book, pages: Sequence[bytes]) -> None:
    """Tell what helps a reader find out whether they can read the book (EPUB Accessibility 1.1).

    All of it is read off the pages. What they conform to is for their author to declare.
    """
    pictures = [one for page in pages for one in _PICTURE.findall(page) if b"doc-cover" not in one]
    described = all(_DESCRIBED.search(one) for one in pictures)
    _property(packed, "schema:accessMode", "textual")
    if pictures:
        _property(packed, "schema:accessMode", "visual")
        _property(packed, "schema:accessModeSufficient", "textual,visual")
    if described:
        _property(packed, "schema:accessModeSufficient", "textual")
    for feature, sign in FEATURES:
        if any(sign in page for page in pages):
            _property(packed, "schema:accessibilityFeature", feature)
    if pictures and described:
        _property(packed, "schema:accessibilityFeature", "alternativeText")
    _property(packed, "schema:accessibilityHazard", "none")
    local = {XML_LANG: book.settings.lang, "dir": book.direction}
    summary = book.locales[book.settings.lang].label("accessibility")
    said = {"property": "schema:accessibilitySummary", **local}
    packed.add_metadata(None, "meta", summary, said)
    if any(b'role="doc-pagebreak"' in page for page in pages):
        _property(packed, "pageBreakSource", identifier(book))
    screen = book.settings.screen
    if screen.conforms_to:
        said = {"property": "dcterms:conformsTo", "id": "conformance"}
        packed.add_metadata(None, "meta", screen.conforms_to, said)
        if screen.certified_by:
            said = {"property": "a11y:certifiedBy", "refines": "#conformance", **local}
            packed.add_metadata(None, "meta", screen.certified_by, said)


def _credit(packed: Any, book: Book, person: Contributor, key: str) -> None:
    lang = person.lang or book.settings.lang
    name = "creator" if person.role == "aut" else "contributor"
    local = {XML_LANG: lang, "dir": book.locales[lang].direction}
    packed.add_metadata("DC", name, person.name, {"id": key, **local})
    packed.add_metadata(
        None,
        "meta",
        person.role,
        {"refines": f"#{key}", "property": "role", "scheme": "marc:relators"},
    )
    if person.sort:
        packed.add_metadata(
            None, "meta", person.sort, {"refines": f"#{key}", "property": "file-as"}
        )


def _property(packed: Any, name: str, value: str) -> None:
    packed.add_metadata(None, "meta", value, {"property": name})


class _Archive(zipfile.ZipFile):
    """A zip whose entries bear no time and no machine, and that takes no name twice."""

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:  # type: ignore[override]
        if name in self.NameToInfo:
            raise ValueError(f"the e-book holds {name} twice")
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.external_attr = 0o644 << 16
        entry.create_system = 3
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
        super().writestr(entry, data, compresslevel=9)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with language and direction on the package, and a repeatable zip."""

    def write(self) -> None:
        with _Archive(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        root.set("dir", self.book.direction)
        super()._write_opf_file(root)
