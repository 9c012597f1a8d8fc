"""The pages at the desk: those of the whole book, and in their place those set ahead of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rectoverso.app.check import Checked
from rectoverso.app.desk.proof import Leaf, Proof
from rectoverso.model.memory import Memory
from rectoverso.writing.paper.ahead import Ahead, Stand, set_ahead
from rectoverso.writing.paper.pagemap import read_map
from rectoverso.writing.paper.remembered import Maker
from rectoverso.writing.paper.workers import SettingFailedError, WithoutPangoError
from rectoverso.writing.pictures.printable import printable
from rectoverso.writing.templatefaults import BrokenTemplateError
from rectoverso.writing.turns import Printed

# Who changes more chapters than these at once waits for the whole book.
CHAPTERS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages set ahead, from the page `first` of the book on."""

    first: int
    proof: Proof
    settled: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages of a book as it was set, with some set ahead since."""

    proof: Proof
    ahead: tuple[Stretch, ...] = ()

    def at(self, number: int) -> tuple[Proof, int]:
        """The pages that one page of the book (from 0) is among, and its number there."""
        for one in self.ahead:
            if 0 <= number - one.first < len(one.proof.leaves):
                return one.proof, number - one.first
        return self.proof, number

    def leaves(self) -> Iterator[Leaf]:
        """All pages: those set ahead, and those that may change when the book has been set."""
        moving = {
            self.proof.leaves[one.first].section: one.first for one in self.ahead if not one.settled
        }
        for leaf in self.proof.leaves:
            proof, number = self.at(leaf.number)
            if proof is not self.proof:
                yield replace(leaf, digest=proof.leaves[number].digest, since="ahead")
            elif leaf.number > moving.get(leaf.section, leaf.number):
                yield replace(leaf, since="before")
            else:
                yield leaf


def ahead_of(proof: Proof, now: Checked, maker: Maker, memory: Path | None) -> Shown:
    """The pages of a book as it was set, and those of its chapters as they are now that differ."""
    if proof.checked.book is now.book:
        return Shown(proof)
    old = {one.source.path: one.source for one in proof.checked.manuscript.chapters}
    new = {one.source.path: one.source for one in now.manuscript.chapters}
    changed = [path for path, source in new.items() if old.get(path, source) != source]
    if len(changed) > CHAPTERS:
        return Shown(proof)
    sections = tuple(one for one in now.book.sections if one.path in changed)
    rigid = read_map(memory).rigid
    try:
        alone = replace(now.book, sections=sections)
        with printable(alone, now.manuscript, Memory(memory), lambda _: None) as (shown, _):
            # Whether a picture is a new one is told by its address.
            files = {**proof.checked.manuscript.files, **shown.files}
            before = Stand(proof.checked.book, replace(proof.checked.manuscript, files=files))
            after = Stand(now.book, shown)
            made = [
                set_ahead(before, after, one.id, proof.printed, rigid, maker) for one in sections
            ]
    except (SettingFailedError, WithoutPangoError, BrokenTemplateError, RuntimeError):
        # Setting the whole book tells what is the matter.
        return Shown(proof)
    return Shown(proof, tuple(_stretch(one, now) for one in made if one))


def _stretch(made: Ahead, now: Checked) -> Stretch:
    return Stretch(made.first, Proof(now, made.pdf, Printed(), ()), made.settled)
