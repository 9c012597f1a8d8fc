"""Make the printed cover: everything that can be wrong is looked for before anything is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rectoverso.app import shelf, unchanged
from rectoverso.app.build import build, moment_of
from rectoverso.app.check import Checked, Progress, check, has_errors
from rectoverso.app.cover import NAMES, Covered
from rectoverso.app.editions import as_edition
from rectoverso.app.report import Output, in_order
from rectoverso.app.trouble import MachineError, without_pango
from rectoverso.model.book import Book
from rectoverso.model.memory import Memory
from rectoverso.model.printing import Printer, Size, points, told
from rectoverso.model.project import BOOK
from rectoverso.model.rules import printing as rules
from rectoverso.model.source import Finding
from rectoverso.reading.coversettings import places_in
from rectoverso.reading.printers import printer_meant, read_printer
from rectoverso.writing.covers import judging
from rectoverso.writing.covers.composing import Composed, Symbol, compose, finished
from rectoverso.writing.covers.judging import CAPTION, Place
from rectoverso.writing.covers.panels import Wrap, spread
from rectoverso.writing.fonts import Face, read_faces
from rectoverso.writing.layout import Look, read_look
from rectoverso.writing.paper.pages import page_progression
from rectoverso.writing.pictures.heads import NO_PICTURE, head_of
from rectoverso.writing.pictures.printable import printable_files
from rectoverso.writing.pictures.reducing import Place as Fit

# No front is larger than so many pixels ask for: 500 mm at 300 to the inch.
_SHOWN = Fit(side=6000, lines=12000)


def make_cover(
    root: Path,
    named: str,
    pages: int | None,
    epoch: str | None,
    progress: Progress,
    *,
    proof: bool = False,
    edition: str = "",
) -> Covered:
    """The cover of the project's book for a printer (“”: the one book.toml names, else any).

    `pages` is how many the book has (None: as many as its PDF, which is made if need be). With an
    error there are no files, and where it can be told early, nothing is set. `edition` is one of
    those that book.toml describes; its name stands in those of the files.
    """
    found = check(root, progress, memory=Memory(shelf.memory_of(root)))
    checked = as_edition(found, edition) if edition else found
    if isinstance(checked, Finding):
        return Covered({}, "", in_order((*found.findings, checked)))
    if has_errors(checked.findings):
        return Covered({}, "", checked.findings)
    place = places_in(BOOK, root)
    settings, manuscript = checked.book.settings, checked.manuscript
    name, asked = printer_meant(named, settings), place("cover", "printer")
    printer, said = read_printer(name, manuscript.root, manuscript.styles, asked)
    if printer is None or has_errors(said):
        return Covered({}, "", said)
    at = place("cover", "picture")
    pictures = dict.fromkeys(filter(None, (settings.cover, settings.wrap.picture)), at)
    memory = Memory(shelf.memory_of(root))
    with printable_files(pictures, manuscript.files, _SHOWN, memory, progress) as (files, amiss):
        if has_errors(amiss):
            return Covered({}, "", in_order((*said, *amiss)))
        maker = _Maker(checked, printer, place, files)
        return _drawn(root, maker, pages, epoch, progress, said, edition, proof=proof)


def _drawn(
    root: Path,
    maker: _Maker,
    pages: int | None,
    epoch: str | None,
    progress: Progress,
    said: tuple[Finding, ...],
    edition: str,
    *,
    proof: bool,
) -> Covered:
    settings, printer = maker.settings, maker.printer
    said += maker.early()
    if has_errors(said):
        return Covered({}, "", in_order(said))
    if pages is None:
        pages, amiss = _finished_pages(root, edition, epoch, progress)
        if pages is None:
            return Covered({}, "", in_order((*said, *amiss)))
    said += tuple(judging.with_pages(settings, printer, pages, maker.place))
    progress("drawing the cover")
    made, unfit = maker.composed(pages, proof=False)
    said = in_order((*said, *unfit))
    if has_errors(said):
        return Covered({}, "", said)
    moment = moment_of(settings, epoch)
    cover, shown = (f"{name}-{edition}.pdf" if edition else f"{name}.pdf" for name in NAMES)
    files = {cover: finished(maker.drawn(made), maker.spread(pages), maker.book, moment)}
    if proof:
        zones, _ = maker.composed(pages, proof=True)
        files[shown] = finished(maker.drawn(zones), maker.spread(pages), maker.book, moment)
    return Covered(files, _told(maker.spread(pages), printer, pages), said)


def _told(wrap: Wrap, printer: Printer, pages: int) -> str:
    wide, high = wrap.width + 2 * wrap.bleed, wrap.height + 2 * wrap.bleed
    size, spine = Size(wide, high).told(printer.unit), told(wrap.spine.width, printer.unit)
    return f"{size}, spine {spine}, for {pages} pages at {printer.name}"


def _finished_pages(
    root: Path, edition: str, epoch: str | None, progress: Progress
) -> tuple[int | None, tuple[Finding, ...]]:
    """How many pages the book has: of its PDF if nothing has changed since, else of a new one."""
    memory = shelf.memory_of(root)
    for kinds in ((), ("pdf",)):
        mark = unchanged.fingerprint(root, (kinds, edition, True, epoch, "accept"))
        known = unchanged.recall(memory, mark, root / shelf.BUILD)
        if known and (pages := _most_pages(known[0])):
            return pages, ()
    built = build(root, ("pdf",), None, epoch, progress, edition=edition)
    return _most_pages(built.made), built.findings


def _most_pages(made: Iterable[Output]) -> int | None:
    """The pages of a book's PDF, or of that for the press, which may have empty ones besides."""
    return max((one.pages for one in made if one.pages is not None), default=None)


