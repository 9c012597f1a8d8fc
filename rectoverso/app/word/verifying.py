"""See that a chapter, its marks accepted, says what the document says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rectoverso.app.word.comparing import Edits
from rectoverso.app.word.placing import patched
from rectoverso.app.word.returning import Doing, Returning
from rectoverso.app.word.spelling import Patch, UnplacedError
from rectoverso.model.leaves import OBJECT, Leaf, Sheaf
from rectoverso.model.manuscript import ChapterFile, Manuscript
from rectoverso.model.source import Source
from rectoverso.reading.criticmarkup import Manner, prepared, settled
from rectoverso.reading.leaves import sheaf
from rectoverso.reading.markup import parse
from rectoverso.reading.word.letters import PARAGRAPH, Letter
from rectoverso.reading.written import Written

# What the book says of itself is no matter of what an editor writes.
_SAID = "@"
# Pandoc makes typographic signs of those of the keyboard.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„«»‹›‘’'", '"'),
        "…": "...",
        "–": "--",
        "—": "---",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)


def placed(returning: Returning, manuscript: Manuscript, path: str) -> list[Doing]:
    """All that was done; what would not say in the chapter what it says in Word is `unplaced`."""
    doings = returning.doings()
    known = (one for one in manuscript.chapters if one.source.path == path)
    chapter = next(known, ChapterFile(Source(path, "")))

    def says(chosen: Sequence[Doing]) -> bool:
        others = [e for one in doings if one not in chosen for e in one.edits]
        return _says(returning, chosen, others, chapter, manuscript)

    good = [one for one in doings if one.patches and not one.unplaced]
    if good and not says(good):
        for one in good:
            one.unplaced = not says([one])
        good = [one for one in good if not one.unplaced]
        if good and not says(good):
            for one in good:
                one.unplaced = True
    return doings


def _says(
    returning: Returning,
    chosen: Sequence[Doing],
    others: Sequence[Edits],
    chapter: ChapterFile,
    manuscript: Manuscript,
) -> bool:
    """Whether the chapter with what was done says what it should, and can be what it was again."""
    patches = [patch for one in chosen for patch in one.patches]
    try:
        new = patched(returning.text, patches)
        accepted = patched(returning.text, [_accepted(patch) for patch in patches])
    except UnplacedError:
        return False
    decisions = [patch for one in chosen for edits in one.edits for patch in edits.decisions]
    before = patched(returning.text, decisions)
    if settled(new, "reject") != settled(before, "reject"):
        return False
    wish = wanted(returning, others)
    # Marks that were there before are neither accepted nor rejected.
    ways: list[tuple[str, Manner]] = [(accepted, "show")]
    ways += [] if returning.marked else [(new, "accept")]
    return all(_read(text, manner, chapter, manuscript) == wish for text, manner in ways)


def _accepted(patch: Patch) -> Patch:
    return Patch(patch.start, patch.end, settled(patch.new, "accept"))


def _read(text: str, manner: Manner, chapter: ChapterFile, manuscript: Manuscript) -> list[str]:
    source = Source(chapter.source.path, text, prepared(text, manner))
    known, lang = tuple(manuscript.locales), manuscript.settings.lang
    parsed = parse(replace(chapter, source=source), lang, known)
    return said_by(sheaf(parsed, Written(source), manuscript.locales, {}))


def said_by(sheaf: Sheaf) -> list[str]:
    """What the paragraphs of a chapter say, and those of its notes behind them."""
    leaves = [*sheaf.leaves, *(leaf for note in sheaf.notes for leaf in note)]
    return _plain("".join(_letters(leaf)) for leaf in leaves)


def wanted(returning: Returning, unplaced: Iterable[Edits]) -> list[str]:
    """What they should say with all that was done, but for what is `unplaced`."""
    left = {id(edits) for edits in unplaced}
    calls: list[str | int] = []
    said = _story(returning, returning.body, left, calls)
    for call in calls:
        if isinstance(call, str):
            said.append(call)
        else:
            said += _story(returning, returning.note(call), left, [])
    return _plain(said)


def _plain(paragraphs: Iterable[str]) -> list[str]:
    # Pandoc leaves out blanks at the ends of what stands in brackets.
    found = (re.sub(r"\s+(?=\W|\Z)", "", one.translate(_ALIKE)).strip() for one in paragraphs)
    found = (re.sub(r"\s+", " ", one) for one in found)
    return [one for one in found if one]


def _letters(leaf: Leaf) -> list[str]:
    """The letters of a paragraph; those that the book says are one sign and nothing."""
    found: list[str] = []
    before = None
    for run in leaf.runs:
        for letter, extent in zip(run.text, run.extents, strict=False):
            repeated = run.kind == "said" and extent == before
            found.append("" if repeated else _SAID if run.kind == "said" else letter)
            before = extent if run.kind == "said" else None
    return found


def _story(
    returning: Returning, story: Sequence[Edits], left: set[int], calls: list[str | int]
) -> list[str]:
    telling = _Telling(returning, calls)
    for edits in story:
        telling.paragraph(edits, untouched=id(edits) in left)
    telling.end()
    return telling.said


class _Telling:
    """Puts together what paragraphs say, and notes the calls of notes in them."""

    def __init__(self, returning: Returning, calls: list[str | int]) -> None:
        self._returning, self._calls = returning, calls
        self._sent = {edits.leaf.text: edits.leaf for edits in returning.body}
        self.said: list[str] = []
        self._current = ""

    def paragraph(self, edits: Edits, *, untouched: bool) -> None:
        """One that was sent, with what was done to it, if that counts."""
        letters = _letters(edits.leaf)
        notes = [run.note for run in edits.leaf.runs for _ in run.text]
        for place, letter in enumerate([*letters, ""]):
            pieces = [] if untouched else _pieces(edits.put.get(place, []))
            for number, piece in enumerate(pieces):
                if number:
                    self.end()
                self._put(piece)
            if untouched or place not in edits.gone:
                self._current += letter
                if letter == OBJECT:
                    self._calls.append(notes[place])
        if untouched or not edits.joined:
            self.end()
        for _, row in () if untouched else edits.extra:
            self.said += ["".join(one.text for one in piece) for piece in _pieces(row)]

    def end(self) -> None:
        """A paragraph ends here."""
        self.said.append(self._current)
        self._current = ""

    def _put(self, letters: Sequence[Letter]) -> None:
        text = "".join(one.text for one in letters)
        moved = self._sent.get(text) if text in self._returning.moved else None
        self._current += text if moved is None else "".join(_letters(moved))
        for one in letters:
            if one.note:
                self._call(one.note)

    def _call(self, note: str) -> None:
        number = self._returning.calls.get(note)
        text = "".join(
            " " if one.text == PARAGRAPH else one.text
            for one in self._returning.came_notes.get(note, ())
            if not one.deleted and not one.note
        )
        self._calls.append(text if number is None else number)


def _pieces(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters by the paragraphs they are in."""
    pieces: list[list[Letter]] = [[]]
    for one in letters:
        if one.text == PARAGRAPH:
            pieces.append([])
        else:
            pieces[-1].append(one)
    return pieces if letters else []
