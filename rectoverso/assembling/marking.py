"""Mark the words of other languages in a chapter, so that they are set in their own faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from rectoverso.assembling.changes import Change, Step
from rectoverso.assembling.languages import OF_SCRIPT, language_of, script_of
from rectoverso.assembling.proposals import protected

# Letters, marks, digits and stops of a script; Latin letters are in every face that we set.
_SIGNS = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
}
# Between two words of one language may stand what is no letter, and of no other script; no markup.
_RUNS = {
    script: regex.compile(
        rf"[{signs}](?:[^\n\p{{L}}{''.join(s for s in _SIGNS.values() if s != signs)}"
        rf"\[\]()*_`{{}}<>\\|#:]*[{signs}\u200c\u200d])*"
    )
    for script, signs in _SIGNS.items()
}
# Where two marks stand at one place, what ends comes before what begins.
_ORDER = {"]": 0, "\n": 1, ":": 2, "[": 3}
_LINE = regex.compile(r"^(?![#>|:\d+*-]|\s)\S[^\n]*$", regex.MULTILINE)
# Shorter paragraphs do not tell their language.
_LETTERS = 40


def foreign_words(text: str, lang: str, languages: Sequence[str]) -> Step:
    """The step that marks what is in another language: `::: {lang=vi}`, `[...]{lang=fa}`.

    `lang` is that of the chapter, `languages` are those that can be set. Paragraphs are marked
    whole; within one, words in another script than its own (but for Latin ones).
    """
    marks = _marks(text, lang, languages)
    return tuple(sorted(marks, key=lambda mark: (mark.start, _ORDER[mark.after[0]])))


def _marks(text: str, lang: str, languages: Sequence[str]) -> Iterator[Change]:
    kept = protected(text)
    for line in regex.finditer(r"[^\n]+", text):
        own = lang
        alone = _alone(text, line.start(), line.end())
        if alone and len(line[0]) >= _LETTERS and _LINE.match(line[0]):
            said = language_of(line[0], lang)
            own = said if said in languages else lang
        if own != lang:
            yield Change(line.start(), "", f"::: {{lang={own}}}\n", "language")
            yield Change(line.end(), "", "\n:::", "language")
        for mark in _words(line[0], line.start(), own, languages):
            if not any(stretch.start <= mark.start < stretch.stop for stretch in kept):
                yield mark


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a line is a paragraph of its own."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before in ("", "\n\n") and after in ("", "\n", "\n\n")


def _words(line: str, start: int, lang: str, languages: Sequence[str]) -> Iterator[Change]:
    own = next((script for script, tags in OF_SCRIPT.items() if lang in tags), "")
    for script, runs in _RUNS.items():
        if script == own:
            continue
        for run in runs.finditer(line):
            tags = [tag for tag in OF_SCRIPT[script] if tag in languages]
            said = language_of(run[0], tags[0] if tags else "")
            if tags and script_of(run[0]) in (script, ""):
                tag = said if said in tags else tags[0]
                yield Change(start + run.start(), "", "[", "language")
                yield Change(start + run.end(), "", f"]{{lang={tag}}}", "language")
