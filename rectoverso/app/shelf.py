"""Put finished outputs on their shelf, all or none, and clear away what we put there."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from rectoverso.app import trouble
from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.memory import TAG
from rectoverso.model.rules import outputs

# Whatever we keep for ourselves among the outputs begins like this.
OURS = ".rectoverso-"
# The names of the outputs we made, one to a line: what `clean` may remove.
LIST = f"{OURS}outputs"
_BENCH = f"{OURS}bench-"
# A bench that is as old as this, in seconds, was left by somebody who was killed.
_LEFT = 24 * 60 * 60
# The folder of a project's outputs, and in it the one of what builds remember.
BUILD = "build"
MEMORY = ".cache"


@contextmanager
def workbench(folder: Path, name: str) -> Iterator[Path]:
    """A folder to work in, on the same disk as the outputs; it is gone at the end in any case.

    `name` is what the author calls the folder of the outputs. It is made if it does not exist,
    with those above it, and taken away again if nothing was put there. Benches that were left
    there go after a day. MachineError tells why it cannot be used.
    """
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_left(folder)
        bench = TemporaryDirectory(prefix=_BENCH, dir=folder)
    except OSError as error:
        raise MachineError(trouble.writing(error, name)) from error
    try:
        with bench as path:
            yield Path(path)
    finally:
        for one in new:
            with suppress(OSError):
                one.rmdir()


def _clear_left(folder: Path) -> None:
    for path in folder.glob(f"{_BENCH}*"):
        with suppress(OSError):
            if path.is_dir() and path.lstat().st_mtime < time.time() - _LEFT:
                shutil.rmtree(path)


def memory_of(root: Path) -> Path:
    """The folder in which the builds of a project remember what they made."""
    return root / BUILD / MEMORY


def shelve(
    files: Mapping[str, bytes], folder: Path, name: str = BUILD, *, removable: bool = False
) -> None:
    """Put files into a folder that its author calls so, all of them or none.

    What is `removable` is noted among the outputs that `clear` takes away.
    """
    with workbench(folder, name) as bench:
        if removable:
            files = {**files, LIST: listing(listed(folder) | files.keys())}
        put(files, bench, name)


def put(files: Mapping[str, bytes], bench: Path, name: str) -> None:
    """Put files on the shelf the bench stands on, each under its name, all of them or none.

    They are written beside and renamed when all are complete. When one cannot be put in its
    place, or the author interrupts us, those before it give way again to what was there.
    """
    folder = bench.parent
    for file in files:
        if (folder / file).is_dir():
            raise MachineError(outputs.output_blocked(MACHINE, f"{name}/{file}"))
    try:
        for file, data in files.items():
            _write(bench / file, data)
            if (folder / file).exists():
                _keep(folder / file, bench / f"old-{file}")
        placed: list[str] = []
        try:
            for file in files:
                placed.append(file)
                (bench / file).replace(folder / file)
        except BaseException:
            for file in placed:
                _give_back(bench / f"old-{file}", folder / file, new=bench / file)
            raise
    except OSError as error:
        raise MachineError(trouble.writing(error, name)) from error


def make_room(memory: Path, bench: Path) -> bool:
    """Give up what is remembered, and what lies half done on a bench; whether there was any.

    For a disk that is full: the outputs need the room more.
    """
    if not _is_memory(memory):
        return False
    shutil.rmtree(memory, ignore_errors=True)
    for path in bench.iterdir():
        path.unlink()
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(path)
    except OSError:  # some disks, such as FAT, know no links
        shutil.copy2(path, kept)


def _give_back(kept: Path, place: Path, *, new: Path) -> None:
    if new.exists():  # it did not come as far as its place
        return
    if kept.exists():
        kept.replace(place)
    else:
        place.unlink(missing_ok=True)


def listed(folder: Path) -> frozenset[str]:
    """The names of the outputs in this folder that we made."""
    try:
        names = (folder / LIST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(name for name in names if _plain(name))


def _is_memory(path: Path) -> bool:
    return path.name == MEMORY and not path.is_symlink() and (path / TAG).is_file()


def _plain(name: str) -> bool:
    """Whether this can only be the name of a file in the folder itself."""
    return name not in ("", ".", "..") and not set(name) & set("/\\:\0")


def listing(names: frozenset[str]) -> bytes:
    """The list of outputs, as kept beside them."""
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def clear(folder: Path, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove what we made in a folder, and the folder if nothing else is there.

    Gives the names of what was removed and of what was left because others made it. A link is
    removed, never what it leads to.
    """
    if not folder.is_dir():
        return (), ()
    removed, left = [], []
    known = listed(folder)
    try:
        for path in sorted(folder.iterdir()):
            ours = path.name in known or path.name.startswith(OURS) or _is_memory(path)
            if not ours or (path.name in known and path.is_dir() and not path.is_symlink()):
                left.append(path.name)
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
                removed += [path.name] if path.name in known else []
        if not left and not folder.is_symlink():
            folder.rmdir()
    except OSError as error:
        raise MachineError(trouble.writing(error, name)) from error
    return tuple(removed), tuple(left)
