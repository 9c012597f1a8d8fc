"""The command `lsp`: answer an editor."""

from __future__ import annotations

from pathlib import Path

import click

from rectoverso.app.options import project


@click.command()
@project()
def lsp(root: Path) -> None:
    """Answer an editor: a language server over standard input and output.

    It tells what “check” finds while you write, completes labels, terms and entries of the index,
    explains what you point at, and leads there. Editors start it by themselves: see the README.
    """
    from rectoverso.app.lsp.server import serve

    serve(root)


COMMANDS = (lsp,)
