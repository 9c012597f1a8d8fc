"""Number the divisions of a book and what is in them; find what every label leads to.

Chapters are numbered through the whole book, parts or no parts; sections within their chapter;
notes from 1 in each. Figures and tables run through the whole book too, unless it has more than
`FEW` of a kind: then they are counted by chapter, "3.2".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rectoverso.compiling.anchors import Floats, Labels, is_numbered, kind_of, number_contents
from rectoverso.model.book import Section, Target
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Equation, Figure, Table, echo, plain, walk
from rectoverso.model.source import Finding

# Above this, a number that also tells the chapter is easier to find.
FEW = 20
NUMBERED = ("part", "chapter", "appendix")
ANNOUNCED = (
    "foreword",
    "preface",
    "introduction",
    "prologue",
    "conclusion",
    "epilogue",
    "afterword",
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Sections with their numbers, what every label leads to, all figures and such, findings."""

    sections: tuple[Section, ...]
    targets: dict[str, Target]
    floats: tuple[Target, ...]
    findings: tuple[Finding, ...]


def number(
    sections: Sequence[Section], unnumbered: frozenset[str], locale: Callable[[str], Locale]
) -> Numbered:
    """Number a book's sections and what is in them, and give everything its anchor.

    `unnumbered` names the sections that the author wants without a number; `locale` gives the
    locale of a language.
    """
    counts: Counter[str] = Counter()
    labels = Labels()
    floats = Floats(_counted_by_chapter(sections))
    kinds = Counter(section.kind for section in sections)
    numbered: list[tuple[Section, int]] = []
    for section in sections:
        ordinal = 0
        if section.kind in NUMBERED and section.id not in unnumbered:
            counts[section.kind] += 1
            ordinal = counts[section.kind]
        if section.id not in unnumbered:
            lone = section.kind == "appendix" and kinds["appendix"] == 1
            section = _announced(section, ordinal, locale(section.lang), lone=lone)
        numbered.append((section, ordinal))
        labels.give(section.id, target_of(section, ordinal))
    done = tuple(
        number_contents(section, ordinal if section.number else 0, locale, labels, floats)
        for section, ordinal in numbered
    )
    return Numbered(done, labels.targets, tuple(floats.listed), tuple(labels.findings))


def _counted_by_chapter(sections: Sequence[Section]) -> frozenset[str]:
    counts = Counter(
        kind_of(node)
        for section in sections
        for node in walk(section.blocks)
        if isinstance(node, Figure | Table | Equation) and is_numbered(node)
    )
    return frozenset(kind for kind, count in counts.items() if count > FEW)


def _announced(section: Section, ordinal: int, locale: Locale, *, lone: bool) -> Section:
    """The section with its number and the words that announce it."""
    if section.kind in ANNOUNCED or lone:
        # An only appendix is not "Appendix 1", and an introduction called so is announced by that.
        word = locale.label(section.kind, number="", ordinal="").strip()
        said = word.casefold() in plain(section.title).casefold()
        return section if said else replace(section, label=word)
    if not ordinal:
        return section
    number = locale.compound((ordinal,), "headings", lettered=section.kind == "appendix")
    label = locale.label(section.kind, number=number, ordinal=locale.ordinal(ordinal))
    return replace(section, number=number, label=label)


def target_of(section: Section, ordinal: int = 0) -> Target:
    """What a reference to a section leads to; `ordinal` is its number, if it has one."""
    return Target(
        section.id,
        "part" if section.kind == "part" else "chapter",
        section.id,
        section.lang,
        number=section.number,
        ordinal=ordinal,
        title=echo(section.title),
        counts=(ordinal,) if section.number else (),
        lettered=section.kind == "appendix",
        span=section.span,
    )
