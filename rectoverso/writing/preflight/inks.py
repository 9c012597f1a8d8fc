"""Judge letters, lines, pictures and colours."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from rectoverso.model.rules import preflight as rules
from rectoverso.model.source import Finding
from rectoverso.writing.preflight.facts import Colour, Font, Kind, Page
from rectoverso.writing.preflight.judging import Job, called, gathered
from rectoverso.writing.press.inks import Inks

# Bold letters as large as this may be of several inks.
LARGE = 18.0
# What is thinner or smaller by less than this is not told.
SLACK = 0.02
KINDS: dict[Kind, str] = {"rgb": "RGB", "cmyk": "CMYK", "gray": "gray"}
FEW = 2  # lines that make a page look empty
TITLE = 1.5  # times as large as the largest letters of most pages are those of titles


def inks(job: Job) -> Iterator[Finding]:
    """What is wrong with what is drawn on the pages."""
    yield from _faces(job)
    yield from _sizes(job)
    yield from _pictures(job)
    yield from _text_colours(job)
    yield from _colours(job)
    yield from _see_through(job)
    yield from _almost_empty(job)


def _faces(job: Job) -> Iterator[Finding]:
    fonts = job.press.fonts
    used = [(one.font, page.number) for page in job.press.pages for one in page.letterings]
    for key, pages in gathered(used):
        font, span = fonts.get(key), job.at(pages)
        if font is None:
            continue
        if not font.embedded and job.printer.files.fonts_embedded:
            yield rules.face_not_embedded(span, called(pages), font.name)
        if font.drawn:
            yield rules.face_of_drawings(span, called(pages), font.name)
        elif font.embedded and job.families and not _is_ours(font, job.families):
            yield rules.strange_face(span, called(pages), font.name)
    for trait, told in (("slanted", rules.slanted_by_force), ("outlined", rules.bold_by_force)):
        forced = (
            (fonts[one.font].name, page.number)
            for page in job.press.pages
            for one in page.letterings
            if getattr(one, trait) and one.font in fonts
        )
        for name, pages in gathered(forced):
            yield told(job.at(pages), called(pages), name)


def _is_ours(font: Font, families: tuple[str, ...]) -> bool:
    return _plain(font.name).startswith(tuple(map(_plain, families)))


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum()).lower()


def _sizes(job: Job) -> Iterator[Finding]:
    files, pages = job.printer.files, job.press.pages
    if files.type_size is not None:
        small = [
            (min(sizes), page.number)
            for page in pages
            if (sizes := [one.size for one in page.letterings if one.size > 0])
            and min(sizes) < files.type_size - 5 * SLACK
        ]
        if small:
            size = min(size for size, _ in small)
            span = job.at([number for one, number in small if one == size])
            wanted = f"{files.type_size:g} pt"
            numbers = [number for _, number in small]
            yield rules.type_too_small(span, called(numbers), f"{size:g} pt", wanted)
    if files.line is not None:
        thin = [
            (page.thinnest, page.number)
            for page in pages
            if page.thinnest is not None and page.thinnest < files.line - SLACK
        ]
        if thin:
            width, number = min(thin)
            numbers = [number for _, number in thin]
            yield rules.line_too_thin(
                job.at([number]), called(numbers), f"{width:.2g} pt", f"{files.line:g} pt"
            )


def _pictures(job: Job) -> Iterator[Finding]:
    files = job.printer.files
    for page in job.press.pages:
        for one in page.pictures:
            line_art = one.bits == 1
            wanted = (files.ppi_line_art or files.ppi) if line_art else files.ppi
            span, name, ppi = job.at([page.number]), called([page.number]), round(one.ppi)
            if wanted is not None and ppi < wanted - 1:
                yield rules.picture_coarse(span, name, ppi, round(wanted))
            elif files.ppi_most is not None and not line_art and ppi > files.ppi_most + 1:
                yield rules.picture_fine(span, name, ppi, round(files.ppi_most))


# --- Colours -------------------------------------------------------------------------------


def _text_colours(job: Job) -> Iterator[Finding]:
    allowed = job.printer.files.colours
    light, rich = [], []
    for page in job.press.pages:
        for one in page.letterings:
            if one.colour.kind == "rgb" and not allowed:
                light.append(page.number)
            elif one.colour.rich and one.size < LARGE:
                rich.append(page.number)
    if light:
        yield rules.text_in_light(job.at(light), called(light))
    if rich:
        yield rules.text_in_rich_black(job.at(rich), called(rich))


def _colours(job: Job) -> Iterator[Finding]:
    files = job.printer.files
    kinds = [(kind, page.number) for page in job.press.pages for kind in kinds_on(page)]
    for kind, pages in gathered(kinds):
        span = job.at(pages)
        if kind == "icc" and "profiles" in files.unwanted:
            yield rules.colour_profile(span, called(pages))
        elif files.colours and kind in KINDS and kind not in files.colours:
            wanted = " or ".join(KINDS.get(one, one) for one in _kinds_of(files.colours))
            yield rules.colour_not_taken(span, called(pages), KINDS[kind], wanted)
    if "spot" in files.unwanted:
        spots = (
            (colour.name, page.number)
            for page in job.press.pages
            for colour in _all_colours(page)
            if colour.kind == "spot"
        )
        for name, pages in gathered(spots):
            yield rules.spot_ink(job.at(pages), called(pages), name)
    if files.coverage is not None:
        wet = [
            (most, page.number)
            for page in job.press.pages
            if (most := _most_ink(page, job.press.inks)) > files.coverage + 1
        ]
        if wet:
            most, number = max(wet)
            numbers = [number for _, number in wet]
            yield rules.too_much_ink(
                job.at([number]), called(numbers), round(most), round(files.coverage)
            )


def _kinds_of(colours: tuple[str, ...]) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind in colours)


def _all_colours(page: Page) -> frozenset[Colour]:
    return page.colours | {one.colour for one in page.letterings}


def kinds_on(page: Page) -> set[Kind]:
    """The kinds of colour that a page asks for."""
    drawn: set[Kind] = {colour.kind for colour in _all_colours(page)}
    return drawn | {one.kind for one in page.pictures}


def _most_ink(page: Page, press: Inks | None) -> float:
    return max(
        (
            *(colour.ink(press) for colour in _all_colours(page)),
            *(one.ink for one in page.pictures),
        ),
        default=0.0,
    )


def _see_through(job: Job) -> Iterator[Finding]:
    if "transparency" in job.printer.files.unwanted:
        pages = [page.number for page in job.press.pages if page.see_through]
        if pages:
            yield rules.see_through(job.at(pages), called(pages))


def _almost_empty(job: Job) -> Iterator[Finding]:
    """Pages of running text (they have a head or a folio) with hardly any lines."""
    largest = {
        page.number: max(one.size for one in page.letterings)
        for page in job.press.pages
        if page.letterings
    }
    usual = median(largest.values()) if largest else 0.0
    for page in job.press.pages:
        # One with a title is the beginning of something short, such as a list of two figures.
        titled = largest.get(page.number, 0.0) > TITLE * usual
        if 0 < page.rows <= FEW and page.fixtures and not page.pictures and not titled:
            span, name = job.at([page.number]), called([page.number])
            yield rules.page_almost_empty(span, name, page.rows)
