"""The commands for raw sources: assemble them, and review what is proposed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rectoverso.app import screen
from rectoverso.app.options import PATH, project

if TYPE_CHECKING:
    from rectoverso.assembling.review import Decision, Entry


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=PATH)
@click.option("--into", metavar="DIR", default="chapters", type=PATH, help="Where chapters go.")
@click.option("--lang", default="", help="The language of the sources (else: as they read).")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@project()
def assemble(
    root: Path, sources: tuple[Path, ...], into: Path, lang: str, dry: bool, form: str
) -> int:
    """Make chapters of raw texts and documents.

    What can be mended safely is mended, and can be undone; what is doubtful is proposed in a review
    file beside the chapter. No chapter is ever overwritten.
    """
    from rectoverso.app import assemble as assembling

    with screen.progress(root) as progress:
        outcome = assembling.assemble(root, sources, root / into, lang, dry, progress)
    if form == "json":
        click.echo(json.dumps(assembling.as_json(outcome), ensure_ascii=False, indent=2))
        return screen.verdict(outcome.findings, strict=False)
    for line in (*outcome.differences, *assembling.as_table(outcome)):
        click.echo(line)
    screen.tell(outcome.findings, root)
    for name in outcome.written:
        click.echo(f"wrote {name}")
    return screen.verdict(outcome.findings, strict=False)


@click.command()
@click.option("--into", metavar="DIR", default="chapters", type=PATH, help="Where chapters are.")
@click.option("--apply", "applying", is_flag=True, help="Carry out what was accepted.")
@click.option(
    "--min-confidence",
    "confidence",
    metavar="C",
    type=click.FloatRange(0, 1),
    help="With --apply: accept what is undecided and as sure as this, too.",
)
@click.option("--original", metavar="SOURCE", help="Write out a source as it was found.")
@project()
def review(
    root: Path, into: Path, applying: bool, confidence: float | None, original: str | None
) -> int:
    """Go through the proposals of assembled chapters, one by one.

    Keys: a accept, r reject, e edit, s or space skip, q stop. Away from a terminal they are listed.
    """
    from rectoverso.app import review as reviewing

    folder = root / into
    if confidence is not None and not applying:
        raise click.BadParameter("it goes with --apply", param_hint="--min-confidence")
    if original is not None:
        kept = reviewing.records(root)
        if original not in kept:
            raise click.BadParameter("nothing was assembled from it", param_hint="--original")
        click.echo(kept[original][0].original, nl=False)
        return screen.FINE
    if applying:
        reviewed = reviewing.apply(root, folder, confidence)
        for name, count in reviewed.done.items():
            click.echo(f"{into.as_posix()}/{name}: {count} changes")
        findings = reviewed.findings
    elif sys.stdin.isatty() and sys.stdout.isatty():
        count, findings = reviewing.decide(folder, _decision)
        click.echo(f"{count} decided; carry them out with --apply")
    else:
        chapters, findings = reviewing.pending(folder)
        for line in reviewing.shown(chapters):
            click.echo(line)
    screen.tell(findings, root)
    return screen.verdict(findings, strict=False)


def _decision(chapter: str, entry: Entry) -> tuple[Decision, str | None] | None:
    """Show a proposal, and ask what is to become of it."""
    from rectoverso.app.review import as_line

    click.echo(f"\n{chapter}:{entry.line}: {entry.context}\n  {as_line(entry)}")
    while True:
        click.echo("  [a]ccept [r]eject [e]dit [s]kip [q]uit ", nl=False)
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        match key:
            case "a" if entry.after is not None:
                return "accept", entry.after
            case "r":
                return "reject", entry.after
            case "e":
                return "accept", click.prompt("  ", default=entry.after or entry.before)
            case "s" | " ":
                return "", entry.after
            case "q":
                return None
            case _:
                pass


COMMANDS = (assemble, review)
