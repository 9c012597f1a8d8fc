"""Rewrite what pages are drawn with: inks in the place of colours, no marks for readers' machines.

Our writer puts one operator on a line, and texts as hexadecimal codes: so lines can be looked at
one by one, which is thirty times as fast as taking operands apart. What was drawn by anybody else
is first written in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf

_MARKED = (b" BDC", b" BMC", b" DP", b" MP")
# What tells of a line that holds more than one operator that matters here.
_CROWDED = re.compile(
    rb"\b(?:rg|RG|BDC|BMC|EMC|DP|MP|Do|cm|gs|sh|scn|SCN|cs|CS|q|Q)[ \t\r]+[^\s]"
    rb"|\S[ \t]+(?:q|Q|EMC)[ \t\r]*$"
    rb"|\(|\bBI\b|[ \t]$|\r|\t",
    re.MULTILINE,
)
_NAMED = re.compile(rb"^/(\S+) (Do|gs|sh|cs|CS)$|^(?:.* )?/(\S+) (scn|SCN)$", re.MULTILINE)
_LIGHT = {b"rg": (b"g", b"k"), b"RG": (b"G", b"K")}
_PARTS, _INKS = 3, 4
# What goes before a colour said in four inks, which has an operator of its own.
_CHOSEN = (b"/DeviceCMYK cs", b"/DeviceCMYK CS")

Mix = Callable[[tuple[float, ...]], tuple[float, ...] | None]


@dataclass
class Drawn:
    """A stream as it is now; the names in it by operator; how many colours had no inks."""

    content: bytes
    names: dict[str, set[str]] = field(default_factory=dict)
    coloured: bool = False
    unmixed: bool = False
    strange: bool = False


def redraw(stream: pikepdf.Object | pikepdf.Page, content: bytes, mix: Mix) -> Drawn:
    """The content of a page or form with its colours mixed and nothing marked."""
    if _CROWDED.search(content):
        content = _one_to_a_line(stream)
    drawn = Drawn(content)
    lines = []
    for line in content.split(b"\n"):
        end = line[-3:]
        if end in (b" rg", b" RG"):
            lines.append(_mixed(line, mix, drawn))
        elif end == b"EMC" or line.endswith(_MARKED) or line in _CHOSEN:
            continue
        else:
            if end[1:] in (b"cn", b"CN") and len(words := line.split()) == _INKS + 1:
                line = b" ".join((*words[:-1], b"k" if end == b"scn" else b"K"))
                end = line[-3:]
            if end in (b" sc", b" SC"):
                drawn.strange = True
            elif end[1:] in (b" k", b" K"):
                drawn.coloured |= any(map(float, line.split()[:_PARTS]))
            lines.append(line)
    drawn.content = b"\n".join(lines)
    for name, operator, pattern, colours in _NAMED.findall(drawn.content):
        found = (name or pattern).decode("latin-1")
        drawn.names.setdefault((operator or colours).decode(), set()).add(f"/{found}")
    return drawn


def _mixed(line: bytes, mix: Mix, drawn: Drawn) -> bytes:
    *said, operator = line.split()
    light = tuple(map(float, said[-_PARTS:]))
    parts = mix(light)
    if parts is None:
        drawn.unmixed = True
        return line
    gray, inks = _LIGHT[operator]
    drawn.coloured |= len(parts) > 1
    return b" ".join([b"%g" % part for part in parts] + [gray if len(parts) == 1 else inks])


def _one_to_a_line(stream: pikepdf.Object | pikepdf.Page) -> bytes:
    written = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(stream))
    return b"\n".join(line.rstrip() for line in written.split(b"\n"))
