"""The review file beside a chapter: proposals as a person decides on them, in TOML.

Nothing in it is lost when it is written anew: decisions are kept by the proposals' keys.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rectoverso.assembling.changes import carried_out
from rectoverso.assembling.proposals import MARKS, Placed, Proposal, as_change

Decision = Literal["", "accept", "reject"]
ENDING = ".review.toml"
_HEAD = """\
# Proposals for {chapter}. Decide with “review”, or here:
#   decision = "accept" or "reject"; or write into `after` what you want, and accept that.
# Then “review --apply” changes the chapter. Tier A can be accepted in bulk, B is likely, C wants
# a look. In `context` the place stands between ⟦ and ⟧; in `shown` a middle dot stands for the
# half-space, which cannot be seen.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposal of a review file. `after` is empty where only a person can say it."""

    id: str
    line: int
    rule: str
    before: str
    after: str | None
    tier: str
    confidence: float
    reason: str
    context: str
    others: tuple[str, ...] = ()
    decision: Decision = ""


class BrokenReviewError(Exception):
    """A review file that cannot be read; at a line, for a reason."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def entries(proposals: Iterable[Placed], known: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """Proposals as entries; those decided on before keep their decision, and what was written."""
    by_words = {(e.rule, e.before, e.after): e for e in known.values() if e.decision == "reject"}
    made = []
    for one in proposals:
        proposal = one.proposal
        entry = Entry(
            one.id,
            one.line,
            proposal.rule,
            proposal.before,
            proposal.after,
            proposal.tier,
            round(proposal.sure, 2),
            proposal.reason,
            one.context,
            proposal.others,
        )
        before = known.get(one.id)
        if before is None:
            # The words around may have changed since; a rejected word is rejected nearby, too.
            near = by_words.get((entry.rule, entry.before, entry.after))
            before = near if near is not None and _shares(near.context, entry.context) else None
        if before is not None and before.decision:
            entry = replace(entry, decision=before.decision, after=before.after)
        made.append(entry)
    return tuple(made)


_UNMARKED = str.maketrans("", "", MARKS)


def _shares(one: str, other: str) -> bool:
    first, second = (set(words.translate(_UNMARKED).split()) for words in (one, other))
    return len(first & second) * 2 >= min(len(first), len(second))


def written(chapter: str, made: Sequence[Entry]) -> str:
    """The text of a review file."""
    return "\n".join([_HEAD.format(chapter=chapter), *(_table(entry) for entry in made)])


def _table(entry: Entry) -> str:
    rows: dict[str, object] = {
        "id": entry.id,
        "line": entry.line,
        "rule": entry.rule,
        "context": entry.context,
        "before": entry.before,
    }
    if entry.after is not None:
        rows["after"] = entry.after
        if "\u200c" in entry.after:
            rows["shown"] = entry.after.replace("\u200c", "·")
    if entry.others:
        rows["others"] = list(entry.others)
    rows |= {
        "tier": entry.tier,
        "confidence": entry.confidence,
        "reason": entry.reason,
        "decision": entry.decision,
    }
    lines = (f"{key} = {as_toml(value)}" for key, value in rows.items())
    return "[[proposal]]\n" + "\n".join(lines) + "\n"


def as_toml(value: object) -> str:
    """A text, a number or a list of them as TOML writes it."""
    # JSON's strings, numbers and lists are TOML; U+007F alone must be escaped there as well.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str) -> tuple[Entry, ...]:
    """The entries of a review file. Raises BrokenReviewError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("at line ")[2].split(",")[0]
        raise BrokenReviewError(str(error), int(line) if line.isdigit() else 1) from error
    tables = data.get("proposal", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BrokenReviewError("“proposal” is no list of tables")
    return tuple(_entry(table) for table in tables)


def _entry(table: Mapping[str, object]) -> Entry:
    try:
        decision = str(table.get("decision", "")).strip().lower()
        if decision not in ("", "accept", "reject"):
            raise BrokenReviewError(f"“{decision}” is no decision")
        after, others = table.get("after"), table.get("others", [])
        if not isinstance(others, list):
            raise BrokenReviewError("“others” is no list")
        return Entry(
            str(table["id"]),
            int(str(table.get("line", 1))),
            str(table.get("rule", "")),
            str(table["before"]),
            None if after is None else str(after),
            str(table.get("tier", "C")),
            float(str(table.get("confidence", 0))),
            str(table.get("reason", "")),
            str(table.get("context", "")),
            tuple(map(str, others)),
            "accept" if decision == "accept" else "reject" if decision else "",
        )
    except (KeyError, ValueError) as error:
        raise BrokenReviewError(f"a proposal lacks {error} or has a wrong one") from error


def applied(
    text: str, made: Sequence[Entry], now: Mapping[str, Proposal]
) -> tuple[str, tuple[Entry, ...], tuple[Entry, ...]]:
    """A chapter with its accepted proposals, those that were carried out, and those that no longer
    fit.

    `now` are the places of the proposals in the text as it is today, by their keys.
    """
    fit, unfit = [], []
    end = 0
    accepted = [entry for entry in made if entry.decision == "accept" and entry.after is not None]
    for entry in sorted(accepted, key=lambda e: now[e.id].start if e.id in now else -1):
        place = now.get(entry.id)
        stands = place is not None and text[place.start : place.end] == entry.before
        if place is None or not stands or place.start < end:
            unfit.append(entry)
            continue
        fit.append((entry, as_change(replace(place, before=entry.before), entry.after or "")))
        end = place.end
    changed = carried_out(text, [change for _, change in fit])
    return changed, tuple(entry for entry, _ in fit), tuple(unfit)


def carried_over(
    fresh: Sequence[Entry], known: Mapping[str, Entry], text: str
) -> tuple[Entry, ...]:
    """Entries with those kept that no rule proposes again: changes of a source, and rejections."""
    there = {entry.id for entry in fresh}
    kept = (
        entry
        for entry in known.values()
        if entry.id not in there
        and (entry.rule == "source" or entry.decision == "reject")
        and entry.before in text
    )
    return tuple(sorted((*fresh, *kept), key=lambda entry: entry.line))
