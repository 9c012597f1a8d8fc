"""The command `stats`: what the book holds, chapter by chapter."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from rectoverso.app import screen
from rectoverso.app.options import TEXT_OR_JSON, project
from rectoverso.app.screen import FINE


@click.command()
@click.option(
    "--since",
    metavar="REVISION",
    default="",
    help="Count the words that came and went since this revision of git, or this folder.",
)
@TEXT_OR_JSON
@project()
def stats(root: Path, since: str, form: str) -> int:
    """Count words, pages, notes, figures, editors' marks and what is left to do, by chapter.

    Pages are those of the last PDF. Minutes are a reader's, at the speed measured for the
    language, or else at the mean of all that were measured.
    """
    from rectoverso.app import shelf
    from rectoverso.app import stats as counting
    from rectoverso.app.check import check
    from rectoverso.app.proof.sides import opened
    from rectoverso.model.memory import Memory

    memory = shelf.memory_of(root)
    with ExitStack() as stack:
        old = stack.enter_context(opened(root, since)) if since else None
        progress = stack.enter_context(screen.progress(root))
        checked = check(root, progress, memory=Memory(memory, adds=False))
        chapters = counting.count(checked, memory, old)
    screen.tell_errors(checked.findings, root)
    if form == "json":
        import json

        click.echo(json.dumps(counting.as_json(chapters), ensure_ascii=False, indent=2))
    else:
        screen.table(counting.HEADS, counting.rows(chapters), root, counting.FIGURES)
    return screen.verdict(checked.findings, strict=False)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@project(used=False)
def completion(shell: str) -> int:
    """Print what completes our commands and options in a shell.

    For bash: rectoverso completion bash > ~/.local/share/bash-completion/completions/rectoverso
    """
    from click.shell_completion import get_completion_class

    top = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(top.command, {}, "rectoverso", "_RECTOVERSO_COMPLETE").source())
    return FINE


COMMANDS = (stats, completion)
