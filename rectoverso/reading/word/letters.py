"""Read a document letter by letter: what stands in it, what was put in or taken out, by whom.

Formatting is left alone: what changes only looks or layout is counted, and told to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rectoverso.model.leaves import OBJECT
from rectoverso.reading.word.package import Element, Package, W

PARAGRAPH = "\N{PILCROW SIGN}"
_SIGNS = {
    "br": "\n",
    "cr": "\n",
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}
_THINGS = ("drawing", "pict", "object")
_INSIDE = ("hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
_FORMATTING = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange")


@dataclass(frozen=True, slots=True)
class Hand:
    """Who tracked a change, on which day (2026-11-21; "" if not told); `moved` by a move."""

    author: str = ""
    date: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paragraph is: its style, its place in lists and tables (table, row, cell; from 0)."""

    style: str = ""
    listed: bool = False
    level: int = 0
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, the end of a paragraph, or the call of a note (`note` is its name in the document).

    Where a comment begins or ends stands a letter without text. An `older` one stands in a change
    that the document had when it was sent.
    """

    text: str
    inserted: Hand | None = None
    deleted: Hand | None = None
    looks: frozenset[str] = frozenset()
    note: str = ""
    kind: Kind = Kind()
    comment: str = ""
    begins: bool = False
    older: bool = False


@dataclass
class Reader:
    """Reads the letters of a document's parts; counts what it leaves alone."""

    package: Package
    formatting: int = 0
    pictures: int = 0
    _tables: int = 0
    _field: list[bool] = field(default_factory=list)

    def body(self) -> tuple[Letter, ...]:
        """The letters of the text."""
        body = self.package.document.find(f"{W}body")
        return tuple(self._blocks(body, None, Letter(""))) if body is not None else ()

    def notes(self) -> dict[str, tuple[Letter, ...]]:
        """The letters of each note, by its name."""
        found: dict[str, tuple[Letter, ...]] = {}
        for part, kind in (
            (self.package.footnotes, "footnote"),
            (self.package.endnotes, "endnote"),
        ):
            for note in part if part is not None else ():
                if note.get(f"{W}type") in (None, "normal") and isinstance(note.tag, str):
                    letters = tuple(self._blocks(note, None, Letter("")))
                    found[f"{kind} {note.get(f'{W}id')}"] = _without_number(letters)
        return found

    def _blocks(
        self, parent: Element, cell: tuple[int, int, int] | None, state: Letter
    ) -> Iterator[Letter]:
        for block in parent:
            match _name(block):
                case "p":
                    yield from self._paragraph(block, cell, state)
                case "tbl":
                    self._tables += 1
                    yield from self._table(block, self._tables - 1, state)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "del" | "moveFrom":
                    yield from self._blocks(block, cell, _changed(block, state))
                case "commentRangeStart" | "commentRangeEnd":
                    yield _comment(block)
                case _:
                    pass

    def _table(self, table: Element, number: int, state: Letter) -> Iterator[Letter]:
        for row, found in enumerate(table.iterfind(f"{W}tr")):
            inside = state
            for change in found.iterfind(f"{W}trPr/*"):
                inside = _changed(change, inside)
            for column, cell in enumerate(found.iterfind(f"{W}tc")):
                yield from self._blocks(cell, (number, row, column), inside)

    def _paragraph(
        self, paragraph: Element, cell: tuple[int, int, int] | None, state: Letter
    ) -> Iterator[Letter]:
        properties = paragraph.find(f"{W}pPr")
        kind = _kind(properties, cell)
        end = replace(state, text=PARAGRAPH, kind=kind)
        if properties is not None:
            self.formatting += sum(1 for one in properties.iter() if _name(one) in _FORMATTING)
            for change in properties.iterfind(f"{W}rPr/*"):
                end = _changed(change, end)
        self._field.clear()
        yield from self._inside(paragraph, replace(state, kind=kind))
        yield end

    def _inside(self, parent: Element, state: Letter) -> Iterator[Letter]:
        for one in parent:
            match _name(one):
                case "r":
                    yield from self._run(one, state)
                case "ins" | "del" | "moveTo" | "moveFrom":
                    yield from self._inside(one, _changed(one, state))
                case "commentRangeStart" | "commentRangeEnd":
                    yield _comment(one)
                case "sdt":
                    for content in one.iterfind(f"{W}sdtContent"):
                        yield from self._inside(content, state)
                case name if name in _INSIDE:
                    yield from self._inside(one, state)
                case _:
                    pass

    def _run(self, run: Element, state: Letter) -> Iterator[Letter]:
        state = replace(state, looks=_looks(run))
        self.formatting += sum(1 for one in run.iter() if _name(one) in _FORMATTING)
        for part in run:
            match _name(part):
                case "fldChar":
                    self._enter(part.get(f"{W}fldCharType"))
                case _ if False in self._field:
                    # Within a field's instruction, which is no text.
                    continue
                case "t" | "delText":
                    yield from (replace(state, text=letter) for letter in part.text or "")
                case "sym":
                    yield replace(state, text=_symbol(part))
                case "footnoteReference" | "endnoteReference" as name:
                    note = f"{name.removesuffix('Reference')} {part.get(f'{W}id')}"
                    yield replace(state, text=OBJECT, note=note)
                case "footnoteRef" | "endnoteRef":
                    yield replace(state, text=OBJECT, note="own")
                case "commentReference":
                    yield Letter("", comment=part.get(f"{W}id", ""))
                case "AlternateContent":
                    self.pictures += 1
                case name if name in _SIGNS:
                    yield replace(state, text=_SIGNS[name])
                case name if name in _THINGS:
                    self.pictures += 1
                case _:
                    pass

    def _enter(self, kind: str | None) -> None:
        """A field begins (its instruction, no text), shows its result, ends."""
        match kind:
            case "begin":
                self._field.append(False)
            case "separate" if self._field:
                self._field[-1] = True
            case "end" if self._field:
                self._field.pop()
            case _:
                pass


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _changed(element: Element, state: Letter) -> Letter:
    """The state of letters within a tracked change."""
    name = _name(element)
    hand = Hand(
        element.get(f"{W}author", "").strip(),
        element.get(f"{W}date", "")[:10],
        name.startswith("move"),
    )
    match name:
        case "ins" | "moveTo":
            return replace(state, inserted=hand)
        case "del" | "moveFrom":
            return replace(state, deleted=hand)
        case _:
            return state


