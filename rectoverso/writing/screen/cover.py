"""The cover: the author's picture, or one made from the title."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from rectoverso.model.book import Book
from rectoverso.model.memory import Memory
from rectoverso.writing.fonts import Face, stack
from rectoverso.writing.layout import Look
from rectoverso.writing.paper.pieces import Piece
from rectoverso.writing.paper.remembered import digest

# 1600 by 2400 pixels: below the four million that Apple sets as the limit of a picture inside.
WIDTH = 1600


def make_cover(book: Book, look: Look, faces: tuple[Face, ...], memory: Memory) -> bytes:
    """A cover as PNG, from the template `cover.html.j2`; an OSError where Pango is missing.

    One that is in the memory, since nothing that goes into it has changed, is not drawn again.
    """
    values = {
        "book": book,
        "settings": book.settings,
        "locale": book.locales[book.settings.lang],
        "locales": book.locales,
        "stack": stack,
    }
    css = look.render("css/cover.css.j2", **values)
    html = look.render("templates/cover.html.j2", **values)
    key = f"cover-{digest(Piece('text', 'cover', faces, html, (css,)))}"
    if known := memory.recall(key):
        return known
    png = _draw(html, css, faces)
    memory.keep(key, png)
    return png


def _draw(html: str, css: str, faces: tuple[Face, ...]) -> bytes:
    # An e-book that brings a cover can be made without WeasyPrint and its library.
    from rectoverso.writing.paper.typeset import typeset

    pages = typeset(html, css, faces)
    with pypdfium2.PdfDocument(pages.pdf()) as pdf:
        page = pdf[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    png = BytesIO()
    picture.quantize(64).save(png, "PNG", optimize=True)
    return png.getvalue()
