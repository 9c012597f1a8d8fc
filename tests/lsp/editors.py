"""An editor for tests: pygls' own client, which speaks with the command `lsp` as editors do."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path, to_fs_path

from tests.commands import ROOT

SECONDS = 60
SEVERITIES = {1: "error", 2: "warning", 3: "note"}
WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Editor:
    """An editor with some folders open. Columns are counted as the two sides agree.

    With `snippets` it can ask its user what to write in a placeholder.
    """

    def __init__(
        self, *folders: Path, encodings: tuple[str, ...] | None = None, snippets: bool = False
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self.client = LanguageClient("tests", "1")
        self.texts: dict[Path, str] = {}
        self.versions: dict[Path, int] = {}
        self.told: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.shown: list[str] = []
        self._news = asyncio.Event()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._published))
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(partial(self._said))
        command = [sys.executable, "-m", "rectoverso", "lsp"]
        standing = folders[0] if folders else Path.cwd()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.run(self.client.start_io(*command, cwd=standing, env=environment))
        opened = [lsp.WorkspaceFolder(address(one), one.name) for one in folders]
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)
        editing = lsp.WorkspaceEditClientCapabilities(snippet_edit_support=snippets)
        workspace = lsp.WorkspaceClientCapabilities(workspace_edit=editing)
        able = lsp.ClientCapabilities(general=general, workspace=workspace)
        asked = lsp.InitializeParams(capabilities=able, workspace_folders=opened)
        self.able = self.run(self.client.initialize_async(asked)).capabilities
        self.client.initialized(lsp.InitializedParams())

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        """Let something be done, and give what comes of it."""
        return self._loop.run_until_complete(asyncio.wait_for(doing, SECONDS))

    def end(self) -> tuple[int | None, str]:
        """End the server; gives its exit code, and what it printed aside."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        return self.gone()

    def hang_up(self) -> tuple[int | None, str]:
        """Be gone, without a word."""
        self.client._server.stdin.close()
        return self.gone()

    def gone(self) -> tuple[int | None, str]:
        server = self.client._server
        said = self.run(server.stderr.read()).decode()
        self.run(self.client.stop())
        server._transport.close()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()
        return server.returncode, said

    # --- What its user does ------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None) -> None:
        self.texts[path] = path.read_text("utf-8") if text is None else text
        self.versions[path] = 1
        item = lsp.TextDocumentItem(address(path), "markdown", 1, self.texts[path])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, path: Path, text: str) -> None:
        self.texts[path] = text
        self.versions[path] += 1
        document = lsp.VersionedTextDocumentIdentifier(
            uri=address(path), version=self.versions[path]
        )
        whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))

    def close(self, path: Path) -> None:
        del self.texts[path], self.versions[path]
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identified(path)))

    # --- What it is told ---------------------------------------------------------------------

    def _published(self, told: lsp.PublishDiagnosticsParams) -> None:
        self.told.setdefault(told.uri, []).append(told)
        self._news.set()

    def _said(self, said: lsp.ShowMessageParams) -> None:
        self.shown.append(said.message)
        self._news.set()

    def until(self, holds: Any) -> None:
        """Wait until this holds. What never does is seen by the assertion that follows."""

        async def wait() -> None:
            while not holds():
                self._news.clear()
                await self._news.wait()

        try:
            self.run(wait())
        except TimeoutError:
            return

    def diagnostics(self, path: Path) -> list[lsp.Diagnostic]:
        """What is told of a text as it is now, once anything is told of it."""
        uri, version = address(path), self.versions.get(path)
        self.until(lambda: any(one.version == version for one in self.told.get(uri, ())))
        return list(self.told[uri][-1].diagnostics)

    def now(self, path: Path) -> list[dict[str, object]]:
        """What was told of a text last, whether it is still the same or not."""
        told = self.told.get(address(path), ())
        return [self._finding(path, one) for one in told[-1].diagnostics] if told else []

    def findings(self, path: Path) -> list[dict[str, object]]:
        """The same as `check --format json` tells it: places in lines and code points from 1."""
        return [self._finding(path, one) for one in self.diagnostics(path)]

    def _finding(self, path: Path, told: lsp.Diagnostic) -> dict[str, object]:
        line, column = self.place(path, told.range.start)
        return {
            "line": line,
            "column": column,
            "severity": SEVERITIES[told.severity or 0],
            "code": told.code,
            "message": told.message,
        }

    def place(self, path: Path, position: lsp.Position) -> tuple[int, int]:
        """A position as line and column from 1, the column in code points."""
        text = self.texts[path] if path in self.texts else path.read_text("utf-8")
        encoding, width = WIDTHS[lsp.PositionEncodingKind(self.able.position_encoding).value]
        line = text.replace("\r\n", "\n").split("\n")[position.line].encode(encoding)
        return position.line + 1, len(line[: position.character * width].decode(encoding)) + 1

    def position(self, path: Path, words: str, behind: str = "") -> lsp.Position:
        """Where some words stand in an open text, or the end of what they begin with."""
        before = self.texts[path][: self.texts[path].index(words) + len(behind)]
        encoding, width = WIDTHS[lsp.PositionEncodingKind(self.able.position_encoding).value]
        last = before.rpartition("\n")[2]
        return lsp.Position(before.count("\n"), len(last.encode(encoding)) // width)

    def reading(self, path: Path, place: lsp.Range) -> str:
        """What stands within a range of a text."""
        (line, start), (last, end) = self.place(path, place.start), self.place(path, place.end)
        text = self.texts[path] if path in self.texts else path.read_text("utf-8")
        lines = text.replace("\r\n", "\n").split("\n")
        return lines[line - 1][start - 1 : end - 1] if line == last else "\n".join(lines)

    def edited(self, path: Path, action: lsp.CodeAction) -> str:
        """An open text as it is when an action is carried out."""
        (changes,) = action.edit.document_changes
        assert changes.text_document.uri == address(path)
        lines = [line + "\n" for line in self.texts[path].split("\n")]
        starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
        text = self.texts[path]
        for edit in reversed(changes.edits):
            (first, start), (last, end) = (
                self.place(path, one) for one in (edit.range.start, edit.range.end)
            )
            head, tail = starts[first - 1] + start - 1, starts[last - 1] + end - 1
            text = text[:head] + edit.new_text + text[tail:]
        return text

    # --- What it asks ------------------------------------------------------------------------

    def hover(self, path: Path, words: str) -> str:
        asked = lsp.HoverParams(identified(path), self.position(path, words))
        said = self.run(self.client.text_document_hover_async(asked))
        return said.contents.value if said else ""

    def offered(self, path: Path, words: str, behind: str) -> dict[str, str]:
        """What is offered to complete some words: labels, with the text as it would be."""
        position = self.position(path, words, behind)
        asked = lsp.CompletionParams(identified(path), position)
        found = self.run(self.client.text_document_completion_async(asked))
        return {one.label: self._completed(path, one) for one in (found.items if found else ())}

    def _completed(self, path: Path, item: lsp.CompletionItem) -> str:
        (line, start), (_, end) = (
            self.place(path, one) for one in (item.text_edit.range.start, item.text_edit.range.end)
        )
        text = self.texts[path].split("\n")[line - 1]
        return text[: start - 1] + item.text_edit.new_text + text[end - 1 :]

    def definition(self, path: Path, words: str) -> tuple[str, str]:
        """The file that something leads to, and the line there."""
        asked = lsp.DefinitionParams(identified(path), self.position(path, words))
        found = self.run(self.client.text_document_definition_async(asked))
        return self._line(found) if found else ("", "")

    def references(self, path: Path, words: str) -> list[tuple[str, str]]:
        context = lsp.ReferenceContext(include_declaration=True)
        asked = lsp.ReferenceParams(context, identified(path), self.position(path, words))
        found = self.run(self.client.text_document_references_async(asked))
        return [self._line(one) for one in found or ()]

    def headings(self, path: Path) -> list[lsp.DocumentSymbol]:
        asked = lsp.DocumentSymbolParams(identified(path))
        return list(self.run(self.client.text_document_document_symbol_async(asked)))

    def symbols(self, query: str) -> list[tuple[str, str]]:
        """What the book has whose name holds this: its name and its kind."""
        asked = lsp.WorkspaceSymbolParams(query=query)
        found = self.run(self.client.workspace_symbol_async(asked))
        return [(one.name, one.container_name) for one in found]

    def _line(self, found: lsp.Location) -> tuple[str, str]:
        path = Path(to_fs_path(found.uri))
        text = self.texts[path] if path in self.texts else path.read_text("utf-8")
        line = text.split("\n")[found.range.start.line]
        return path.name, line[self.place(path, found.range.start)[1] - 1 :]

    def actions(self, path: Path, code: str, *only: str) -> dict[str, lsp.CodeAction]:
        """What can be done about the first finding of a code, by title."""
        place = next(one.range for one in self.diagnostics(path) if one.code == code)
        context = lsp.CodeActionContext(diagnostics=[], only=list(only) or None)
        asked = lsp.CodeActionParams(identified(path), place, context)
        return {
            one.title: one for one in self.run(self.client.text_document_code_action_async(asked))
        }


def address(path: Path) -> str:
    return from_fs_path(str(path)) or ""


def identified(path: Path) -> lsp.TextDocumentIdentifier:
    return lsp.TextDocumentIdentifier(address(path))
