"""The state of the desk: the book as it was last good, what is wrong now, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from rectoverso.app.build import Means, make, moment_of
from rectoverso.app.check import Checked, Compiled, compiled, has_errors, looked_over
from rectoverso.app.desk.ahead import Shown, ahead_of
from rectoverso.app.desk.proof import Proof
from rectoverso.app.desk.remarks import remarks
from rectoverso.app.desk.views import Views
from rectoverso.app.desk.whereabouts import Whereabouts
from rectoverso.app.report import in_order
from rectoverso.app.trouble import MachineError
from rectoverso.model.memory import Memory
from rectoverso.model.source import Finding
from rectoverso.reading.bidi import bidi_findings
from rectoverso.writing.paper.remembered import Maker
from rectoverso.writing.templatefaults import BrokenTemplateError
from rectoverso.writing.turns import Printed

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class State:
    """What the desk shows: `views` of the last book without errors, and what is found now.

    `version` grows whenever there is something else to be seen; `stale` tells that the book now
    has errors, and that the views are older than its chapters.
    """

    version: int
    views: Views
    findings: tuple[Finding, ...]
    stale: bool


class Desk:
    """A project being revised. Its methods may be called from any thread, one look at a time.

    Its pages are set by `means`; those that a save has changed, before that, by `quick`.
    """

    def __init__(self, root: Path, means: Means, quick: Maker, proofs: Mapping[str, bytes]) -> None:
        self.root, self._means, self._quick, self._proofs = root, means, quick, proofs
        self._looking, self._setting, self._ahead = Lock(), Lock(), Lock()
        self.shown: Shown | None = None
        self.trouble: tuple[Finding, ...] = ()
        memory = Memory(self._means.memory)
        checked = looked_over(compiled(root, _quiet, memory), _quiet, memory, editing=True)
        memory.keep_all()
        self.state = self._state(0, Views(checked), checked)

    @property
    def memory(self) -> Path:
        """Where the last build left what it remembers."""
        return self._means.memory or self.root

    def look_again(self, seen: Callable[[], object]) -> None:
        """Read the project anew. `seen` is called as soon as its text can be shown.

        What an editor would say of it takes longer, and is known at the end.
        """
        with self._looking:
            before = self.state
            # Only the chapters that have changed are read again.
            memory = Memory(self._means.memory)
            done = compiled(self.root, _quiet, memory)
            broken: tuple[Finding, ...] = ()
            try:
                views = self._seen(done, before.views)
            except BrokenTemplateError as error:
                views, broken = None, (error.finding,)
            if views:
                self.state = State(before.version + 1, views, before.findings, stale=False)
                seen()
            checked = looked_over(done, _quiet, memory, editing=True)
            checked = replace(checked, findings=in_order((*checked.findings, *broken)))
            memory.keep_all()
            if views and not has_errors(checked.findings):
                views.checked = checked
                self.state = self._state(self.state.version, views, checked)
            else:
                self.state = self._state(self.state.version + 1, before.views, checked)

    def _seen(self, done: Compiled, before: Views) -> Views | None:
        """What can be shown of a book before it is looked over; nothing if it has errors."""
        known = {one.source.path: one.source for one in before.checked.manuscript.chapters}
        texts = {one.source.path: one.source for one in done.manuscript.chapters}
        changed = [one for one in done.texts.chapters if known.get(one.path) != texts.get(one.path)]
        paths = {chapter.path for chapter in changed}
        files = tuple(one for one in done.manuscript.chapters if one.source.path in paths)
        here = replace(done.manuscript, chapters=files, terms=(), entries=())
        found = (*done.findings, *bidi_findings(here, changed, ()))
        if has_errors(found):
            return None
        views = Views(Checked(done.manuscript, done.book, found))
        for section in done.book.sections:
            if section.path in paths:
                views.body(section.id)
        return views

    def _state(self, version: int, views: Views, checked: Checked) -> State:
        findings = (*checked.findings, *self._remarks(checked))
        return State(version, views, findings, has_errors(checked.findings))

    def _remarks(self, checked: Checked) -> Iterator[Finding]:
        if self._proofs:
            whereabouts = Whereabouts(checked.book)
            for name, pdf in self._proofs.items():
                yield from remarks(pdf, name, whereabouts)

    def set_ahead(self) -> bool:
        """Set the pages that have changed since all were set; whether others are shown now."""
        with self._ahead:
            shown = self.shown
            if shown is None:
                return False
            new = ahead_of(shown.proof, self.state.views.checked, self._quick, self._means.memory)
            if new == shown or self.shown is not shown:
                return False
            self.shown = new
            return True

    def set_pages(self) -> bool:
        """Set the pages of the book as it was last good; whether there are other pages now."""
        with self._setting:
            checked = self.state.views.checked
            if has_errors(checked.findings):
                return False
            if self.shown and self.shown.proof.checked.book is checked.book:
                return False
            try:
                proof = self._proof(checked)
                self.trouble = ()
            except (MachineError, BrokenTemplateError) as error:
                self.trouble = (error.finding,)
                return True
            now = self.state.views.checked
            with self._ahead:
                self.shown = ahead_of(proof, now, self._quick, self._means.memory)
            return True

    def _proof(self, checked: Checked) -> Proof:
        moment = moment_of(checked.book.settings, None)
        written = make(checked, ["pdf"], moment, _quiet, means=self._means)["pdf"]
        if not written.data:  # a picture that cannot be set
            raise MachineError(written.findings[0])
        return Proof(checked, written.data, written.printed or Printed(), written.findings)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found in the chapters, and in the pages last set of them."""
        of_pages = self.shown.proof.findings if self.shown else ()
        return in_order((*self.state.findings, *of_pages, *self.trouble))


def _quiet(_: str) -> None:
    pass
