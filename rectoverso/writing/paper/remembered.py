"""Keep what was set, under a digest of all that went into it."""

from __future__ import annotations

import ctypes
import hashlib
import json
import platform
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from rectoverso.model.memory import Memory
from rectoverso.writing.fonts import Face
from rectoverso.writing.paper.pieces import Piece, SetPages, pack, unpack

_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fonttools", "pyphen", "pillow")
# What a C library is called on Linux, macOS and Windows, and the function that tells its version.
_LIBRARIES = (
    (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version"),
    (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
    (("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"), "FcGetVersion"),
)
_FILE = re.compile(r"""(file:[^\s"'<>()]+)""")
_CSS_FILE = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)""")
_SVG_LINK = re.compile(rb"""href\s*=\s*["'](?!data:|#)([^"']+)""")


class Maker(Protocol):
    """Whatever sets pieces, and hands each over as soon as it is done."""

    def make(self, pieces: Sequence[Piece], done: Callable[[int, SetPages], None]) -> None:
        """Set these pieces; `done` is given the place of each and what it became."""


class Remembering:
    """Sets pieces with the help of a maker, and only those that are not remembered."""

    def __init__(self, maker: Maker, memory: Memory) -> None:
        self.maker, self.memory = maker, memory

    def make(self, pieces: Sequence[Piece], said: Callable[[int], None]) -> list[SetPages]:
        """Set these pieces, or recall them. `said` is told how many are still to be set."""
        keys = [digest(piece) for piece in pieces]
        made: dict[int, SetPages] = {}
        for place, key in enumerate(keys):
            if known := self._recall(key):
                made[place] = known
        first = {keys[place]: place for place in reversed(range(len(pieces))) if place not in made}
        missing = sorted(first.values())
        fresh: dict[str, SetPages] = {}

        def done(number: int, pages: SetPages) -> None:
            key = keys[missing[number]]
            fresh[key] = pages
            self.memory.keep(key, pack(pages))
            said(len(missing) - len(fresh))

        if missing:
            said(len(missing))
            self.maker.make([pieces[place] for place in missing], done)
        return [made[place] if place in made else fresh[key] for place, key in enumerate(keys)]

    def _recall(self, key: str) -> SetPages | None:
        data = self.memory.recall(key)
        if data is None:
            return None
        try:
            return unpack(data)
        except (ValueError, KeyError, TypeError):
            self.memory.forget(key)
            return None


# --- Digests -------------------------------------------------------------------------------


def digest(piece: Piece) -> str:
    """The name of what becomes of a piece: a digest of everything that can change it.

    Where the project and its files lie is not part of it.
    """
    said = [
        *made_with(),
        *(piece.kind, _FILE.sub(_of_file, piece.html), str(piece.right), str(piece.first)),
        *(_CSS_FILE.sub(_of_file, css) for css in piece.css),
        *map(_of_face, piece.faces),
        asdict(piece.use) if piece.use else None,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@cache
def made_with() -> tuple[str, ...]:
    """Versions of everything that takes part in setting, our own code included."""
    own = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        own.update(path.read_bytes())
    return (
        own.hexdigest(),
        platform.python_version(),
        platform.platform(),
        *map(version, _PACKAGES),
        *(_library(names, function) for names, function in _LIBRARIES),
    )


def _library(names: Sequence[str], function: str) -> str:
    for name in names:
        with suppress(OSError, AttributeError):
            tell = getattr(ctypes.CDLL(name), function)
            tell.restype = ctypes.c_char_p if function.endswith("string") else ctypes.c_int
            return str(tell())
    return "?"


@cache
def _of_face(face: Face) -> str:
    data = hashlib.sha256(face.path.read_bytes()).hexdigest()
    return f"{face.family} {face.style} {face.weight} {data}"


def _of_file(found: re.Match[str]) -> str:
    """The digest of a picture, and of those that it shows in turn, in place of its address."""
    waiting, seen, said = [Path(unquote(urlsplit(found[1]).path))], set(), hashlib.sha256()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            said.update(b"it is not there")
            continue
        said.update(hashlib.sha256(data).digest())
        if path.suffix.lower() == ".svg":
            links = (link.decode("utf-8", "replace") for link in _SVG_LINK.findall(data))
            waiting += [path.parent / unquote(urlsplit(link).path) for link in links]
    return f"{found[0].removesuffix(found[1])} {said.hexdigest()}"
