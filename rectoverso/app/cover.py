"""The command `cover`: the printed cover from the finished number of pages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from rectoverso.app import screen, shelf
from rectoverso.app.options import EDITION, PRINTER, STRICT, project
from rectoverso.model.source import Finding

NAMES = ("cover", "cover-proof")
COVER, PROOF = (f"{name}.pdf" for name in NAMES)


@dataclass(frozen=True, slots=True)
class Covered:
    """The files of a cover (none, if there were errors), what they show, and what was found."""

    files: dict[str, bytes]
    said: str
    findings: tuple[Finding, ...]


@click.command()
@PRINTER
@click.option("--proof", is_flag=True, help=f"Draw the printer's zones over it, too: {PROOF}.")
@click.option(
    "--pages",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    help="For so many pages (else: as many as the PDF of the book has).",
)
@click.option(
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where it goes (else: the project's build folder).",
)
@EDITION
@STRICT
@project()
def cover(
    root: Path,
    printer: str,
    proof: bool,
    pages: int | None,
    folder: Path | None,
    edition: str,
    strict: bool,
) -> int:
    """Make the cover of the printed book: back, spine and front in one PDF, build/cover.pdf.

    Its spine is as thick as the finished book: if build/book.pdf is not up to date, it is made
    first. Paper, binding, colours and the text on the back are said under [cover] in book.toml.
    """
    from rectoverso.app.covering import make_cover

    with screen.progress(root) as progress:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        made = make_cover(root, printer, pages, epoch, progress, proof=proof, edition=edition)
        place = folder or root / shelf.BUILD
        if made.files:
            name = shelf.BUILD if folder is None else folder.as_posix()
            shelf.shelve(made.files, place, name, removable=folder is None)
    screen.tell(made.findings, root)
    for file in made.files:
        click.echo(f"{(place / file).as_posix()}: {made.said}")
    return screen.verdict(made.findings, strict)


COMMANDS = (cover,)
