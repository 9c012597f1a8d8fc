"""Set HTML in pages with WeasyPrint, and tell on which page everything stands."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from rectoverso.writing.corrections.breaking import correct_breaking
from rectoverso.writing.corrections.composing import correct_composing
from rectoverso.writing.corrections.deferring import correct_deferring
from rectoverso.writing.corrections.drawings import correct_drawings
from rectoverso.writing.corrections.extraction import correct_extraction
from rectoverso.writing.corrections.floating import correct_floating
from rectoverso.writing.corrections.footnotes import correct_footnotes
from rectoverso.writing.corrections.grid import correct_grid
from rectoverso.writing.corrections.heads import correct_heads
from rectoverso.writing.corrections.lines import correct_weasyprint
from rectoverso.writing.corrections.tables import correct_tables
from rectoverso.writing.fonts import Face, only
from rectoverso.writing.paper.fitting import fit
from rectoverso.writing.paper.inside import measure_exactly, open_up
from rectoverso.writing.paper.marking import mark_content, marking
from rectoverso.writing.paper.pieces import Misfit
from rectoverso.writing.paper.roles import Structure
from rectoverso.writing.paper.tagging import write_structure

_DEEPEST = 10_000  # calls in one another
# Only local files are fetched.
LOCAL = URLFetcher(allowed_protocols=("file", "data"))


@dataclass(frozen=True, slots=True)
class TypesetPages:
    """Pages as WeasyPrint made them.

    `html` is their root element; `anchors` gives the page, from 0, on which each anchor stands;
    `complaints` what WeasyPrint said meanwhile; `misfits` are what does not fit its page.
    """

    document: weasyprint.Document
    html: Any
    anchors: Mapping[str, int]
    complaints: tuple[str, ...]
    misfits: tuple[Misfit, ...] = ()

    def pdf(self) -> bytes:
        """The pages as a PDF file with bookmarks and links."""
        with deeply():
            data: bytes = self.document.write_pdf()
        return data

    def tagged(self) -> bytes:
        """The same with their structure (see `tagging`)."""
        with deeply():
            return write_tagged(self.document, self.html)


def typeset(html: str, css: str, faces: Sequence[Face]) -> TypesetPages:
    """Set one HTML document in these faces and no others. Only local files are fetched."""
    correct()
    with only(faces):
        fonts, counters = FontConfiguration(), CounterStyle()
    with listening() as complaints, deeply():
        sheet = weasyprint.CSS(
            string=css, font_config=fonts, counter_style=counters, url_fetcher=LOCAL
        )
        source = read_html(html)
        document, misfits = fit(
            lambda: source.render(stylesheets=[sheet], font_config=fonts, counter_style=counters)
        )
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            anchors.setdefault(anchor, number)
    return TypesetPages(
        document, source.etree_element, anchors, tuple(dict.fromkeys(complaints)), misfits
    )


def write_tagged(
    document: weasyprint.Document, html: Any, close: Callable[[], None] = lambda: None
) -> bytes:
    """These pages as a PDF file in which everything is marked; `html` is their root element.

    `close` is called when the pages are drawn.
    """
    structure = Structure(html)

    def finish(_: Any, file: Any) -> None:
        close()
        write_structure(file, document.pages, streams, structure)

    with marking(structure) as streams:
        data: bytes = document.write_pdf(finisher=finish)
    return data


def read_html(html: str) -> weasyprint.HTML:
    """A document to be set.

    Read as the XML it is: HTML allows no blocks in a paragraph, so its parser would end the
    paragraph where a note in it holds a list. A template of the author's that is no XML is read
    as HTML.
    """
    # Halves of characters cannot be written; a sign for what is lost can.
    html = html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        tree = ElementTree.fromstring(html)
    except ElementTree.ParseError:
        return weasyprint.HTML(string=html, url_fetcher=LOCAL, base_url=".")
    source = weasyprint.HTML(string="<html></html>", url_fetcher=LOCAL, base_url=".")
    source.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def correct() -> None:
    """Correct what WeasyPrint gets wrong, in this process. Calling it again does nothing."""
    correct_weasyprint()
    correct_breaking()
    correct_composing()
    # What moves blocks finds them on the grid.
    correct_grid()
    correct_deferring()
    correct_drawings()
    correct_extraction()
    correct_floating()
    correct_footnotes()
    correct_heads()
    correct_tables()
    measure_exactly()
    open_up()
    mark_content()


@contextmanager
def deeply() -> Iterator[None]:
    """While this lasts, elements may stand in one another deeper than Python's limit allows.

    That ends at about a hundred.
    """
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


@contextmanager
def listening() -> Iterator[list[str]]:
    """What WeasyPrint says in its log is caught instead of printed."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    ear = Ear(logging.WARNING)
    propagate = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagate
