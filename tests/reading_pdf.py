"""Read a PDF back: what stands on each page, line by line, glyph by glyph.

Positions come from the content streams, so they are those of the glyphs as printed, in points
from the page's top left corner. Only what our PDF writer emits is understood: Type 0 fonts with
two-byte codes, text in straight lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import icu
import pikepdf

Matrix = tuple[float, float, float, float, float, float]

_SPACES = " \N{NO-BREAK SPACE}"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A glyph: the text it stands for, its left edge, its advance, its baseline, its size."""

    text: str
    x: float
    width: float
    y: float
    size: float
    font: str = ""
    code: int = 0  # the glyph's number in its font

    @property
    def right(self) -> float:
        """Where the next glyph would start."""
        return self.x + self.width


@dataclass(frozen=True)
class Line:
    """The glyphs on one baseline from left to right."""

    clusters: tuple[Cluster, ...]

    @property
    def visual(self) -> str:
        """The text from left to right, each glyph's own text in logical order."""
        return "".join(cluster.text for cluster in self.clusters)

    @cached_property
    def text(self) -> str:
        """The text in logical order."""
        # One UTF-16 unit for each: what lies beyond is a sign like any other.
        firsts = icu.UnicodeString(
            "".join(min(c.text[:1] or "\u200b", "\ufffc") for c in self.clusters)
        )
        bidi = icu.Bidi()
        bidi.setInverse(True)
        letters = sum(1 if _is_rtl(c.text) else -1 for c in self.clusters if _is_strong(c.text))
        bidi.setPara(firsts, int(letters > 0))
        order = list(bidi.getVisualMap())
        return "".join(self.clusters[at].text for at in order).translate(_INVISIBLE).strip()

    @property
    def left(self) -> float:
        """The left edge of the first glyph."""
        return self.clusters[0].x

    @property
    def right(self) -> float:
        """The right edge of the last glyph."""
        return max(cluster.right for cluster in self.clusters)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.clusters[0].y

    def gaps(self) -> list[float]:
        """The spaces between words from left to right: from the end of a glyph to the next one."""
        blank = [c.x for c in self.clusters if c.text and not c.text.strip(_SPACES)]
        # Marks, and the dots some faces draw by themselves, have no width.
        inked = [c for c in self.clusters if c.width > 0 and c.x not in blank]
        return [
            after.x - before.right
            for before, after in pairwise(inked)
            if any(before.x <= x <= after.x for x in blank)
        ]


@dataclass(frozen=True)
class Link:
    """A clickable place and where it leads: an address, or a name in the document."""

    target: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Page:
    """What stands on a page; `width` and `height` in points, `label` as a viewer shows it."""

    width: float
    height: float
    rows: tuple[Line, ...]
    links: tuple[Link, ...] = ()
    label: str = ""

    @property
    def lines(self) -> list[str]:
        """The text of the lines from top to bottom, each in logical order."""
        return [text for row in self.rows if (text := row.text)]

    @property
    def text(self) -> str:
        """The lines, one under the other."""
        return "\n".join(self.lines)


