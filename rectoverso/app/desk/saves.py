"""Know when something that a book is made of was saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from rectoverso.model.project import FOLDERS

# Editors write a file in two or three steps, a few milliseconds apart.
GATHERED = 50

# Files with the times of their last change, and their sizes.
Stand = frozenset[tuple[Path, int, int]]


def stand(root: Path) -> Stand:
    """What a project has just now, as far as the book is made of it."""
    found = set()
    for path in (path for name in FOLDERS for path in (root / name).rglob("*")):
        with suppress(OSError):  # gone meanwhile
            if path.is_file() and not _is_hidden(path.relative_to(root)):
                told = path.stat()
                found.add((path, told.st_mtime_ns, told.st_size))
    return frozenset(found)


async def saves(root: Path, before: Stand, ended: asyncio.Event) -> AsyncIterator[None]:
    """Each time something is saved, until it is `ended`.

    The first time at once, if that was since the project stood as `before`.
    """
    # What is watched by another name, such as `../book`, is told of by its full one.
    home = root.resolve()
    watching = awatch(
        home,
        watch_filter=lambda _, path: _matters(home, Path(path)),
        debounce=GATHERED,
        step=10,
        stop_event=ended,
        ignore_permission_denied=True,
    )
    first = asyncio.ensure_future(anext(watching, None))
    await asyncio.sleep(0)  # from now on it is watched
    if stand(root) != before:
        yield
    if await first:
        yield
    async for _ in watching:
        yield


def _matters(home: Path, path: Path) -> bool:
    """Whether a file is part of the book: not an output, nor what an editor keeps beside it."""
    if not path.is_relative_to(home):
        return False
    inside = path.relative_to(home)
    return bool(inside.parts) and inside.parts[0] in FOLDERS and not _is_hidden(inside)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part.endswith("~") for part in path.parts)
