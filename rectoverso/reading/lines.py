"""Lay the inlines of a paragraph out as runs of letters, each letter with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from rectoverso.model import nodes
from rectoverso.model.leaves import OBJECT, UNWRITTEN, Change, Enclosure, Extent, Kind, Run
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Block, Direction, Inline, plain
from rectoverso.model.source import Span
from rectoverso.reading.criticmarkup import BEGINS, EditorMark
from rectoverso.reading.signatures import signed
from rectoverso.reading.written import Written

EDITORS = frozenset(BEGINS.values())


@dataclass(frozen=True, slots=True)
class Setting:
    """The language, direction and looks of a place."""

    lang: str
    direction: Direction
    looks: frozenset[str] = frozenset()
    style: str = ""
    url: str = ""

    def within(self, lang: str, direction: Direction, locales: Mapping[str, Locale]) -> Setting:
        """A place in this one with a language or a direction of its own."""
        own: Direction = locales[lang].direction if lang in locales else ""
        known = lang if lang in locales else self.lang
        return replace(self, lang=known, direction=direction or own or self.direction)

    def looking(self, *looks: str) -> Setting:
        """A place in this one that is set apart by its look."""
        return replace(self, looks=self.looks | {*looks})


class Lines:
    """Gathers the runs of one paragraph."""

    def __init__(
        self,
        written: Written,
        locales: Mapping[str, Locale],
        said: Mapping[Span, str],
        note: Callable[[tuple[Block, ...], Setting], int],
    ) -> None:
        self.written, self.locales, self.said, self.note = written, locales, said, note
        self.found: list[Run] = []
        self.enclosures: list[Enclosure] = []
        self.first, self.last = -1, -1

    @staticmethod
    def plain(text: str) -> tuple[Run, ...]:
        """A text that is written nowhere, or not letter by letter."""
        return (Run(text, (UNWRITTEN,) * len(text), "said"),)

    def runs(self) -> tuple[Run, ...]:
        """The runs, those cut where editors' marks of the file begin and end."""
        return tuple(self._marked(self.found)) if self.written.marks else tuple(self.found)

    def add(self, inlines: Iterable[Inline], setting: Setting) -> None:
        """Put inlines at the end."""
        for node in inlines:
            self._one(node, setting)

    def _one(self, node: Inline, setting: Setting) -> None:
        written = self.written
        match node:
            case nodes.Text(text, span):
                self._put(text, written.letters(text, span), setting)
            case nodes.LineBreak(span):
                self._put("\n", (written.line_break(span),), setting)
            case nodes.Quoted():
                self._quote(node, setting)
            case nodes.Code() | nodes.Math():
                self._whole(node, setting)
            case nodes.Image(alt=alt, span=span):
                self._say(f"⟦{alt}⟧", written.thing(span), replace(setting, style="picture"))
            case nodes.Note(blocks, span=span):
                extent = written.thing(span)
                # The letters of a note stand elsewhere, and are no part of this paragraph.
                number = self.note(blocks, replace(setting, looks=frozenset(), style=""))
                self._put(OBJECT, (extent,), setting, "note", note=number)
            case nodes.Passage(children, classes=kinds) if EDITORS & {*kinds}:
                self.add(children, setting)
            case nodes.IndexMark(children, span=span):
                if children:
                    self._within(children, replace(setting, style="index"), span, index=True)
                self._hide(node, () if children else (written.thing(span),))
            case nodes.Reference(children=()) | nodes.ReferenceList() | nodes.Citation():
                words = self.said.get(node.span, "") or _name(node)
                self._say(words, written.thing(node.span), replace(setting, style="reference"))
            case _:
                self._within(node.children, self._inside(node, setting), node.span)

    def _inside(
        self,
        node: nodes.Styled | nodes.Link | nodes.Passage | nodes.Term | nodes.Reference,
        setting: Setting,
    ) -> Setting:
        """The place within what stands round words."""
        match node:
            case nodes.Styled(style):
                return setting.looking(style)
            case nodes.Link(url=url):
                return replace(setting, style="link", url=url)
            case nodes.Passage(classes=kinds, lang=lang, direction=direction):
                inside = setting.within(lang, direction, self.locales)
                return inside.looking("small-caps") if "smallcaps" in kinds else inside
            case nodes.Term():
                return replace(setting, style="term")
            case nodes.Reference():
                return replace(setting, style="reference")
            case _:
                assert_never(node)

    def _quote(self, node: nodes.Quoted, setting: Setting) -> None:
        level = 0 if node.double else 2
        opening, closing = self.locales[setting.lang].quotes[level : level + 2]
        self._put(opening, (self.written.quote(self.written.offset(node.span)),), setting)
        self.add(node.children, setting)
        self._put(closing, (self.written.quote(self.last),), setting)

    def _whole(self, node: nodes.Code | nodes.Math, setting: Setting) -> None:
        """Put code or a formula, if it has letters, at the end."""
        text = node.text if isinstance(node, nodes.Code) else node.tex
        named = "code" if isinstance(node, nodes.Code) else "formula"
        if text:
            extents, enclosure = self.written.whole(node.span, text)
            self._put(text, extents, replace(setting, style=named, direction="ltr"))
            self.enclosures += [enclosure] if enclosure else []

    def _within(
        self, children: tuple[Inline, ...], setting: Setting, span: Span, *, index: bool = False
    ) -> None:
        kept, self.last = self.last, -1
        self.add(children, setting)
        enclosure = self.written.round(span, self.last, index=index)
        if enclosure:
            self.enclosures.append(enclosure)
            self._reach(enclosure.start, enclosure.end)
        self.last = max(self.last, kept)

    def _put(
        self,
        text: str,
        extents: tuple[Extent, ...],
        setting: Setting,
        kind: Kind = "text",
        note: int = -1,
    ) -> None:
        run = Run(text, extents, kind, setting.looks, setting.style, setting.lang)
        self.found.append(replace(run, direction=setting.direction, note=note, url=setting.url))
        for start, end in extents:
            if start >= 0:
                self._reach(start, end)

    def _say(self, words: str, extent: Extent, setting: Setting) -> None:
        self._put(words, (extent,) * len(words), setting, "said")

    def _hide(self, mark: nodes.IndexMark, extents: tuple[Extent, ...]) -> None:
        self.found.append(Run("", extents, "hidden", entry=_fields(mark)))
        for start, end in extents:
            if start >= 0:
                self._reach(start, end)

    def _reach(self, start: int, end: int) -> None:
        self.first = start if self.first < 0 else min(self.first, start)
        self.last = max(self.last, end)

    def _marked(self, runs: Iterable[Run]) -> Iterable[Run]:
        marks = self.written.marks
        told: set[int] = set()
        for run in runs:
            if not run.text:
                yield run
                continue
            at = 0
            while at < len(run.text):
                number = _holding(marks, run.extents[at][0])
                end = at + 1
                while end < len(run.text) and _holding(marks, run.extents[end][0]) == number:
                    end += 1
                piece = replace(run, text=run.text[at:end], extents=run.extents[at:end])
                at = end
                if number < 0:
                    yield piece
                    continue
                mark = marks[number]
                if mark.kind != "comment":
                    yield replace(piece, change=_change(marks, number, piece.extents[0][0]))
                elif number not in told:
                    told.add(number)
                    yield from _comment(mark, _follows(marks, number))