class _Maker:
    """Draws covers of one book for one printer."""

    def __init__(
        self, checked: Checked, printer: Printer, place: Place, shown: Mapping[str, Path]
    ) -> None:
        manuscript = checked.manuscript
        self.book: Book = checked.book
        self.settings = checked.book.settings
        self.printer, self.place = printer, place
        # What is shown is made smaller; what the author has is judged.
        self.shown, self.files = shown, manuscript.files
        self.look: Look = read_look(manuscript.styles)
        self.faces: tuple[Face, ...] = read_faces(manuscript.fonts)

    def early(self) -> tuple[Finding, ...]:
        """What is wrong whatever the number of pages."""
        found = tuple(judging.before(self.settings, self.printer, self.place))
        if has_errors(found):
            return found
        # On a very thick spine, only what is too long does not fit.
        wrap = replace(self.settings.wrap, spine="60mm")
        book = replace(self.book, settings=replace(self.settings, wrap=wrap))
        composed = self._compose(book, self._spread(60 * 72 / 25.4), bears=True)
        unfit = judging.unfit(composed.misfits, 0, self.printer, self.place)
        return (*found, *unfit, *self._coarse())

    def spread(self, pages: int) -> Wrap:
        """The panels of the cover of so many pages."""
        return self._spread(judging.spine_of(self.settings, self.printer, pages))

    def _spread(self, spine: float) -> Wrap:
        bleed, usual = self.printer.cover.bleed, self.printer.bleed
        if bleed is None:
            bleed = usual.width if usual else points(self.settings.sheet.bleed)
        flaps = self.settings.wrap.flaps
        return spread(
            judging.trim_of(self.settings),
            spine,
            bleed,
            leading=page_progression(self.book),
            binding=judging.binding_of(self.settings, self.printer),
            flaps=points(flaps) if flaps else 0,
        )

    def composed(self, pages: int, *, proof: bool) -> tuple[Composed, tuple[Finding, ...]]:
        """The cover of so many pages as HTML, and what does not fit it."""
        wrap = self.spread(pages)
        bears = judging.bears_title(self.printer, pages)
        made = self._compose(self.book, wrap, bears=bears, proof=proof)
        unfit = judging.unfit(made.misfits, wrap.spine.width, self.printer, self.place)
        return made, tuple(unfit)

    def _compose(self, book: Book, wrap: Wrap, *, bears: bool, proof: bool = False) -> Composed:
        colours = self.printer.files.colours
        return compose(
            book,
            self.look,
            self.faces,
            wrap,
            space="light" if colours and "cmyk" not in colours else "inks",
            rules=self.printer.cover,
            symbol=self._symbol(),
            picture=self.shown.get(self.settings.wrap.picture),
            whole=self.shown.get(self.settings.cover),
            spine_text=bears,
            proof=proof,
        )

    def _symbol(self) -> Symbol | None:
        code = judging.symbol_of(self.settings, self.printer)
        if code is None:
            return None
        number = self.settings.sheet.identifier or self.settings.identifier
        return Symbol(
            code,
            self.settings.wrap.isbn or number.removeprefix("urn:isbn:"),
            code.width * code.module,
            code.height * code.module + CAPTION,
            self.printer.cover.barcode_from_edge or 0,
        )

    def _coarse(self) -> Iterator[Finding]:
        """Pictures of too few pixels for their place on the cover."""
        wanted = self.printer.files.ppi
        wide = judging.trim_of(self.settings).width / 72
        for path in filter(None, (self.settings.cover, self.settings.wrap.picture)):
            file = self.files.get(path)
            if wanted is None or file is None or file.suffix.lower() == ".svg":
                continue
            try:
                ppi = round(head_of(file).size[0] / wide)
            except NO_PICTURE:
                continue
            if ppi < wanted:
                place = self.place("cover", "picture")
                yield rules.cover_picture_coarse(place, path, ppi, round(wanted))

    def drawn(self, composed: Composed) -> bytes:
        """The cover as WeasyPrint makes it."""
        try:
            from rectoverso.writing.paper.typeset import typeset
        except OSError as error:
            raise MachineError(without_pango(error)) from error
        return typeset(composed.html, composed.css, self.faces).pdf()
