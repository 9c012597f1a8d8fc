"""Know what every label of a book leads to: to a division, a thing in it, a term, an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rectoverso.compiling.arrangement import labels_given
from rectoverso.compiling.glossary import Terms, targets_of
from rectoverso.compiling.names import anchor_of
from rectoverso.compiling.numbering import Numbered, target_of
from rectoverso.model.book import Section, Target
from rectoverso.model.manuscript import Chapter
from rectoverso.model.rules.references import labelled_twice
from rectoverso.model.source import Finding


@dataclass(frozen=True, slots=True)
class Labelled:
    """The targets of a book by their labels, and findings about labels of two things."""

    targets: Mapping[str, Target]
    findings: tuple[Finding, ...]


def labelled(
    numbered: Numbered, terms: Terms, sections: Sequence[Section], chapters: Sequence[Chapter]
) -> Labelled:
    """What the labels of a book lead to: those of what is `numbered`, of its terms and indexes.

    Of a term and another thing with one label the other counts.
    """
    explained = targets_of(terms, sections)
    indexes = {one.id: target_of(one) for one in sections if one.kind == "index"}
    targets = {**indexes, **explained, **numbered.targets}
    for label in labels_given(chapters):
        # A label in another script is spelt otherwise as an anchor.
        targets.setdefault(label, targets[anchor_of(label)])
    twice = (
        labelled_twice(numbered.targets[label].span, label, target.span)
        for label, target in explained.items()
        if label in numbered.targets
    )
    return Labelled(targets, tuple(twice))
