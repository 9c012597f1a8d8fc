"""The page map of a book: on which page every anchor stands, kept from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path

from rectoverso.model.memory import write_whole
from rectoverso.writing.folios import Folio

FILE = "pages.json"


@dataclass(frozen=True, slots=True)
class PageMap:
    """On which page every anchor stands, as far as known.

    `rigid` are the sections in which page numbers of the same length are not equally wide, so
    that they are set again whenever a number in them changes.
    """

    folios: Mapping[str, Folio] = field(default_factory=dict)
    rigid: frozenset[str] = frozenset()


def read_map(folder: Path | None) -> PageMap:
    """The page map kept in a folder; an empty one if there is none that can be read.

    It is only a guess to begin with: a wrong one costs time, and nothing else.
    """
    if folder is None:
        return PageMap()
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
        folios = {
            str(anchor): Folio(int(page), int(number), bool(front), str(label))
            for anchor, (page, number, front, label) in said["pages"].items()
        }
        return PageMap(folios, frozenset(map(str, said["rigid"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return PageMap()


def keep_map(pages: PageMap, folder: Path | None) -> None:
    """Keep a page map in a folder, if it can be written to."""
    if folder is None:
        return
    said = {
        "pages": {anchor: astuple(folio) for anchor, folio in sorted(pages.folios.items())},
        "rigid": sorted(pages.rigid),
    }
    with suppress(OSError):
        write_whole(folder / FILE, json.dumps(said, ensure_ascii=False).encode())
