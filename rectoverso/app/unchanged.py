"""Know a build whose outputs lie there already: nothing that went into it has changed since."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rectoverso.app.report import Output
from rectoverso.model.project import CHAPTERS, FOLDERS
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Correction, Finding, Severity, Span

if TYPE_CHECKING:
    from rectoverso.model.manuscript import Manuscript

# Beside what else is remembered; see `shelf.MEMORY`.
FILE = "built.json"


def fingerprint(root: Path, asked: object) -> str:
    """A digest of all that a build can depend on, and of what was `asked` for.

    That is every file in the project's folders of sources, the styles and faces that come with
    the program, the program, and the names and versions of all libraries installed.
    """
    known = hashlib.sha256(repr((asked, platform.platform(), platform.python_version())).encode())
    program = Path(__file__).resolve().parents[1]
    folders = dict.fromkeys(
        (program, *(shipped(name) for name in FOLDERS[1:]), *(root / name for name in FOLDERS))
    )
    for folder in folders:
        for path in sorted(_files(folder)):
            if path.suffix != ".pyc":
                # A name may be in no encoding.
                known.update(os.fsencode(path.relative_to(folder)) + b"\0")
                known.update(_held(path))
    # Each library has a folder that is called after it and its version (PEP 376, PEP 491).
    for one in sorted(path.name for place in sys.path for path in Path(place).glob("*.*-info")):
        known.update(one.encode() + b"\0")
    return known.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """All files in a folder, and in those that links in it lead to; of a second way to the same
    folder, only that folder."""
    seen = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        if (place := os.path.realpath(here)) in seen:
            folders.clear()  # it may lead back
            yield Path(here)
            continue
        seen.add(place)
        folders.sort()
        yield from (path for name in names if (path := Path(here, name)).is_file())


def _held(path: Path) -> bytes:
    """What a file holds, or where a folder is; nothing of what cannot be read."""
    if path.is_dir():
        return os.fsencode(os.path.realpath(path))
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
    return b""


def can_tell(root: Path, manuscript: Manuscript) -> bool:
    """Whether all chapters and pictures of a project are where `fingerprint` looks.

    A printer described in any other file is nowhere that it looks.
    """
    if manuscript.settings.sheet.margins_of.endswith(".toml"):
        return False
    chapters = (root / CHAPTERS).resolve()
    sources = (root / chapter.source.path for chapter in manuscript.chapters)
    return all(
        path.resolve().is_relative_to(chapters) for path in (*sources, *manuscript.files.values())
    )


def remember(mark: str, made: Iterable[Output], words: int, findings: Iterable[Finding]) -> bytes:
    """What to keep of a build under its fingerprint."""
    return json.dumps(
        {
            "fingerprint": mark,
            "outputs": {
                one.path.name: {"pages": one.pages, "digest": _digest(one.path)} for one in made
            },
            "words": words,
            "findings": [_told(finding) for finding in findings],
        },
        ensure_ascii=False,
    ).encode()


def recall(
    memory: Path, mark: str, folder: Path
) -> tuple[tuple[Output, ...], int, tuple[Finding, ...]] | None:
    """The outputs, words and findings of the last build, if its outputs lie there untouched."""
    try:
        said = json.loads((memory / FILE).read_text("utf-8"))
        if said["fingerprint"] != mark:
            return None
        made = tuple(_there(folder / name, one) for name, one in said["outputs"].items())
        findings = tuple(map(_finding, said["findings"]))
        return made, int(said["words"]), findings
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _there(path: Path, said: Mapping[str, Any]) -> Output:
    if _digest(path) != said["digest"]:
        raise ValueError(f"{path} has changed")
    return Output(path, path.stat().st_size, said["pages"])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _told(finding: Finding) -> dict[str, Any]:
    span, correction = finding.span, finding.correction
    return {
        "span": [span.path, span.line, span.column],
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "severity": finding.severity.value,
        "correction": correction and [correction.old, correction.new],
    }


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(
        Span(*told["span"]),
        told["code"],
        told["message"],
        told["hint"],
        Severity(told["severity"]),
        Correction(*told["correction"]) if told["correction"] else None,
    )
