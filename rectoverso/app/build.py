"""Make the outputs of a book: the stages in their order, and the table of outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from rectoverso.app import shelf, trouble
from rectoverso.app.check import Checked, Progress, check, has_errors
from rectoverso.app.report import Output, in_order
from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.manuscript import Settings
from rectoverso.model.rules import outputs
from rectoverso.model.source import Finding

# The time of an output whose book names no date. Any other choice (now, the newest file) would
# make two builds of the same book differ; ZIP, and so EPUB, knows no year before 1980.
TIMELESS = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """An output in memory: its bytes, its pages if it has any, and what was found in making it."""

    data: bytes
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made (nothing, if there were errors) and found."""

    made: tuple[Output, ...]
    words: int
    findings: tuple[Finding, ...]


def build(
    root: Path, kinds: Sequence[str], folder: Path | None, epoch: str | None, progress: Progress
) -> Built:
    """Make outputs of the project in a folder, or none of them if something is an error.

    `kinds` names outputs of OUTPUTS (none: those the book asks for); they go to `folder`, else to
    the project's `build`. `epoch` is what SOURCE_DATE_EPOCH says, if it says anything.
    """
    checked = check(root, progress)
    findings = checked.findings
    if has_errors(findings):
        return Built((), checked.book.words, findings)

    settings = checked.book.settings
    moment = moment_of(settings, epoch)
    place, name = (root / "build", "build") if folder is None else (folder, folder.as_posix())
    with shelf.workbench(place, name) as bench:
        written = {
            f"{settings.filename}.{kind}": OUTPUTS[kind](checked, moment, progress)
            for kind in OUTPUTS
            if kind in (kinds or settings.outputs)
        }
        findings = in_order((*findings, *(f for new in written.values() for f in new.findings)))
        if has_errors(findings):
            return Built((), checked.book.words, findings)
        files = {file: new.data for file, new in written.items()}
        if folder is None:
            files[shelf.LIST] = shelf.listing(shelf.listed(place) | files.keys())
        shelf.put(files, bench, name)
    return Built(
        tuple(Output(place / file, len(new.data), new.pages) for file, new in written.items()),
        checked.book.words,
        findings,
    )


def moment_of(settings: Settings, epoch: str | None) -> datetime:
    """The time the outputs bear: SOURCE_DATE_EPOCH, else the book's date, else TIMELESS, in UTC.

    It never is the present time, so the same book gives the same bytes. Source: “SOURCE_DATE_EPOCH
    specification” 1.1, reproducible-builds.org; a value that is no time is trouble, not ignored.
    """
    if epoch is None:
        day = settings.date
        return TIMELESS if day is None else datetime.combine(day, time(), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MachineError(outputs.wrong_epoch(MACHINE, epoch)) from error


def _pdf(checked: Checked, moment: datetime, progress: Progress) -> Written:
    progress("waking the typesetter")
    try:
        import weasyprint  # noqa: F401  (it loads Pango at once; see whether it is there)
    except OSError as error:
        raise MachineError(trouble.without_pango(error)) from error
    from rectoverso.writing.pdf import write_pdf

    pdf = write_pdf(checked.book, checked.manuscript, moment, progress)
    return Written(pdf.data, pdf.pages, pdf.findings)


def _epub(checked: Checked, moment: datetime, progress: Progress) -> Written:
    from rectoverso.writing.epub import write_epub

    progress("packing the EPUB")
    epub = write_epub(checked.book, checked.manuscript, moment)
    return Written(epub.data, None, epub.findings)


# To add an output: a module in `writing/`, a function like the two above, and a line here.
OUTPUTS: Mapping[str, Callable[[Checked, datetime, Progress], Written]] = {
    "pdf": _pdf,
    "epub": _epub,
}
