"""Judge the file: what it says of itself, and what is in it that no press can use."""

from __future__ import annotations

from collections.abc import Iterator

from rectoverso.model.printing import Printer
from rectoverso.model.rules import pressfiles as rules
from rectoverso.model.source import Finding
from rectoverso.writing.preflight.facts import Press
from rectoverso.writing.preflight.inks import kinds_on
from rectoverso.writing.preflight.judging import Job, called

MEGABYTE = 1e6
# The highest version of PDF that a standard of the press is made of.
VERSIONS = {"pdf/x-1a": "1.4", "pdf/x-3": "1.4", "pdf/x-4": "1.6"}


def files(job: Job) -> Iterator[Finding]:
    """What is wrong with the file as such."""
    yield from _for_readers(job)
    press, printer, unwanted = job.press, job.printer, job.printer.files.unwanted
    if press.encrypted and "encryption" in unwanted:
        yield rules.locked(job.file)
    if press.metadata and "metadata" in unwanted:
        yield rules.tells_of_itself(job.file)
    most = printer.files.megabytes
    if most is not None and press.size > most * MEGABYTE:
        yield rules.file_too_large(job.file, round(press.size / MEGABYTE), round(most))
    yield from _standards(job)
    for lang in dict.fromkeys((*job.langs, *press.langs)):
        if lang.partition("-")[0] in printer.doubtful:
            yield rules.language_doubtful(job.file, printer.name, lang)
    if job.right_to_left and printer.reversed_pages and not job.backwards:
        yield rules.last_page_first(job.file, printer.name)
    on = printer.checked.isoformat() if printer.checked else ""
    if gaps := unknown(printer):
        yield rules.figures_unknown(job.file, printer.name, gaps, on)
    if printer.unverified:
        yield rules.figures_unverified(job.file, printer.name, printer.unverified, on)


def _for_readers(job: Job) -> Iterator[Finding]:
    press, unwanted = job.press, job.printer.files.unwanted
    linked = [page for page in press.pages if page.links]
    if linked and "links" in unwanted:
        count, pages = sum(page.links for page in linked), [page.number for page in linked]
        yield rules.links_for_readers(job.at(pages), called(pages), count)
    noted = [page for page in press.pages if page.annotations]
    if noted and "annotations" in unwanted:
        count, pages = sum(page.annotations for page in noted), [page.number for page in noted]
        yield rules.remarks_left(job.at(pages), called(pages), count)
    if press.outline and "outline" in unwanted:
        yield rules.bookmarks_left(job.file)
    for extra in press.extras:
        yield rules.extras_for_readers(job.file, extra)


def _standards(job: Job) -> Iterator[Finding]:
    press, wanted = job.press, job.printer.files.standards
    if wanted and not any(claim in wanted for claim in press.claims):
        listed = " or ".join(one.upper() for one in wanted)
        found = ", ".join(one.upper() for one in press.claims)
        yield rules.standard_missing(job.file, job.printer.name, listed, found)
    for claim in press.claims:
        for why in _broken(claim, press):
            yield rules.standard_not_kept(job.file, claim, why)


def _broken(claim: str, press: Press) -> Iterator[str]:
    """Why a file does not keep a standard that it names."""
    if not press.intent:
        yield "it does not tell for which paper and inks it is meant (OutputIntent)"
    if bare := [page.number for page in press.pages if not page.trimmed]:
        yield f"there is no TrimBox on {called(bare)}"
    if press.encrypted:
        yield "it is encrypted"
    if noted := [page.number for page in press.pages if page.links or page.annotations]:
        yield f"there are links or remarks on {called(noted)}"
    if any(not font.embedded for font in press.fonts.values()):
        yield "not all faces are in it"
    faint = [page.number for page in press.pages if page.see_through]
    if claim != "pdf/x-4" and faint:
        yield f"something on {called(faint)} is transparent"
    light = [page.number for page in press.pages if kinds_on(page) & {"rgb", "icc"}]
    if claim == "pdf/x-1a" and light:
        yield f"there are colours of light (RGB) or with profiles on {called(light)}"
    if (most := VERSIONS.get(claim)) and press.version > most:
        yield f"it is PDF {press.version}; the standard is made of PDF {most}"


def unknown(printer: Printer) -> list[str]:
    """What the description of a printer does not tell."""
    asked = {
        "sizes": any(one.trims for one in printer.bindings.values()),
        "page counts": printer.extents,
        "margins": printer.margins.outside is not None and printer.margins.inside,
        "bleed": printer.bleed,
        "pictures": printer.files.ppi,
        "lines": printer.files.line,
        "the smallest type": printer.files.type_size,
        "colours": printer.files.colours,
        "ink": printer.files.coverage,
        "right-to-left books": printer.reversed_pages is not None,
    }
    return [name for name, known in asked.items() if not known]
