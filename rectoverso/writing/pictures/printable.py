"""Give the typesetter pictures that are no larger than paper can show, and paper's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from rectoverso.model.book import Book
from rectoverso.model.editions import PrintEdition
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.printing import points
from rectoverso.model.rules import pressing as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.pictures.heads import NO_PICTURE, Head, head_of
from rectoverso.writing.pictures.making import Failed, make_smaller
from rectoverso.writing.pictures.reducing import Place, fits
from rectoverso.writing.shown import pictures_shown

# Below this, a picture would no longer be larger than the page when it is shown as large as it is.
LEAST_PPI = 150
_INCH = 72


@contextmanager
def printable(
    book: Book, manuscript: Manuscript, memory: Memory, progress: Callable[[str], None]
) -> Iterator[tuple[Manuscript, tuple[Finding, ...]]]:
    """The manuscript with pictures that paper can show, while this lasts.

    Those that are too large for the page, or in other colours than pages are set in, are made anew
    in processes of their own. What cannot be is told where it is shown.
    """
    shown = {path: node.span for path, node in pictures_shown(book).items()}
    with printable_files(shown, manuscript.files, _page(book.settings.sheet), memory, progress) as (
        files,
        said,
    ):
        yield replace(manuscript, files=files) if files else manuscript, said


@contextmanager
def printable_files(
    shown: Mapping[str, Span],
    files: Mapping[str, Path],
    place: Place,
    memory: Memory,
    progress: Callable[[str], None],
) -> Iterator[tuple[Mapping[str, Path], tuple[Finding, ...]]]:
    """The files with those of the pictures `shown` in their place that had to be made anew."""
    heads = {path: head for path in shown if (head := _head(files.get(path))) is not None}
    unfit = [path for path, head in heads.items() if not fits(head, place)]
    if not unfit:
        yield files, ()
        return
    progress("making pictures smaller")
    made = make_smaller({files[path]: heads[path] for path in unfit}, place, memory)
    with TemporaryDirectory(prefix="rectoverso-") as folder:
        fit, said = dict(files), []
        for number, path in enumerate(unfit):
            match made[files[path]]:
                case Failed() as failed:
                    said.append(_failure(failed, shown[path], path, heads[path]))
                case data:
                    fit[path] = Path(folder) / str(number)
                    fit[path].write_bytes(data)
        yield fit, tuple(said)


def _head(file: Path | None) -> Head | None:
    """The head of a picture of pixels."""
    if file is None or file.suffix.lower() == ".svg":
        return None
    try:
        return head_of(file)
    except NO_PICTURE:
        return None  # the typesetter says so


def _page(sheet: PrintEdition) -> Place:
    """What fills the page, whichever way it is turned."""
    edges = max(points(edge) for edge in (sheet.width, sheet.height)) + 2 * points(sheet.bleed)
    press = sheet.press
    side, lines = (ceil(edges / _INCH * max(ppi, LEAST_PPI)) for ppi in (press.ppi, press.line_ppi))
    return Place(side, lines)


def _failure(failed: Failed, span: Span, path: str, head: Head) -> Finding:
    """What became of a picture that cannot be made smaller."""
    if failed.why == "broken":
        return rules.picture_broken(span, path, failed.said)
    return rules.picture_too_many(span, path, head.pixels / 1e6)
