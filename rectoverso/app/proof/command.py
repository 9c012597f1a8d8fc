"""The command `proof`."""

from __future__ import annotations

from pathlib import Path

import click

from rectoverso.app import screen, shelf
from rectoverso.app.options import JOBS, project

SIGNS = {
    "insertion": "+",
    "deletion": "-",
    "moved insertion": "moved here:",
    "moved deletion": "moved away:",
    "restyled": "restyled:",
}
NAME = "proof.pdf"


@click.command()
@click.argument("between", metavar="A..B")
@click.option("--pdf", is_flag=True, help=f"Set the book with its changes: build/{NAME}.")
@click.option("--only-changed", "only", is_flag=True, help="With --pdf: no other pages.")
@JOBS
@project()
def proof(root: Path, between: str, pdf: bool, only: bool, jobs: int | None) -> None:
    """Show what has changed between two states of the book.

    A and B are revisions of git or folders; without B it is the project as it is now. What was
    taken out is struck, what was put in underlined, what has moved marked as moved, with bars in
    the outer margin and a list of the changes in front.
    """
    from rectoverso.app.build import Means
    from rectoverso.app.proof.making import prove
    from rectoverso.app.report import readable
    from rectoverso.writing.paper.workers import Workers

    with screen.progress(root) as progress:
        if pdf or only:
            with Workers(jobs or 0) as workers:
                made = prove(root, between, progress, pages=Means(workers), only=only)
            shelf.shelve({NAME: made.pdf}, root / shelf.BUILD, removable=True)
        else:
            made = prove(root, between, progress, pages=None)
    for line in made.lines:
        change = line.change
        place = f"{readable(change.span.path)}:{change.span.line}:"
        page = f" (p. {readable(line.page)})" if line.page else ""
        click.echo(f"{place}{page} {SIGNS[change.kind]} {readable(change.words)}")
    for where, sign, named in (
        ("index", "-", made.names.index_gone),
        ("index", "+", made.names.index_new),
        ("glossary", "-", made.names.terms_gone),
    ):
        for name in named:
            click.echo(f"{where}: {sign} {readable(name)}")
    count = len(made.lines)
    click.echo(
        f"{count} change{'' if count == 1 else 's'}" + (f", build/{NAME}" if made.pdf else "")
    )


COMMANDS = (proof,)
