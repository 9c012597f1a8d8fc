"""Look a chapter over and gather all proposals for it, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from rectoverso.assembling import (
    names,
    nepali,
    numbers,
    persian_misread,
    quotes,
    remains,
    repeats,
    spacing,
    vietnamese,
)
from rectoverso.assembling.passages import Passages, passages_of
from rectoverso.assembling.persian import HalfSpace, bare, restored, words_of
from rectoverso.assembling.persian_spaces import joined
from rectoverso.assembling.proposals import Placed, Proposal, placed, protected, without

_SURE = {"A": 0.99, "B": 0.95, "C": 0.8}


def half_spaces(text: str, passages: Passages, vocabulary: Counter[str]) -> Iterator[Proposal]:
    """Half-spaces that were lost or became spaces, in Persian passages only."""
    for found in (*restored(text, vocabulary), *joined(text)):
        if passages.within(found.start, found.start + len(found.before), "fa"):
            yield _proposal(found)


def _proposal(found: HalfSpace) -> Proposal:
    return Proposal(
        found.start,
        found.before,
        found.after,
        found.rule if found.rule.startswith("space-") else f"half-{found.rule}",
        found.tier,
        found.reason,
        _SURE[found.tier],
        found.others,
    )


# Each looks at a text and its passages; what two propose for one place, the surer has.
PROPOSERS: tuple[Callable[[str, Passages], Iterator[Proposal]], ...] = (
    remains.watermarks,
    remains.page_numbers,
    remains.note_calls,
    quotes.unbalanced,
    quotes.straight,
    numbers.ranges,
    numbers.glued,
    numbers.digits,
    spacing.behind_stops,
    spacing.between_words,
    persian_misread.misread,
    persian_misread.doubled,
)
# These may be given more words, by language.
LISTED: tuple[tuple[str, Callable[[str, Passages, frozenset[str]], Iterator[Proposal]]], ...] = (
    ("vi", vietnamese.misread),
    ("ne", nepali.misread),
)


def proposals(
    chapters: Mapping[str, tuple[str, str]],
    words: Mapping[str, frozenset[str]] | None = None,
    several: Sequence[names.Name] | None = None,
) -> dict[str, tuple[Placed, ...]]:
    """The proposals for chapters, by their names; each is given as its text and its language.

    `words` are those of dictionaries that the project brings along, by language; `several` are
    the `spellings` of these chapters, if they are known already.

    The chapters of a book are looked over together: a word that one of them uses counts as
    known in another, a paragraph may be told twice in two, and a name be spelt in two ways.
    """
    passages = {name: passages_of(text, lang) for name, (text, lang) in chapters.items()}
    texts = {name: text for name, (text, _) in chapters.items()}
    vocabulary = Counter(
        bare(word[0])
        for name, (text, lang) in chapters.items()
        if lang == "fa"
        for word in words_of(text)
    )
    found: dict[str, list[Proposal]] = {name: [] for name in chapters}
    for name, text in texts.items():
        for propose in PROPOSERS:
            found[name] += propose(text, passages[name])
        for lang, misread in LISTED:
            found[name] += misread(text, passages[name], (words or {}).get(lang, frozenset()))
        found[name] += half_spaces(text, passages[name], vocabulary)
    for group in spellings(chapters) if several is None else several:
        for name, proposal in names.as_proposals(group):
            found[name].append(proposal)
    for pair in repeats.repeats(texts):
        for name, remark in _of_repeat(pair):
            found[name].append(remark)
    return {
        name: placed(text, without(found[name], protected(text))) for name, text in texts.items()
    }


def spellings(chapters: Mapping[str, tuple[str, str]]) -> tuple[names.Name, ...]:
    """The names that stand in the chapters in several spellings."""
    return names.names(
        {name: (text, passages_of(text, lang)) for name, (text, lang) in chapters.items()}
    )


def _of_repeat(pair: repeats.Repeat) -> Iterator[tuple[str, Proposal]]:
    """A remark at the later of two paragraphs that tell the same."""
    first, second = pair.first, pair.second
    why = (
        f"told already in {first.chapter}, line {first.line}, alike to {pair.likeness:.0%}: "
        f"{pair.differences}"
    )
    remark = Proposal(second.start, second.words[:60], None, "repeat", "C", why, pair.likeness)
    yield second.chapter, replace(remark, confidence=min(0.99, pair.likeness))
