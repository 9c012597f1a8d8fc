"""The commands `word export` and `word import`."""

from __future__ import annotations

from pathlib import Path

import click

from rectoverso.app import screen
from rectoverso.app.options import PATH, project
from rectoverso.app.screen import FINE


@click.group()
@project(used=False)
def word() -> None:
    """Send chapters to people who work in Word, and bring back what they did.

    What they put in, took out and said comes back as editors' marks (CriticMarkup) with name and
    day; whatever they did not touch stays as it is, byte for byte.
    """


@word.command("export")
@click.argument("chapters", metavar="[CHAPTER]...", nargs=-1)
@click.option("--output", "folder", metavar="DIR", type=PATH, help="Where to (else: word).")
@project()
def export(root: Path, chapters: tuple[str, ...], folder: Path | None) -> int:
    """Write chapters as documents for Word; all of them, if none is named.

    What was exported is kept in word/exported: without it nothing can be imported again.
    """
    from rectoverso.app.word.exporting import OUTPUT, exported, write

    documents, findings = exported(root, chapters)
    target = folder or root / OUTPUT
    if not findings:
        findings = write(documents, root, target)
    screen.tell(findings, root)
    if not findings:
        for one in documents:
            click.echo((target / one.name).as_posix())
    return screen.verdict(findings, strict=False)


@word.command("import")
@click.argument("documents", metavar="FILE...", nargs=-1, required=True, type=PATH)
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing, ask nothing.")
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@project()
def import_(root: Path, documents: tuple[Path, ...], dry_run: bool, yes: bool) -> int:
    """Bring back what was done in Word; show it, and write it if you agree.

    `marks list` shows it then, `marks accept` and `marks reject` settle it.
    """
    from rectoverso.app.fix import offer
    from rectoverso.app.word.importing import imported

    ended = FINE
    for path in documents:
        found = imported(path, root)
        screen.tell(found.findings, root)
        verdict = screen.verdict(found.findings, strict=False)
        ended = max(ended, verdict)
        if dry_run and found.change:
            click.echo(found.change.shown(), nl=False)
        elif found.change or verdict == FINE:
            changes = [found.change] if found.change else []
            offer(changes, root, sure=yes, nothing=f"{path.as_posix()}: nothing was changed")
    return ended


COMMANDS = (word,)
