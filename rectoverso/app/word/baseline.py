"""Keep what was exported, so that what comes back can be compared with it.

For each export a file in `word/exported`, a folder of the project that `clean` leaves alone. It is
named by the chapter and by a digest of all that is in it, which the document bears, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rectoverso.model.leaves import (
    Change,
    Enclosure,
    Extent,
    Grid,
    GridCell,
    Item,
    Leaf,
    Run,
    Sheaf,
)

FOLDER = "word/exported"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """A chapter as it was exported: its path, its text, and what the document holds of it."""

    path: str
    text: str
    sheaf: Sheaf

    @property
    def written(self) -> str:
        """As it is kept."""
        value = {
            "format": FORMAT,
            "chapter": self.path,
            "text": self.text,
            **_plain(asdict(self.sheaf)),
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """What tells this export from any other."""
        return hashlib.sha256(self.written.encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{Path(self.path).stem}-{self.digest}.json"


def kept(root: Path, digest: str = "*") -> Iterator[Baseline]:
    """What was exported from a project, all or that of a digest, as far as it can be read."""
    named = digest if digest.isalnum() else "*"
    for path in sorted((root / FOLDER).glob(f"*-{named}.json")):
        found = _read(path)
        if found is not None and found.name == path.name:
            yield found


def _read(path: Path) -> Baseline | None:
    try:
        value = json.loads(path.read_text("utf-8"))
        return Baseline(value["chapter"], value["text"], _sheaf(value))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


# --- To and from JSON ----------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """Values of a sheaf as JSON knows them; extents of letters that follow one another as one."""
    match value:
        case dict():
            said = {key: _plain(one) for key, one in value.items() if key != "extents"}
            if "extents" in value:
                said["extents"] = _packed(value["extents"])
            return said
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case _:
            return value


def _packed(extents: tuple[Extent, ...]) -> list[list[int]]:
    """Extents as rows of three: where the first begins, its length, how many follow it alike."""
    rows: list[list[int]] = []
    for start, end in extents:
        last = rows[-1] if rows else None
        length = end - start
        if last and start >= 0 and last[1] == length and last[0] + last[2] * length == start:
            last[2] += 1
        else:
            rows.append([start, length, 1])
    return rows


def _unpacked(rows: list[list[int]]) -> tuple[Extent, ...]:
    return tuple(
        (start + length * n, start + length * (n + 1))
        for start, length, count in rows
        for n in range(count)
    )


def _sheaf(value: Any) -> Sheaf:
    body = tuple(_grid(one) if "rows" in one else _leaf(one) for one in value["body"])
    notes = tuple(tuple(map(_leaf, note)) for note in value["notes"])
    return Sheaf(body, notes, value["lang"], value["direction"])


def _grid(value: Any) -> Grid:
    rows = tuple(
        tuple(
            GridCell(tuple(map(_leaf, cell["leaves"])), cell["columns"], cell["rows"])
            for cell in row
        )
        for row in value["rows"]
    )
    return Grid(rows, value["head"], value["direction"], tuple(value["widths"]))


def _leaf(value: Any) -> Leaf:
    return Leaf(
        **{
            **value,
            "runs": tuple(map(_run, value["runs"])),
            "extent": tuple(value["extent"]),
            "enclosures": tuple(Enclosure(**one) for one in value["enclosures"]),
            "item": Item(**value["item"]) if value["item"] else None,
        }
    )


def _run(value: Any) -> Run:
    return Run(
        **{
            **value,
            "extents": _unpacked(value["extents"]),
            "looks": frozenset(value["looks"]),
            "change": Change(**value["change"]) if value["change"] else None,
        }
    )
