"""Offer ways out of what is found: the corrections of `check --fix`, near names, and waivers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    SnippetTextEdit,
    StringValue,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from rectoverso.app.fix import changes_of
from rectoverso.app.lsp.ruler import Ruler
from rectoverso.app.lsp.telling import diagnostic
from rectoverso.model.source import Correction, Finding, Severity
from rectoverso.reading.waivers import REASON

_NEAR = re.compile(r"did you mean “(.+)”\?$")
_NAMED = re.compile(r"“(.+?)”")
# Where a comment on a line of its own would part what belongs together.
_IN_A_LIST = re.compile(r"[ \t]|[-*+:~] |\(?[0-9]+[.)] |\[\^")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_FRONT_MATTER = re.compile(r"---\n.*?\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text that an editor may change: its address, its version (if it is open), its ruler.

    `asks` tells that the editor can ask its author for what stands in a placeholder.
    """

    uri: str
    version: int | None
    ruler: Ruler
    asks: bool = False

    def changed(self, changes: Iterable[tuple[int, Correction]]) -> WorkspaceEdit:
        """What an editor is asked to write."""
        edits = [TextEdit(self.ruler.range(at, at + len(one.old)), one.new) for at, one in changes]
        return self._with(edits)

    def waived(self, at: int, comment: str) -> WorkspaceEdit:
        """What an editor is asked to write for a waiver, whose author puts the reason in."""
        here = self.ruler.range(at, at)
        if self.asks:
            asking = StringValue(comment.replace(REASON, f"${{1:{REASON}}}"))
            return self._with([SnippetTextEdit(here, asking)])
        return self._with([TextEdit(here, comment)])

    def _with(self, edits: Sequence[TextEdit | SnippetTextEdit]) -> WorkspaceEdit:
        document = OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return WorkspaceEdit(document_changes=[TextDocumentEdit(document, list(edits))])


def actions(sheet: Sheet, findings: Sequence[Finding], asked: Range) -> list[CodeAction]:
    """What can be done about the findings of a text within the range an editor asks about."""
    here = [one for one in findings if _touches(sheet.ruler.extent(one), asked)]
    return [action for one in here for action in _of(sheet, one)]


def mend_all(sheet: Sheet, findings: Sequence[Finding]) -> Iterator[CodeAction]:
    """Make all corrections of a text, as `check --fix` does."""
    if changes := changes_of(findings, sheet.ruler.source):
        yield CodeAction(
            title=f"Mend all that can be mended in this file ({len(changes)})",
            kind=CodeActionKind.SourceFixAll,
            edit=sheet.changed(changes),
        )


def _touches(one: Range, other: Range) -> bool:
    first, last = (one.start.line, one.start.character), (one.end.line, one.end.character)
    start, end = (other.start.line, other.start.character), (other.end.line, other.end.character)
    return first <= end and start <= last


def _of(sheet: Sheet, finding: Finding) -> Iterator[CodeAction]:
    source = sheet.ruler.source
    if changes := changes_of([finding], source):
        new = changes[0][1].new
        title = f"Write “{new}”" if new.strip() else f"Mend this ({finding.code})"
        yield _mending(sheet, finding, title, changes)
    elif (near := _NEAR.search(finding.hint)) and (named := _NAMED.search(finding.message)):
        start = sheet.ruler.offset_of(finding.span)
        end = source.text.find("\n", start)
        at = source.text.find(named[1], start, end if end >= 0 else len(source.text))
        if at >= 0:
            change = (at, Correction(named[1], near[1]))
            yield _mending(sheet, finding, f"Write “{near[1]}”", [change])
    if finding.severity is not Severity.ERROR and finding.code[0] != "W":
        at, comment = _waiver(sheet, finding)
        if comment:
            yield CodeAction(
                title=f"Accept this ({finding.code}) with a reason, which you write",
                kind=CodeActionKind.QuickFix,
                diagnostics=[diagnostic(finding, sheet.ruler)],
                edit=sheet.waived(at, comment),
            )


def _mending(
    sheet: Sheet, finding: Finding, title: str, changes: Sequence[tuple[int, Correction]]
) -> CodeAction:
    return CodeAction(
        title=title,
        kind=CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, sheet.ruler)],
        edit=sheet.changed(changes),
        is_preferred=True,
    )


def _waiver(sheet: Sheet, finding: Finding) -> tuple[int, str]:
    """Where a waiver would stand, and what it would be; nothing where a chapter can have none.

    It stands before the paragraph, or, in a list or a note, at the end of the line.
    """
    source = sheet.ruler.source
    if PurePosixPath(source.path).suffix != ".md":
        return 0, ""
    at = sheet.ruler.offset_of(finding.span)
    front = _FRONT_MATTER.match(source.text)
    if front and at < front.end():
        return 0, ""
    comment = f"<!-- rectoverso: ignore {finding.code} because {REASON} -->"
    begun = [
        front.end() if front else 0,
        *(one.end() for one in _BLANK.finditer(source.text, 0, at)),
    ]
    start = max(begun)
    if not _IN_A_LIST.match(source.text, start):
        return start, f"{comment}\n\n"
    end = source.text.find("\n", at)
    return (end if end >= 0 else len(source.text)), f" {comment}"
