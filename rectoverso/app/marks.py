"""The command `marks`: editors' marks in the chapters, shown and settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rectoverso.app import screen
from rectoverso.app.options import TEXT_OR_JSON, project
from rectoverso.app.screen import FINE

if TYPE_CHECKING:
    from rectoverso.app.fix import Corrected
    from rectoverso.model.source import Source
    from rectoverso.reading.criticmarkup import EditorMark

_PLACE = re.compile(r"(.*?)(?::(\d+))?(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Where:
    """A chapter, or one line of it, as people name it: 01.md, chapters/01.md:12."""

    path: str
    line: int = 0

    def holds(self, source: Source, mark: EditorMark) -> bool:
        """Whether a mark of a chapter is meant."""
        named = source.path == self.path or source.path.endswith(f"/{self.path}")
        first, last = source.span(mark.start).line, source.span(mark.end).line
        return named and (not self.line or first <= self.line <= last)


def chosen(source: Source, places: Sequence[Where]) -> tuple[EditorMark, ...]:
    """The marks of a chapter that are meant: those at the places named, or all."""
    from rectoverso.reading.criticmarkup import editor_marks

    marks = editor_marks(source.text)
    if not places:
        return marks
    return tuple(mark for mark in marks if any(place.holds(source, mark) for place in places))


def settled(
    sources: Iterable[Source], places: Sequence[Where], manner: Literal["accept", "reject"]
) -> tuple[Corrected, ...]:
    """The chapters as they are with the marks meant accepted or rejected."""
    from rectoverso.app.fix import Corrected
    from rectoverso.reading.criticmarkup import settled as without

    changed: list[Corrected] = []
    for source in sources:
        if meant := frozenset(mark.start for mark in chosen(source, places)):
            text = without(source.text, manner, meant)
            changed.append(Corrected(source.path, source.text, text))
    return tuple(changed)


Row = tuple[str, str, str, str]


def rows(sources: Iterable[Source], places: Sequence[Where]) -> Iterator[Row]:
    """Each mark as a row of a table: where it is, what it is, what it says, who made it when."""
    from rectoverso.reading.signatures import signatures

    for source in sources:
        made = signatures(source.text)
        for mark in chosen(source, places):
            if mark.start in made.bare:
                continue
            signed = made.by_mark.get(mark.start)
            said = signed.said if signed and mark.kind == "comment" else _said(mark)
            who = ", ".join(filter(None, (signed.author, signed.date))) if signed else ""
            yield str(source.span(mark.start)), mark.kind, " ".join(said.split()), who


def _said(mark: EditorMark) -> str:
    old, new = (" ".join(text.split()) for text in (mark.old, mark.new))
    return f"{old} → {new}" if mark.kind == "substitution" else new or old


def _place(said: str) -> Where:
    found = _PLACE.fullmatch(said)
    path, line = (found[1], found[2]) if found else (said, None)
    return Where(path.replace("\\", "/").removeprefix("./"), int(line or 0))


@click.group()
@project(used=False)
def marks() -> None:
    """Show or settle editors' marks in the chapters and in definitions of glossary.toml.

    Marks are those of CriticMarkup: {++put in++}, {--taken out--}, {~~old~>new~~}, {==looked
    at==}{>>said of it<<}.
    """


def _sources(root: Path) -> tuple[Source, ...]:
    from rectoverso.model.project import GLOSSARY
    from rectoverso.reading.files import Folder
    from rectoverso.reading.manuscript import read

    manuscript = read(root)
    if not manuscript.chapters:
        screen.tell(manuscript.findings, root)
    sources = [chapter.source for chapter in manuscript.chapters]
    glossary, _ = Folder(root).text(GLOSSARY)
    return (*sources, glossary) if manuscript.terms and glossary else tuple(sources)


Command = Callable[..., int | None]


def _with_places(command: Command) -> Command:
    return click.argument("places", metavar="[FILE[:LINE]]...", nargs=-1)(command)


@marks.command("list")
@_with_places
@TEXT_OR_JSON
@project()
def list_marks(root: Path, places: tuple[str, ...], form: str) -> int:
    """Show the marks of all chapters, or of some."""
    found = list(rows(_sources(root), [_place(said) for said in places]))
    if form == "json":
        import json

        named = [dict(zip(("place", "kind", "text", "by"), row, strict=True)) for row in found]
        click.echo(json.dumps(named, ensure_ascii=False, indent=2))
    elif found:
        screen.table(("Place", "Mark", "Text", "By"), found, root)
    else:
        click.echo("no marks")
    return FINE


@marks.command()
@_with_places
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@project()
def accept(root: Path, places: tuple[str, ...], yes: bool) -> int:
    """Put in what is to be put in, take out the rest; show it, and write it if you agree."""
    return _settle(root, places, "accept", sure=yes)


@marks.command()
@_with_places
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@project()
def reject(root: Path, places: tuple[str, ...], yes: bool) -> int:
    """Leave the text as it was before the marks; show it, and write it if you agree."""
    return _settle(root, places, "reject", sure=yes)


def _settle(
    root: Path, places: tuple[str, ...], manner: Literal["accept", "reject"], *, sure: bool
) -> int:
    from rectoverso.app.fix import offer

    changes = settled(_sources(root), [_place(said) for said in places], manner)
    offer(changes, root, sure=sure, nothing="no marks")
    return FINE
