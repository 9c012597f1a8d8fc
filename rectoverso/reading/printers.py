"""Read what a printer asks for: `styles/printers/NAME.toml`, or a project's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from rectoverso.model.editions import PrintEdition
from rectoverso.model.manuscript import Settings
from rectoverso.model.printing import (
    Binding,
    Bleed,
    CoverRules,
    Extent,
    Files,
    Margins,
    Printer,
    Reference,
    Step,
    Unit,
)
from rectoverso.model.rules import printing
from rectoverso.model.source import Finding, Span
from rectoverso.reading.files import read_text, toml_files
from rectoverso.reading.measures import each, length, number, size, sizes, whole, words
from rectoverso.reading.nearest import nearest
from rectoverso.reading.toml import Table, read_toml

FOLDER = "printers"
# The description of no printer in particular.
USUAL = "usual"
TABLES = (
    *("name", "unit", "checked", "source", "binding", "paper", "pages", "margins", "bleed"),
    *("file", "cover", "languages", "right-to-left", "unverified"),
)
SIDES = ("top", "bottom", "outside", "inside")
STANDARDS = ("pdf/x-1a", "pdf/x-3", "pdf/x-4", "pdf/a-3a")
COLOURS = ("gray", "cmyk", "rgb")
UNWANTED = (
    *("links", "annotations", "outline", "marks", "metadata", "transparency"),
    *("encryption", "spot", "profiles"),
)


def known_printers(root: Path, styles: Sequence[Path]) -> dict[str, Path]:
    """The printers a project knows, and their files: its own in `printers/` before all others."""
    folders = (root / FOLDER, *(folder / FOLDER for folder in styles))
    return {path.stem: path for folder in reversed(folders) for path in toml_files(folder)}


def printer_meant(named: str, settings: Settings) -> str:
    """The name of the printer that is asked for, or that book.toml names, or else of none in
    particular."""
    return named or settings.wrap.printer or settings.sheet.margins_of or USUAL


def read_printer(
    name: str, root: Path, styles: Sequence[Path], asked: Span
) -> tuple[Printer | None, tuple[Finding, ...]]:
    """A printer by its name, or by the path of its file, and what is wrong with that file.

    A path is looked for from the folder we stand in, then from the project's. `asked` is where the
    name is written. None, with a finding, where there is no such printer, or its file is no TOML.
    """
    known = known_printers(root, styles)
    if name in known:
        path = known[name]
    elif name.endswith(".toml"):
        path = next((one for one in (Path(name), root / name) if one.is_file()), Path(name))
    else:
        return None, (printing.no_such_printer(asked, name, nearest(name, known), sorted(known)),)
    source, findings = read_text(path, _shown(path, root))
    if source is None:
        return None, findings
    table = read_toml(source)
    table.findings[:0] = findings
    if not table.readable:
        return None, tuple(table.findings)
    printer = _printer(path.stem, table)
    return printer, tuple(sorted(set(table.findings)))


def margins_kept(
    sheet: PrintEdition, root: Path, styles: Sequence[Path], place: Span
) -> tuple[PrintEdition, tuple[Finding, ...]]:
    """The sheet with the least margins of the printer it names, if it names one.

    `place` is where it does. A printer that is not known, or whose margins are not, is a finding.
    """
    if not sheet.margins_of:
        return sheet, ()
    printer, said = read_printer(sheet.margins_of, root, styles, place)
    if printer is None:
        return sheet, said
    lacking = [
        name
        for name, known in (
            ("the margin at the spine", printer.margins.inside),
            ("the outer margin", printer.margins.outside is not None),
        )
        if not known
    ]
    if lacking:
        what = " and ".join(lacking)
        return sheet, (*said, printing.margins_not_known(place, printer.name, what))
    return replace(sheet, least=printer.margins), said


def _shown(path: Path, root: Path) -> str:
    """What to call the file: its path in the project, else in the styles that come with us."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return f"styles/{FOLDER}/{path.name}" if path.parent.name == FOLDER else path.as_posix()


