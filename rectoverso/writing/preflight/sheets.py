"""Judge sizes, bleed, margins and the number of pages."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from rectoverso.model.printing import Binding, Size, told
from rectoverso.model.rules import preflight as rules
from rectoverso.model.rules import printing
from rectoverso.model.source import Finding
from rectoverso.writing.covers.judging import offered
from rectoverso.writing.preflight.facts import Mark, Page
from rectoverso.writing.preflight.judging import Job, called, gathered, size_of

CLOSE = 1.0  # points: what differs less is the same
# Nearer to the edge than this, something is meant to reach it.
AT_EDGE = 3.0
Sides = dict[str, float]


def sheets(job: Job) -> Iterator[Finding]:
    """What is wrong with the sheets as such."""
    yield from _sizes(job)
    yield from _numbers(job)
    yield from _bleeds(job)
    yield from _margins(job)
    yield from _outside(job)


def _sizes(job: Job) -> Iterator[Finding]:
    printer, unit, usual = job.printer, job.printer.unit, job.trim
    other = [(size_of(page), page) for page in job.press.pages]
    odd = [(size.told(unit), page.number) for size, page in other if not size.like(usual)]
    for told_size, pages in gathered(odd):
        span = job.at(pages)
        yield rules.pages_of_several_sizes(span, called(pages), told_size, usual.told(unit))
    binding = printer.bindings.get(job.binding, Binding(job.binding))
    if printer.bindings and job.binding not in printer.bindings:
        yield printing.unknown_binding(
            job.file, printer.name, job.binding, sorted(printer.bindings)
        )
    elif not offered(usual, binding):
        near = min(
            binding.trims,
            key=lambda one: abs(one.width - usual.width) + abs(one.height - usual.height),
        )
        yield printing.trim_not_offered(job.file, printer.name, usual.told(unit), near.told(unit))
    turned = ((page.rotation, page.number) for page in job.press.pages if page.rotation)
    for degrees, pages in gathered(turned):
        yield rules.page_turned(job.at(pages), called(pages), degrees)


def _numbers(job: Job) -> Iterator[Finding]:
    printer, pages = job.printer, len(job.press.pages)
    whole = ceil(pages / printer.files.multiple) * printer.files.multiple
    if whole != pages:
        yield printing.odd_pages(job.file, printer.name, pages, whole)
    extent = printer.extent(job.binding, job.paper, job.trim)
    if extent and not (extent.least or 1) <= whole <= (extent.most or whole):
        what = f"a {job.binding}" + (f" on {job.paper} paper" if job.paper else "")
        yield printing.pages_out_of_range(
            job.file, printer.name, pages, extent.least, extent.most, what
        )
    last = next(one for one in job.press.pages if job.in_book(one.number) == pages)
    if printer.files.last_blank and not last.empty:
        yield rules.last_page_printed(job.at([last.number]), called([last.number]))


# --- Bleed ---------------------------------------------------------------------------------


def _overhang(page: Page, job: Job) -> Sides:
    """How far the sheet goes beyond the trimmed page."""
    left, bottom, right, top = page.media
    inner, low, outer, high = page.trim
    return _sided(page, job, inner - left, low - bottom, right - outer, top - high)


def _sided(page: Page, job: Job, left: float, bottom: float, right: float, top: float) -> Sides:
    inside, outside = (left, right) if job.inside_left(page) else (right, left)
    return {"inside": inside, "outside": outside, "top": top, "bottom": bottom}


def _beyond(mark: Mark, page: Page, job: Job) -> Sides:
    """How far something goes beyond the trimmed page on each side; less than 0: it ends before."""
    left, bottom, right, top = page.trim
    return _sided(
        page, job, left - mark.left, bottom - mark.bottom, mark.right - right, mark.top - top
    )


def _bleeds(job: Job) -> Iterator[Finding]:
    bleed = job.printer.bleed
    if bleed is None:
        return
    wanted = {side: bleed.width if side in bleed.sides else 0.0 for side in _SIDES}
    yield from _sheets_of_another_bleed(job, wanted)
    short = []
    for page in job.press.pages:
        ended = {
            side
            for mark in page.marks
            if mark.kind != "text" and not _is_outside(mark, page)
            for side, over in _beyond(mark, page, job).items()
            if wanted[side] and -AT_EDGE < over < wanted[side] - CLOSE
        }
        if ended:
            short.append((" and ".join(side for side in _SIDES if side in ended), page.number))
    for sides, pages in gathered(short):
        width = told(bleed.width, job.printer.unit)
        yield rules.ends_at_the_edge(job.at(pages), called(pages), sides, width)


def _sheets_of_another_bleed(job: Job, wanted: Sides) -> Iterator[Finding]:
    """Sheets that are neither of the trimmed size nor larger by the bleed that is wanted."""
    unit, trim = job.printer.unit, job.trim
    full = Size(
        trim.width + wanted["inside"] + wanted["outside"],
        trim.height + wanted["top"] + wanted["bottom"],
    )
    wrong = []
    for page in job.press.pages:
        over = _overhang(page, job)
        none = all(abs(length) < CLOSE for length in over.values())
        # A sheet with room on all sides can be cut down by the printer; one that lacks it cannot.
        fits = all(over[side] > wanted[side] - CLOSE for side in _SIDES)
        if not none and not fits and size_of(page).like(trim):
            left, bottom, right, top = page.media
            size = Size(right - left, top - bottom)
            sides = ", with its bleed on other sides" if size.like(full) else ""
            wrong.append((size.told(unit) + sides, page.number))
    either = f"{trim.told(unit)} or {full.told(unit)}"
    for sheet, pages in gathered(wrong):
        yield rules.bleed_box_wrong(job.at(pages), called(pages), sheet, either)


_SIDES = ("inside", "outside", "top", "bottom")


def has_bleed(job: Job) -> bool:
    """Whether the book is laid out with bleed."""
    return any(max(_overhang(page, job).values()) > CLOSE for page in job.press.pages[:4])


# --- Margins -------------------------------------------------------------------------------


def least_margins(job: Job) -> dict[str, float | None]:
    """The least margin on each side, as far as the printer tells."""
    margins = job.printer.margins
    outside = margins.with_bleed if has_bleed(job) else margins.outside
    inside = margins.inner(len(job.press.pages))
    return {"inside": inside, "outside": outside, "top": outside, "bottom": outside}


def _margins(job: Job) -> Iterator[Finding]:
    least = least_margins(job)
    nearest: dict[str, dict[int, float]] = {side: {} for side in _SIDES}
    for page in job.press.pages:
        for mark in page.marks:
            for side, over in _beyond(mark, page, job).items():
                wanted = least[side]
                # What reaches the edge is meant to bleed, unless it is text.
                meant = mark.kind != "text" and over > -AT_EDGE
                if wanted is not None and not meant and -over < wanted - CLOSE / 2:
                    found = nearest[side]
                    found[page.number] = min(found.get(page.number, wanted), -over)
    for side, found in nearest.items():
        if found:
            worst = min(found, key=lambda number: found[number])
            yield rules.margin_too_small(
                job.at([worst]),
                called([*found]),
                _stands(found[worst], side, job),
                told(least[side] or 0, job.printer.unit),
            )


def _stands(away: float, side: str, job: Job) -> str:
    if away < 0:
        return f"something runs {told(-away, job.printer.unit)} over the {side} edge"
    return f"something stands {told(away, job.printer.unit)} from the {side} edge"


def _outside(job: Job) -> Iterator[Finding]:
    """Marks outside of the page."""
    if "marks" not in job.printer.files.unwanted:
        return
    marked = [
        page.number
        for page in job.press.pages
        for mark in page.marks
        if mark.kind == "path" and any(_beyond(mark, page, job)[side] > 0 for side in _SIDES)
        if _is_outside(mark, page)
    ]
    if marked:
        yield rules.printers_marks(job.at(marked), called(marked))


def _is_outside(mark: Mark, page: Page) -> bool:
    left, bottom, right, top = page.trim
    return mark.right <= left or mark.left >= right or mark.top <= bottom or mark.bottom >= top
