"""Study a project that an editor has open: its unsaved texts, its last book, what is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rectoverso.app import shelf
from rectoverso.app.check import Checked, check
from rectoverso.app.glance import glance
from rectoverso.model.memory import Memory
from rectoverso.model.project import BOOK
from rectoverso.model.source import Finding, Source
from rectoverso.reading.files import Folder

NOT_TOML = "M102"
# Bytes that chapters may take which are kept as they were read, while the editor is open.
ROOM = 64 << 20


class InterruptedLookError(Exception):
    """Something was changed while the book was read: what is found in it is of no use any more."""


class Recollection(Memory):
    """Chapters as they were read since the editor began. The disk's are used, none is put there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._held: dict[str, bytes] = {}

    def recall(self, name: str) -> bytes | None:
        """What is kept under a name, here or on disk."""
        data = self._held.pop(name, None)
        if data is None:
            return super().recall(name)
        self._held[name] = data
        return data

    def keep_later(self, name: str, data: bytes) -> None:
        """Keep this at once; what was not used for longest makes room for it."""
        self._held[name] = data
        taken = sum(map(len, self._held.values()))
        for oldest in list(self._held):
            if taken <= ROOM:
                break
            taken -= len(self._held.pop(oldest))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at one look, and the unsaved texts (by path) it was found in."""

    findings: tuple[Finding, ...] = ()
    unsaved: dict[str, str] = field(default_factory=dict)


class Study:
    """A project that an editor has open.

    `unsaved` are the texts that the editor holds, by path. `book` is the last book whose settings,
    glossary and index could be read: what is known by name comes from there.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unsaved: dict[str, str] = {}
        self.seen = Seen()
        self.book: Checked | None = None
        self._memory = Recollection(shelf.memory_of(root))

    def look(self, interrupted: Callable[[], bool] = lambda: False) -> None:
        """Look at the whole project. InterruptedLookError if `interrupted` says so on the way."""

        def on_the_way(_: str) -> None:
            if interrupted():
                raise InterruptedLookError

        unsaved = dict(self.unsaved)
        self._memory.spoilt = 0
        checked = check(self.root, on_the_way, memory=self._memory, editing=True, unsaved=unsaved)
        self.seen = Seen(checked.findings, unsaved)
        unread = any(finding.code == NOT_TOML for finding in checked.findings)
        if checked.manuscript.chapters and not (unread and self.book):
            self.book = checked

    def glance(self, path: str) -> bool:
        """Look at one chapter alone; whether it could be told from the others."""
        unsaved = dict(self.unsaved)
        source = Folder(self.root, unsaved).text(path)[0]
        if self.book is None or source is None or path not in unsaved:
            return False
        glanced = glance(self.book, source, self._memory)
        if glanced is None:
            return False
        others = (one for one in self.seen.findings if one.span.path != path)
        texts = {**self.seen.unsaved, path: unsaved[path]}
        self.seen = Seen((*others, *glanced.findings), texts)
        return True

    def source(self, path: str, *, seen: bool = False) -> Source | None:
        """A text of the project as it is now, or as it was when it was looked at (`seen`)."""
        texts = self.seen.unsaved if seen else self.unsaved
        return Folder(self.root, texts).text(path)[0]

    def found_in(self, path: str) -> tuple[Finding, ...]:
        """What is found in a file. What has no place of its own is found in book.toml."""
        return tuple(one for one in self.seen.findings if (one.span.path or BOOK) == path)


def project_of(file: Path) -> Path | None:
    """The folder of the project that a file belongs to, above which it need not be looked for."""
    return next((folder for folder in file.parents if (folder / BOOK).is_file()), None)
