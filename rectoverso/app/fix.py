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
from rectoverso.model.source import Correction, Finding, Source


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
    listed = tuple(findings)
    changed = (
        Corrected(source.path, source.text, _changed(source.text, made))
        for source in {source.path: source for source in sources}.values()
        if (made := changes_of(listed, source))
    )
    return tuple(sorted(changed, key=lambda one: one.path))


def changes_of(findings: Iterable[Finding], source: Source) -> tuple[tuple[int, Correction], ...]:
    """The corrections that can be made in a text together, each with its offset, in order."""
    offered: dict[int, Correction] = {}
    for finding in findings:
        if finding.correction is None or finding.span.path != source.path:
            continue
        line, column = finding.span.line, finding.span.column
        if line > len(source.line_starts):
            continue
        at = source.line_starts[line - 1] + column - 1
        if source.text.startswith(finding.correction.old, at):
            offered.setdefault(at, finding.correction)
    made: list[tuple[int, Correction]] = []
    end = 0
    for at, correction in sorted(offered.items(), key=lambda one: one[0]):
        if at >= end:
            made.append((at, correction))
            end = at + len(correction.old)
    return tuple(made)


def _changed(text: str, changes: Iterable[tuple[int, Correction]]) -> str:
    pieces, end = [], 0
    for at, correction in changes:
        pieces += [text[end:at], correction.new]
        end = at + len(correction.old)
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
