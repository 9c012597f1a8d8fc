"""The commands of the desk: keep it, and read what reviewers wrote into a proof."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from rectoverso.app import screen
from rectoverso.app.options import FORM, PATH, project


@click.command()
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=0,
    help="Where to answer on this machine (else: any port that is free).",
)
@click.option(
    "--editor",
    metavar="COMMAND",
    default="",
    envvar="RECTOVERSO_EDITOR",
    help="What opens a line: a command with {file} and {line} (else: VS Code).",
)
@click.option(
    "--remarks",
    "proofs",
    metavar="PDF",
    multiple=True,
    type=PATH,
    help="A proof that came back with remarks; they are shown among the findings.",
)
@click.option("--open", "browse", is_flag=True, help="Open the desk in the browser.")
@project()
def serve(root: Path, port: int, editor: str, proofs: tuple[Path, ...], browse: bool) -> None:
    """Show the book in the browser while its chapters are being revised.

    Every save is seen at once, as text and as pages; what is wrong stands beside it. Only this
    machine is answered. Ctrl-C ends it.
    """
    from rectoverso.app.desk.serving import serve as keep

    def say(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if browse:
            webbrowser.open(address)

    keep(root, port, editor, _read(proofs), say)


@click.command()
@click.argument("proofs", metavar="PDF...", nargs=-1, required=True, type=PATH)
@FORM
@project()
def remarks(root: Path, proofs: tuple[Path, ...], form: screen.Form) -> int:
    """Lead what reviewers wrote into PDFs of the book back to its lines.

    Highlights, underlines, strike-outs and notes, each with the line of the chapter it is about.
    """
    from rectoverso.app import report
    from rectoverso.app.check import check
    from rectoverso.app.desk.remarks import remarks as read
    from rectoverso.app.desk.whereabouts import Whereabouts

    with screen.progress(root) as progress:
        whereabouts = Whereabouts(check(root, progress).book)
    found = report.in_order(
        one for name, pdf in _read(proofs).items() for one in read(pdf, name, whereabouts)
    )
    screen.output(found, root, form)
    return screen.verdict(found, strict=False)


def _read(proofs: tuple[Path, ...]) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in proofs}


COMMANDS = (serve, remarks)
