"""Read the texts of a project from disk, whatever state they are in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from rectoverso.model.rules import manuscript as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.nearest import nearest

BOM = b"\xef\xbb\xbf"
# What a file that is not UTF-8 most likely is; a guess that the author can check.
GUESSES = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
# How the files of each kind of picture begin; SVG is XML, and says so somewhere near its top.
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
PICTURES = {
    ".svg": (b"<svg",),
    ".png": (b"\x89PNG\r\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF8",),
    ".webp": (b"WEBP",),
    ".tif": _TIFF,
    ".tiff": _TIFF,
}


@dataclass(frozen=True)
class Folder:
    """A project's folder on disk. Paths within it are written with `/`.

    `unsaved` are texts that an editor holds open, by path: they count, not what the disk has.
    """

    root: Path
    unsaved: Mapping[str, str] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        """Whether a path, links followed, stays within the project."""
        try:
            return self.on_disk(path).resolve().is_relative_to(self._home)
        except (OSError, RuntimeError, ValueError):  # too long, links in a circle, a NUL in it
            return False

    @cached_property
    def _home(self) -> Path:
        """Where the project is when links are followed."""
        return self.root.resolve()

    def has(self, path: str) -> bool:
        """Whether there is a file of that name."""
        if path in self.unsaved:
            return True
        try:
            return self.on_disk(path).is_file()
        except (OSError, ValueError):
            return False

    def named(self, path: str, start: str = "") -> str:
        """A path from `start` as the disk spells it, which may compose its letters otherwise.

        Folders that come from a Mac have their names in pieces (UAX #15: NFD), and no other system
        takes the two for one. A path that is nowhere comes back as it is.
        """
        if path.isascii():
            return path
        at, names = self.root / start, []
        for name in PurePosixPath(path).parts:
            with suppress(OSError, ValueError):  # too long, a NUL in it
                if not (at / name).exists():
                    whole = normalize("NFC", name)
                    there = (one.name for one in at.iterdir())
                    name = next((one for one in there if normalize("NFC", one) == whole), name)
            names.append(name)
            at /= name
        return "/".join(names)

    def on_disk(self, path: str) -> Path:
        """The file that a path means."""
        return self.root / self.named(path)

    def matching(self, path: str, pattern: str) -> Iterator[str]:
        """The files below a folder that fit a pattern, as paths from it."""
        start = self.root / path
        try:
            for file in start.glob(pattern):
                found = file.relative_to(start)
                # Editors and systems leave files beside ours: .#01.md, ._01.md
                if not any(name.startswith(".") for name in found.parts):
                    yield found.as_posix()
        except (NotImplementedError, OSError, ValueError):  # an absolute pattern, or “**a”
            return

    def text(self, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
        """A text file of the project, and what is wrong with it."""
        if not self.holds(path):
            return None, (rules.outside_the_project(Span(path), path),)
        if path in self.unsaved:
            # Half of a pair of surrogates, which an editor may send, is a letter of no text.
            return decode(path, self.unsaved[path].encode(errors="replace"))
        return read_text(self.on_disk(path), path)

    def files(self, path: str, endings: tuple[str, ...] = ()) -> Iterator[str]:
        """The files below a folder, as paths from it, in the order of their names."""
        start = self.root / path
        for folder, folders, names in os.walk(start):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and name.lower().endswith(endings or ""):
                    yield (Path(folder) / name).relative_to(start).as_posix()


def toml_files(folder: Path) -> tuple[Path, ...]:
    """The TOML files that somebody has put into a folder, in the order of their names.

    Those that begin with a full stop are an editor's or a system's: .#fa.toml, ._fa.toml.
    """
    return tuple(path for path in sorted(folder.glob("*.toml")) if not path.name.startswith("."))


def is_picture(path: Path) -> bool:
    """Whether a file is the kind of picture that its name promises."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    suffix = path.suffix.lower()
    return any(one in (start if suffix == ".svg" else start[:12]) for one in PICTURES[suffix])


def read_text(file: Path, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """The text of a file that findings call `path`, and what is wrong with it."""
    try:
        return decode(path, file.read_bytes())
    except OSError as trouble:
        return None, (rules.cannot_be_read(Span(path), trouble.strerror or str(trouble)),)


def decode(path: str, letters: bytes) -> tuple[Source | None, tuple[Finding, ...]]:
    """Bytes as a text whose lines end in `\\n`; a byte order mark is taken off."""
    findings: tuple[Finding, ...] = ()
    span = Span(path)
    if letters.startswith(BOM):
        letters = letters[len(BOM) :]
        findings += (rules.byte_order_mark(span),)
    try:
        text = letters.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return None, (*findings, _not_utf8(path, letters, trouble.start))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    if "\0" in text:
        place = source.span(text.index("\0"))
        return None, (*findings, rules.nul_bytes(place, text.count("\0")))
    return source, findings


def _not_utf8(path: str, letters: bytes, at: int) -> Finding:
    before = letters[:at].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    place = Source(path, before).span(len(before))
    guess = next((name for mark, name in GUESSES if letters.startswith(mark)), "")
    return rules.not_utf8(place, f"0x{letters[at]:02X}", guess)


def no_such_file(span: Span, path: str, existing: Iterator[str]) -> Finding:
    """The finding for a file that is not there, with the one that may be meant."""
    return rules.no_such_file(span, path, nearest(path, existing))
