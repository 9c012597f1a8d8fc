"""Look words up in hunspell's dictionaries, where the project asks for it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rectoverso.model.manuscript import Manuscript
from rectoverso.model.project import CHAPTERS, SETTINGS
from rectoverso.model.rules import habits as rules
from rectoverso.model.source import Finding
from rectoverso.reading.choices import first_places, words_in
from rectoverso.reading.paragraphs import Paragraph

OWN = "dictionaries"
SYSTEM = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/Library/Spelling"),
    Path.home() / "Library/Spelling",
)
# Nobody reads more than this; a suggestion costs more than a thousand look-ups.
_MOST, _SUGGESTED = 400, 100


def misspelt(paragraphs: Sequence[Paragraph], manuscript: Manuscript) -> Iterator[Finding]:
    """The words that are in no dictionary, in the languages that `[check]` names."""
    known = _known(manuscript)
    for lang in manuscript.checking.spelling:
        yield from _of_language(lang, paragraphs, known, manuscript.root)


def _known(manuscript: Manuscript) -> set[str]:
    """The words that the project itself says are right."""
    said = [manuscript.settings.title, *(one.name for one in manuscript.settings.contributors)]
    for term in manuscript.terms:
        said += [term.term, *term.aliases, *term.translations.values()]
    for entry in manuscript.entries:
        said += [*entry.path, *entry.aliases, entry.original, *entry.translations.values()]
    if manuscript.checking.words:
        path = manuscript.root / CHAPTERS / manuscript.checking.words
        said.append(path.read_text("utf-8-sig", "replace"))
    return {word for text in said for word in text.replace("!", " ").split()}


def _of_language(
    lang: str, paragraphs: Sequence[Paragraph], known: set[str], root: Path
) -> Iterator[Finding]:
    here = [paragraph for paragraph in paragraphs if paragraph.owner.lang == lang]
    if not here:
        return
    found = _files(lang, root)
    if found is None:
        remedy = f"put {lang}.dic and {lang}.aff into the project's folder {OWN}"
        yield rules.no_dictionary(SETTINGS, lang, f"there is no dictionary {lang}.dic", remedy)
        return
    try:
        dictionary = _dictionary(found)
    except ImportError:
        trouble, remedy = "the library spylls is not installed", "pip install spylls"
        yield rules.no_dictionary(SETTINGS, lang, trouble, remedy)
        return
    counts = words_in(here)
    strange = [word for word in counts if word not in known and not dictionary.lookup(word)]
    strange.sort(key=lambda word: (-counts[word], word))
    places = first_places(here, set(strange[:_MOST]))
    for number, word in enumerate(strange[:_MOST]):
        near = next(iter(dictionary.suggest(word)), "") if number < _SUGGESTED else ""
        yield rules.unknown_word(places[word], word, counts[word], near)


def _files(lang: str, root: Path) -> Path | None:
    """A dictionary of the language, without its ending: the project's own, or the system's."""
    for folder in (root / OWN, *SYSTEM):
        named = sorted((*folder.glob(f"{lang}.dic"), *folder.glob(f"{lang}[_-]*.dic")))
        for path in named:
            if path.with_suffix(".aff").is_file():
                return path.with_suffix("")
    return None


@cache
def _dictionary(path: Path) -> Any:
    """The dictionary as read; reading a large one takes seconds."""
    from spylls.hunspell import Dictionary

    with warnings.catch_warnings():
        # spylls leaves its files for the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        return Dictionary.from_files(str(path))