def pdf_pages(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return tuple(_page(page) for page in pdf.pages)


def _page(page: pikepdf.Page) -> Page:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    clusters = list(_Reader(left, top).read(page.obj))
    return Page(
        width=right - left,
        height=top - bottom,
        rows=tuple(_rows(clusters)),
        links=tuple(_links(page, left, top)),
        label=page.label,
    )


def _rows(clusters: list[Cluster]) -> Iterator[Line]:
    """Glyphs whose baselines are (nearly) the same and that belong together."""
    rows: list[list[Cluster]] = []
    for cluster in sorted(clusters, key=lambda c: c.y):
        if rows and abs(rows[-1][0].y - cluster.y) < 0.5:
            rows[-1].append(cluster)
        else:
            rows.append([cluster])
    # Raised and lowered glyphs (note marks) stand in the line they touch.
    merged: list[list[Cluster]] = []
    for row in rows:
        near = merged[-1] if merged else []
        if near and row[0].y - near[0].y < 0.55 * max(c.size for c in row + near):
            near.extend(row)
        else:
            merged.append(row)
    for row in merged:
        yield Line(tuple(sorted(row, key=lambda c: (c.x, c.right))))


def _links(page: pikepdf.Page, left: float, top: float) -> Iterator[Link]:
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") != "/Link":
            continue
        x1, y1, x2, y2 = (float(edge) for edge in annotation["/Rect"])
        action = annotation.get("/A", {})
        target = action.get("/URI", annotation.get("/Dest", action.get("/D", "")))
        name = str(target) if isinstance(target, pikepdf.String) else repr(target)
        yield Link(name, min(x1, x2) - left, top - max(y1, y2), abs(x2 - x1), abs(y2 - y1))


@dataclass
class _Font:
    name: str
    widths: dict[int, float]
    default: float
    texts: dict[int, str]
    glyphs: dict[int, int]  # of codes that are not the numbers of their glyphs

    @classmethod
    def of(cls, font: Any) -> _Font:
        descendant = font["/DescendantFonts"][0]
        widths: dict[int, float] = {}
        entries = list(descendant.get("/W", []))
        at = 0
        while at < len(entries):
            first = int(entries[at])
            if isinstance(entries[at + 1], pikepdf.Array):
                widths |= {first + n: float(w) for n, w in enumerate(entries[at + 1])}
                at += 2
            else:
                codes = range(first, int(entries[at + 1]) + 1)
                widths |= dict.fromkeys(codes, float(entries[at + 2]))
                at += 3
        texts = _to_unicode(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
        name = str(font.get("/BaseFont", "")).lstrip("/").partition("+")[2]
        encoding = font.get("/Encoding")
        glyphs = _cids(encoding.read_bytes()) if isinstance(encoding, pikepdf.Stream) else {}
        return cls(name, widths, float(descendant.get("/DW", 1000)), texts, glyphs)


def _cids(cmap: bytes) -> dict[int, int]:
    found = {}
    for block in re.findall(r"begincidchar(.*?)endcidchar", cmap.decode("ascii"), re.DOTALL):
        for code, cid in re.findall(r"<(\w+)>\s*(\d+)", block):
            found[int(code, 16)] = int(cid)
    return found


def _to_unicode(cmap: bytes) -> dict[int, str]:
    texts = {}
    source = cmap.decode("ascii", "replace")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            said = bytes.fromhex(text).decode("utf-16-be", "replace")
            # What is a soft hyphen for programs is a hyphen for the eye.
            texts[int(code, 16)] = said.replace("\N{SOFT HYPHEN}", "\N{HYPHEN}")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w*)>", block):
            start = bytes.fromhex(text).decode("utf-16-be", "replace")
            for step in range(int(high, 16) - int(low, 16) + 1):
                texts[int(low, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return texts


@dataclass
class _Reader:
    left: float
    top: float
    fonts: dict[Any, _Font] = field(default_factory=dict)

    def read(self, content: Any, start: Matrix = (1, 0, 0, 1, 0, 0)) -> Iterator[Cluster]:
        """The glyphs in the order they are painted."""
        current, saved = start, []
        text = line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        font, size, rise, spacing = None, 0.0, 0.0, 0.0
        resources = content.get("/Resources", pikepdf.Dictionary())
        for operands, operator in pikepdf.parse_content_stream(content):
            match str(operator):
                case "q":
                    saved.append((current, font, size, rise, spacing))
                case "Q":
                    current, font, size, rise, spacing = saved.pop()
                case "cm":
                    current = _times(tuple(map(float, operands)), current)
                case "BT":
                    text = line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
                case "Tm":
                    text = line = tuple(map(float, operands))
                case "Td":
                    text = line = _times((1, 0, 0, 1, *map(float, operands)), line)
                case "Tf":
                    font = self._font(resources["/Font"][str(operands[0])])
                    size = float(operands[1])
                case "Ts":
                    rise = float(operands[0])
                case "Tc":
                    spacing = float(operands[0])
                case "Tj" | "TJ":
                    shown = operands[0] if str(operator) == "TJ" else operands
                    for item in shown:
                        if not isinstance(item, pikepdf.String):
                            text = _times((1, 0, 0, 1, -float(item) / 1000 * size, 0), text)
                            continue
                        codes = bytes(item)
                        for at in range(0, len(codes), 2):
                            code = int.from_bytes(codes[at : at + 2])
                            glyph = font.glyphs.get(code, code)
                            width = font.widths.get(glyph, font.default) / 1000 * size + spacing
                            place = _times((1, 0, 0, 1, 0, rise), _times(text, current))
                            scale = abs(_times(text, current)[0])
                            yield Cluster(
                                font.texts.get(code, ""),
                                place[4] - self.left,
                                width * scale,
                                self.top - place[5],
                                size * scale,
                                font.name,
                                glyph,
                            )
                            text = _times((1, 0, 0, 1, width, 0), text)
                case "Do":
                    form = resources["/XObject"][str(operands[0])]
                    if form.get("/Subtype") == "/Form":
                        inner = tuple(map(float, form.get("/Matrix", (1, 0, 0, 1, 0, 0))))
                        yield from self.read(form, _times(inner, current))

    def _font(self, font: Any) -> _Font:
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _Font.of(font)
        return self.fonts[font.objgen]


def _times(m: Any, n: Any) -> Any:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + o,
    )


def _is_strong(text: str) -> bool:
    return bool(text) and icu.Char.charDirection(text[0]) in (0, 1, 13)


def _is_rtl(text: str) -> bool:
    return icu.Char.charDirection(text[0]) in (1, 13)
