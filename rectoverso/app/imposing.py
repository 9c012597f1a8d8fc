"""Put the pages of the PDF that was built on sheets to be folded, for those who print at home."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import click
import pikepdf

from rectoverso.app import shelf
from rectoverso.app.report import Output
from rectoverso.model.printing import points
from rectoverso.reading.manuscript import read
from rectoverso.writing.press.folding import Scheme, sides
from rectoverso.writing.press.imposing import impose

PRESS = ".press.pdf"
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")


def asked_for(
    said: str, creep: str, kinds: Sequence[str], root: Path, edition: str, *, listed: bool
) -> Callable[[tuple[Output, ...]], tuple[Output, ...]]:
    """What adds the sheets to the outputs that were made, as the command line asks for.

    They are made of the pages for the press, if the `edition` of the project asks for these.
    """
    scheme, size = scheme_of(said)
    moved = creep_of(creep)
    if kinds and "pdf" not in kinds:
        raise click.BadParameter("sheets are made of the PDF: build pdf", param_hint="--impose")

    def fold(made: tuple[Output, ...]) -> tuple[Output, ...]:
        pdfs = [one.path for one in made if one.path.suffix == ".pdf"]
        if not pdfs:
            if made:
                click.echo("no sheets were made: this edition has no PDF; build pdf", err=True)
            return made
        pressed = next((one for one in pdfs if one.name.endswith(PRESS)), None)
        pages = pdfs[0].read_bytes() if pressed is None else pressed.read_bytes()
        if pressed and _backwards(root, edition):
            pages = _turned(pages)
        return (*made, imposed(pdfs[0], pages, scheme, size, moved, listed=listed))

    return fold


def _backwards(root: Path, edition: str) -> bool:
    """Whether the file for the press has its last page first."""
    settings = read(root).settings
    sheets = {variant.name: variant.sheet for variant in settings.variants}
    return sheets.get(edition, settings.sheet).press.backwards


def _turned(pages: bytes) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pages)) as pdf:
        pdf.pages.reverse()
        pdf.save(made)
    return made.getvalue()


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


def imposed(
    pdf: Path, printed: bytes, scheme: Scheme, size: int, creep: float, *, listed: bool
) -> Output:
    """Write the sheets of printed pages beside a PDF of ours, which tells where it is bound.

    With `listed`, the file is noted among the outputs that `clean` may remove.
    """
    with pikepdf.open(pdf) as opened:
        wishes = opened.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        bound_right = wishes.get("/Direction") == pikepdf.Name.R2L
    with pikepdf.open(BytesIO(printed)) as opened:
        pages = len(opened.pages)
    sheets = sides(pages, scheme, "rtl" if bound_right else "ltr", size, creep)
    name, folded = f"{pdf.stem}-{scheme}.pdf", impose(printed, sheets)
    shelf.shelve({name: folded}, pdf.parent, pdf.parent.name, removable=listed)
    return Output(pdf.parent / name, len(folded), len(sheets))
