"""Two states of a book to compare: folders, revisions of git, or the project as it is."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.project import CHAPTERS
from rectoverso.model.rules import outputs as rules

# Two dots behind something that is not a folder.
_BETWEEN = re.compile(r"(?<=[^/])\.\.")


def sides(said: str) -> tuple[str, str]:
    """The two states that “A..B” names; “A” alone, or “A..”, is from A to the project as it is.

    The dots of a folder above (“../old”) part nothing.
    """
    between = _BETWEEN.search(said)
    return (said[: between.start()], said[between.end() :]) if between else (said, "")


@contextmanager
def opened(root: Path, side: str) -> Iterator[Path]:
    """A folder with the project in this state; it is gone at the end if it was made for this.

    MachineError tells that there is no such folder and no such revision.
    """
    if not side:
        yield root
    elif (Path(side) / CHAPTERS).is_dir():
        yield Path(side)
    else:
        with revision(root, side) as folder:
            yield folder


@contextmanager
def revision(root: Path, name: str) -> Iterator[Path]:
    """A folder with the project as it was in a revision of git; it is gone at the end.

    MachineError tells that there is no such revision.
    """
    with TemporaryDirectory(prefix="rectoverso-proof-") as folder:
        _unpack(root, name, Path(folder))
        yield Path(folder)


def _unpack(root: Path, revision: str, folder: Path) -> None:
    """Take the project out of git as it was in a revision."""
    # A revision never begins with a hyphen; what does would be an option.
    known = not revision.startswith("-") and _git(root, "rev-parse", "--verify", "-q", revision)
    if not known:
        raise MachineError(rules.no_such_revision(MACHINE, revision))
    name = known.decode().strip()
    archive = _git(root, "archive", "--format=tar", f"{name}:./")
    if not archive:
        raise MachineError(rules.no_such_revision(MACHINE, revision))
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter=_within)
    if not (folder / CHAPTERS).is_dir():
        raise MachineError(rules.no_such_revision(MACHINE, revision))


def _within(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """What lies in the project itself; a link that leads out of it leads nowhere there."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def _git(root: Path, *words: str) -> bytes:
    """What git answers; nothing where it fails, or is not there."""
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
