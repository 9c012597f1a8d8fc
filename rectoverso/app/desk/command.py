"""The command that keeps the desk."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from rectoverso.app.options import project


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
@click.option("--open", "browse", is_flag=True, help="Open the desk in the browser.")
@project()
def serve(root: Path, port: int, editor: str, browse: bool) -> None:
    """Show the book in the browser while its chapters are being revised.

    Every save is seen at once, as text and as pages; what is wrong stands beside it. Only this
    machine is answered. Ctrl-C ends it.
    """
    from rectoverso.app.desk.serving import serve as keep

    def say(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if browse:
            webbrowser.open(address)

    keep(root, port, editor, say)


COMMANDS = (serve,)
