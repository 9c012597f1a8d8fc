"""The command `check`: what is wrong with the book, chosen, told, mended."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rectoverso.app import choosing, screen
from rectoverso.app.options import FORM, STRICT, project
from rectoverso.app.screen import FINE

if TYPE_CHECKING:
    from rectoverso.app.check import Checked
    from rectoverso.model.source import Finding


@click.command()
@FORM
@click.option(
    "--only",
    metavar="CODES",
    multiple=True,
    callback=choosing.codes,
    help="Only findings with these codes or of these families, such as T,B112.",
)
@click.option(
    "--ignore",
    metavar="CODES",
    multiple=True,
    callback=choosing.codes,
    help="No findings with these codes or of these families.",
)
@STRICT
@click.option("--fix", is_flag=True, help="Show the changes that findings offer, and make them.")
@click.option("--yes", is_flag=True, help="With --fix: make the changes without asking.")
@click.option("--outputs", is_flag=True, help="Make the outputs, too, and look them over.")
@click.option(
    "--edition", metavar="NAME", default="", help="Look over that edition of book.toml alone."
)
@project()
def check(
    root: Path,
    form: screen.Form,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    fix: bool,
    yes: bool,
    outputs: bool,
    edition: str,
) -> int:
    """Say what is wrong with the book, and write nothing.

    What an editor would mark is told, too: half-spaces, signs and spaces, words spelled in
    several ways, what is left to do. What you know of and accept is waived by a comment,
    <!-- rectoverso: ignore T101 because ... -->, or in book.toml. With --fix, the changes that
    findings offer are shown, and written to the chapters if you agree.
    """
    from rectoverso.app import shelf
    from rectoverso.app.check import check as look
    from rectoverso.model.memory import Memory

    # Chapters that the last build has read need not be read again; nothing is put there.
    memory = Memory(shelf.memory_of(root), adds=False)
    with screen.progress(root) as progress:
        checked = look(root, progress, memory=memory, editing=True)
        findings = checked.findings
        if (outputs or edition) and not fix:
            from rectoverso.app.outputs import check_outputs

            epoch = os.environ.get("SOURCE_DATE_EPOCH")
            findings = check_outputs(checked, epoch, progress, edition)
    findings = choosing.chosen(findings, only, ignore)
    if fix:
        _fix(findings, checked, root, sure=yes)
        return FINE
    screen.output(findings, root, form)
    return screen.verdict(findings, strict)


def _fix(findings: Sequence[Finding], checked: Checked, root: Path, *, sure: bool) -> None:
    """Show the changes that findings offer; make them if the author agrees."""
    from rectoverso.app.fix import corrected, offer

    sources = (file.source for file in checked.manuscript.chapters)
    offer(corrected(findings, sources), root, sure=sure, nothing="nothing to mend")
