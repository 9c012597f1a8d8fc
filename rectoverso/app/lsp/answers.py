"""Answer what an editor asks about the texts it has open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from rectoverso.app.explain import explanation
from rectoverso.app.lsp.actions import Sheet, actions, mend_all
from rectoverso.app.lsp.completion import completions
from rectoverso.app.lsp.names import Names
from rectoverso.app.lsp.projects import Project, Projects, Text
from rectoverso.app.lsp.ruler import Ruler
from rectoverso.app.lsp.telling import outline
from rectoverso.app.lsp.things import Thing, thing_at
from rectoverso.model.nodes import plain
from rectoverso.model.project import FOLDERS

# What tells of a place in a text.
Place = lsp.CompletionParams | lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams
MOST_SYMBOLS = 200
WATCHED = f"**/{{{','.join(FOLDERS)}}}/**"


class Answers:
    """Answers to an editor. `root` is a project to study before any text is opened."""

    def __init__(self, server: LanguageServer, root: Path) -> None:
        self._server, self._root = server, root
        self._projects = Projects(server)

    def end(self) -> None:
        """The editor is gone."""
        self._projects.end()

    # --- What the editor does ----------------------------------------------------------------

    async def begin(self, _: lsp.InitializedParams) -> None:
        """Study the projects in the folders that the editor has open."""
        folders = [to_fs_path(uri) for uri in self._server.workspace.folders]
        for folder in (self._root, *(Path(one) for one in folders if one)):
            self._projects.begin(folder)
        workspace = self._server.client_capabilities.workspace
        watched = workspace and workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            files = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(WATCHED)])
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            asked = lsp.RegistrationParams([lsp.Registration("files", method, files)])
            await self._server.client_register_capability_async(asked)

    async def opened(self, params: lsp.DidOpenTextDocumentParams) -> None:
        """A text is open."""
        self._put(params.text_document.uri)

    async def changed(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """A text was changed."""
        self._put(params.text_document.uri)

    def _put(self, uri: str) -> None:
        if text := self._projects.text(uri):
            now = self._server.workspace.get_text_document(uri).source
            text.project.open(text.path, uri, now)

    async def saved(self, params: lsp.DidSaveTextDocumentParams) -> None:
        """A text was saved; others may have been, too."""
        if text := self._projects.text(params.text_document.uri):
            text.project.keeper.change(text.path)

    async def closed(self, params: lsp.DidCloseTextDocumentParams) -> None:
        """A text is open no more."""
        if text := self._projects.text(params.text_document.uri):
            text.project.close(text.path)

    async def files_changed(self, params: lsp.DidChangeWatchedFilesParams) -> None:
        """Files of the disk were changed."""
        for change in params.changes:
            file = Path(to_fs_path(change.uri) or "")
            for project in self._projects.every():
                if file.is_relative_to(project.study.root):
                    project.keeper.change(file.relative_to(project.study.root).as_posix())

    # --- What it asks ------------------------------------------------------------------------

    async def completion(self, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        """What may be written here."""
        if not (asked := self._asked(params)):
            return None
        _, names, ruler, offset = asked
        return lsp.CompletionList(is_incomplete=False, items=completions(names, ruler, offset))

    async def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """What there is to say of the thing at a place, and of what is found there."""
        if not (asked := self._asked(params)):
            return None
        text, names, ruler, offset = asked
        thing = thing_at(ruler.source.text, offset, names.term_at)
        said = [names.told(thing)] if thing else []
        for finding in text.project.study.found_in(text.path):
            place = ruler.extent(finding)
            if ruler.offset(place.start) <= offset <= ruler.offset(place.end):
                said.append(explanation(finding.code))
        shown = "\n\n---\n\n".join(dict.fromkeys(filter(None, said)))
        if not shown:
            return None
        around = ruler.range(thing.start, thing.end) if thing and said[0] else None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, shown), around)

    async def definition(self, params: lsp.DefinitionParams) -> lsp.Location | None:
        """Where the thing at a place is described."""
        if not (found := self._thing(params)):
            return None
        project, names, thing = found
        span = names.said_at(thing)
        return project.location(span) if span and span.path else None

    async def references(self, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        """Where the book speaks of the thing at a place."""
        if not (found := self._thing(params)):
            return None
        project, names, thing = found
        spans = set(names.spoken_of(thing))
        said = names.said_at(thing)
        if said and params.context.include_declaration:
            spans.add(said)
        return [project.location(span) for span in sorted(spans) if span.path]

    async def code_actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """What can be done about what is found in a range."""
        uri = params.text_document.uri
        text = self._projects.text(uri)
        if text is None:
            return []
        workspace = self._server.client_capabilities.workspace
        editing = workspace and workspace.workspace_edit
        asks = bool(editing and editing.snippet_edit_support)
        sheet = Sheet(uri, self._projects.version(uri), text.project.ruler(text.path), asks)
        findings = text.project.study.found_in(text.path)
        wanted = params.context.only or ["", "source"]
        offered = [*actions(sheet, findings, params.range), *mend_all(sheet, findings)]
        return [one for one in offered if any(_is_of(one.kind, kind) for kind in wanted)]

    async def document_symbols(
        self, params: lsp.DocumentSymbolParams
    ) -> list[lsp.DocumentSymbol] | None:
        """The headings of a chapter."""
        text = self._projects.text(params.text_document.uri)
        if text is None or text.project.study.book is None:
            return None
        sections = text.project.study.book.book.sections
        here = (section for section in sections if section.path == text.path)
        return outline(here, text.project.ruler(text.path))

    async def workspace_symbols(
        self, params: lsp.WorkspaceSymbolParams
    ) -> list[lsp.WorkspaceSymbol]:
        """The headings, figures, tables and terms whose names hold some letters."""
        wanted = params.query.casefold()
        every = (one for project in self._projects.every() for one in _symbols(project, wanted))
        return [one for one, _ in zip(every, range(MOST_SYMBOLS), strict=False)]

    def _asked(self, params: Place) -> tuple[Text, Names, Ruler, int] | None:
        """The text asked about, the names of its book, and the offset in it."""
        text = self._projects.text(params.text_document.uri)
        if text is None or (names := text.project.names) is None:
            return None
        ruler = text.project.ruler(text.path)
        return text, names, ruler, ruler.offset(params.position)

    def _thing(self, params: Place) -> tuple[Project, Names, Thing] | None:
        if not (asked := self._asked(params)):
            return None
        text, names, ruler, offset = asked
        thing = thing_at(ruler.source.text, offset, names.term_at)
        return (text.project, names, thing) if thing else None


def _is_of(kind: str | None, wanted: str) -> bool:
    """Whether a kind of action is of a wanted one: `source.fixAll` is of `source`."""
    return wanted == "" or kind == wanted or str(kind).startswith(f"{wanted}.")


def _symbols(project: Project, wanted: str) -> Iterator[lsp.WorkspaceSymbol]:
    names = project.names
    for label, target in names.book.targets.items() if names else ():
        name = plain(target.title) or label
        if target.span.path and wanted in f"{name} {label}".casefold():
            kind = lsp.SymbolKind.Key if target.kind == "term" else lsp.SymbolKind.String
            place = project.location(target.span)
            yield lsp.WorkspaceSymbol(place, name, kind, container_name=target.kind)
