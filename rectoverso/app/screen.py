"""What people see of a command: progress, findings, and how grave they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from configparser import Error as IniError
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rectoverso.model.shipped import shipped
from rectoverso.model.source import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.theme import Theme

FINE, FAULTS = 0, 1
_ANY = 10_000  # letters in a line, more than there ever are
Form = Literal["text", "json", "github", "sarif"]


@contextmanager
def progress(root: Path) -> Iterator[Callable[[str], None]]:
    """Tell what is being done, on a terminal; in a pipe say nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.text import Text

    shown = terminal(root, aside=True)
    with shown.status("", spinner="line" if shown.options.ascii_only else "dots") as status:
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


def tell_errors(findings: Sequence[Finding], root: Path) -> None:
    """Print aside what keeps the book from being made, for commands that tell something else."""
    tell([one for one in findings if one.severity is Severity.ERROR], root)


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

    return Console(stderr=aside, theme=_looks(root), highlight=False)


@cache
def _looks(root: Path) -> Theme:
    """The project's looks of a terminal, or ours; those that cannot be read are told, once."""
    from rich.errors import ConsoleError
    from rich.theme import Theme

    own, ours = (folder / "terminal.ini" for folder in (root / "styles", shipped("styles")))
    try:
        return Theme.read(str(own if own.is_file() else ours), encoding="utf-8")
    except (IniError, ConsoleError, ValueError) as error:
        why = str(error).partition("\n")[0]
        click.echo(f"{own.as_posix()} is not followed, mend it or take it away: {why}", err=True)
        return Theme.read(str(ours), encoding="utf-8")


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


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    root: Path,
    figures: Container[int] = (),
) -> None:
    """Rows as a table on a terminal; in a pipe, as lines with tabs between.

    Columns of `figures` (from 0) are never cut short: rather, lines are longer than the terminal.
    """
    from rectoverso.app.report import readable

    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row).rstrip())
        return
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False)
    for place, head in enumerate(heads):
        figure = place in figures
        made.add_column(head, no_wrap=figure, justify="right" if figure else "left")
    for row in rows:
        made.add_row(*(Text(readable(cell)) for cell in row))
    shown = terminal(root, aside=False)
    least = Measurement.get(shown, shown.options.update(max_width=_ANY), made).minimum
    shown.width = max(shown.width, least)
    shown.print(made)
