"""Inspect an e-book as it was written: the faults that validators let pass."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from itertools import chain

from lxml import etree

from rectoverso.model.book import Book
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.shares import share_out
from rectoverso.model.source import Finding
from rectoverso.writing.folios import Folio
from rectoverso.writing.screen.inspection.access import access
from rectoverso.writing.screen.inspection.contents import container, contents
from rectoverso.writing.screen.inspection.directions import directions
from rectoverso.writing.screen.inspection.links import links, unknown_types
from rectoverso.writing.screen.inspection.opened import OPF, Opened, open_epub
from rectoverso.writing.screen.inspection.parity import parity
from rectoverso.writing.screen.inspection.shops import shops

Check = Callable[[Opened], Iterator[Finding]]
# In this order two processes, which take them by turns, have as much to do as each other.
CHECKS = (links, directions, parity, access, unknown_types)


def inspect(
    data: bytes,
    book: Book,
    pictures: Mapping[str, str],
    folios: Mapping[str, Folio] | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with an e-book made from this book, each with its place in the project.

    `pictures` gives the path in the project of each picture, by its name in the e-book; `folios`
    the pages that its index names, if it names pages.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [(one.filename, one.compress_type, len(one.extra)) for one in archive.infolist()]
    opened = open_epub(data, book, folios)
    return tuple(chain(container(entries), faults(opened, pictures)))


def faults(opened: Opened, pictures: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with an opened e-book."""
    checks: tuple[Check, ...] = (partial(contents, pictures=pictures), *CHECKS)
    # Each process has a copy of all pages it looks at: of more, a long book would fill 300 MB.
    for found in share_out(lambda check: tuple(check(opened)), checks, len(opened.pages), most=2):
        yield from found


def shop_list(data: bytes, book: Book, pictures: Mapping[str, str]) -> tuple[Finding, ...]:
    """What Apple, Google, Kindle and Kobo ask of such a book, as notes."""
    return tuple(shops(open_epub(data, book), pictures))


def places_lost(earlier: bytes, data: bytes) -> Iterator[Finding]:
    """The documents of an earlier edition that have no successor, if it is the same book."""
    try:
        before, after = _identity(earlier), _identity(data)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return  # whatever lies there is no book of ours
    if before[0] == after[0]:
        for name in before[1]:
            if name not in after[1]:
                yield rules.place_lost(SETTINGS, name)


def _identity(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The identifier of an e-book, and the ids of its documents in the order of reading."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    identifier = package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier") or ""
    return identifier, tuple(str(one.get("idref")) for one in package.iter(f"{OPF}itemref"))
