"""Find what fits its page and yet does not look well: things gone astray, pages nearly empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from rectoverso.writing.paper.misfits import walk
from rectoverso.writing.paper.pieces import Misfit

# From so many pages on it takes more than one turn of a leaf to see a figure.
FAR = 3
# A last page of fewer lines looks like an oversight.
FEW = 3


def ill_looks(document: Any) -> Iterator[Misfit]:
    """Figures and tables far from all references to them, and last pages of hardly any lines.

    Only the document's own references count. Its sections have pages of their own names.
    """
    stand: dict[str, tuple[str, int, str]] = {}
    leads: dict[str, list[int]] = {}
    sections = [page._page_box.page_type for page in document.pages]
    for number, page in enumerate(document.pages):
        lines, pictures, place = 0, 0, ""
        for seen in walk(page._page_box):
            element, tag = seen.box.element, seen.box.element_tag or ""
            if isinstance(seen.box, boxes.LineBox):
                lines, place = lines + 1, place or seen.place
            elif isinstance(seen.box, boxes.ReplacedBox):
                pictures += 1
            if element is None or "::" in tag:
                continue
            if tag == "a" and element.get("class") == "reference":
                leads.setdefault(element.get("href", "")[1:], []).append(number)
            elif element.get("id") and (tag == "figure" or element.find("table") is not None):
                kind = "figure" if tag == "figure" else "table"
                stand.setdefault(element.get("id"), (kind, number, seen.place))
        if _ends(sections, number) and 0 < lines < FEW and not pictures and place:
            yield Misfit("short-page", number, place, lines)
    for name, (kind, number, at) in stand.items():
        away = min((abs(number - lead) for lead in leads.get(name, ())), default=0)
        if away >= FAR:
            yield Misfit("far-figure" if kind == "figure" else "far-table", number, at, away)


def continued_notes(document: Any) -> Iterator[Misfit]:
    """Notes of which a part stands on pages after that of their call."""
    ends: dict[Any, int] = {}
    continued: set[Any] = set()
    for number, page in enumerate(document.pages):
        for area in page._page_box.children:
            if isinstance(area, boxes.FootnoteAreaBox):
                notes = {note.element for note in area.children}
                continued |= notes & ends.keys()
                ends.update(dict.fromkeys(notes, number))
    for number, page in enumerate(document.pages if continued else ()):
        for seen in walk(page._page_box):
            note, tag = seen.box.element, seen.box.element_tag or ""
            if note in continued and tag.endswith("::footnote-call"):
                continued.discard(note)
                said, more = note.get("data-number"), ends[note] - number
                yield Misfit("note-continued", number, seen.place, more, said)


def cut_heads(document: Any) -> Iterator[Misfit]:
    """Running heads that are too long for their place, each once."""
    cut: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.children:
            if hasattr(box, "whole_text"):
                cut.setdefault(box.whole_text, number)
    yield from (Misfit("head", number, "", words=words) for words, number in cut.items())


def _ends(pages: Sequence[Any], number: int) -> bool:
    """Whether a page is the last of a section that has others."""
    names = [
        pages[at].name if 0 <= at < len(pages) and not pages[at].blank else None
        for at in (number - 1, number, number + 1)
    ]
    return names[0] == names[1] != names[2] and names[1] is not None
