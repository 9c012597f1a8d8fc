"""What the machine cannot do, told like any other finding."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from rectoverso.app import machine
from rectoverso.model.rules import outputs
from rectoverso.model.source import Finding, Span

# The machine's trouble has no place in any text.
MACHINE = Span("")

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}


class MachineError(Exception):
    """The machine cannot go on; `finding` says why. Only the commands catch this."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def is_full(error: BaseException | None) -> bool:
    """Whether this is the system's word for a disk without room."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def writing(error: OSError, folder: str) -> Finding:
    """Why a file could not be written to this folder (or what else the system refused)."""
    if error.errno in _NO_ROOM:
        return outputs.disk_full(MACHINE, folder)
    if error.errno in _CLOSED:
        return outputs.folder_closed(MACHINE, folder, _reason(error))
    if error.errno in _NO_FOLDER:
        return outputs.not_a_folder(MACHINE, folder)
    return refused(error)


def refused(error: OSError) -> Finding:
    """What the system refused, in its own words."""
    named = f"{error.filename}: " if error.filename else ""
    return outputs.machine_trouble(MACHINE, f"{named}{_reason(error)}")


def without_pango(error: OSError) -> Finding:
    """Why no PDF can be made, with the command that helps on this system."""
    system = machine.this_system()
    command = machine.install_command((machine.PANGO,), system) if system else ""
    remedy = f"install it with “{command}”" if command else "install Pango 1.44 or newer"
    return outputs.library_missing(MACHINE, str(error).partition("\n")[0], remedy)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


@contextmanager
def setting() -> Iterator[None]:
    """What keeps pages from being set is the machine's trouble."""
    from rectoverso.writing.paper.workers import SettingFailedError, WithoutPangoError

    try:
        yield
    except WithoutPangoError as error:
        raise MachineError(without_pango(error)) from error
    except SettingFailedError as error:
        raise MachineError(outputs.not_set(MACHINE, error.name, error.why)) from error
