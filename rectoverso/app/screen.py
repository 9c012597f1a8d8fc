"""What people see of a command: progress, findings, and how grave they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rectoverso.model.shipped import shipped
from rectoverso.model.source import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console

FINE, FAULTS = 0, 1
Form = Literal["text", "json", "github", "sarif"]


@contextmanager
def progress(root: Path) -> Iterator[Callable[[str], None]]:
    """Tell what is being done, on a terminal; in a pipe say nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.text import Text

    with terminal(root, aside=True).status("") as status:
        yield lambda doing: status.update(Text(doing))


def tell(findings: Sequence[Finding], root: Path, *, aside: bool = True) -> None:
    """Print findings, a line to each: aside (on the error stream), or as the output itself."""
    from rectoverso.app.report import coloured, line

    if (sys.stderr if aside else sys.stdout).isatty():
        shown = terminal(root, aside=aside)
        for finding in findings:
            shown.print(coloured(finding), soft_wrap=True)
    else:
        for finding in findings:
            click.echo(line(finding), err=aside)


def output(findings: Sequence[Finding], root: Path, form: Form) -> None:
    """Print findings as the output of a command, for people or for programs."""
    from rectoverso.app import report

    match form:
        case "json":
            click.echo(report.as_json(findings))
        case "github":
            for finding in findings:
                click.echo(report.annotation(finding, from_repository(root)))
        case "sarif":
            from rectoverso.app.sarif import as_sarif

            click.echo(as_sarif(findings, from_repository(root)))
        case "text":
            tell(findings, root, aside=False)
            click.echo(report.counted(findings))


def terminal(root: Path, *, aside: bool) -> Console:
    """The terminal in the looks of the project: its error stream, or its output."""
    from rich.console import Console
    from rich.theme import Theme

    looks = root / "styles" / "terminal.ini"
    theme = Theme.read(str(looks if looks.is_file() else shipped("styles") / "terminal.ini"))
    return Console(stderr=aside, theme=theme, highlight=False)


def from_repository(root: Path) -> str:
    """The way from the repository GitHub checked out to the project, with a `/` at its end."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()
    with suppress(ValueError):
        way = root.resolve().relative_to(workspace).as_posix()
        return "" if way == "." else f"{way}/"
    return ""


def verdict(findings: Sequence[Finding], strict: bool) -> int:
    """The exit code that findings call for."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FAULTS if any(finding.severity in grave for finding in findings) else FINE


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], root: Path) -> None:
    """Rows as a table on a terminal; in a pipe, as lines with tabs between."""
    from rectoverso.app.report import readable

    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row).rstrip())
        return
    from rich.table import Table
    from rich.text import Text

    shown = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        shown.add_row(*(Text(readable(cell)) for cell in row))
    terminal(root, aside=False).print(shown)
