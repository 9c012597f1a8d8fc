"""Carry out the corrections that findings offer, after they have been shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from rectoverso.app.rewriting import rewrite
from rectoverso.app.trouble import MachineError, writing
from rectoverso.model.source import Finding, Source


@dataclass(frozen=True, slots=True)
class Corrected:
    """A file of the project as it is and as it would be."""

    path: str
    old: str
    new: str

    def shown(self) -> str:
        """The change as a unified diff."""
        old, new = (text.splitlines(keepends=True) for text in (self.old, self.new))
        lines = unified_diff(old, new, self.path, self.path, n=0)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def corrected(findings: Iterable[Finding], sources: Iterable[Source]) -> tuple[Corrected, ...]:
    """The files that the corrections of these findings change.

    A correction is left out where its place does not say what it should, or lies in another.
    """
    texts = {source.path: source for source in sources}
    offered: dict[str, dict[int, tuple[str, str]]] = {}
    for finding in findings:
        source = texts.get(finding.span.path)
        if finding.correction is None or source is None:
            continue
        at = source.line_starts[finding.span.line - 1] + finding.span.column - 1
        if source.text.startswith(finding.correction.old, at):
            change = (finding.correction.old, finding.correction.new)
            offered.setdefault(source.path, {}).setdefault(at, change)
    return tuple(
        Corrected(path, texts[path].text, _changed(texts[path].text, changes))
        for path, changes in sorted(offered.items())
    )


def _changed(text: str, changes: dict[int, tuple[str, str]]) -> str:
    pieces, end = [], 0
    for at, (old, new) in sorted(changes.items()):
        if at >= end:
            pieces += [text[end:at], new]
            end = at + len(old)
    return "".join([*pieces, text[end:]])


def offer(changes: Sequence[Corrected], root: Path, *, sure: bool, nothing: str) -> None:
    """Show changes, and make them if their author is `sure`, or agrees at the terminal.

    Where there are none, `nothing` is said.
    """
    for change in changes:
        click.echo(change.shown(), nl=False)
    if not changes:
        click.echo(nothing)
    elif sure or (sys.stdin.isatty() and click.confirm("Write these changes?")):
        write(changes, root)
        click.echo(f"written: {', '.join(change.path for change in changes)}")
    else:
        click.echo("nothing was written; add --yes to write these changes")


def write(changes: Iterable[Corrected], root: Path) -> None:
    """Write the files anew, with the line ends and the byte order mark they had."""
    for change in changes:
        path = root / change.path
        try:
            rewrite(path, change.new)
        except OSError as error:
            raise MachineError(writing(error, path.parent.name)) from error
