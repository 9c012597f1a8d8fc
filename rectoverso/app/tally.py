"""What an assembling did, source by source and rule by rule: for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rectoverso.app.report import told
from rectoverso.assembling.kinds import KINDS
from rectoverso.assembling.review import Entry
from rectoverso.model.source import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one source: how it was read, its chapters, and counts for each rule."""

    source: str
    encoding: str
    confidence: float
    lang: str
    headings: int
    chapters: tuple[str, ...]
    applied: Mapping[str, int]
    proposed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an assembling made and found; `differences` are lines of a changed source."""

    rows: tuple[Row, ...]
    written: tuple[str, ...]
    findings: tuple[Finding, ...]
    differences: tuple[str, ...] = ()


def counted(entries: Sequence[Entry]) -> dict[str, int]:
    """How many proposals there are of each rule."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.rule] = counts.get(entry.rule, 0) + 1
    return counts


def with_proposals(row: Row, counts: Mapping[str, Mapping[str, int]]) -> Row:
    """A row with the proposals for its chapters; `counts` are those of each chapter."""
    total: dict[str, int] = {}
    for name in row.chapters:
        for rule, times in counts.get(name, {}).items():
            total[rule] = total.get(rule, 0) + times
    return replace(row, proposed=dict(sorted(total.items())))


def as_table(outcome: Outcome) -> Iterator[str]:
    """The outcome for people: for each source how it was read, and a line for each rule."""
    for row in outcome.rows:
        sure = f" (sure to {row.confidence:.0%})" if row.confidence < 1 else ""
        yield (
            f"{row.source}: {row.encoding}{sure}, {row.lang or 'language unknown'}, "
            f"{_numbered(row.headings, 'heading')}, {_numbered(len(row.chapters), 'chapter')} "
            f"({_from_to(row.chapters)})"
        )
        yield f"  {'rule':<22}{'found':>7}{'applied':>9}{'proposed':>10}  what it is about"
        for rule in sorted({*row.applied, *row.proposed}):
            done, offered = row.applied.get(rule, 0), row.proposed.get(rule, 0)
            about = KINDS.get(rule, "")
            yield f"  {rule:<22}{done + offered:>7}{done or '':>9}{offered or '':>10}  {about}"
        done, offered = sum(row.applied.values()), sum(row.proposed.values())
        yield f"  {'in all':<22}{done + offered:>7}{done or '':>9}{offered or '':>10}"


def _numbered(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _from_to(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) < 4 else f"{names[0]} to {names[-1]}"


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome for programs."""
    return {
        "sources": [
            {
                "source": row.source,
                "encoding": row.encoding,
                "confidence": row.confidence,
                "lang": row.lang,
                "headings": row.headings,
                "chapters": list(row.chapters),
                "applied": dict(row.applied),
                "proposed": dict(row.proposed),
            }
            for row in outcome.rows
        ],
        "written": list(outcome.written),
        "differences": list(outcome.differences),
        "findings": [told(finding) for finding in outcome.findings],
    }
