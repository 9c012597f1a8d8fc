"""The state of the desk: the book as it was last good, what is wrong now, and its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rectoverso.app.build import Means, make, moment_of
from rectoverso.app.check import Checked, check, has_errors
from rectoverso.app.desk.proof import Proof
from rectoverso.app.desk.remarks import remarks
from rectoverso.app.desk.views import Views
from rectoverso.app.desk.whereabouts import Whereabouts
from rectoverso.app.report import in_order
from rectoverso.app.trouble import MachineError
from rectoverso.model.memory import Memory
from rectoverso.model.source import Finding

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class State:
    """What the desk shows: `views` of the last book without errors, and what is found now.

    `version` grows with every look at the project; `stale` tells that the book now has errors,
    and that the views are older than its chapters.
    """

    version: int
    views: Views
    findings: tuple[Finding, ...]
    stale: bool


class Desk:
    """A project being revised. Its methods may be called from any thread, one look at a time."""

    def __init__(self, root: Path, means: Means, proofs: Mapping[str, bytes]) -> None:
        self.root, self._means, self._proofs = root, means, proofs
        self._looking, self._setting = Lock(), Lock()
        self.state = self._look(0, None)
        self.proof: Proof | None = None
        self.trouble: tuple[Finding, ...] = ()

    def look_again(self) -> State:
        """Read the project anew."""
        with self._looking:
            self.state = self._look(self.state.version + 1, self.state)
            return self.state

    def _look(self, version: int, before: State | None) -> State:
        # Only the chapters that have changed are read again.
        memory = Memory(self._means.memory)
        checked = check(self.root, lambda _: None, memory=memory, editing=True)
        memory.keep_all()
        stale = has_errors(checked.findings)
        views = before.views if stale and before else Views(checked)
        return State(version, views, (*checked.findings, *self._remarks(checked)), stale)

    def _remarks(self, checked: Checked) -> Iterator[Finding]:
        if self._proofs:
            whereabouts = Whereabouts(checked.book)
            for name, pdf in self._proofs.items():
                yield from remarks(pdf, name, whereabouts)

    def set_pages(self) -> bool:
        """Set the pages of the book as it was last good; whether there are other pages now."""
        with self._setting:
            checked = self.state.views.checked
            if has_errors(checked.findings) or (self.proof and self.proof.checked is checked):
                return False
            try:
                self.proof = self._proof(checked)
                self.trouble = ()
            except MachineError as error:
                self.trouble = (error.finding,)
            return True

    def _proof(self, checked: Checked) -> Proof:
        moment = moment_of(checked.book.settings, None)
        written = make(checked, ["pdf"], moment, lambda _: None, means=self._means)["pdf"]
        turned = written.printed.pages if written.printed else ()
        return Proof(checked, written.data, turned, written.findings)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found in the chapters, and in the pages last set of them."""
        of_pages = self.proof.findings if self.proof else ()
        return in_order((*self.state.findings, *of_pages, *self.trouble))