def _comment(element: Element) -> Letter:
    begins = _name(element) == "commentRangeStart"
    return Letter("", comment=element.get(f"{W}id", ""), begins=begins)


def _kind(properties: Element | None, cell: tuple[int, int, int] | None) -> Kind:
    if properties is None:
        return Kind(cell=cell)
    style = properties.find(f"{W}pStyle")
    number = properties.find(f"{W}numPr/{W}numId")
    level = properties.find(f"{W}numPr/{W}ilvl")
    deep = level.get(f"{W}val", "0") if level is not None else "0"
    return Kind(
        style.get(f"{W}val", "") if style is not None else "",
        number is not None and number.get(f"{W}val") != "0",
        int(deep) if deep.isdecimal() else 0,
        cell,
    )


def _looks(run: Element) -> frozenset[str]:
    properties = run.find(f"{W}rPr")
    found: set[str] = set()
    for one in properties if properties is not None else ():
        name, value = _name(one), one.get(f"{W}val", "1")
        if value in ("0", "false", "none"):
            continue
        match name:
            case "b" | "bCs":
                found.add("strong")
            case "i" | "iCs":
                found.add("emphasis")
            case "vertAlign" if value in ("superscript", "subscript"):
                found.add(value)
            case _:
                pass
    return frozenset(found)


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"


def _without_number(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """A note without its own number, and the blanks behind that."""
    at = next((n for n, one in enumerate(letters) if one.note == "own"), -1) + 1
    while at < len(letters) and letters[at].text in (" ", "\t"):
        at += 1
    return tuple(one for one in letters[at:] if one.note != "own")
