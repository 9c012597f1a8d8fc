"""Small books for tests: a few lines of Markdown become a project, findings, a PDF, an EPUB."""

from __future__ import annotations

import atexit
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from rectoverso.app.build import OUTPUTS, Written, moment_of
from rectoverso.app.check import Checked, check
from rectoverso.app.report import line
from rectoverso.model.book import Book

# The name of a file below `chapters/`, and what is in it. A lone text is the file 01.md.
Files = str | Mapping[str, str | bytes]


def write_project(folder: Path, files: Files, **settings: object) -> Path:
    """Write a project into a folder; gives the folder.

    Every `.md` file is a chapter, in the order given. `settings` are keys of `[book]`
    (`title`, `lang` and `chapters` have defaults); `more` is TOML to stand after them.
    """
    files = {"01.md": files} if isinstance(files, str) else files
    chapters = [name for name in files if name.endswith(".md")]
    more = settings.pop("more", "")
    said = {"title": "A Book", "lang": "en", "chapters": chapters, **settings}
    toml = "\n".join(["[book]", *(f"{key} = {_toml(value)}" for key, value in said.items())])
    for name, text in {"book.toml": f"{toml}\n{more}\n", **files}.items():
        path = folder / "chapters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def _toml(value: object) -> str:
    # JSON's strings, numbers and lists of them are TOML, too.
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class SmallBook:
    """A project on disk, compiled as far as a test asks, and no more than once."""

    root: Path

    @cached_property
    def checked(self) -> Checked:
        return check(self.root, _say_nothing)

    @property
    def book(self) -> Book:
        return self.checked.book

    @property
    def findings(self) -> list[str]:
        """The findings as `check` prints them."""
        return [line(finding) for finding in self.checked.findings]

    @property
    def pdf(self) -> bytes:
        return self.written("pdf").data

    @property
    def epub(self) -> bytes:
        return self.written("epub").data

    def written(self, kind: str) -> Written:
        """An output, with its pages and findings."""
        if kind not in self._made:
            self._made[kind] = OUTPUTS[kind](
                self.checked, moment_of(self.book.settings, None), _say_nothing
            )
        return self._made[kind]

    @cached_property
    def _made(self) -> dict[str, Written]:
        return {}


_shelf = TemporaryDirectory(prefix="rectoverso-tests-")
atexit.register(_shelf.cleanup)
_books: dict[str, SmallBook] = {}


def book(files: Files, **settings: object) -> SmallBook:
    """The book of these files and settings. The same ones give the same book again."""
    key = repr((files, settings))
    if key not in _books:
        folder = Path(_shelf.name) / str(len(_books))
        _books[key] = SmallBook(write_project(folder, files, **settings))
    return _books[key]


def _say_nothing(_: str) -> None: ...
