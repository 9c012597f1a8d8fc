"""The cover of an e-book: the author's picture, or the front of the printed cover.

What it is drawn with is imported when one is drawn: that is done in a process of its own.
"""

from __future__ import annotations

from io import BytesIO

from rectoverso.model.book import Book
from rectoverso.model.memory import Memory
from rectoverso.writing.fonts import Face
from rectoverso.writing.layout import Look
from rectoverso.writing.paper.pieces import Piece
from rectoverso.writing.paper.waking import wake

# 1600 by 2400 pixels: below the four million that Apple sets as the limit of a picture inside.
WIDTH = 1600


def make_cover(book: Book, look: Look, faces: tuple[Face, ...], memory: Memory) -> bytes:
    """A cover as PNG, from the template `cover.html.j2`; an OSError where Pango is missing.

    One that is in the memory, since nothing that goes into it has changed, is not drawn again.
    """
    from rectoverso.writing.covers.composing import compose_front
    from rectoverso.writing.paper.remembered import digest

    made = compose_front(book, look, faces)
    key = f"cover-{digest(Piece('text', 'cover', faces, made.html, (made.css,)))}"
    if known := memory.recall(key):
        return known
    png = _draw(made.html, made.css, faces)
    memory.keep(key, png)
    return png


def _draw(html: str, css: str, faces: tuple[Face, ...]) -> bytes:
    # An e-book that brings a cover can be made without WeasyPrint and its library.
    wake()
    import pypdfium2

    from rectoverso.writing.paper.typeset import typeset

    pages = typeset(html, css, faces)
    with pypdfium2.PdfDocument(pages.pdf()) as pdf:
        page = pdf[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    png = BytesIO()
    picture.quantize(64).save(png, "PNG", optimize=True)
    return png.getvalue()
