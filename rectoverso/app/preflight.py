"""The command `preflight`: look at the finished PDF as a printer would."""

from __future__ import annotations

from pathlib import Path

import click

from rectoverso.app import screen
from rectoverso.app.options import FORM, PATH, PRINTER, STRICT, project


@click.command()
@click.argument("file", metavar="[FILE.pdf]", type=PATH, required=False)
@PRINTER
@FORM
@STRICT
@project()
def preflight(root: Path, file: Path | None, printer: str, form: screen.Form, strict: bool) -> int:
    """Say what a printer would find wrong with the finished PDF, and write nothing.

    That is build/book.pdf, or build/book.press.pdf if the book asks for it, unless you name
    another. Without --printer it is the one book.toml names. What is known of each printer, and
    since when, is in styles/printers; files of your own in the project's folder printers take
    their place. The cover in build is measured, too.
    """
    from rectoverso.app.inspecting import inspect

    findings = inspect(root, file, printer)
    screen.output(findings, root, form)
    return screen.verdict(findings, strict)


COMMANDS = (preflight,)
