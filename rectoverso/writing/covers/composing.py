"""Compose a cover from its template: the whole wrap for the printer, or the front for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from rectoverso.model.book import Book
from rectoverso.model.printing import CoverRules, Size, points
from rectoverso.writing.covers.barcode import Barcode
from rectoverso.writing.covers.colours import Space, colour
from rectoverso.writing.covers.fitting import Fitting, Misfit
from rectoverso.writing.covers.panels import Wrap, Zone, front_only, spine_room
from rectoverso.writing.fonts import Face, stack
from rectoverso.writing.layout import Look
from rectoverso.writing.paper.pages import page_progression

PRODUCER = "Rectoverso"


@dataclass(frozen=True, slots=True)
class Composed:
    """A cover as HTML with its style sheets, and the words that found no room in it."""

    html: str
    css: str
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """The barcode, the number in words above it, and the room the printer leaves for both.

    `away` is how far it keeps from trim and spine at least.
    """

    barcode: Barcode
    isbn: str
    width: float
    height: float
    away: float


def compose(
    book: Book,
    look: Look,
    faces: Sequence[Face],
    wrap: Wrap,
    *,
    space: Space,
    rules: CoverRules | None = None,
    symbol: Symbol | None = None,
    picture: Path | None = None,
    whole: Path | None = None,
    spine_text: bool = True,
    proof: bool = False,
) -> Composed:
    """A cover of these panels. `picture` stands on the front, `whole` is all of the front.

    `rules` are the printer's; `proof` draws their zones over the cover.
    """
    settings = book.settings
    locale = book.locales[settings.lang]
    fitting = Fitting(locale.faces["serif"], faces)
    rules = rules or CoverRules()
    values = {
        "book": book,
        "settings": settings,
        "cover": settings.wrap,
        "locale": locale,
        "locales": book.locales,
        "stack": stack,
        "wrap": wrap,
        "fit": fitting,
        "symbol": symbol,
        "picture": picture.as_uri() if picture else "",
        "whole": whole.as_uri() if whole else "",
        "spine": spine_room(wrap, rules) if spine_text and "spine" in wrap.panels else None,
        "zones": zones(wrap, rules) if proof else (),
        "colour": lambda name, usual: colour(settings.wrap.colours.get(name, usual), space),
        "screen": space == "light",
    }
    html = look.render("templates/cover.html.j2", **values)
    css = look.render("css/cover.css.j2", **values)
    return Composed(html, css, tuple(dict.fromkeys(fitting.misfits)))


def compose_front(book: Book, look: Look, faces: Sequence[Face]) -> Composed:
    """The front by itself, as wide as the printed page and half as high again, for a screen."""
    width = points(book.settings.sheet.width)
    trim = Size(width, 1.5 * width)
    return compose(book, look, faces, front_only(trim, page_progression(book)), space="light")


def zones(wrap: Wrap, rules: CoverRules) -> tuple[tuple[str, Zone], ...]:
    """What a proof shows besides the barcode: the edges of bleed and trim, safe zones and folds."""
    whole = Zone(0, 0, wrap.width, wrap.height)
    found = [("bleed", whole.within(-wrap.bleed)), ("trim", whole)]
    for name, panel in wrap.panels.items():
        if name == "spine":
            found += [("fold", panel), ("safe", spine_room(wrap, rules))]
        else:
            found.append(("safe", panel.within(rules.safe or 0)))
        if wrap.hinge and name in ("front", "back"):
            beside_spine = panel.x if panel.x > wrap.spine.x else panel.right - wrap.hinge
            found.append(("hinge", Zone(beside_spine, 0, wrap.hinge, wrap.height)))
    return tuple(found)


def finished(data: bytes, wrap: Wrap, book: Book, moment: datetime) -> bytes:
    """The cover's PDF with exact boxes and no clock time but `moment`."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page, over = pdf.pages[0], wrap.bleed
        # WeasyPrint's corner is that of the trimmed page, and its bleed box reaches no more than
        # 10 points over the edge.
        page.contents_add(f"1 0 0 1 {over:.6f} {over:.6f} cm".encode(), prepend=True)
        whole = [0, 0, wrap.width + 2 * over, wrap.height + 2 * over]
        page.mediabox = page.bleedbox = pikepdf.Array(whole)
        page.trimbox = pikepdf.Array([over, over, over + wrap.width, over + wrap.height])
        pdf.Root.Lang = pikepdf.String(book.settings.lang)
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = book.settings.title
            metadata["pdf:Producer"] = metadata["xmp:CreatorTool"] = PRODUCER
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                metadata[key] = moment.isoformat()
        made = BytesIO()
        pdf.save(made, deterministic_id=True, compress_streams=True)
    return made.getvalue()
