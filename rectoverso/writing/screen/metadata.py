"""Say in the package what the book is, who made it, and who can read it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Contributor

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
# The sentences of the summary about what some books have, and how that is known.
SUMMED_UP = (
    ("access-notes", b'role="doc-noteref"'),
    ("access-index", b'role="doc-index"'),
)
_PICTURE = re.compile(rb"<img [^>]*>")
_DESCRIBED = re.compile(rb' alt="[^"]*[^"\s][^"]*"')


def identifier(book: Book) -> str:
    """The e-book's identifier, or the book's; one made from its title where it has none at all."""
    settings = book.settings
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.lang}/{settings.title}/{settings.subtitle}")
    return settings.screen.identifier or settings.identifier or made.urn


def describe(packed: Any, book: Book) -> None:
    """Tell title, languages, people, publisher and series (EPUB 3.3, 5.5 and appendix D)."""
    settings = book.settings
    local = {XML_LANG: settings.lang, "dir": book.direction}
    packed.add_metadata("DC", "title", settings.title, {"id": "title", **local})
    _refine(packed, "title", "title-type", "main")
    _alternate(packed, book, "title", settings.alternate_title)
    if settings.subtitle:
        packed.add_metadata("DC", "title", settings.subtitle, {"id": "subtitle", **local})
        _refine(packed, "subtitle", "title-type", "subtitle")
    if settings.series:
        said = {"property": "belongs-to-collection", "id": "series", **local}
        packed.add_metadata(None, "meta", settings.series, said)
        _refine(packed, "series", "collection-type", "series")
        if settings.series_number:
            _refine(packed, "series", "group-position", settings.series_number)
    if settings.edition:
        said = {"property": "schema:bookEdition", **local}
        packed.add_metadata(None, "meta", settings.edition, said)
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


def tell_access(packed: Any, book: Book, pages: Sequence[bytes]) -> None:
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
    sentences = [
        "access-contents",
        *(key for key, sign in SUMMED_UP if any(sign in page for page in pages)),
        *(["access-pictures" if described else "access-mute"] if pictures else []),
    ]
    summary = " ".join(map(book.locales[book.settings.lang].label, sentences))
    said = {"property": "schema:accessibilitySummary", **local}
    packed.add_metadata(None, "meta", summary, said)
    screen = book.settings.screen
    if any(b'role="doc-pagebreak"' in page for page in pages):
        _tell_pages(packed, book)
    if screen.conforms_to:
        said = {"property": "dcterms:conformsTo", "id": "conformance"}
        packed.add_metadata(None, "meta", screen.conforms_to, said)
        if screen.certified_by:
            said = {"property": "a11y:certifiedBy", "refines": "#conformance", **local}
            packed.add_metadata(None, "meta", screen.certified_by, said)


def _tell_pages(packed: Any, book: Book) -> None:
    """Tell whose pages the e-book has: those of the print edition, or its own.

    Source: EPUB Accessibility 1.1, 4.2.2; `source-of` is what older readers know.
    """
    settings = book.settings
    if settings.screen.page_list == "digital":
        _property(packed, "pageBreakSource", "none")
        return
    source = settings.sheet.identifier or settings.identifier or identifier(book)
    _property(packed, "pageBreakSource", source)
    packed.add_metadata("DC", "source", source, {"id": "print"})
    _refine(packed, "print", "source-of", "pagination")


def _credit(packed: Any, book: Book, person: Contributor, key: str) -> None:
    name = "creator" if person.role == "aut" else "contributor"
    # A name whose language nobody states runs as its first letter does.
    direction = book.locales[person.lang].direction if person.lang else "auto"
    local = {XML_LANG: person.lang or book.settings.lang, "dir": direction}
    packed.add_metadata("DC", name, person.name, {"id": key, **local})
    _refine(packed, key, "role", person.role, scheme="marc:relators")
    if person.sort:
        _refine(packed, key, "file-as", person.sort)
    _alternate(packed, book, key, person.alternate)


def _alternate(packed: Any, book: Book, key: str, names: Mapping[str, str]) -> None:
    """A title or a name in other scripts (EPUB 3.3, D.3.1)."""
    for lang, name in names.items():
        direction = book.locales[lang].direction if lang in book.locales else "auto"
        local = {XML_LANG: lang, "dir": direction}
        packed.add_metadata(
            None, "meta", name, {"refines": f"#{key}", "property": "alternate-script", **local}
        )


def _refine(packed: Any, key: str, name: str, value: str, **more: str) -> None:
    said = {"refines": f"#{key}", "property": name, **more}
    packed.add_metadata(None, "meta", value, said)


def _property(packed: Any, name: str, value: str) -> None:
    packed.add_metadata(None, "meta", value, {"property": name})
