"""Put the files of an e-book into one EPUB: manifest, spine, metadata, the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from ebooklib import epub

from rectoverso.model.book import Book
from rectoverso.writing.screen.metadata import XML_LANG, describe, identifier, tell_access

XHTML = "application/xhtml+xml"
# Apple Books Asset Guide, “Specified Fonts”.
IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
STORED = ("mimetype", ".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the e-book; `properties` are those of the manifest (nav, cover-image, mathml)."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of some of the e-book's files, which are named by id."""

    name: str
    data: bytes
    files: tuple[str, ...]


def package(
    book: Book,
    files: Sequence[File],
    licences: Sequence[Licence],
    spine: Sequence[str],
    moment: datetime,
) -> bytes:
    """The e-book. `spine` names files by id, in the order in which they are read."""
    settings = book.settings
    packed = _Packed()
    packed.metadata = {}
    packed.language = settings.lang
    packed.direction = book.direction
    packed.prefixes = ["schema: http://schema.org/", f"ibooks: {IBOOKS}"]
    packed.set_identifier(identifier(book))
    describe(packed, book)
    tell_access(packed, book, [file.data for file in files if file.media_type == XHTML])
    for file in files:
        packed.add_item(_item(file))
        if "cover-image" in file.properties:
            # Kobo and readers of EPUB 2 find the cover by this only.
            packed.add_metadata(None, "meta", "", {"name": "cover", "content": file.id})
    if any(file.media_type.startswith("font/") for file in files):
        # Else Apple Books sets the text in a face of its own.
        packed.add_metadata(None, "meta", "true", {"property": "ibooks:specified-fonts"})
    for licence in licences:
        said = {"rel": "dcterms:license", "href": licence.name, "media-type": "text/plain"}
        for file_id in licence.files:
            packed.add_metadata(None, "link", "", {"refines": f"#{file_id}", **said})
    packed.spine = list(spine)
    data = BytesIO()
    options = {"mtime": moment.astimezone(UTC), "epub2_guide": False}
    _Writer(data, packed, options).write_with(licences)
    return data.getvalue()


def _item(file: File) -> epub.EpubItem:
    # Raw items: EbookLib parses EpubHtml with an HTML 4 parser and puts spaces into words.
    item = epub.EpubItem(file.id, file.name, file.media_type, file.data)
    item.properties = list(file.properties)
    return item


class _Packed(epub.EpubBook):  # type: ignore[misc]
    """EbookLib's book, which knows its files by their ids."""

    def get_item_with_id(self, uid: str) -> epub.EpubItem | None:
        """The file of this id. EbookLib asks for each of the spine, and looks at all for each."""
        return self._by_id.get(uid)

    @cached_property
    def _by_id(self) -> Mapping[str, epub.EpubItem]:
        return {item.id: item for item in self.items}


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

    def write_with(self, licences: Sequence[Licence]) -> None:
        """Write the e-book, with files that belong to it and are not to be shown."""
        with _Archive(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()
            for licence in licences:
                # What a `link` of the package names must not be in its manifest (EPUB 3.3, 5.6.2).
                self.out.writestr(f"{self.book.FOLDER_NAME}/{licence.name}", licence.data)

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        root.set("dir", self.book.direction)
        super()._write_opf_file(root)