def _printer(key: str, file: Table) -> Printer:
    file.known(*TABLES)
    file.needed("name", 'name = "..."')
    languages, back = file.table("languages"), file.table("right-to-left")
    languages.known("doubtful")
    back.known("reversed")
    papers = file.table("paper")
    return Printer(
        key,
        file.text("name", key),
        cast(Unit, file.choice("unit", ("in", "mm"), "mm")),
        file.day("checked"),
        tuple(map(_reference, file.tables("source"))),
        _bindings(file.table("binding")),
        {name: length(papers, name) for name in papers.values},
        tuple(map(_extent, file.tables("pages"))),
        _margins(file.table("margins")),
        _bleed(file),
        _files(file.table("file")),
        _cover(file.table("cover")),
        languages.texts("doubtful"),
        back.truth("reversed") if "reversed" in back.values else None,
        file.texts("unverified"),
    )


def _reference(table: Table) -> Reference:
    table.known("what", "where", "date")
    return Reference(table.text("what"), table.text("where"), table.day("date"))


def _bindings(table: Table) -> dict[str, Binding]:
    return {name: _binding(name, table.table(name)) for name in table.values}


def _binding(name: str, table: Table) -> Binding:
    table.known("trims", "custom", "spine-extra", "wrap", "hinge", "wider", "taller")
    custom = table.table("custom")
    custom.known("least", "most")
    extra = length(table, "spine-extra") if "spine-extra" in table.values else 0.0
    return Binding(
        name,
        sizes(table, "trims"),
        size(custom, "least"),
        size(custom, "most"),
        extra,
        length(table, "wrap") or 0.0,
        length(table, "hinge") or 0.0,
        length(table, "wider") or 0.0,
        length(table, "taller") or 0.0,
    )


def _extent(table: Table) -> Extent:
    table.known("least", "most", "binding", "papers", "trims")
    return Extent(
        whole(table, "least"),
        whole(table, "most"),
        table.text("binding"),
        table.texts("papers"),
        sizes(table, "trims"),
    )


def _margins(table: Table) -> Margins:
    table.known("inside", "outside", "with-bleed")
    outside, with_bleed = length(table, "outside"), length(table, "with-bleed")
    if isinstance(table.values.get("inside"), str):
        same = length(table, "inside")
        steps: tuple[Step, ...] = () if same is None else (Step(same),)
    else:
        steps = tuple(each(table, "inside", _step))
    return Margins(steps, outside, outside if with_bleed is None else with_bleed)


def _step(table: Table) -> Step | None:
    table.known("pages", "length")
    table.needed("length", 'length = "0.5in"')
    found = length(table, "length")
    return None if found is None else Step(found, whole(table, "pages"))


def _bleed(file: Table) -> Bleed | None:
    table = file.table("bleed")
    table.known("width", "sides")
    width = length(table, "width")
    sides = words(table, "sides", SIDES) if "sides" in table.values else SIDES
    return None if width is None else Bleed(width, sides)


def _files(table: Table) -> Files:
    table.known(
        *("standards", "colours", "unwanted", "megabytes", "coverage", "multiple"),
        *("last-page-blank", "fonts-embedded", "ppi", "ppi-most", "ppi-line-art", "line"),
        "type-size",
    )
    return Files(
        words(table, "standards", STANDARDS),
        words(table, "colours", COLOURS),
        words(table, "unwanted", UNWANTED),
        number(table, "megabytes"),
        number(table, "coverage"),
        whole(table, "multiple") or 1,
        table.truth("last-page-blank"),
        table.truth("fonts-embedded"),
        number(table, "ppi"),
        number(table, "ppi-most"),
        number(table, "ppi-line-art"),
        length(table, "line"),
        length(table, "type-size"),
    )


def _cover(table: Table) -> CoverRules:
    table.known(
        *("bleed", "safe", "spine-text-pages", "spine-safe", "barcode", "barcode-least"),
        "barcode-from-edge",
    )
    if isinstance(table.values.get("spine-safe"), str):
        same = length(table, "spine-safe")
        beside: tuple[tuple[float | None, float], ...] = () if same is None else ((None, same),)
    else:
        beside = tuple(each(table, "spine-safe", _beside))
    return CoverRules(
        length(table, "bleed"),
        length(table, "safe"),
        whole(table, "spine-text-pages"),
        beside,
        size(table, "barcode"),
        length(table, "barcode-least"),
        length(table, "barcode-from-edge"),
    )


def _beside(table: Table) -> tuple[float | None, float] | None:
    table.known("spine", "length")
    found = length(table, "length")
    return None if found is None else (length(table, "spine"), found)
