"""Measure a paragraph along one endless line: where it may be broken, and where its spaces are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pyphen
from weasyprint.formatting_structure import boxes
from weasyprint.layout.preferred import max_content_width
from weasyprint.text.line_break import get_log_attrs

from rectoverso.writing.corrections.hanging import overhang
from rectoverso.writing.corrections.optimum import Break
from rectoverso.writing.corrections.ordering import leaf_paths
from rectoverso.writing.corrections.spacing import space_width, text_width

Box = Any  # WeasyPrint has no types

_ATOMIC = "\u2e80"  # WeasyPrint breaks lines at images as at this letter
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_PIECE = re.compile(" +|\N{NO-BREAK SPACE}|[^ \N{NO-BREAK SPACE}]+")
_WORD = re.compile(r"[^\W\d_]+")


class UnmeasurableError(Exception):
    """The paragraph holds something whose width is known only when it is set."""


class Place(NamedTuple):
    """What a line ends with: so many characters of a leaf (None: all there is), and a hyphen."""

    leaf: int | None
    characters: int = 0
    hyphen: bool = False


class Measured(NamedTuple):
    """Where a paragraph may be broken: places, in CSS pixels and in characters.

    `begins` are the characters with which the lines after the breaks begin; `starts` finds by such
    a character the number of the break before it, -1 for the first. See `best_breaks` for `gaps`.
    What is measured has signs hung at the ends of lines and at their starts, `hung` at the first.
    """

    breaks: Sequence[Break]
    places: Sequence[Place]
    begins: Sequence[int]
    starts: Mapping[int, int]
    gaps: Sequence[float]
    hung: float


class Paragraph(NamedTuple):
    """What stands in a line box before its lines are broken.

    Atomic boxes count as one character; what takes no room counts as none. `begins` are the
    characters with which the leaves begin, `first` those with which every box does, by its `id`.
    """

    leaves: Sequence[Box]
    texts: tuple[str, ...]
    begins: Sequence[int]
    first: dict[int, int]
    edges: Sequence[float]  # what margins, borders and padding take before each leaf, and after all
    base: int | None  # the level of the paragraph, None if nothing in it has to be reordered


def read(line: Box) -> Paragraph:
    """What stands in a line box. UnmeasurableError if text runs round it or up to a leader."""
    paths = leaf_paths(line)
    texts: list[str] = []
    begins: list[int] = []
    first: dict[int, int] = {}
    at = 0
    for path in paths:
        box = path[-1]
        if box.is_floated() or getattr(box, "is_leader", False):
            raise UnmeasurableError
        for outer in path:
            first.setdefault(id(outer), at)
        text = _text(box)
        begins.append(at)
        texts.append(text)
        at += len(text)
    edges = [_edges(before, after) for before, after in pairwise(((), *paths, ()))]
    return Paragraph(
        [path[-1] for path in paths], tuple(texts), begins, first, edges, line.bidi_base
    )


def _text(box: Box) -> str:
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    atomic = box.is_in_normal_flow() and not isinstance(box, boxes.InlineBox)
    return _ATOMIC if atomic else ""


def _edges(before: tuple[Box, ...], after: tuple[Box, ...]) -> float:
    """The room between two leaves that the boxes take which end and start there."""
    same = 0
    while same < min(len(before), len(after)) and before[same] is after[same]:
        same += 1
    return sum(
        _edge(box.style, side)
        for side, ending in (("right", before), ("left", after))
        for box in ending[same:-1]
    )


def _edge(style: Any, side: str) -> float:
    values = (style[f"margin_{side}"], style[f"padding_{side}"])
    lengths = (getattr(value, "value", 0) for value in values if value != "auto")
    return float(sum(lengths) + style[f"border_{side}_width"])


def measure(context: Any, paragraph: Paragraph, origin: int) -> Measured:
    """Measure a paragraph from a character on."""
    return _Ruler(context, paragraph).measure(origin)


class _Ruler:
    def __init__(self, context: Any, paragraph: Paragraph) -> None:
        self.context, self.paragraph = context, paragraph
        self.text = "".join(paragraph.texts)
        self.x = self.spaces = 0.0
        self.breaks: list[Break] = []
        self.places: list[Place] = []
        self.begins: list[int] = []
        self.gaps: list[float] = []

    def measure(self, origin: int) -> Measured:
        text = self.text
        lang = next((leaf.style["lang"] for leaf in self.paragraph.leaves), None)
        attributes = get_log_attrs(text, lang)
        ends = [at for at in range(origin + 1, len(text)) if attributes[at].is_line_break]
        for start, end in pairwise((origin, *ends, len(text))):
            self._go_on(start, end)
        starts = {begin: number for number, begin in enumerate((origin, *self.begins), -1)}
        hung = self._overhang("start", origin)
        return Measured(self.breaks, self.places, self.begins, starts, self.gaps, hung)

    def _go_on(self, start: int, end: int) -> None:
        """Go on to where a line may end."""
        text = self.text
        words = len(text[start:end].rstrip(" \n"))
        for leaf, begin, stop in self._slices(start, start + words):
            self._add(leaf, begin, stop)
        x, spaces = self.x, self.spaces
        for leaf, begin, stop in self._slices(start + words, end):
            self._add(leaf, begin, stop)
        leaf = self._leaf(end - 1)
        place = Place(leaf, end - self.paragraph.begins[leaf])
        must = end == len(text) or text[end - 1] == "\n"
        if must:
            place = Place(None)
        elif not isinstance(self.paragraph.leaves[leaf], boxes.TextBox):
            return
        if not must and self._is_whole(leaf) and self._is_whole(self._leaf(end)):
            return
        hyphen, sign = 0.0, ""
        if text[end - 1] == _SOFT_HYPHEN:
            style = self.paragraph.leaves[leaf].style
            hyphen, sign = _hyphen(style), style["hyphenate_character"]
            place = place._replace(hyphen=True)
        x -= self._overhang("end", start + words - 1, sign)
        after = self.x + self._overhang("start", end)
        self._keep(Break(x, after, spaces, self.spaces, hyphen, must), place, end)

    def _keep(self, found: Break, place: Place, begin: int) -> None:
        self.breaks.append(found)
        self.places.append(place)
        self.begins.append(begin)

    def _overhang(self, side: str, at: int, sign: str = "") -> float:
        """How far a character, or a sign that follows it, hangs where a line starts or ends."""
        if not 0 <= at < len(self.text):
            return 0.0
        leaf = self._leaf(at)
        box, at = self.paragraph.leaves[leaf], at - self.paragraph.begins[leaf]
        if not isinstance(box, boxes.TextBox):
            return 0.0
        far = overhang(box.style, side, sign or box.text[at])
        base = self.paragraph.base
        if not far or (base is not None and box.bidi_levels[at] != base):
            return 0.0
        after = side == "end"
        at_edge = at == (len(box.text) - 1 if after else 0)
        return 0.0 if at_edge and self.paragraph.edges[leaf + after] else far

    def _is_whole(self, leaf: int) -> bool:
        """Whether a leaf stands in one line."""
        return self.paragraph.leaves[leaf].style["white_space"] in ("nowrap", "pre")

    def _leaf(self, character: int) -> int:
        return bisect_right(self.paragraph.begins, character) - 1

    def _slices(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The parts of leaves between two characters."""
        at = start
        while at < end:
            leaf = self._leaf(at)
            begin = at - self.paragraph.begins[leaf]
            stop = min(end - self.paragraph.begins[leaf], len(self.paragraph.texts[leaf]))
            yield leaf, begin, stop
            at += stop - begin

    def _add(self, leaf: int, begin: int, stop: int) -> None:
        """Go on by a part of a leaf."""
        if begin == 0:
            self.x += self.paragraph.edges[leaf]
        box = self.paragraph.leaves[leaf]
        if not isinstance(box, boxes.TextBox):
            self.x += max_content_width(self.context, box)
            return
        for piece in _PIECE.finditer(box.text, begin, stop):
            if piece[0][0] in " \N{NO-BREAK SPACE}":
                width = space_width(box.style) * len(piece[0])
                self.gaps.append(self.x + width / 2)
                self.spaces += width
            else:
                width = text_width(box.style, piece[0])
                self._add_hyphens(leaf, box.style, piece)
            self.x += width

    def _add_hyphens(self, leaf: int, style: Any, piece: re.Match[str]) -> None:
        if not _hyphenates(style["lang"]) or style["hyphens"] != "auto":
            return
        if self._is_whole(leaf) or _SOFT_HYPHEN in piece[0]:
            return
        least, left, right = style["hyphenate_limit_chars"]
        for word in _WORD.finditer(piece[0]):
            if len(word[0]) < least:
                continue
            for at in _hyphens(word[0], style["lang"], left, right):
                x = self.x + text_width(style, piece[0][: word.start() + at])
                characters = piece.start() + word.start() + at
                begin = self.paragraph.begins[leaf] + characters
                end = x - self._overhang("end", begin - 1, style["hyphenate_character"])
                self._keep(
                    Break(end, x, self.spaces, self.spaces, _hyphen(style)),
                    Place(leaf, characters, hyphen=True),
                    begin,
                )


def _hyphen(style: Any) -> float:
    return text_width(style, style["hyphenate_character"])


@lru_cache
def _hyphenates(lang: str | None) -> str | None:
    """The dictionary of hyphens for a language, if there is one."""
    return pyphen.language_fallback(lang) if lang else None


@lru_cache(maxsize=20_000)
def _hyphens(word: str, lang: str, left: int, right: int) -> tuple[int, ...]:
    known = _hyphenates(lang)
    return tuple(pyphen.Pyphen(lang=known, left=left, right=right).positions(word))
