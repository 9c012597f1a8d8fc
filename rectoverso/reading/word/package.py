"""Open a document of Word's, whatever state it is in (ECMA-376-2, Open Packaging Conventions)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# A chapter without pictures has some hundred kilobytes; a part larger than this is no chapter.
LARGEST = 64 * 1024 * 1024

Element = etree._Element


class NoDocumentError(Exception):
    """A file is no document that can be read; the words say why."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document, by what they are for; None for those it does not have."""

    document: Element
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    threads: Element | None
    custom: Element | None

    @property
    def properties(self) -> dict[str, str]:
        """The custom properties of the document, by their names."""
        found = self.custom if self.custom is not None else ()
        return {one.get("name", ""): "".join(map(str, one.itertext())).strip() for one in found}


def opened(data: bytes) -> Package:
    """The parts of a document. Raises NoDocumentError."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if "word/document.xml" not in sizes:
                raise NoDocumentError("it holds no text of Word's")
            return Package(
                _part(archive, sizes, "word/document.xml"),
                *(
                    _part(archive, sizes, name) if name in sizes else None
                    for name in (
                        *("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"),
                        *("word/commentsExtended.xml", "docProps/custom.xml"),
                    )
                ),
            )
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise NoDocumentError("it is damaged, or no .docx at all") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise NoDocumentError("it is protected by a password") from error


def _part(archive: ZipFile, sizes: dict[str, int], name: str) -> Element:
    with archive.open(name) as part:
        # What an archive says of the size of a part may be untrue.
        data = part.read(LARGEST + 1)
    if max(sizes[name], len(data)) > LARGEST:
        raise NoDocumentError("it would unpack to more than any chapter can hold")
    if _STRICT.encode() in data[:4096]:
        raise NoDocumentError("it is “Strict Open XML”; save it as a usual Word document (.docx)")
    if b"<!DOCTYPE" in data[:4096]:
        raise NoDocumentError("it is damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NoDocumentError("it is damaged") from error
    return root
