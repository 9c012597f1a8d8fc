"""Look whether links, notes and ids of the e-book lead where they should."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from rectoverso.model.nodes import plain
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import epub as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.screen.inspection.opened import XHTML, Opened, Page, words_of
from rectoverso.writing.screen.inspection.whereabouts import place_of, place_of_anchor

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def links(book: Opened) -> Iterator[Finding]:
    """Every fault of links, notes, ids and lists of pages in the e-book."""
    yield from _to_nowhere(book)
    yield from _twice(book)
    for page in book.pages:
        yield from _notes(page, book)
    yield from _contents(book)
    yield from _page_list(book)


def _to_nowhere(book: Opened) -> Iterator[Finding]:
    for page in book.pages:
        for one, file, anchor in page.links():
            target = book.by_name.get(file)
            if target is None or (anchor and anchor not in target.by_id):
                where = place_of(page, one, book.book)
                yield rules.link_to_nowhere(where, page.name, f"{file}#{anchor}".rstrip("#"))


def _twice(book: Opened) -> Iterator[Finding]:
    seen: defaultdict[str, list[Page]] = defaultdict(list)
    for page in book.pages:
        for name, one in page.with_ids:
            if seen[name]:
                files = " and ".join(other.name for other in (*seen[name], page))
                yield rules.id_twice(place_of(page, one, book.book), name, files)
            seen[name].append(page)


def _notes(page: Page, book: Opened) -> Iterator[Finding]:
    """Every note has one reference, in the order of the notes, and leads back to it."""
    marks, notes = (page.by_role.get(role, ()) for role in ("doc-noteref", "doc-footnote"))
    leading: defaultdict[str, list[str]] = defaultdict(list)
    for mark in marks:
        leading[mark.get("href", "").removeprefix("#")].append(mark.get("id", ""))
    for note in notes:
        name = note.get("id", "")
        back = [one for one in note.iter() if one.get("role") == "doc-backlink"]
        if len(leading[name]) != 1:
            fault = f"has {len(leading[name])} references"
        elif [one.get("href") for one in back] != [f"#{leading[name][0]}"]:
            fault = "does not lead back to its reference"
        else:
            fault = ""
        if fault:
            yield rules.note_out_of_order(place_of(page, note, book.book), name, fault)
        for one in back:
            if not re.search(r"\w", one.get("aria-label", "") + words_of(one)):
                where = place_of(page, note, book.book)
                yield rules.nameless_link(where, page.name, words_of(one))
    order = {note.get("id", ""): place for place, note in enumerate(notes)}
    places = [order.get(mark.get("href", "").removeprefix("#"), -1) for mark in marks]
    for before, after, mark in zip(places, places[1:], marks[1:], strict=False):
        if after <= before and -1 not in (before, after):
            name = mark.get("href", "").removeprefix("#")
            fault = "does not come in the order of the references"
            yield rules.note_out_of_order(place_of(page, mark, book.book), name, fault)


def _contents(book: Opened) -> Iterator[Finding]:
    """The contents follow the order in which documents and elements are read, and have them all."""
    for page in book.pages:
        for nav in page.of_type("toc"):
            if nav.tag == f"{XHTML}nav":  # a landmark may be of this type, too
                yield from _in_order(page, nav, "contents", book)
                yield from _left_out(page, nav, book)
    yield from _of_old_readers(book)


def _left_out(page: Page, nav: etree._Element, book: Opened) -> Iterator[Finding]:
    inside = set(nav.iter())
    led_to = [(file, anchor) for one, file, anchor in page.links() if one in inside]
    files, anchors = {file for file, _ in led_to}, {anchor for _, anchor in led_to}
    lines = [*book.book.contents]
    for line in lines:
        lines += line.children
        whole = book.by_section.get(line.anchor)
        shown = line.section in book.by_section
        if shown and line.anchor not in anchors and (not whole or whole.name not in files):
            place = place_of_anchor(line.anchor, book.book)
            name = plain(line.title) or line.label
            yield rules.not_in_the_e_book(place, "line of the contents", name)


def _of_old_readers(book: Opened) -> Iterator[Finding]:
    """The NCX is of this book, and leads to what is there (OPF 2.0.1, 2.4.1)."""
    root = etree.fromstring(book.files.get("toc.ncx", b"<ncx/>"))
    said = [one.get("content") for one in root.iter(f"{NCX}meta") if one.get("name") == "dtb:uid"]
    if said != [one.text for one in book.package.iter(IDENTIFIER)]:
        yield rules.package_lacks(SETTINGS, "its identifier in toc.ncx")
    for one in root.iter(f"{NCX}content"):
        address = one.get("src", "")
        name, _, anchor = address.partition("#")
        target = book.by_name.get(name)
        if target is None or (anchor and anchor not in target.by_id):
            place = place_of_anchor(anchor or PurePosixPath(name).stem, book.book)
            yield rules.link_to_nowhere(place, "toc.ncx", address)


def _in_order(page: Page, nav: etree._Element, what: str, book: Opened) -> Iterator[Finding]:
    inside = set(nav.iter())
    read = {name: number for number, name in reversed([*enumerate(book.spine)])}
    last = (-1, -1)
    for one, file, anchor in page.links():
        if one not in inside or file not in book.by_name or file not in read:
            continue
        target = book.by_name[file]
        element = target.by_id.get(anchor)
        place = target.order.get(anchor, 0)
        here = (read[file], place)
        if here < last:
            yield rules.out_of_order(_place(target, element, book), what, words_of(one))
        last = max(last, here)


def _page_list(book: Opened) -> Iterator[Finding]:
    """Every page break has a name and stands in the list of pages, in order, and no other."""
    breaks = [
        (name, one)
        for name in book.spine
        for one in book.by_name[name].by_role.get("doc-pagebreak", ())
    ]
    for name, one in breaks:
        if not (one.get("aria-label") or words_of(one)):
            page = book.by_name[name]
            where = place_of(page, one, book.book)
            yield rules.nameless_link(where, page.name, one.get("id", ""))
    for page in book.pages:
        for nav in page.of_type("page-list"):
            inside = set(nav.iter())
            listed = [
                (file, anchor, words_of(a)) for a, file, anchor in page.links() if a in inside
            ]
            there = [(name, one.get("id", ""), one.get("aria-label", "")) for name, one in breaks]
            for entry, meant, (name, one) in zip(listed, there, breaks, strict=False):
                if entry != meant:
                    where = place_of(book.by_name[name], one, book.book)
                    yield rules.out_of_order(where, "page list", entry[2])
                    break
            if len(listed) != len(there):
                unlisted = [
                    _place(book.by_name[name], one, book)
                    for entry, (name, one) in zip(there, breaks, strict=True)
                    if entry not in listed
                ]
                lacking = f"{len(there) - len(listed)} pages in its page list"
                yield rules.package_lacks(unlisted[0] if unlisted else SETTINGS, lacking)
    if breaks and not any(page.of_type("page-list") for page in book.pages):
        yield rules.package_lacks(SETTINGS, "a page list")


def _place(page: Page, element: etree._Element | None, book: Opened) -> Span:
    return place_of(page, page.root if element is None else element, book.book)


def unknown_types(book: Opened) -> Iterator[Finding]:
    """Words of `epub:type` that the vocabulary does not have."""
    for page in book.pages:
        for kind in page.by_type.keys() - VOCABULARY:
            for one in page.of_type(kind):
                yield rules.unknown_type(place_of(page, one, book.book), page.name, kind)


# EPUB 3 Structural Semantics Vocabulary 1.1, without what is only for comics and dictionaries.
VOCABULARY = frozenset(
    (
        *("cover", "frontmatter", "bodymatter", "backmatter", "volume", "part", "chapter"),
        *("division", "foreword", "preface", "prologue", "introduction", "preamble", "conclusion"),
        *("epilogue", "afterword", "epigraph", "toc", "landmarks", "loa", "loi", "lot", "lov"),
        *("appendix", "colophon", "index", "index-headnotes", "index-legend", "index-group"),
        *("index-entry-list", "index-entry", "index-term", "index-editor-note", "index-locator"),
        *("index-locator-list", "index-locator-range", "index-xref-preferred", "keyword"),
        *("index-xref-related", "index-term-category", "index-term-categories", "glossary"),
        *("glossterm", "glossdef", "bibliography", "biblioentry", "titlepage", "halftitlepage"),
        *("copyright-page", "acknowledgments", "imprint", "imprimatur", "contributors"),
        *(
            "other-credits",
            "errata",
            "dedication",
            "revision-history",
            "notice",
            "tip",
            "halftitle",
        ),
        *("halftitle", "fulltitle", "covertitle", "title", "subtitle", "bridgehead"),
        *(
            "abstract",
            "pullquote",
            "footnote",
            "endnote",
            "footnotes",
            "endnotes",
            "annotation",
            "note",
            "noteref",
        ),
        *("backlink", "credit", "glossref", "biblioref", "table", "table-row", "table-cell"),
        *("list", "list-item", "figure", "aside", "page-list", "pagebreak", "learning-objective"),
    )
)
