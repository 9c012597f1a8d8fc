"""Put the pages of the PDF that was built on sheets to be folded, for those who print at home."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pikepdf

from rectoverso.app import shelf
from rectoverso.app.report import Output
from rectoverso.model.printing import points
from rectoverso.writing.press.folding import Scheme, sides
from rectoverso.writing.press.imposing import impose

_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")


def asked_for(
    said: str, creep: str, kinds: Sequence[str], *, listed: bool
) -> Callable[[tuple[Output, ...]], tuple[Output, ...]]:
    """What adds the sheets to the outputs that were made, as the command line asks for."""
    scheme, size = scheme_of(said)
    moved = creep_of(creep)
    if kinds and "pdf" not in kinds:
        raise click.BadParameter("sheets are made of the PDF: build pdf", param_hint="--impose")

    def fold(made: tuple[Output, ...]) -> tuple[Output, ...]:
        # The file for the press, if there is one, is for a printer; that of the book comes first.
        pdfs = [one.path for one in made if one.path.suffix == ".pdf"]
        if not pdfs:
            return made
        return (*made, imposed(pdfs[0], scheme, size, moved, listed=listed))

    return fold


def scheme_of(said: str) -> tuple[Scheme, int]:
    """What `--impose` says: the scheme, and how many pages a signature has (0: all)."""
    name, equals, number = said.partition("=")
    if name == "signatures" and number.isdecimal() and int(number) and int(number) % 4 == 0:
        return "signatures", int(number)
    if not equals and name in ("booklet", "2up"):
        return ("booklet", 0) if name == "booklet" else ("2up", 0)
    raise click.BadParameter(
        "say booklet, 2up, or signatures=16 (a multiple of four)", param_hint="--impose"
    )


def creep_of(said: str) -> float:
    """What `--creep` says, in points."""
    if not _LENGTH.fullmatch(said):
        raise click.BadParameter("say a length, such as 0.1mm", param_hint="--creep")
    return points(said)


def imposed(pdf: Path, scheme: Scheme, size: int, creep: float, *, listed: bool) -> Output:
    """Write the sheets beside a PDF of ours, which tells on which side it is bound.

    With `listed`, the file is noted among the outputs that `clean` may remove.
    """
    data = pdf.read_bytes()
    with pikepdf.open(pdf) as opened:
        wishes = opened.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        bound_right = wishes.get("/Direction") == pikepdf.Name.R2L
        pages = len(opened.pages)
    sheets = sides(pages, scheme, "rtl" if bound_right else "ltr", size, creep)
    name, folded = f"{pdf.stem}-{scheme}.pdf", impose(data, sheets)
    files = {name: folded}
    if listed:
        files[shelf.LIST] = shelf.listing(shelf.listed(pdf.parent) | {name})
    with shelf.workbench(pdf.parent, pdf.parent.name) as bench:
        shelf.put(files, bench, pdf.parent.name)
    return Output(pdf.parent / name, len(folded), len(sheets))
