"""Remember finished work: files in a folder of their own, whole or not at all, that may be lost."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOM = 256 << 20  # bytes that all that is remembered may take on disk
SUFFIX = ".kept"
# How the names of files begin while they are written.
_UNFINISHED = ".new-"
# So many pieces that are kept at the same time go into one file: to make a file takes longer than
# to fill it. How the names of such files begin:
_MANY, _TOGETHER = 50, "many-"
_A_DAY = 24 * 60 * 60
# Programs that make backups leave out a folder with this file in it, and we know it as ours
# (Cache Directory Tagging Specification).
TAG = "CACHEDIR.TAG"
_TAGGED = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by rectoverso; may be deleted.\n"


class Memory:
    """Finished work, each under a digest of all that went into it.

    It is kept in a folder, which is made when there is something to keep; without one, or where it
    cannot be made or written to, nothing is. `adds` tells whether anything new is worth keeping.
    `spoilt` counts what lay there and could not be read any more. Many may use one folder at the
    same time: what is written is complete before it has its name, and what has a name never
    changes.
    """

    def __init__(self, folder: Path | None = None, room: int = ROOM, *, adds: bool = True) -> None:
        self.folder, self.room, self.spoilt = folder, room, 0
        self.adds = adds and folder is not None
        self._later: list[tuple[str, bytes]] = []

    def recall(self, name: str) -> bytes | None:
        """What is kept under a name, if it is there as it was written."""
        return self._alone(name) or self._together.get(name)

    def _alone(self, name: str) -> bytes | None:
        if self.folder is None:
            return None
        path = self.folder / f"{name}{SUFFIX}"
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            self.forget(name)
            return None
        with suppress(OSError):
            os.utime(path)  # used today, thrown away last
        return data[32:]

    @cached_property
    def _together(self) -> Mapping[str, bytes]:
        """What was kept many pieces at a time, as it was when the first piece was asked for."""
        files = sorted(self.folder.glob(f"{_TOGETHER}*{SUFFIX}")) if self.folder else []
        known: dict[str, bytes] = {}
        for file in files:
            together = file.name.removesuffix(SUFFIX)
            try:
                known |= _parted(self._alone(together) or b"[]")
            except (TypeError, ValueError):
                self.forget(together)
        return known

    def forget(self, name: str) -> None:
        """Throw away what cannot be read."""
        self.spoilt += 1
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / f"{name}{SUFFIX}").unlink()

    def keep(self, name: str, data: bytes) -> None:
        """Keep this under a name. Where there is no room for it, nothing more is remembered."""
        if self.folder is None:
            return
        try:
            if not (self.folder / TAG).is_file():
                self.folder.mkdir(exist_ok=True)
                write_whole(self.folder / TAG, _TAGGED.encode())
            write_whole(self.folder / f"{name}{SUFFIX}", hashlib.sha256(data).digest() + data)
        except OSError:  # the book can be finished without
            self.folder = None

    def keep_later(self, name: str, data: bytes) -> None:
        """Keep this when the work it was done for has succeeded (see `keep_all`)."""
        self._later.append((name, data))

    def keep_all(self) -> None:
        """Keep what was to be kept later, where other work is kept already."""
        if self.folder is not None and self.folder.is_dir():
            if len(self._later) < _MANY:
                for name, data in self._later:
                    self.keep(name, data)
            else:
                names = "".join(name for name, _ in self._later)
                digest = hashlib.sha256(names.encode()).hexdigest()
                self.keep(f"{_TOGETHER}{digest}", _joined(self._later))
        self._later.clear()

    def tidy(self) -> None:
        """Throw away what was not used for longest, until the rest has room enough.

        What somebody who was killed has left half written goes after a day.
        """
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _A_DAY:
                    path.unlink()
        kept = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):
                told = path.stat()
                kept.append((told.st_mtime_ns, told.st_size, path))
        taken = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if taken <= self.room:
                break
            with suppress(OSError):
                path.unlink()
            taken -= size


def _joined(pieces: Sequence[tuple[str, bytes]]) -> bytes:
    """Pieces behind a line that tells their names and lengths."""
    told = json.dumps([(name, len(data)) for name, data in pieces])
    return b"\n".join((told.encode(), b"".join(data for _, data in pieces)))


def _parted(together: bytes) -> dict[str, bytes]:
    told, _, data = together.partition(b"\n")
    pieces = BytesIO(data)
    return {name: pieces.read(length) for name, length in json.loads(told)}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is there completely or not at all, whoever else writes it meanwhile."""
    with NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
        try:
            file.write(data)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            with suppress(OSError):
                file.close()
                Path(file.name).unlink()
            raise
