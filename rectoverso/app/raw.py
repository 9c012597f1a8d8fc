"""The commands for raw sources: assemble them, and review what is proposed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rectoverso.app import screen
from rectoverso.app.options import PATH, TEXT_OR_JSON, project
from rectoverso.model.project import CHAPTERS

if TYPE_CHECKING:
    from rectoverso.app.review import Said
    from rectoverso.assembling.review import Entry
    from rectoverso.model.source import Finding

_USUAL = Path(CHAPTERS)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=PATH)
@click.option("--into", metavar="DIR", default=_USUAL, type=PATH, help="Where chapters go.")
@click.option("--lang", default="", help="The language of the sources (else: as they read).")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and write nothing.")
@TEXT_OR_JSON
@project()
def assemble(
    root: Path, sources: tuple[Path, ...], into: Path, lang: str, dry: bool, form: str
) -> int:
    """Make chapters of raw texts and documents.

    What can be mended safely is mended, and can be undone; what is doubtful is proposed in a review
    file beside the chapter. No chapter is ever overwritten.
    """
    from rectoverso.app import assemble as assembling
    from rectoverso.app import tally, volume

    known = volume.languages(root)
    if lang and lang not in known:
        raise click.BadParameter(f"we know {', '.join(known)}", param_hint="--lang")
    with screen.progress(root) as progress:
        outcome = assembling.assemble(root, sources, root / into, lang, dry, progress)
    if form == "json":
        click.echo(json.dumps(tally.as_json(outcome), ensure_ascii=False, indent=2))
        return screen.verdict(outcome.findings, strict=False)
    for line in (*outcome.differences, *tally.as_table(outcome)):
        click.echo(line)
    screen.tell(outcome.findings, root)
    for name in outcome.written:
        click.echo(f"wrote {name}")
    if not dry and any(row.proposed for row in outcome.rows):
        again = "review" if into == _USUAL else f"review --into {into.as_posix()}"
        click.echo(f"Now: go through the proposals with “{again}”, or on a page: “{again} --html”")
    return screen.verdict(outcome.findings, strict=False)


@click.command()
@click.option("--into", metavar="DIR", default=_USUAL, type=PATH, help="Where chapters are.")
@click.option("--apply", "applying", is_flag=True, help="Carry out what was accepted.")
@click.option(
    "--min-confidence",
    "confidence",
    metavar="C",
    type=click.FloatRange(0, 1),
    help="With --apply: accept what is undecided and as sure as this, too.",
)
@click.option(
    "--rule",
    default="",
    help="Only the proposals of this rule; with --apply: accept them where undecided.",
)
@click.option("--html", "page", is_flag=True, help="Write a page to decide on into build.")
@click.option("--decisions", metavar="FILE", type=PATH, help="Take what such a page has saved.")
@click.option("--original", metavar="SOURCE", help="Write out a source as it was found.")
@project()
def review(
    root: Path,
    into: Path,
    applying: bool,
    confidence: float | None,
    rule: str,
    page: bool,
    decisions: Path | None,
    original: str | None,
) -> int:
    """Go through the proposals of assembled chapters, one by one.

    Keys: a accept, r reject, e edit, s or space skip, q stop; A and R accept and reject all of the
    kind. Away from a terminal they are listed.
    """
    from rectoverso.app import review as reviewing
    from rectoverso.assembling.kinds import KINDS

    folder = root / into
    if confidence is not None and not applying:
        raise click.BadParameter("it goes with --apply", param_hint="--min-confidence")
    if rule and rule not in KINDS:
        raise click.BadParameter("no rule has this name", param_hint="--rule")
    if original is not None:
        return _original(root, original)
    if decisions is not None:
        click.echo(f"{_taken(folder, decisions)} decided; carry them out with --apply")
        return screen.FINE
    if applying:
        findings = _applied(root, into, confidence, rule)
    elif page:
        from rectoverso.app.sheet import write_page

        chapters, findings = reviewing.pending(folder)
        click.echo(write_page(root, chapters).as_posix())
    elif sys.stdin.isatty() and sys.stdout.isatty():
        count, findings = reviewing.decide(folder, _decision, rule)
        click.echo(f"{count} decided; carry them out with --apply")
    else:
        findings = _listed(folder, into, rule)
    screen.tell(findings, root)
    return screen.verdict(findings, strict=False)


def _applied(root: Path, into: Path, confidence: float | None, rule: str) -> tuple[Finding, ...]:
    """Carry out what was accepted, and say how much."""
    from rectoverso.app.review import apply

    reviewed = apply(root, root / into, confidence, rule)
    if not reviewed.done:
        click.echo(f"no proposals in {into.as_posix()}", err=True)
    for name, count in reviewed.done.items():
        click.echo(f"{into.as_posix()}/{name}: {count} change{'s' * (count != 1)}")
    return reviewed.findings


def _listed(folder: Path, into: Path, rule: str) -> tuple[Finding, ...]:
    """List what nobody has decided on."""
    from rectoverso.app import review as reviewing

    chapters, findings = reviewing.pending(folder)
    left = list(reviewing.shown(chapters, rule))
    for line in left:
        click.echo(line)
    if not left and not findings:
        click.echo(f"nothing is left to decide in {into.as_posix()}", err=True)
    return findings


def _original(root: Path, name: str) -> int:
    """Write out a source as it was found."""
    from rectoverso.app.review import records

    kept = records(root)
    if name not in kept:
        known = f"the sources are {', '.join(kept)}" if kept else "there are no sources yet"
        raise click.BadParameter(f"nothing was assembled from it; {known}", param_hint="--original")
    click.echo(kept[name][0].original, nl=False)
    return screen.FINE


def _taken(folder: Path, file: Path) -> int:
    """Take the decisions that a page has saved; how many there were."""
    from rectoverso.app import review as reviewing
    from rectoverso.app.sheet import answers

    try:
        return reviewing.take(folder, answers(file.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--decisions") from error


def _decision(chapter: str, entry: Entry) -> tuple[Said, str | None] | None:
    """Show a proposal, and ask what is to become of it."""
    from rectoverso.app.review import as_line, seen

    click.echo(f"\n{chapter}:{entry.line}: {seen(entry.context)}\n  {as_line(entry)}")
    for number, other in enumerate(entry.others[:9], 1):
        click.echo(f"  [{number}] {seen(other)}")
    while True:
        click.echo(
            "  [a]ccept [r]eject [e]dit [s]kip [q]uit, all alike: [A]ccept [R]eject ", nl=False
        )
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        match key:
            case "a" if entry.after is not None:
                return "accept", entry.after
            case "A" if entry.after is not None:
                return "accept all", entry.after
            case "r":
                return "reject", entry.after
            case "R":
                return "reject all", entry.after
            case "e":
                return "accept", click.prompt("  instead", default=entry.after or entry.before)
            case "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9":
                if int(key) <= len(entry.others):
                    return "accept", entry.others[int(key) - 1]
            case "s" | " ":
                return "", entry.after
            case "q" | "\x1b" | "\x04":
                return None
            case _:
                pass


COMMANDS = (assemble, review)
