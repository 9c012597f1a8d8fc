"""Begin a book: a small project that builds at once and shows the markup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from rectoverso.app import trouble
from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.rules import outputs
from rectoverso.model.shipped import shipped

# What a project has in any language lies in a folder of its own.
COMMON = "common"


def languages() -> tuple[str, ...]:
    """The languages in which we have a project to begin with."""
    folders = [path.name for path in _starter().iterdir() if path.is_dir()]
    return tuple(sorted(name for name in folders if name != COMMON))


def begin(folder: Path, lang: str) -> tuple[str, ...]:
    """Put a new project into a folder; gives the names of its files.

    A folder in which anything stands is left alone: MachineError.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise MachineError(outputs.folder_not_empty(MACHINE, folder.as_posix()))
        put = [_put(part, file, folder) for part in (COMMON, lang) for file in _files(part)]
    except OSError as error:
        raise MachineError(trouble.writing(error, folder.as_posix())) from error
    return tuple(sorted(put))


def _put(part: str, file: str, folder: Path) -> str:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    # What is shipped may be read-only; the author's files and folders must not be.
    shutil.copyfile(_starter() / part / file, folder / file)
    return file


def _files(part: str) -> Iterator[str]:
    start = _starter() / part
    return (path.relative_to(start).as_posix() for path in start.rglob("*") if path.is_file())


def _starter() -> Path:
    return shipped("styles") / "starter"
