"""What printers ask of a book, and what a book's cover is to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Unit = Literal["in", "mm"]
# Points, of which an inch has 72 (ISO 32000-2, 8.3.2.3), to a unit of length.
POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54}


def points(length: str) -> float:
    """A CSS length (`148mm`, `0.125in`) in points."""
    return float(length[:-2]) * POINTS[length[-2:]]


def told(length: float, unit: Unit = "mm") -> str:
    """Points as people say them: 0.125 in, 3.2 mm."""
    said = f"{length / POINTS[unit]:.{3 if unit == 'in' else 1}f}".rstrip("0").rstrip(".")
    return f"{said} {unit}"


@dataclass(frozen=True, slots=True)
class Size:
    """A trimmed page, in points."""

    width: float
    height: float

    def like(self, other: Size) -> bool:
        """Whether two sizes are the same to half a millimetre, as books are cut."""
        return abs(self.width - other.width) < 1.5 and abs(self.height - other.height) < 1.5

    def told(self, unit: Unit = "mm") -> str:
        """The size as people say it: 6 x 9 in."""
        return f"{told(self.width, unit).split()[0]} x {told(self.height, unit)}"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many pages a book may have; what is empty or None holds for all."""

    least: int | None = None
    most: int | None = None
    binding: str = ""
    papers: tuple[str, ...] = ()
    trims: tuple[Size, ...] = ()

    def holds(self, binding: str, paper: str, trim: Size) -> bool:
        """Whether this is about such a book."""
        return (
            self.binding in ("", binding)
            and (not self.papers or paper in self.papers)
            and (not self.trims or any(one.like(trim) for one in self.trims))
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A length that holds up to so many pages (None: for all that have more)."""

    length: float
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The least margins, in points: inside by the number of pages, outside with and without bleed.

    Outside means head and foot, too.
    """

    inside: tuple[Step, ...] = ()
    outside: float | None = None
    with_bleed: float | None = None

    def inner(self, pages: int) -> float | None:
        """The least margin at the spine of a book of so many pages."""
        for step in self.inside:
            if step.pages is None or pages <= step.pages:
                return step.length
        return None


@dataclass(frozen=True, slots=True)
class Bleed:
    """How far pictures run over the edge (points), and on which sides of a page."""

    width: float
    sides: tuple[str, ...] = ("top", "bottom", "outside", "inside")


@dataclass(frozen=True, slots=True)
class Binding:
    """A way to bind: sizes (points) offered, and what it adds to the block of pages.

    The spine is as thick as the pages and `spine_extra`. `wrap` is turned over the boards of a
    case, whose panels are wider and taller than a page; `hinge` is the groove beside its spine.
    """

    name: str
    trims: tuple[Size, ...] = ()
    least: Size | None = None
    most: Size | None = None
    spine_extra: float | None = 0.0
    wrap: float = 0.0
    hinge: float = 0.0
    wider: float = 0.0
    taller: float = 0.0


@dataclass(frozen=True, slots=True)
class Files:
    """What a printer takes as a file. None, or nothing in a list of the allowed: not known, any.

    `standards` are names such as pdf/x-1a, `colours` such as gray and cmyk, `unwanted` what must
    not be in it (links, outline, marks, metadata, transparency, encryption, spot, profiles).
    """

    standards: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    megabytes: float | None = None
    coverage: float | None = None
    multiple: int = 1
    last_blank: bool = False
    fonts_embedded: bool = False
    ppi: float | None = None
    ppi_most: float | None = None
    ppi_line_art: float | None = None
    line: float | None = None
    type_size: float | None = None


@dataclass(frozen=True, slots=True)
class CoverRules:
    """What a printer asks of covers, in points; None: not known.

    Text may stand on the spine of a book of `spine_text_pages` or more, so far from its edges as
    `spine_safe` says for a spine up to a width (its steps count points, not pages).
    """

    bleed: float | None = None
    safe: float | None = None
    spine_text_pages: int | None = None
    spine_safe: tuple[tuple[float | None, float], ...] = ()
    barcode: Size | None = None
    barcode_least: float | None = None
    barcode_from_edge: float | None = None

    def beside_spine_text(self, spine: float) -> float:
        """How far text keeps from the edges of a spine so thick."""
        for up_to, safe in self.spine_safe:
            if up_to is None or spine < up_to:
                return safe
        return 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a figure comes from, and of what day that is."""

    what: str
    where: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as `styles/printers/NAME.toml` describes it. What is not known is not there.

    `papers` gives the thickness of a page (half a leaf) in points, where it is known; that of the
    paper `any` holds for all. `doubtful` are languages of which it is not sure that they are
    taken. `reversed_pages` says that books bound on the right are sent with their last page first.
    `unverified` names what was not found in words of the printer's own.
    """

    key: str
    name: str
    unit: Unit = "mm"
    checked: date | None = None
    sources: tuple[Reference, ...] = ()
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    papers: Mapping[str, float | None] = field(default_factory=dict)
    extents: tuple[Extent, ...] = ()
    margins: Margins = Margins()
    bleed: Bleed | None = None
    files: Files = Files()
    cover: CoverRules = CoverRules()
    doubtful: tuple[str, ...] = ()
    reversed_pages: bool | None = None
    unverified: tuple[str, ...] = ()

    def extent(self, binding: str, paper: str, trim: Size) -> Extent | None:
        """How many pages such a book may have: the first rule that is about it."""
        return next((one for one in self.extents if one.holds(binding, paper, trim)), None)


@dataclass(frozen=True, slots=True)
class CoverSettings:
    """What `[cover]` in `book.toml` says.

    `title` and `author` are what stands on the cover where that is not the book's own, a new line
    for each; `spine_title` is the short title on the spine; `back` what stands on the back, a
    paragraph each; `price` in words, `addon` the five digits beside the barcode; `picture` stands
    on the front; `colours` are those of paper, ink and accent. `spine` and `flaps` are CSS
    lengths; `isbn` is the number with its hyphens.
    """

    printer: str = ""
    binding: str = "paperback"
    paper: str = ""
    spine: str = ""
    flaps: str = ""
    title: tuple[str, ...] = ()
    author: str = ""
    spine_title: str = ""
    back: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    price: str = ""
    addon: str = ""
    picture: str = ""
    barcode: bool = True
    colours: Mapping[str, str] = field(default_factory=dict)
    isbn: str = field(default="", compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """All that it says in words."""
        said = (*self.title, self.author, self.spine_title, *self.back, *self.about, self.price)
        return tuple(filter(None, said))
