"""Make the outputs of a book: the stages in their order, and the table of outputs.

What a stage needs is imported where it begins: to find that nothing has changed takes less time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rectoverso.app import shelf, trouble, unchanged
from rectoverso.app.report import Output, in_order
from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.memory import Memory, write_whole
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import outputs
from rectoverso.model.rules.epub import pages_unknown
from rectoverso.model.source import Finding

if TYPE_CHECKING:
    from rectoverso.app.check import Checked, Progress
    from rectoverso.model.manuscript import Settings
    from rectoverso.reading.criticmarkup import Manner
    from rectoverso.writing.paper.remembered import Maker
    from rectoverso.writing.turns import Printed

# The time of an output whose book names no date. Any other choice (now, the newest file) would
# make two builds of the same book differ; ZIP, and so EPUB, knows no year before 1980.
TIMELESS = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """An output in memory: its bytes, its pages if it has any, and what was found in making it.

    `printed` tells where the pages of a PDF begin and what stands on them; `pictures` what the
    pictures of an EPUB are called in the project.
    """

    data: bytes
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
    printed: Printed | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Means:
    """What pages are set with: processes (none: this one), and a folder that remembers them."""

    maker: Maker | None = None
    memory: Path | None = None


HERE = Means()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made (nothing, if there were errors) and found."""

    made: tuple[Output, ...]
    words: int
    findings: tuple[Finding, ...]


def build(
    root: Path,
    kinds: Sequence[str],
    folder: Path | None,
    epoch: str | None,
    progress: Progress,
    *,
    edition: str = "",
    page_list: bool = True,
    jobs: int = 0,
    marks: Manner = "accept",
) -> Built:
    """Make outputs of the project in a folder, or none of them if something is an error.

    `kinds` names outputs of OUTPUTS (none: those the book or the edition asks for); they go to
    `folder`, else to the project's `build`. `epoch` is what SOURCE_DATE_EPOCH says, if it says
    anything. `page_list` gives an EPUB the pages of the PDF made with it, or before. Pages are set
    in so many processes at a time (0: as many as there are cores). `marks` tells what becomes of
    editors' marks.
    """
    memory = root / "build" / shelf.MEMORY
    mark = unchanged.fingerprint(root, (tuple(kinds), edition, page_list, epoch, marks))
    if folder is None and (known := unchanged.recall(memory, mark, root / "build")):
        return Built(*known)
    if kinds and "pdf" not in kinds:
        means = Means(None, memory)
        built, checked = _build(
            *(root, kinds, folder, epoch, progress, edition, page_list, means, marks)
        )
    else:
        from rectoverso.writing.paper.workers import Workers

        # The first of them wakes up while the chapters are read.
        with Workers(jobs) as workers:
            means = Means(workers, memory)
            built, checked = _build(
                *(root, kinds, folder, epoch, progress, edition, page_list, means, marks)
            )
    kept = folder is None and built.made and memory.is_dir()
    if kept and unchanged.can_tell(root, checked.manuscript):
        with suppress(OSError):
            write_whole(
                memory / unchanged.FILE,
                unchanged.remember(mark, built.made, built.words, built.findings),
            )
    return built


def _build(
    root: Path,
    kinds: Sequence[str],
    folder: Path | None,
    epoch: str | None,
    progress: Progress,
    edition: str,
    page_list: bool,
    means: Means,
    marks: Manner,
) -> tuple[Built, Checked]:
    from rectoverso.app.check import check, has_errors
    from rectoverso.app.echoes import told_once
    from rectoverso.app.editions import as_edition
    from rectoverso.app.waiving import waived

    memory = Memory(means.memory)
    checked = check(root, progress, memory=memory, marks=marks)
    chosen = as_edition(checked, edition) if edition else checked
    findings = checked.findings
    if isinstance(chosen, Finding):
        findings = in_order((*findings, chosen))
    else:
        checked = chosen
    if has_errors(findings):
        return Built((), checked.book.words, findings), checked

    settings = checked.book.settings
    moment = moment_of(settings, epoch)
    place, name = (root / "build", "build") if folder is None else (folder, folder.as_posix())
    with shelf.workbench(place, name) as bench:
        written = {
            f"{settings.filename}.{kind}": new
            for kind, new in make(checked, kinds, moment, progress, page_list, means).items()
        }
        said = (
            *findings,
            *(f for new in written.values() for f in new.findings),
            *(f for file, new in written.items() for f in _since(place / file, new)),
        )
        kept, _ = waived(said, checked.manuscript.checking.waivers)
        findings = told_once(in_order(kept), checked.book)
        if has_errors(findings):
            return Built((), checked.book.words, findings), checked
        files = {file: new.data for file, new in written.items()}
        if folder is None:
            files[shelf.LIST] = shelf.listing(shelf.listed(place) | files.keys())
        try:
            shelf.put(files, bench, name)
        except MachineError as error:
            # What is remembered may have used up the room.
            full = trouble.is_full(error.__cause__)
            if not (full and means.memory and shelf.make_room(means.memory, bench)):
                raise
            shelf.put(files, bench, name)
    memory.keep_all()
    made = tuple(Output(place / file, len(new.data), new.pages) for file, new in written.items())
    return Built(made, checked.book.words, findings), checked


