"""Import a document that was edited in Word: its chapter with editors' marks, and what to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rectoverso.app.fix import Corrected
from rectoverso.app.word.baseline import Baseline, kept
from rectoverso.app.word.comparing import NOBODY
from rectoverso.app.word.placing import clear_of, merged
from rectoverso.app.word.returning import Doing, Returning, hand_of
from rectoverso.app.word.talking import remarks
from rectoverso.app.word.telling import clashing, told
from rectoverso.app.word.verifying import placed
from rectoverso.compiling.aligning import likeness
from rectoverso.model.leaves import Leaf, Sheaf
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.rules import documents as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.files import Folder
from rectoverso.reading.manuscript import read
from rectoverso.reading.word.comments import Comment, comments
from rectoverso.reading.word.letters import PARAGRAPH, Hand, Letter, Reader
from rectoverso.reading.word.package import NoDocumentError, Package, opened
from rectoverso.writing.word.runs import UNSIGNED

# The share of words that a document without a name has in common with what was exported.
MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Imported:
    """What comes of a document: the chapter anew (None: nothing to do with it), and findings."""

    change: Corrected | None
    findings: tuple[Finding, ...]


def imported(path: Path, root: Path) -> Imported:
    """A document's chapter with what was done in Word as editors' marks; writes nothing."""
    try:
        package = opened(path.read_bytes())
    except NoDocumentError as error:
        return Imported(None, (rules.no_document(Span(path.name), str(error)),))
    reader = Reader(package)
    letters, notes = reader.body(), reader.notes()
    baseline = _origin(package, letters, root)
    if baseline is None:
        return Imported(None, (rules.unknown_document(Span(path.name)),))
    current, _ = Folder(root).text(baseline.path)
    if current is None:
        return Imported(None, (rules.chapter_gone(Span(path.name), baseline.path),))
    returning = Returning(baseline.text, baseline.sheaf, letters, notes, _hands(baseline.sheaf))
    return _import(returning, baseline, current, comments(package), reader, read(root))


def is_unchanged(package: Package, baseline: Baseline) -> bool:
    """Whether a document says what it said when it was exported, and no more."""
    reader = Reader(package)
    returning = Returning(
        *(baseline.text, baseline.sheaf, reader.body(), reader.notes()), _hands(baseline.sheaf)
    )
    new = remarks(returning, comments(package), (), _known(baseline.sheaf))
    return not returning.doings() and not list(new)


def _origin(package: Package, letters: Sequence[Letter], root: Path) -> Baseline | None:
    """The export that a document goes back to: by what it bears, else by what it says."""
    digest = package.properties.get("RectoversoExport", "")
    if digest:
        return next(kept(root, digest), None)
    exports = list(kept(root))
    # Some programs lose what a document bears.
    said = _words("".join(one.text for one in letters if not one.inserted))
    best = max(exports, key=lambda one: likeness(_words(_text(one)), said), default=None)
    return best if best and likeness(_words(_text(best)), said) > MOSTLY else None


def _text(baseline: Baseline) -> str:
    return " ".join(leaf.text for leaf in baseline.sheaf.leaves)


def _words(text: str) -> Counter[str]:
    return Counter(text.replace(PARAGRAPH, " ").split())


def _hands(sent: Sheaf) -> frozenset[Hand]:
    """Whose marks were sent, as the document tells it."""
    changes = (run.change for leaf in _all(sent) for run in leaf.runs if run.change)
    return frozenset(Hand(change.author or UNSIGNED, change.date) for change in changes)


def _known(sent: Sheaf) -> frozenset[tuple[str, str, str]]:
    """The comments that were sent."""
    return frozenset(
        (run.change.author or UNSIGNED, run.change.date, " ".join(run.entry.split()))
        for leaf in _all(sent)
        for run in leaf.runs
        if run.kind == "comment" and run.change
    )


def _all(sent: Sheaf) -> Iterable[Leaf]:
    return (*sent.leaves, *(leaf for note in sent.notes for leaf in note))


# --- The chapter ---------------------------------------------------------------------------


def _import(
    returning: Returning,
    baseline: Baseline,
    current: Source,
    said: Sequence[Comment],
    reader: Reader,
    manuscript: Manuscript,
) -> Imported:
    doings = placed(returning, manuscript, baseline.path)
    good = [one for one in doings if one.patches and not one.unplaced]
    taken = [patch for one in good for patch in one.patches]
    talk = list(remarks(returning, said, taken, _known(baseline.sheaf)))
    beside = [(one, patch) for one in doings for patch in returning.asides(one)]
    aside = [Doing(one.edits, [clear_of(patch, taken)]) for one, patch in beside]
    everything = [*good, *aside, *talk]
    hand = next((hand_of(one.edits[0]) for one in doings), NOBODY)
    new, clashes = merged(baseline.text, current.text, everything, hand)
    span = Span(baseline.path)
    findings = (
        *told(returning, Source(baseline.path, baseline.text), doings),
        *clashing(clashes, current),
        *(rules.formatting_left_alone(span, count) for count in [reader.formatting] if count),
        *(rules.picture_added(span, count) for count in [reader.pictures] if count),
    )
    change = Corrected(baseline.path, current.text, new) if new != current.text else None
    return Imported(change, findings)
