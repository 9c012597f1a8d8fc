"""Make the file for the press of the finished print edition, without setting anything again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pikepdf

from rectoverso.model.editions import PrintEdition
from rectoverso.model.rules import pressing as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.preflight.judging import called
from rectoverso.writing.press.claims import PDF_VERSIONS, claim
from rectoverso.writing.press.edges import describe_edges, set_edges
from rectoverso.writing.press.inks import Inks, Profile
from rectoverso.writing.press.pictures import Wanted
from rectoverso.writing.press.placing import Placed
from rectoverso.writing.press.separation import Seen, separate

# All of a document that a press has a use for.
_KEPT = ("/Type", "/Pages")


@dataclass(frozen=True, slots=True)
class ForPress:
    """The file for the press, what was found in making it, and where its pictures stand."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...]
    pictures: tuple[Placed, ...]


def make_press(
    printed: bytes,
    sheet: PrintEdition,
    profile: Profile | None,
    title: str,
    leading: str,
    moment: datetime,
    place: Span,
) -> ForPress:
    """The pages of a print edition as its `press` settings ask for; `moment` is its only time.

    Text and lines in gray are printed in black alone; colours in the inks of the profile. With a
    finding that is an error, the file is not fit to be sent; `place` is where it is asked for.
    """
    press = sheet.press
    with pikepdf.open(BytesIO(printed)) as pdf:
        for key in list(pdf.Root.keys()):
            if key not in _KEPT:
                del pdf.Root[key]
        wanted = Wanted(press.ppi, press.line_ppi, alpha=press.standard == "pdf/x-4")
        seen = separate(pdf, Inks(profile), wanted)
        set_edges(pdf, press, sheet.bleeds, leading)
        describe_edges(pdf, leading=leading, backwards=press.backwards)
        claim(pdf, press, profile, title, moment)
        made, pages = _saved(pdf, PDF_VERSIONS.get(press.standard, "1.6")), len(pdf.pages)
    return ForPress(made, pages, tuple(_found(seen, sheet, place)), seen.pictures)


def _saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    made = BytesIO()
    modern = version >= "1.5"
    pdf.remove_unreferenced_resources()
    pdf.save(
        made,
        force_version=version,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate
        if modern
        else pikepdf.ObjectStreamMode.disable,
    )
    return made.getvalue()


def _found(seen: Seen, sheet: PrintEdition, place: Span) -> Iterator[Finding]:
    press = sheet.press
    if press.colours == "refuse" and (coloured := seen.coloured | seen.unmixed):
        yield rules.colour_refused(place, called(list(coloured)))
    elif seen.unmixed and press.standard != "plain":
        yield rules.colour_without_inks(place, called(list(seen.unmixed)))
    if seen.strange:
        yield rules.colour_unknown(place, called(list(seen.strange)))
    if seen.see_through and press.standard in ("pdf/x-1a", "pdf/x-3"):
        yield rules.see_through(place, called(list(seen.see_through)), press.standard)
