"""What is set apart and what comes of it: values that travel to a worker and into the memory."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rectoverso.writing.fonts import Face
from rectoverso.writing.turns import Turn


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to be set by itself.

    `kind` is `text` (a section without its margins), `folios` (the margins of its pages, on pages
    otherwise empty) or `font` (a face cut to the glyphs in use). `name` tells people what it is.
    `right` says that the first page is a right one, `first` its number; `faces` the book's faces.
    """

    kind: Literal["text", "folios", "font"]
    name: str
    faces: tuple[Face, ...]
    html: str = ""
    css: tuple[str, ...] = ()
    right: bool = True
    first: int = 1
    use: FontUse | None = None


@dataclass(frozen=True, slots=True)
class FontUse:
    """A face as used: WeasyPrint's name for it, its glyphs with their widths and texts.

    `file` is the digest of the face's file; `traits` what else its PDF dictionary says. `codes`
    are the codes that the pages write, each with its glyph and text, where they are not simply
    glyph numbers.
    """

    name: str
    file: str
    traits: tuple[tuple[str, Any], ...]
    widths: tuple[tuple[int, float], ...]
    texts: tuple[tuple[int, str], ...]
    missing: tuple[tuple[int, int], ...] = ()
    codes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that can be led to, in points from the lower left corner of its page (from 0)."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline as CSS asked for it, with the place it leads to."""

    level: int
    label: str
    page: int
    x: float
    y: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where the page number of an anchor is printed, as wide as others of its length.

    It is shown by `length` bytes of the page's content stream from `start` on. `codes` and
    `widths` are those of the ten digits; see `figures.show_number`. `lead` goes before them.
    """

    page: int
    anchor: str
    start: int
    length: int
    codes: tuple[int, ...]
    widths: tuple[int, ...]
    lead: tuple[int, ...] = ()


# fmt: off
MisfitKind = Literal[
    "line", "table", "formula", "picture", "small-table", "small-formula", "couplets",
    "far-figure", "far-table", "short-page", "runt",
    "loose-line", "ladder", "lone-line", "heading-at-foot", "note-continued", "head",
    "lowered",
]
# fmt: on


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something on a page (from 0) that does not fit it, was made small to fit it, or looks ill.

    `place` is the path and line it was written at, where that is known. `amount` tells by how many
    millimetres it is too large; of what was made small, the part of its size that is left; of what
    stands far from where the text leads to it, how many pages; of a short page, how many lines;
    of a loose line, how many times as wide as usual its spaces are; of a ladder, how many lines end
    in hyphens; of a line parted from its paragraph, 0 for the first, 1 for the last; of a note that
    is continued, on how many pages. `words` are those that cannot be broken, those of a loose line
    or of a runt (a last line too short), the number of the note, or the whole head.
    """

    kind: MisfitKind
    page: int
    place: str
    amount: float = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class SetPages:
    """Pages set apart, as a PDF without fonts, and what binding must know of them.

    `links` names what the pages link to; `printed` the pages that have anything in their margins;
    `turns` are where the pages begin; `rigid` is true when page numbers within the text are not
    as wide as others of their length; `misfits` are what does not fit its page.
    """

    pdf: bytes
    pages: int = 0
    anchors: tuple[Anchor, ...] = ()
    links: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    fonts: tuple[FontUse, ...] = ()
    slots: tuple[Slot, ...] = ()
    printed: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    complaints: tuple[str, ...] = ()
    rigid: bool = False
    misfits: tuple[Misfit, ...] = ()


def pack(made: SetPages) -> bytes:
    """The pages as bytes."""
    said = {key: value for key, value in asdict(made).items() if key != "pdf"}
    head = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return len(head).to_bytes(8, "big") + head + made.pdf


def unpack(packed: bytes) -> SetPages:
    """The pages of these bytes. ValueError, KeyError or TypeError if they are something else."""
    size = int.from_bytes(packed[:8], "big")
    said = json.loads(packed[8 : 8 + size])
    kinds: dict[str, Any] = {
        "anchors": Anchor,
        "bookmarks": Bookmark,
        "slots": Slot,
        "turns": Turn,
        "misfits": Misfit,
    }
    for key, kind in kinds.items():
        said[key] = tuple(kind(**_frozen(one)) for one in said[key])
    said["fonts"] = tuple(FontUse(**_frozen(one)) for one in said["fonts"])
    return SetPages(packed[8 + size :], **_frozen(said))


def _frozen(said: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuples(value) for key, value in said.items()}


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
