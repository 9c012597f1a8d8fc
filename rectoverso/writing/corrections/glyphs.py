"""Say of each glyph of a run which text it carries, and which are drawn instead of written.

Programs that take text out of a PDF put glyphs in order by where they stand, and turn right-to-left
runs round letter by letter. That goes well where each letter is one glyph, has room of its own and
stands on the line. So the letters of a cluster are shared out among those of its glyphs that take
room; a letter too many (the alef of a lam-alef, a vowel sign) is carried by an empty glyph of no
width. What takes no room, dots and signs, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from rectoverso.writing.corrections.letters import Font, letters

# Poppler takes the space after a number for a part of it. This mark ends the number, as it would
# in plain text.
_TURN = "\N{RIGHT-TO-LEFT MARK}"

_INFO = ffi.sizeof("PangoGlyphInfo")
_NUMBER = ffi.sizeof("gint")
_MANY = 20_000  # words of which a document remembers the codes


@dataclass(slots=True)
class Run:
    """The glyphs of one run, and the `texts` they carry, left to right.

    `drawn` are the places of those that are drawn, `written` the codes that show the others.
    """

    stream: Any
    font: Font
    glyphs: Any
    rtl: bool
    texts: dict[int, Sequence[str]] = field(default_factory=dict)
    drawn: frozenset[int] = frozenset()
    written: list[str] | None = None

    def codes(self, place: int, glyph: int) -> str:
        """The codes that show the glyph at this place, in hexadecimal."""
        if self.written is not None:
            return self.written[place]
        *carried, own = self.texts.get(place, ("",))
        if self.font.bitmap:
            self.font.to_unicode.setdefault(glyph, own)
            return f"{glyph:02x}"
        known = letters(self.font)
        return "".join(map(known.carry, carried)) + known.write(glyph, own)

    def draw(self, drawings: list[Any], place: int, cursor: float, size: float) -> None:
        """Have a glyph drawn when the text is done, in the way of WeasyPrint's emojis.

        `cursor` is where the text has come to, in ems of `size` (CSS pixels).
        """
        info = self.glyphs.glyphs[place]
        x = cursor + info.geometry.x_offset * FROM_UNITS / size
        y = info.geometry.y_offset * FROM_UNITS
        name = f"{self.font.hash}{info.glyph}"
        objects = self.stream._resources["XObject"]
        if name not in objects:
            path, box = letters(self.font).outline(info.glyph)
            form = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(box)}
            objects[name] = pydyf.Stream([path, b"f"], form, self.stream.compress)
        scale = size / self.font.upem
        last = drawings[-1][0] if drawings else None
        if isinstance(last, _Drawings) and last.scale == scale:
            last.places.append((name, x, y))
        else:
            drawings.append(
                [_Drawings(scale, [(name, x, y)]), self.font, scale, -scale, x, y],
            )


@dataclass(frozen=True, slots=True)
class _Drawings:
    """Glyphs to be drawn at the same size: their names, and where they stand (ems and pixels)."""

    scale: float
    places: list[tuple[str, float, float]]

    def draw(self, stream: Any, size: float, *_: Any) -> None:
        _, last_x, last_y = self.places[0]
        for name, x, y in self.places:
            if (x, y) != (last_x, last_y):
                stream.transform(e=(x - last_x) * size / self.scale, f=(last_y - y) / self.scale)
                last_x, last_y = x, y
            stream.draw_x_object(name)


def plan(stream: Any, textbox: Any, font: Font, glyph_item: Any, before: Run | None) -> Run:
    """Share out the text of a run among its glyphs; `before` is the run on its left."""
    item, glyphs = glyph_item.item, glyph_item.glyphs
    run = Run(stream, font, glyphs, bool(item.analysis.level % 2))
    start: int = item.offset
    text = _encoded(textbox.pango_layout)[start : start + item.length]
    # Drawings know their places in pages, not in the text of SVG, which may stand aslant.
    may_draw = not font.bitmap and hasattr(textbox, "position_x")
    if font.bitmap:
        _share_out(run, text, may_draw=False)
        return run
    known = letters(font)
    key = (text, run.rtl, may_draw, *_look(glyphs))
    if key in known.shared:
        run.texts, run.drawn, run.written = known.shared[key]
    else:
        _share_out(run, text, may_draw=may_draw)
        run.written = _codes(run)
        if len(known.shared) > _MANY:
            known.shared.clear()
        known.shared[key] = run.texts, run.drawn, run.written
    if before is not None and before.rtl and not run.rtl and run.texts and _can_carry(run):
        leftmost = min(run.texts)
        run.texts = {**run.texts, leftmost: (_TURN, *run.texts[leftmost])}
        run.written = _codes(run)
    return run


def _encoded(layout: Any) -> bytes:
    """The text of a layout in UTF-8; each of its runs asks for it."""
    text, data = getattr(layout, "bidi_encoded", ("", b""))
    if text is not layout.text:
        text = layout.text
        data = text.encode()
        layout.bidi_encoded = (text, data)
    return bytes(data)


def _look(glyphs: Any) -> tuple[object, ...]:
    """What tells one string of glyphs from another. A single glyph may be of any width."""
    number: int = glyphs.num_glyphs
    if number == 1:
        info = glyphs.glyphs[0]
        return info.glyph, info.geometry.width > 0
    return (
        bytes(ffi.buffer(glyphs.glyphs, number * _INFO)),
        bytes(ffi.buffer(glyphs.log_clusters, number * _NUMBER)),
    )


def _codes(run: Run) -> list[str] | None:
    """The codes of all glyphs that are not drawn, or None if WeasyPrint has to find a glyph."""
    numbers = [info.glyph for info in run.glyphs.glyphs[0 : run.glyphs.num_glyphs]]
    if any(number & pango.PANGO_GLYPH_UNKNOWN_FLAG for number in numbers):
        return None
    unseen = (pango.PANGO_GLYPH_EMPTY,)
    run.written = None
    return [
        "" if number in unseen or place in run.drawn else run.codes(place, number)
        for place, number in enumerate(numbers)
    ]


def _share_out(run: Run, text: bytes, *, may_draw: bool) -> None:
    infos = run.glyphs.glyphs
    drawn: set[int] = set()
    for members, cluster in _clusters(run.glyphs, text, rtl=run.rtl):
        wide = [place for place in members if infos[place].geometry.width > 0]
        if wide and may_draw:
            drawn.update(place for place in members if place not in wide)
        _share(run, wide or members, cluster)
    run.drawn = frozenset(drawn)


def _clusters(glyphs: Any, text: bytes, *, rtl: bool) -> Iterator[tuple[list[int], str]]:
    """The clusters of a run in logical order: the places of their glyphs, and their text.

    Signs belong to the letter they stand on. Clusters of which nothing is seen are left out.
    """
    starts = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
    places: dict[int, list[int]] = {}
    for place in reversed(range(len(starts))) if rtl else range(len(starts)):
        places.setdefault(starts[place], []).append(place)
    ends = [*list(places)[1:], len(text)]
    found: list[tuple[list[int], str]] = []
    for (start, members), end in zip(places.items(), ends, strict=True):
        cluster = text[start:end].decode()
        infos = [glyphs.glyphs[place] for place in members]
        if all(info.glyph == pango.PANGO_GLYPH_EMPTY for info in infos):
            continue
        if found and all(info.geometry.width <= 0 for info in infos):
            found[-1] = (found[-1][0] + members, found[-1][1] + cluster)
        else:
            found.append((members, cluster))
    yield from found


def _share(run: Run, bearers: list[int], cluster: str) -> None:
    *first, last = bearers
    for place, letter in zip(first, cluster[:-1], strict=False):
        run.texts[place] = (letter,)
    rest = cluster[len(first) :]
    if run.rtl and len(rest) > 1 and _can_carry(run):
        run.texts[last] = rest[::-1]
    else:
        run.texts[last] = (rest,)


def _can_carry(run: Run) -> bool:
    return not run.font.bitmap and letters(run.font).carrier is not None
