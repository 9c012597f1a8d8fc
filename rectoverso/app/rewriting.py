"""Write a text file of an author anew: nothing of how it was kept is lost, nor the file."""

from __future__ import annotations

import os
from pathlib import Path

from rectoverso.reading.files import BOM


def lines_of(path: Path) -> str:
    """The text of a file, its lines ended by `\\n`, without byte order mark."""
    return path.read_bytes().removeprefix(BOM).decode().replace("\r\n", "\n")


def kept_like(before: bytes, text: str) -> bytes:
    """A text as the bytes of a file, with the line ends and byte order mark it had before."""
    ends = "\r\n" if b"\r\n" in before else "\n"
    mark = BOM if before.startswith(BOM) else b""
    return mark + text.replace("\r\n", "\n").replace("\n", ends).encode()


def rewrite(path: Path, text: str) -> None:
    """Replace the text of a file.

    Line ends, byte order mark and permissions stay as they are. The new file is written beside
    the old one and renamed, so that there is always a whole one. Raises OSError.
    """
    data = kept_like(path.read_bytes(), text)
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{target.name}.rectoverso-{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
