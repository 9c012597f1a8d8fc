"""Faults of an e-book that EPUBCheck lets pass: directions, languages, notes, links, ids."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

from rectoverso.model.shipped import shipped
from tests.reading_epub import XHTML, XML_LANG, Document, Epub, direction_of, lang_of, text_of

# ISO 15924 codes by the first word of the Unicode names of their letters.
SCRIPTS = {
    "LATIN": "Latn",
    "ARABIC": "Arab",
    "DEVANAGARI": "Deva",
    "HEBREW": "Hebr",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
}


def complaints(book: Epub) -> list[str]:
    """Everything that is wrong with a book, each with the document it is in."""
    return [f"{check.__name__}: {one}" for check in CHECKS for one in check(book)]


def _undeclared(book: Epub) -> Iterator[str]:
    """Package and documents say their language and direction, `dir="ltr"` included."""
    package = (book.package.get(XML_LANG), book.package.get("dir"), book.progression)
    if not all(package):
        yield f"the package says {package}"
    for document in book.spine:
        lang, xml_lang, direction = document.language
        if not lang or lang != xml_lang or direction not in ("ltr", "rtl"):
            yield f"{document.name} says {document.language}"
        if not document.title.strip():
            yield f"{document.name} has no title"


def _half_declared(book: Epub) -> Iterator[str]:
    """Where a language begins its direction is said too, and both forms of it agree."""
    for document in book.spine:
        for element in document.root.iter():
            lang = element.get("lang")
            if lang and (element.get(XML_LANG) != lang or not element.get("dir")):
                yield f"{document.name}: <{element.tag}> in {lang}"


def _against_the_grain(book: Epub) -> Iterator[str]:
    """Most letters of every block run in the direction the block has."""
    for document in book.spine:
        for block in document.blocks:
            sides = Counter(
                "ltr" if kind == "L" else "rtl"
                for letter in _letters(block, lambda one: one.get("dir"))
                if (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL")
            )
            if sides and sides.most_common(1)[0][0] != direction_of(block):
                yield f"{document.name}: {direction_of(block)} for “{text_of(block)[:60]}”"


def _wrong_language(book: Epub) -> Iterator[str]:
    """Most letters of every block are of the script its language is written in."""
    for document in book.spine:
        for block in document.blocks:
            script = _script_of_language(lang_of(block))
            own = Counter(
                SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])
                for letter in _letters(block, lambda one: one.get("lang"))
                if letter.isalpha()
            )
            if own and own.most_common(1)[0][0] != script:
                yield f"{document.name}: {lang_of(block)} for “{text_of(block)[:60]}”"


def _letters(block: etree._Element, apart: Callable[[etree._Element], object]) -> Iterator[str]:
    """The letters of a block itself, without code, names set apart and parts that differ."""
    yield from block.text or ""
    for child in block:
        address = "address" in child.get("class", "").split()
        if child.tag not in (f"{XHTML}code", f"{XHTML}bdi") and not address and not apart(child):
            yield from _letters(child, apart)
        yield from child.tail or ""


@cache
def _script_of_language(lang: str) -> str:
    locale = shipped("styles") / "locales" / f"{lang}.toml"
    return str(tomllib.loads(locale.read_text("utf-8"))["script"])


def _lost_notes(book: Epub) -> Iterator[str]:
    """Every note has one reference, in the order of the notes, and leads back to it."""
    for document in book.spine:
        marks = [str(one.get("id")) for one in document.of_type("noteref")]
        for note in document.notes:
            if len(note.references) != 1 or note.backlinks != note.references:
                yield f"{document.name}: {note.id} from {note.references} to {note.backlinks}"
        if [one for note in document.notes for one in note.references] != marks:
            yield f"{document.name}: references {marks}"


def _loose_links(book: Epub) -> Iterator[str]:
    """Every link leads to a document of the book, and there to an element."""
    ids = {document.name: set(document.ids) for document in book.spine}
    for document in book.spine:
        for link in document.links:
            if link.target not in ids or (link.anchor and link.anchor not in ids[link.target]):
                yield f"{document.name} to {link.target}#{link.anchor}"


def _ids_twice(book: Epub) -> Iterator[str]:
    """No id is given twice in the whole book."""
    seen: dict[str, Document] = {}
    for document in book.spine:
        for one in document.ids:
            if one in seen:
                yield f"{one} in {seen[one].name} and {document.name}"
            seen[one] = document


def _orphans(book: Epub) -> Iterator[str]:
    """What the manifest lists is in the book, and the other way round."""
    listed = {str(one.get("href")) for one in (*book.manifest.values(), *book.licences)}
    held = {name.partition("/")[2] for name in book.files if name.startswith("EPUB/")}
    yield from sorted(listed ^ (held - {"content.opf"}))


def _mute_pictures(book: Epub) -> Iterator[str]:
    """Every picture says in words what it shows."""
    for document in book.spine:
        for picture in document.root.iter(f"{XHTML}img"):
            if not picture.get("alt"):
                yield f"{document.name}: {picture.get('src')}"


CHECKS = (
    _undeclared,
    _half_declared,
    _against_the_grain,
    _wrong_language,
    _lost_notes,
    _loose_links,
    _ids_twice,
    _orphans,
    _mute_pictures,
)
