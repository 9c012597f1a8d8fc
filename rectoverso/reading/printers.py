"""Read what a printer asks for: `styles/printers/NAME.toml`, or a project's own file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from rectoverso.model.printing import (
    Binding,
    Bleed,
    CoverRules,
    Extent,
    Files,
    Margins,
    Printer,
    Reference,
    Size,
    Step,
    Unit,
    points,
)
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.rules import printing
from rectoverso.model.source import Finding, Span
from rectoverso.reading.files import decode
from rectoverso.reading.nearest import nearest
from rectoverso.reading.toml import Table, read_toml

FOLDER = "printers"
TABLES = (
    *("name", "unit", "checked", "source", "binding", "paper", "pages", "margins", "bleed"),
    *("file", "cover", "languages", "right-to-left"),
)
SIDES = ("top", "bottom", "outside", "inside")
STANDARDS = ("pdf/x-1a", "pdf/x-3", "pdf/x-4", "pdf/a-3a")
COLOURS = ("gray", "cmyk", "rgb")
UNWANTED = (
    *("links", "annotations", "outline", "marks", "metadata", "transparency"),
    *("encryption", "spot", "profiles"),
)
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")

Value = TypeVar("Value")


def known_printers(root: Path, styles: Sequence[Path]) -> dict[str, Path]:
    """The printers a project knows, and their files: its own in `printers/` before all others."""
    folders = (root / FOLDER, *(folder / FOLDER for folder in styles))
    return {
        path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.toml"))
    }


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
    shown = _shown(path, root)
    try:
        letters = path.read_bytes()
    except OSError as trouble:
        return None, (rules.cannot_be_read(Span(shown), trouble.strerror or str(trouble)),)
    source, findings = decode(shown, letters)
    if source is None:
        return None, findings
    table = read_toml(source)
    table.findings[:0] = findings
    if not table.readable:
        return None, tuple(table.findings)
    printer = _printer(path.stem, table)
    return printer, tuple(sorted(set(table.findings)))


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
        _sizes(table, "trims"),
        _size(custom, "least"),
        _size(custom, "most"),
        extra,
        length(table, "wrap") or 0.0,
        length(table, "hinge") or 0.0,
        length(table, "wider") or 0.0,
        length(table, "taller") or 0.0,
    )


def _extent(table: Table) -> Extent:
    table.known("least", "most", "binding", "papers", "trims")
    return Extent(
        _whole(table, "least"),
        _whole(table, "most"),
        table.text("binding"),
        table.texts("papers"),
        _sizes(table, "trims"),
    )


def _margins(table: Table) -> Margins:
    table.known("inside", "outside", "with-bleed")
    outside, with_bleed = length(table, "outside"), length(table, "with-bleed")
    if isinstance(table.values.get("inside"), str):
        same = length(table, "inside")
        steps: tuple[Step, ...] = () if same is None else (Step(same),)
    else:
        steps = tuple(_each(table, "inside", _step))
    return Margins(steps, outside, outside if with_bleed is None else with_bleed)


def _step(table: Table) -> Step | None:
    table.known("pages", "length")
    table.needed("length", 'length = "0.5in"')
    found = length(table, "length")
    return None if found is None else Step(found, _whole(table, "pages"))


def _bleed(file: Table) -> Bleed | None:
    table = file.table("bleed")
    table.known("width", "sides")
    width = length(table, "width")
    sides = _words(table, "sides", SIDES) if "sides" in table.values else SIDES
    return None if width is None else Bleed(width, sides)


def _files(table: Table) -> Files:
    table.known(
        *("standards", "colours", "unwanted", "megabytes", "coverage", "multiple"),
        *("last-page-blank", "fonts-embedded", "ppi", "ppi-most", "ppi-line-art", "line"),
        "type-size",
    )
    return Files(
        _words(table, "standards", STANDARDS),
        _words(table, "colours", COLOURS),
        _words(table, "unwanted", UNWANTED),
        _number(table, "megabytes"),
        _number(table, "coverage"),
        _whole(table, "multiple") or 1,
        table.truth("last-page-blank"),
        table.truth("fonts-embedded"),
        _number(table, "ppi"),
        _number(table, "ppi-most"),
        _number(table, "ppi-line-art"),
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
        beside = tuple(_each(table, "spine-safe", _beside))
    return CoverRules(
        length(table, "bleed"),
        length(table, "safe"),
        _whole(table, "spine-text-pages"),
        beside,
        _size(table, "barcode"),
        length(table, "barcode-least"),
        length(table, "barcode-from-edge"),
    )


def _beside(table: Table) -> tuple[float | None, float] | None:
    table.known("spine", "length")
    found = length(table, "length")
    return None if found is None else (length(table, "spine"), found)


# --- Values --------------------------------------------------------------------------------


def length(table: Table, name: str) -> float | None:
    """A length in points; None where there is none, or an empty one."""
    said = table.text(name).replace(" ", "").lower()
    if not said:
        return None
    if not _LENGTH.fullmatch(said):
        table.findings.append(rules.not_a_length(table.place(name), name, said))
        return None
    return points(said)


def _size(table: Table, name: str) -> Size | None:
    return next(iter(_sizes(table, name)), None)


def _sizes(table: Table, name: str) -> tuple[Size, ...]:
    sizes = []
    several = isinstance(table.values.get(name), list)
    for place, said in enumerate(table.texts(name)):
        if found := _SIZE.fullmatch(said.lower()):
            sizes.append(Size(points(found[1] + found[3]), points(found[2] + found[3])))
        else:
            span = table.place(name, place) if several else table.place(name)
            table.findings.append(rules.not_a_size(span, said, ""))
    return tuple(sizes)


def _each(table: Table, name: str, read: Callable[[Table], Value | None]) -> list[Value]:
    return [one for inner in table.tables(name) if (one := read(inner)) is not None]


def _words(table: Table, name: str, known: Sequence[str]) -> tuple[str, ...]:
    said = table.texts(name)
    if any(word not in known for word in said):
        table.wrong(name, "a list of some of " + ", ".join(f"“{word}”" for word in known))
    return tuple(word for word in said if word in known)


def _number(table: Table, name: str) -> float | None:
    value: Any = table.values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        table.wrong(name, "a number")
        return None
    return float(value)


def _whole(table: Table, name: str) -> int | None:
    number = _number(table, name)
    if number is not None and number != int(number):
        table.wrong(name, "a whole number")
        return None
    return None if number is None else int(number)
