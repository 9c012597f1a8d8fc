"""Set one piece of a book by itself: the text of a section, its margins, or a face cut to size."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.text.ffi import ffi, harfbuzz
from weasyprint.text.fonts import FontConfiguration

from rectoverso.writing.fonts import Face, only
from rectoverso.writing.paper.fitting import fit
from rectoverso.writing.paper.inside import Part, apart
from rectoverso.writing.paper.marking import PAGINATION
from rectoverso.writing.paper.pieces import Anchor, Bookmark, FontUse, Misfit, Piece, SetPages, Slot
from rectoverso.writing.paper.typeset import (
    LOCAL,
    correct,
    deeply,
    listening,
    read_html,
    write_tagged,
)
from rectoverso.writing.turns import page_turns

SCALE = 0.75  # points in a CSS pixel

# What a PDF says of a face besides its glyphs, as WeasyPrint's `Font` knows it.
_TRAITS = (
    *("hash", "family", "style", "weight", "index", "font_size", "ascent", "descent", "bitmap"),
    *("italic_angle", "upem", "png", "svg", "colr", "glyph_count", "stemv", "stemh", "flags"),
    *("tables", "variations", "used_in_forms"),
)

ffi.cdef(
    "hb_blob_t * hb_blob_create_from_file (const char *file_name);"
    "hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);"
)


def make(piece: Piece) -> SetPages:
    """Set a piece. The same piece gives the same bytes in any process."""
    if piece.kind == "font":
        return _cut(piece)
    correct()
    part = Part("text" if piece.kind == "text" else "folios", piece.right, piece.first)
    with listening() as complaints, deeply(), apart(part):
        document, html, misfits = _rendered(piece)
        if piece.kind == "folios":
            data = document.write_pdf()
        else:
            data = write_tagged(document, html, lambda: _close_pages(part))
    pages = document.pages
    made = SetPages(
        data,
        len(pages),
        fonts=_uses(part.fonts),
        complaints=tuple(dict.fromkeys(complaints)),
        misfits=misfits,
    )
    if piece.kind == "folios":
        return replace(made, printed=tuple(part.printed))
    return replace(
        made,
        anchors=_anchors(pages),
        links=_links(pages),
        bookmarks=_bookmarks(pages),
        slots=_slots(part),
        turns=page_turns(document),
        rigid=part.rigid,
    )


def _rendered(piece: Piece) -> tuple[weasyprint.Document, Any, tuple[Misfit, ...]]:
    """The pages of a piece, the root of its HTML, and what does not fit."""
    fonts, counters = _fonts(piece.faces), CounterStyle()
    sheets = []
    for css in piece.css:
        sheet, own = _sheet(css, fonts)
        sheets.append(sheet)
        counters.update(own)
    source = read_html(piece.html)
    document, misfits = fit(
        lambda: source.render(stylesheets=sheets, font_config=fonts, counter_style=counters)
    )
    return document, source.etree_element, misfits


@lru_cache(maxsize=4)
def _fonts(faces: tuple[Face, ...]) -> FontConfiguration:
    with only(faces):
        return FontConfiguration()


@lru_cache(maxsize=16)
def _sheet(css: str, fonts: FontConfiguration) -> tuple[weasyprint.CSS, CounterStyle]:
    """A style sheet that was read, and the counter styles that it makes known."""
    counters = CounterStyle()
    sheet = weasyprint.CSS(
        string=css, font_config=fonts, counter_style=counters, url_fetcher=LOCAL, base_url="."
    )
    return sheet, counters


def _close_pages(part: Part) -> None:
    """Leave the state of the page as it was found, and call for what stands in its margins."""
    for number, stream in enumerate(part.streams):
        margins = (PAGINATION, b"/Margins%d Do" % number, b"EMC")
        stream.stream = [b"q", *stream.stream, b"Q", *margins]


# --- What is known of the pages ------------------------------------------------------------


def _anchors(pages: Sequence[Any]) -> tuple[Anchor, ...]:
    anchors: dict[str, Anchor] = {}
    for number, page in enumerate(pages):
        for name, (x, y, _, _) in page.anchors.items():
            place = Anchor(name, number, x * SCALE, (page.height - y) * SCALE)
            anchors.setdefault(name, place)
    return tuple(anchors.values())


def _links(pages: Sequence[Any]) -> tuple[str, ...]:
    links = (link for page in pages for link in page.links)
    return tuple(dict.fromkeys(target for kind, target, *_ in links if kind == "internal"))


def _bookmarks(pages: Sequence[Any]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(level, label, number, x * SCALE, (page.height - y) * SCALE, state == "closed")
        for number, page in enumerate(pages)
        for level, label, (x, y), state in page.bookmarks
    )


def _slots(part: Part) -> tuple[Slot, ...]:
    slots = []
    for number, stream in enumerate(part.streams):
        found = [slot for slot in part.slots if slot.stream is stream]
        if not found:
            continue
        starts, at = [], 0
        for token in stream.stream:
            starts.append(at)
            at += len(pydyf._to_bytes(token)) + 1
        for slot in found:
            token = slot.token + 1  # one stands before, see `_close_pages`
            length = len(pydyf._to_bytes(stream.stream[token]))
            slots.append(
                Slot(
                    *(number, slot.anchor, starts[token], length),
                    *(slot.codes, slot.widths, slot.lead),
                )
            )
    return tuple(slots)


def _uses(fonts: Sequence[Any]) -> tuple[FontUse, ...]:
    return tuple(
        FontUse(
            name=font.name.decode(),
            file=_digest(font.file_content),
            traits=tuple((trait, getattr(font, trait)) for trait in _TRAITS),
            widths=tuple(sorted(font.widths.items())),
            texts=tuple(font.to_unicode.items()),
            missing=tuple(font.missing.items()),
            codes=_codes(font),
        )
        for font in fonts
    )


def _codes(font: Any) -> tuple[tuple[int, int, str], ...]:
    known: dict[tuple[int, str], int] = font.letters.codes if hasattr(font, "letters") else {}
    return tuple(sorted((code, glyph, text) for (glyph, text), code in known.items()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- Faces ---------------------------------------------------------------------------------


def _cut(piece: Piece) -> SetPages:
    """A PDF without pages, but with a face cut to the glyphs in use, under `Root.Face`."""
    assert piece.use is not None
    font = _font(piece.use, piece.faces)
    file = pydyf.PDF()
    with listening() as complaints:
        options = {"hinting": False, "pdf_version": None}
        fonts = pdf_fonts.build_fonts_dictionary(file, {0: font}, True, True, options)
    file.catalog["Face"] = fonts[font.hash]
    data = io.BytesIO()
    file.write(data, version=b"1.7", compress=True)
    return SetPages(data.getvalue(), complaints=tuple(dict.fromkeys(complaints)))


def _font(use: FontUse, faces: Sequence[Face]) -> Any:
    """WeasyPrint's `Font` for a face as used in the whole book."""
    font = object.__new__(pdf_fonts.Font)
    for trait, value in use.traits:
        setattr(font, trait, dict(value) if trait == "variations" else value)
    path = next(face.path for face in faces if _file_digest(face.path) == use.file)
    blob = harfbuzz.hb_blob_create_from_file(str(path).encode())
    font.hb_face = ffi.gc(harfbuzz.hb_face_create(blob, font.index), harfbuzz.hb_face_destroy)
    harfbuzz.hb_blob_destroy(blob)
    font.file_content = path.read_bytes()
    font.name = use.name.encode()
    font.widths, font.to_unicode = dict(use.widths), dict(use.texts)
    font.missing = dict(use.missing)
    return font


@cache
def _file_digest(path: Path) -> str:
    return _digest(path.read_bytes())