def make(
    checked: Checked,
    kinds: Sequence[str],
    moment: datetime,
    progress: Progress,
    page_list: bool = True,
    means: Means = HERE,
) -> dict[str, Written]:
    """Outputs in memory, by kind: the PDF first, since an EPUB can have its pages."""
    from rectoverso.app.editions import without_pages

    if not page_list:
        checked = without_pages(checked)
    settings = checked.book.settings
    made: dict[str, Written] = {}
    for kind in OUTPUTS:
        if kind in (kinds or settings.outputs):
            printed = next((one.printed for one in made.values() if one.printed), None)
            made[kind] = OUTPUTS[kind](checked, moment, progress, printed, means)
    if "pdf" in made and made["pdf"].data and settings.sheet.press.standard:
        from rectoverso.app.pressing import for_press

        made["press.pdf"] = for_press(checked, made["pdf"], moment, progress)
    return made


def _since(file: Path, new: Written) -> Iterator[Finding]:
    """What readers of the e-book that lies there lose with the new one."""
    if file.suffix == ".epub" and file.is_file():
        from rectoverso.writing.screen.inspection import places_lost

        yield from places_lost(file.read_bytes(), new.data)


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


def _pdf(
    checked: Checked,
    moment: datetime,
    progress: Progress,
    printed: Printed | None = None,  # noqa: ARG001
    means: Means = HERE,
) -> Written:
    from rectoverso.app.check import has_errors
    from rectoverso.app.margins import with_margins
    from rectoverso.writing.paper.pdf import write_pdf
    from rectoverso.writing.pictures.printable import printable

    book, memory = checked.book, Memory(means.memory)
    with printable(book, checked.manuscript, memory, progress) as (manuscript, amiss):
        if has_errors(amiss):
            return Written(b"", None, amiss)
        progress("waking the typesetter")
        with trouble.setting():
            pdf, said = with_margins(
                book,
                lambda one: write_pdf(one, manuscript, moment, progress, means.maker, means.memory),
                means.memory,
            )
    return Written(pdf.data, pdf.pages, (*pdf.findings, *said), pdf.printed)


def _epub(
    checked: Checked,
    moment: datetime,
    progress: Progress,
    printed: Printed | None = None,
    means: Means = HERE,
) -> Written:
    from rectoverso.writing.screen.epub import write_epub

    book, manuscript = checked.book, checked.manuscript
    said: tuple[Finding, ...] = ()
    if book.settings.screen.page_list != "print":
        printed = None
    elif printed is None and means.memory:
        from rectoverso.app.margins import last_pages

        printed = last_pages(book, manuscript, means.memory)
        said = () if printed else (pages_unknown(SETTINGS),)
    progress("packing the EPUB")
    epub = write_epub(book, manuscript, moment, printed, Memory(means.memory))
    return Written(epub.data, None, (*said, *epub.findings), pictures=epub.pictures)


class _Maker(Protocol):
    """What makes an output. `printed` is the print edition, if it was made before."""

    def __call__(
        self,
        checked: Checked,
        moment: datetime,
        progress: Progress,
        printed: Printed | None = None,
        means: Means = HERE,
    ) -> Written: ...


# To add an output: a module in `writing/`, a function like the two above, and a line here.
OUTPUTS: Mapping[str, _Maker] = {"pdf": _pdf, "epub": _epub}
