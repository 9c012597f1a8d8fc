"""The cover: the author's picture, or one made from the title."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from rectoverso.model.book import Book
from rectoverso.writing.fonts import Face, stack
from rectoverso.writing.layout import Look

# 1600 by 2400 pixels: below the four million that Apple sets as the limit of a picture inside.
WIDTH = 1600


def make_cover(book: Book, look: Look, faces: tuple[Face, ...]) -> bytes:
    """A cover as PNG, from the template `cover.html.j2`; an OSError where Pango is missing."""
    # An e-book that brings a cover can be made without WeasyPrint and its library.
    from rectoverso.writing.paper.typeset import typeset

    values = {
        "book": book,
        "settings": book.settings,
        "locale": book.locales[book.settings.lang],
        "locales": book.locales,
        "stack": stack,
    }
    css = look.render("css/cover.css.j2", **values)
    pages = typeset(look.render("templates/cover.html.j2", **values), css, faces)
    with pypdfium2.PdfDocument(pages.pdf()) as pdf:
        page = pdf[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    png = BytesIO()
    picture.quantize(64).save(png, "PNG", optimize=True)
    return png.getvalue()
