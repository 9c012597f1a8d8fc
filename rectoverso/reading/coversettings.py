"""Read `[cover]` of `book.toml`: what stands on the cover, and how the book is bound."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rectoverso.model.printing import CoverSettings
from rectoverso.model.rules import manuscript, printing
from rectoverso.model.source import Source, Span
from rectoverso.reading.measures import length
from rectoverso.reading.toml import Table, read_toml

NAMES = (
    *("printer", "binding", "paper", "spine", "flaps", "title", "author", "spine-title", "back"),
    *("about", "price", "price-code", "picture", "barcode", "colours"),
)
COLOURS = ("paper", "ink", "accent")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|cmyk\(\s*\d{1,3}(?:\s+\d{1,3}){3}\s*\)")
_BREAK = re.compile(r"\n\s*\n")


def cover_settings(cover: Table, isbn: str) -> CoverSettings:
    """The settings of the cover; `isbn` is the printed book's number as its author wrote it."""
    cover.known(*NAMES)
    addon = cover.text("price-code")
    if addon and not re.fullmatch("[0-9]{5}", addon):
        cover.findings.append(printing.not_an_addon(cover.place("price-code"), addon))
        addon = ""
    return CoverSettings(
        cover.text("printer"),
        cover.choice("binding", ("paperback", "hardcover"), "paperback"),
        cover.text("paper"),
        _length(cover, "spine"),
        _length(cover, "flaps"),
        tuple(line.strip() for line in cover.text("title").splitlines() if line.strip()),
        cover.text("author"),
        cover.text("spine-title"),
        _paragraphs(cover.text("back")),
        _paragraphs(cover.text("about")),
        cover.text("price"),
        addon,
        cover.text("picture"),
        cover.truth("barcode") if "barcode" in cover.values else True,
        _colours(cover.table("colours")),
        isbn,
    )


def _length(table: Table, name: str) -> str:
    said = table.text(name).replace(" ", "").lower()
    found = length(table, name)
    if said and found == 0:
        table.findings.append(manuscript.not_a_length(table.place(name), name, said))
    return said if found else ""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in _BREAK.split(text) if one.strip())


def _colours(table: Table) -> dict[str, str]:
    table.known(*COLOURS)
    colours = {name: table.text(name) for name in COLOURS if name in table.values}
    for name, said in list(colours.items()):
        if not _COLOUR.fullmatch(said):
            table.findings.append(printing.not_a_colour(table.place(name), name, said))
            del colours[name]
    return colours


def places_in(path: str, root: Path) -> Callable[..., Span]:
    """Where keys of a TOML file of the project are written: `place("cover", "title")`.

    Of a key that is not there, the table it would be in is given, or the top of the file.
    """
    try:
        text = (root / path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = ""
    table = read_toml(Source(path, text.replace("\r\n", "\n")))
    return table.place
