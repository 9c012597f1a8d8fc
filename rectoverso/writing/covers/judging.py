"""Judge what a cover is to be before any of it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import ceil

from rectoverso.model.manuscript import Settings
from rectoverso.model.printing import Binding, Printer, Size, points, told
from rectoverso.model.rules import printing as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.covers.barcode import MODULE, SMALLEST, Barcode, draw, isbn13
from rectoverso.writing.covers.fitting import Misfit

Place = Callable[..., Span]
# The paper that stands for all, where a printer has one rule for the thickness of pages.
ANY = "any"
CAPTION = 10.0  # points above the barcode, for the number in words


def trim_of(settings: Settings) -> Size:
    """The trimmed page."""
    return Size(points(settings.sheet.width), points(settings.sheet.height))


def binding_of(settings: Settings, printer: Printer) -> Binding:
    """The way the book is to be bound, as the printer does it."""
    name = settings.wrap.binding
    return printer.bindings.get(name, Binding(name))


def before(settings: Settings, printer: Printer, place: Place) -> Iterator[Finding]:
    """What is wrong with size, paper, binding, number and words, whatever the number of pages."""
    wrap, trim, unit = settings.wrap, trim_of(settings), printer.unit
    if printer.bindings and wrap.binding not in printer.bindings:
        yield rules.unknown_binding(
            place("cover", "binding"), printer.name, wrap.binding, sorted(printer.bindings)
        )
        return
    binding = binding_of(settings, printer)
    if not offered(trim, binding):
        near = min(binding.trims, key=lambda one: _apart(one, trim))
        span = place("edition", "print", "size")
        yield rules.trim_not_offered(span, printer.name, trim.told(unit), near.told(unit))
    if not wrap.spine:
        yield from _thickness(settings, printer, binding, place)
    number = settings.sheet.identifier or settings.identifier
    yield from _number(settings, printer, number, place)
    if not wrap.back and not settings.description:
        yield rules.nothing_on_the_back(place("cover"))


def _thickness(
    settings: Settings, printer: Printer, binding: Binding, place: Place
) -> Iterator[Finding]:
    paper = settings.wrap.paper
    known = [name for name in printer.papers if name != ANY]
    if ANY not in printer.papers and known and paper not in known:
        yield rules.unknown_paper(place("cover", "paper"), printer.name, paper, known)
    elif thickness(settings, printer) is None or binding.spine_extra is None:
        yield rules.spine_not_known(place("cover", "spine"), printer.name, paper)


def thickness(settings: Settings, printer: Printer) -> float | None:
    """How thick a page is, in points."""
    return printer.papers.get(settings.wrap.paper, printer.papers.get(ANY))


def _number(settings: Settings, printer: Printer, number: str, place: Place) -> Iterator[Finding]:
    if not settings.wrap.barcode:
        return
    if "isbn" not in number:
        yield rules.no_barcode(place("book"))
    elif not isbn13(number):
        yield rules.isbn_not_for_books(place("book", "isbn"), number.removeprefix("urn:isbn:"))
    elif symbol_of(settings, printer) is None:
        box = printer.cover.barcode
        code = draw(isbn13(number), settings.wrap.addon).sized(SMALLEST)
        wide, high = code.width * code.module, code.height * code.module + CAPTION
        needed = Size(wide, high).told(printer.unit)
        yield rules.barcode_too_large(
            place("cover", "price-code"),
            printer.name,
            box.told(printer.unit) if box else "",
            needed,
        )


def symbol_of(settings: Settings, printer: Printer) -> Barcode | None:
    """The barcode as large as the printer's place for it allows; None if that is too small."""
    number = isbn13(settings.sheet.identifier or settings.identifier)
    if not number or not settings.wrap.barcode:
        return None
    code, box, scale = draw(number, settings.wrap.addon), printer.cover.barcode, 1.0
    if box:
        scale = min(
            1.0,
            box.width / (code.width * MODULE),
            (box.height - CAPTION) / (code.height * MODULE),
        )
    wide = code.sized(scale).width * MODULE * scale
    fits = scale >= SMALLEST and wide >= (printer.cover.barcode_least or 0)
    return code.sized(scale) if fits else None


def offered(trim: Size, binding: Binding) -> bool:
    """Whether a printer binds books of this size so, as far as is known."""
    if not binding.trims or any(one.like(trim) for one in binding.trims):
        return True
    least, most = binding.least, binding.most
    return bool(
        least
        and most
        and least.width <= trim.width <= most.width
        and least.height <= trim.height <= most.height
    )


def _apart(one: Size, other: Size) -> float:
    return abs(one.width - other.width) + abs(one.height - other.height)


def counted(pages: int, printer: Printer) -> int:
    """How many pages the printer binds: leaves and sheets are whole."""
    return ceil(pages / printer.files.multiple) * printer.files.multiple


def spine_of(settings: Settings, printer: Printer, pages: int) -> float:
    """How thick the spine is, in points; 0 where it is not known."""
    if settings.wrap.spine:
        return points(settings.wrap.spine)
    page, extra = thickness(settings, printer), binding_of(settings, printer).spine_extra
    return 0.0 if page is None or extra is None else counted(pages, printer) * page + extra


def with_pages(settings: Settings, printer: Printer, pages: int, place: Place) -> Iterator[Finding]:
    """What is wrong when the number of pages is known."""
    wrap = settings.wrap
    if (whole := counted(pages, printer)) != pages:
        yield rules.odd_pages(place("cover"), printer.name, pages, whole)
    extent = printer.extent(wrap.binding, wrap.paper, trim_of(settings))
    if extent and not (extent.least or 1) <= whole <= (extent.most or whole):
        what = f"a {wrap.binding}" + (f" on {wrap.paper} paper" if wrap.paper else "")
        span = place("cover", "binding")
        yield rules.pages_out_of_range(span, printer.name, pages, extent.least, extent.most, what)
    elif not bears_title(printer, pages):
        why = f"{printer.name} asks for {printer.cover.spine_text_pages} pages, there are {pages}"
        thick = told(spine_of(settings, printer, pages), printer.unit)
        yield rules.spine_too_thin(place("cover"), thick, why)


def bears_title(printer: Printer, pages: int) -> bool:
    """Whether the printer takes words on the spine of a book of so many pages."""
    return pages >= (printer.cover.spine_text_pages or 0)


def unfit(
    misfits: Iterable[Misfit], thick: float, printer: Printer, place: Place
) -> Iterator[Finding]:
    """What to tell of words that found no room on a cover with so thick a spine."""
    for one in misfits:
        size = f"{one.size:.3g} points"
        match one.kind:
            case "thin":
                why = f"{told(max(one.room, 0), printer.unit)} are left for letters"
                yield rules.spine_too_thin(place("cover"), told(thick, printer.unit), why)
            case "spine":
                length = told(one.room, printer.unit)
                yield rules.spine_title_too_long(
                    place("cover", "spine-title"), one.text, length, size
                )
            case "back":
                yield rules.back_too_long(place("cover", "back"), size)
            case "subtitle" as kind:
                yield rules.title_too_long(place("book", kind), one.text, size, f"[book] {kind}")
            case kind:
                yield rules.title_too_long(place("cover", kind), one.text, size, f"[cover] {kind}")