def _name(node: nodes.Reference | nodes.ReferenceList | nodes.Citation) -> str:
    """What stands for a reference of which nobody knows what it says."""
    if isinstance(node, nodes.Reference):
        return f"@{node.label}"
    return plain(node.children) or "@"


def _holding(marks: tuple[EditorMark, ...], at: int) -> int:
    """The number of the mark that a place lies in; -1 if in none."""
    number = bisect_right(marks, at, key=lambda mark: mark.start) - 1
    return number if number >= 0 and at < marks[number].end else -1


def _follows(marks: tuple[EditorMark, ...], number: int) -> bool:
    """Whether a mark stands just behind another that changes something."""
    before = marks[number - 1] if number else None
    return before is not None and before.end == marks[number].start and before.kind != "comment"


def _change(marks: tuple[EditorMark, ...], number: int, at: int) -> Change:
    """What a mark does to the letter at a place, and who signed it."""
    mark = marks[number]
    author = date = ""
    if number + 1 < len(marks) and _follows(marks, number + 1):
        signature = signed(marks[number + 1].new)
        author, date = (signature.author, signature.date) if signature else ("", "")
    match mark.kind:
        case "substitution":
            taken_out = at < mark.start + 3 + len(mark.old)
            return Change("deletion" if taken_out else "insertion", author, date)
        case kind:
            return Change(kind, author, date)


def _comment(mark: EditorMark, follows: bool) -> Iterable[Run]:
    """A comment, unless it only says who made the mark before it."""
    signature = signed(mark.new)
    said = signature.said if signature else mark.new
    if said or not follows:
        who = (signature.author, signature.date) if signature else ("", "")
        extents = ((mark.start, mark.end),)
        yield Run("", extents, "comment", entry=said.strip(), change=Change("comment", *who))


def _fields(mark: nodes.IndexMark) -> str:
    """An index mark as Word's field XE (ECMA-376-1, 17.16.5.79): levels, where it sends, bold."""
    levels = mark.path or ((plain(mark.children) or mark.key),)
    said = ":".join(level.replace('"', "”").replace(":", "\\:") for level in levels)
    sends = (*mark.see, *mark.see_also, *mark.see_under, *mark.see_also_under)
    to = "; ".join(sends).replace('"', "”")
    switches = f' \\t "→ {to}"' if to else ""
    bold = " \\b" if mark.mention == "principal" else ""
    return f' XE "{said}"{switches}{bold} '
