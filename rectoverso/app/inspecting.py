"""Judge a finished PDF for a printer, and find the chapter lines of what is wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf

from rectoverso.app import shelf
from rectoverso.app.cover import COVER
from rectoverso.app.report import in_order
from rectoverso.app.trouble import MACHINE
from rectoverso.app.waiving import waived
from rectoverso.compiling.assemble import assemble
from rectoverso.model.manuscript import Manuscript, Settings
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import walk
from rectoverso.model.printing import Printer, Size, points
from rectoverso.model.project import BOOK, SETTINGS
from rectoverso.model.rules import preflight as rules
from rectoverso.model.rules import pressfiles
from rectoverso.model.source import Finding, Span
from rectoverso.reading.coversettings import places_in
from rectoverso.reading.manuscript import read
from rectoverso.reading.printers import printer_meant, read_printer
from rectoverso.reading.texts import read_texts
from rectoverso.writing.covers import judging as covers
from rectoverso.writing.covers.panels import spread
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.pagemap import read_map
from rectoverso.writing.preflight.facts import Press
from rectoverso.writing.preflight.files import files
from rectoverso.writing.preflight.inks import inks
from rectoverso.writing.preflight.judging import Job
from rectoverso.writing.preflight.reading import UnreadableError, read_press
from rectoverso.writing.preflight.sheets import sheets


def inspect(root: Path, file: Path | None, named: str) -> tuple[Finding, ...]:
    """What a printer would find wrong with a PDF (None: the one in the project's build folder,
    that for the press if the book asks for one).

    “” stands for the printer that book.toml names, else for none in particular.
    """
    manuscript = read(root)
    asked = places_in(BOOK, root)("cover", "printer") if (root / BOOK).is_file() else MACHINE
    name = printer_meant(named, manuscript.settings)
    printer, said = read_printer(name, root, manuscript.styles, asked)
    if printer is None:
        return said
    path = file or _finished(root, manuscript.settings)
    press = _opened(path)
    if isinstance(press, Finding):
        return (*said, press)
    build = (root / shelf.BUILD).resolve()
    if file is None or path.resolve().parent == build:
        job = _of_ours(root, manuscript, press, printer, path)
        found = _cover(root, manuscript, printer, len(press.pages))
    else:
        job, found = _of_another(manuscript.settings, press, printer), ()
    found = (*said, *sheets(job), *inks(job), *files(job), *found)
    kept, _ = waived(found, manuscript.checking.waivers)
    return in_order(kept)


def _finished(root: Path, settings: Settings) -> Path:
    """The file that goes to the printer."""
    kind = "press.pdf" if settings.sheet.press.standard else "pdf"
    return root / shelf.BUILD / f"{settings.filename}.{kind}"


def _opened(path: Path) -> Press | Finding:
    try:
        return read_press(path.read_bytes())
    except OSError as error:
        why = error.strerror or str(error)
    except UnreadableError as error:
        why = str(error)
    return rules.not_to_be_opened(MACHINE, path.as_posix(), why)


def _of_ours(root: Path, manuscript: Manuscript, press: Press, printer: Printer, path: Path) -> Job:
    """What is to be judged of a file that was made of this project."""
    settings = manuscript.settings
    for_press = path.name == f"{settings.filename}.press.pdf"
    return Job(
        press,
        printer,
        _places(root, manuscript),
        settings.wrap.binding,
        settings.wrap.paper,
        right_to_left=_from_the_right(manuscript),
        families=_families(manuscript),
        backwards=settings.sheet.press.backwards and for_press,
        langs=(settings.lang,) if settings.lang else (),
        file=SETTINGS,
    )


def _of_another(settings: Settings, press: Press, printer: Printer) -> Job:
    """What is to be judged of any other file, in the binding and on the paper of this project."""
    wrap = settings.wrap
    return Job(
        press,
        printer,
        lambda _: MACHINE,
        wrap.binding,
        wrap.paper,
        right_to_left=press.right_to_left,
    )


def _from_the_right(manuscript: Manuscript) -> bool:
    """Whether the book is bound on the right."""
    locale = manuscript.locales.get(manuscript.settings.lang)
    match manuscript.settings.sheet.binding:
        case "auto":
            return locale is not None and locale.direction == "rtl"
        case side:
            return side == "right"


def _families(manuscript: Manuscript) -> tuple[str, ...]:
    return tuple(dict.fromkeys(face.family for face in read_faces(manuscript.fonts)))


def _places(root: Path, manuscript: Manuscript) -> Callable[[int], Span]:
    """What gives the chapter line next before, or on, a page (from 1)."""

    @cache
    def lines() -> tuple[tuple[int, ...], tuple[Span, ...]]:
        memory = shelf.memory_of(root)
        folios = read_map(memory).folios
        if not folios:
            return (), ()
        texts = read_texts(manuscript, Memory(memory))
        keys = (term.key for term in manuscript.terms)
        defined = dict(zip(keys, texts.definitions, strict=True))
        book = assemble(manuscript, texts.chapters, defined)
        known = [(folios[one.id].page, one.span) for one in book.sections if one.id in folios]
        for section in book.sections:
            for node in walk((section.title, section.blocks)):
                anchor = getattr(node, "anchor", "") or getattr(node, "id", "")
                span = getattr(node, "span", None)
                if anchor in folios and span is not None and span.path:
                    known.append((folios[anchor].page, span))
        # The first on each page stands for it.
        first: dict[int, Span] = {}
        for page, span in known:
            if span.path and (page not in first or span < first[page]):
                first[page] = span
        return tuple(sorted(first)), tuple(first[page] for page in sorted(first))

    def place(page: int) -> Span:
        pages, spans = lines()
        at = bisect_right(pages, page - 1)
        return spans[at - 1] if at else MACHINE

    return place


# --- The cover -----------------------------------------------------------------------------


def _cover(root: Path, manuscript: Manuscript, printer: Printer, pages: int) -> tuple[Finding, ...]:
    """Whether the cover that lies in the build folder is as large as the book needs."""
    path, settings = root / shelf.BUILD / COVER, manuscript.settings
    if not path.is_file():
        return ()
    try:
        with pikepdf.open(path) as pdf:
            left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
    except (pikepdf.PdfError, IndexError):
        return (rules.not_to_be_opened(MACHINE, path.as_posix(), "it is damaged, or no PDF"),)
    spine = covers.spine_of(settings, printer, pages)
    if not spine:
        return ()
    flaps = settings.wrap.flaps
    wrap = spread(
        covers.trim_of(settings),
        spine,
        0,
        leading="ltr",
        binding=covers.binding_of(settings, printer),
        flaps=points(flaps) if flaps else 0,
    )
    wanted, found = Size(wrap.width, wrap.height), Size(right - left, top - bottom)
    if abs(found.width - wanted.width) < 1 and abs(found.height - wanted.height) < 1:
        return ()
    shown = found.told(printer.unit)
    return (pressfiles.cover_does_not_fit(SETTINGS, shown, wanted.told(printer.unit), pages),)
