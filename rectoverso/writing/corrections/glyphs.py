"""Say of each glyph of a run which text it carries, and which are drawn instead of written.

Programs that take text out of a PDF put glyphs in order by where they stand, and turn right-to-left
runs round letter by letter. That goes well where each letter is one glyph, has room of its own and
stands on the line. So the letters of a cluster are shared out among those of its glyphs that take
room; a letter too many (the alef of a lam-alef, a vowel sign) is carried by an empty glyph of no
width. What takes no room, dots and signs, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from struct import Struct
from typing import Any

import pydyf
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from rectoverso.writing.corrections.letters import Font, letters
from rectoverso.writing.corrections.marks import mark

_INFO = Struct("=IiiiI")  # PangoGlyphInfo: glyph, width, offsets to the right and up, flags
_NUMBER = ffi.sizeof("gint")
_MANY = 20_000  # words to be remembered of one face


@dataclass(slots=True)
class Run:
    """The glyphs of one run, and the `texts` they carry, left to right.

    `drawn` are the places of those that are drawn, `written` the codes that show the others: ""
    where WeasyPrint has to find a glyph first. A run that does not draw (`draws`) has none.
    """

    stream: Any
    font: Font
    glyphs: Any
    rtl: bool
    texts: Mapping[int, Sequence[str]]
    drawn: Set[int] = frozenset()
    written: Sequence[str] = ()
    draws: bool = False

    def codes(self, place: int, glyph: int) -> str:
        """The codes that show a glyph at this place, in hexadecimal."""
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
            drawings.append([_Drawings(scale, [(name, x, y)]), self.font, scale, -scale, x, y])

    def lift(
        self, drawings: list[Any], place: int, cursor: float, size: float, rise: float
    ) -> None:
        """Show a glyph above the line: its text is written on it all the same, but not seen.

        In Nastaliq the letters of a word stand at many heights. Who takes text out would find a
        word, or a line, at each.
        """
        if self.draws:
            self.draw(drawings, place, cursor, size)
            self.stream.set_text_rendering(3)
        else:
            self.stream.set_text_rise(-rise)

    def put_down(self) -> None:
        """Go on with glyphs that stand on the line."""
        if self.draws:
            self.stream.set_text_rendering(0)
        else:
            self.stream.set_text_rise(0)


@dataclass(frozen=True, slots=True)
class _Drawings:
    """Glyphs to be drawn at the same size: their names, and where they stand (ems and pixels)."""

    scale: float
    places: list[tuple[str, float, float]]

    def draw(self, stream: Any, size: float, *_: Any) -> None:
        last_x, last_y = self.places[0][1:]
        for name, x, y in self.places:
            if (x, y) != (last_x, last_y):
                right, up = (x - last_x) * size / self.scale, (last_y - y) / self.scale
                stream.set_matrix(1, 0, 0, 1, right, up)
                last_x, last_y = x, y
            stream.draw_x_object(name)


def plan(stream: Any, textbox: Any, font: Font, glyph_item: Any) -> Run:
    """Share out the text of a run among its glyphs, and the marks that stand in it."""
    item, glyphs = glyph_item.item, glyph_item.glyphs
    rtl = bool(item.analysis.level % 2)
    start: int = item.offset
    text = _encoded(textbox.pango_layout)[start : start + item.length]
    number: int = glyphs.num_glyphs
    if font.bitmap:
        texts, _ = _share_out(glyphs, text, rtl=rtl, carries=False)
        return Run(stream, font, glyphs, rtl, texts, written=[""] * number)
    known = letters(font)
    # Drawings know their places in pages, not in the text of SVG, which may stand aslant.
    draws = hasattr(textbox, "position_x")
    key = (text, rtl, draws, *_look(glyphs, number))
    texts, drawn, written = known.words.get(key, ({}, frozenset(), ()))
    run = Run(stream, font, glyphs, rtl, texts, drawn, written, draws)
    if not run.written:
        shared = known.file.shared.get(key)
        if shared is None:
            shared = _share_out(glyphs, text, rtl=rtl, carries=known.carrier is not None)
            _remember(known.file.shared, key, shared)
        run.texts, run.drawn = shared if draws else (shared[0], run.drawn)
        run.written = _written(run)
        _remember(known.words, key, (run.texts, run.drawn, run.written))
    marked = _marked(textbox, item) if known.carrier is not None else None
    if marked and run.texts:
        starts = ffi.unpack(glyphs.log_clusters, number)
        run.texts = dict(run.texts)
        for start, marks in marked.items():
            cluster = max((one for one in starts if one <= start), default=0)
            first = starts.index(cluster)
            place = min((at for at in run.texts if at >= first), default=None)
            if place is not None:
                run.texts[place] = (*marks, *run.texts[place])
        run.written = _written(run)
    return run


def _marked(textbox: Any, item: Any) -> dict[int, str]:
    """The marks that stand in a run, by the numbers of the bytes they stand left of."""
    if not hasattr(textbox, "bidi_row"):
        return {}
    if textbox.bidi_marks is None:
        base, row = textbox.bidi_row
        mark(row, base)
    start, end = item.offset, item.offset + item.length
    return {at - start: marks for at, marks in textbox.bidi_marks.items() if start <= at < end}


def _remember(known: dict[Any, Any], key: object, value: object) -> None:
    if len(known) > _MANY:
        known.clear()
    known[key] = value


def _encoded(layout: Any) -> bytes:
    """The text of a layout in UTF-8; each of its runs asks for it.

    A hyphen that a line ends with is none of the word’s own: it is a soft one for whoever takes the
    text out (ISO 32000-1, 14.8.2.2.3).
    """
    text, data = getattr(layout, "bidi_encoded", ("", b""))
    if text is not layout.text:
        text = layout.text
        data = text.encode()
        if text.endswith("\N{HYPHEN}"):
            data = data.removesuffix("\N{HYPHEN}".encode()) + "\N{SOFT HYPHEN}".encode()
        layout.bidi_encoded = (text, data)
    return bytes(data)


def _look(glyphs: Any, number: int) -> tuple[object, ...]:
    """What tells one string of glyphs from another. A single glyph may be of any width."""
    if number == 1:
        info = glyphs.glyphs[0]
        return info.glyph, info.geometry.width > 0
    return (
        ffi.buffer(glyphs.glyphs, number * _INFO.size)[:],
        ffi.buffer(glyphs.log_clusters, number * _NUMBER)[:],
    )


def _infos(glyphs: Any) -> list[tuple[int, ...]]:
    return list(_INFO.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _INFO.size)))


def _written(run: Run) -> list[str]:
    written = letters(run.font).written
    codes = []
    for place, (glyph, *_) in enumerate(_infos(run.glyphs)):
        text = run.texts.get(place, ())
        if glyph >= pango.PANGO_GLYPH_EMPTY or place in run.drawn:
            codes.append("")
        elif len(text) == 1 and (known := written.get((glyph, text[0]))):
            codes.append(known)
        else:
            codes.append(run.codes(place, glyph))
    return codes


def _share_out(
    glyphs: Any, text: bytes, *, rtl: bool, carries: bool
) -> tuple[dict[int, Sequence[str]], Set[int]]:
    """The texts of the glyphs by their places, and the places of those that take no room."""
    if text.isascii() and len(text) == glyphs.num_glyphs:
        infos = _infos(glyphs)
        if all(info[1] > 0 for info in infos):
            return dict(enumerate(text.decode()[:: -1 if rtl else 1])), frozenset()
    texts: dict[int, Sequence[str]] = {}
    narrow: set[int] = set()
    for members, cluster, wide in _clusters(glyphs, text, rtl=rtl):
        if len(wide) < len(members) and wide:
            narrow.update(members)
            narrow.difference_update(wide)
        *first, last = wide or members
        for place, letter in zip(first, cluster[:-1], strict=False):
            texts[place] = (letter,)
        rest = cluster[len(first) :]
        texts[last] = rest[::-1] if rtl and carries and len(rest) > 1 else (rest,)
    return texts, narrow


def _clusters(glyphs: Any, text: bytes, *, rtl: bool) -> Iterator[tuple[list[int], str, list[int]]]:
    """The clusters of a run in logical order: the places of their glyphs, their text, and the
    places of the glyphs that take room.

    Signs belong to the letter they stand on. Clusters of which nothing is seen are left out.
    """
    infos = _infos(glyphs)
    starts = ffi.unpack(glyphs.log_clusters, len(infos))
    places: dict[int, list[int]] = {}
    for place in reversed(range(len(starts))) if rtl else range(len(starts)):
        places.setdefault(starts[place], []).append(place)
    ends = [*list(places)[1:], len(text)]
    found: list[tuple[list[int], str, list[int]]] = []
    for (start, members), end in zip(places.items(), ends, strict=True):
        cluster = text[start:end].decode()
        wide = [place for place in members if infos[place][1] > 0]
        if not wide and all(infos[place][0] == pango.PANGO_GLYPH_EMPTY for place in members):
            continue
        if found and not wide:
            before = found[-1]
            found[-1] = (before[0] + members, before[1] + cluster, before[2])
        else:
            found.append((members, cluster, wide))
    yield from found
