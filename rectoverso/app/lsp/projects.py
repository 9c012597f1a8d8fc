"""Know the projects whose files an editor has open, and tell it what is found in each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from rectoverso.app.lsp.keeper import Keeper
from rectoverso.app.lsp.names import Names
from rectoverso.app.lsp.ruler import Ruler
from rectoverso.app.lsp.study import Study, project_of
from rectoverso.app.lsp.telling import diagnostic
from rectoverso.model.project import BOOK
from rectoverso.model.source import Source, Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text that an editor has open: in which project, by which path and address."""

    project: Project
    path: str
    uri: str


class Project:
    """A project, with its names and all that was told of it."""

    def __init__(self, root: Path, projects: Projects) -> None:
        self.study = Study(root)
        self.keeper = Keeper(self.study, projects.aside, self.tell)
        self._projects = projects
        self._uris: dict[str, str] = {}
        self._told: dict[str, list[lsp.Diagnostic]] = {}
        self._names: Names | None = None
        self._task = asyncio.get_running_loop().create_task(self.keeper.keep())

    @property
    def names(self) -> Names | None:
        """What the last book knows by name; none before there is one."""
        book = self.study.book
        if book and (self._names is None or self._names.checked is not book):
            self._names = Names(book)
        return self._names

    def uri(self, path: str) -> str:
        """The address of a file: as the editor has it, if it has it open."""
        known = self._uris.get(path)
        return known or from_fs_path(str(self.study.root / path)) or ""

    def open(self, path: str, uri: str, text: str) -> None:
        """A text is open, as it stands here, whatever the disk has."""
        self._uris[path] = uri
        self.study.unsaved[path] = text
        self.keeper.change(path)

    def close(self, path: str) -> None:
        """What the disk has counts again."""
        self.study.unsaved.pop(path, None)
        self.keeper.change(path)

    def ruler(self, path: str, *, seen: bool = False) -> Ruler:
        """The measure of a text as it is now, or as it was when it was looked at."""
        source = self.study.source(path, seen=seen) or Source(path, "")
        return Ruler(source, self._projects.encoding)

    def location(self, span: Span) -> lsp.Location:
        """A place as an editor knows it."""
        return lsp.Location(self.uri(span.path), self.ruler(span.path).thing_at(span))

    def tell(self, paths: Iterable[str] | None) -> None:
        """Tell what is found in these files, or in all: what was told already of open ones only.

        Open ones come last.
        """
        unsaved = self.study.unsaved
        found = {one.span.path or BOOK for one in self.study.seen.findings}
        every = found | set(self._told) | set(unsaved)
        for path in sorted(every, key=lambda one: (one in unsaved, one)):
            if paths is None or path in paths:
                ruler = self.ruler(path, seen=True)
                told = [diagnostic(one, ruler) for one in self.study.found_in(path)]
                if path in unsaved or told != self._told.get(path, []):
                    self._publish(path, told)
                self._told[path] = told

    def _publish(self, path: str, told: list[lsp.Diagnostic]) -> None:
        uri = self.uri(path)
        version = self._projects.version(uri) if path in self.study.unsaved else None
        self._projects.server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, told, version)
        )


class Projects:
    """All projects that were met since the editor began."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self._known: dict[Path, Project] = {}
        self._homeless: set[Path] = set()
        self._worker = ThreadPoolExecutor(1)

    @property
    def encoding(self) -> str:
        """The encoding in whose units the editor counts columns."""
        agreed = self.server.server_capabilities.position_encoding
        return lsp.PositionEncodingKind(agreed).value

    async def aside(self, work: Callable[[], bool | None]) -> bool | None:
        """Have some work done beside our own, one after another: pandoc has one ear."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def version(self, uri: str) -> int | None:
        """The version of an open text, as the editor counts them."""
        return self.server.workspace.get_text_document(uri).version

    def begin(self, root: Path) -> Project | None:
        """Study a project at once, if there is one in this folder."""
        root = root.absolute()
        if root not in self._known and (root / BOOK).is_file():
            self._known[root] = Project(root, self)
            self._known[root].keeper.change(BOOK)
        return self._known.get(root)

    def text(self, uri: str) -> Text | None:
        """The text at an address, if it belongs to a project; who has none is told so once."""
        place = to_fs_path(uri)
        if not place:
            return None
        file = Path(place)
        known = (root for root in self._known if file.is_relative_to(root))
        root = next(known, None) or project_of(file)
        project = self.begin(root) if root else None
        if root is None or project is None:
            self._without_book(file)
            return None
        return Text(project, file.relative_to(root).as_posix(), uri)

    def end(self) -> None:
        """Break off what is being looked at, and wait until it is."""
        for project in self._known.values():
            project.keeper.change(BOOK)
        # Once Python ends, no thread may begin others, as the one does that asks pandoc.
        self._worker.shutdown(cancel_futures=True)

    def every(self) -> tuple[Project, ...]:
        """The projects that are known."""
        return tuple(self._known.values())

    def _without_book(self, file: Path) -> None:
        if file.suffix in (".md", ".toml") and file.parent not in self._homeless:
            self._homeless.add(file.parent)
            said = f"{file.name} belongs to no book: no folder above it holds {BOOK}"
            self.server.window_show_message(
                lsp.ShowMessageParams(lsp.MessageType.Info, f"{said}; it is not checked")
            )
