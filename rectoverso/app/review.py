"""Go through the proposals of assembled chapters, and carry out what was accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rectoverso.app import shelf, volume
from rectoverso.app.report import in_order, readable
from rectoverso.app.rewriting import kept_like
from rectoverso.assembling import review
from rectoverso.assembling.chapters import Assembled, recorded
from rectoverso.assembling.persian_words import HALF_SPACE
from rectoverso.assembling.proposals import MARKS, Proposal
from rectoverso.assembling.proposing import proposals
from rectoverso.assembling.review import Decision, Entry
from rectoverso.model.rules import assembling as rules
from rectoverso.model.source import Finding, Span
from rectoverso.reading.files import decode

# Where records are kept: what came of each source, and how to undo it.
FOLDER = "assembly"


@dataclass(frozen=True, slots=True)
class Pending:
    """The proposals of a chapter, as its review file has them."""

    chapter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was carried out, by chapter, and what was found on the way."""

    done: Mapping[str, int]
    findings: tuple[Finding, ...]


def records(root: Path) -> dict[str, tuple[Assembled, tuple[str, ...]]]:
    """What was assembled before, by the names of the sources. A spoilt record is none."""
    found = {}
    for path in sorted((root / FOLDER).glob("*.json")):
        try:
            made, files = recorded(path.read_bytes())
        except ValueError:
            continue
        found[made.source] = (made, files)
    return found


def langs(root: Path) -> dict[str, str]:
    """The languages of the chapters that were assembled, by the names of their files."""
    return {
        name: lang
        for made, names in records(root).values()
        for name, lang in made.languages(names).items()
    }


def known_entries(into: Path, chapter: str) -> tuple[dict[str, Entry], tuple[Finding, ...]]:
    """The entries of a chapter's review file, by their keys; none if there is no file."""
    path = into / (Path(chapter).stem + review.ENDING)
    if not path.is_file():
        return {}, ()
    try:
        return {entry.id: entry for entry in review.read(path.read_text("utf-8"))}, ()
    except (review.BrokenReviewError, UnicodeDecodeError) as error:
        line = error.line if isinstance(error, review.BrokenReviewError) else 1
        return {}, (rules.broken_review(Span(f"{into.name}/{path.name}", line), str(error)),)


def text_of(into: Path, chapter: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a chapter; None, with a finding, where its file is no text."""
    source, findings = decode(f"{into.name}/{chapter}", (into / chapter).read_bytes())
    return (None, findings) if source is None else (source.text, ())


def pending(into: Path) -> tuple[tuple[Pending, ...], tuple[Finding, ...]]:
    """All review files of a folder of chapters."""
    found: list[Pending] = []
    findings: list[Finding] = []
    for path in sorted(into.glob("*" + review.ENDING)):
        chapter = path.name.removesuffix(review.ENDING) + ".md"
        entries, remarks = known_entries(into, chapter)
        findings += remarks
        if not remarks:
            found.append(Pending(chapter, tuple(entries.values())))
    return tuple(found), tuple(findings)


# A decision on one proposal, or on all of its kind that nobody has decided on yet.
Said = Decision | Literal["accept all", "reject all"]


def decide(
    into: Path, ask: Callable[[str, Entry], tuple[Said, str | None] | None], rule: str = ""
) -> tuple[int, tuple[Finding, ...]]:
    """Ask about every undecided proposal, or those of one rule; gives how many were decided.

    `ask` gives the decision and what should stand there, or None to stop; a decision of "" leaves
    the proposal for later. What was decided is kept, also when the asking is broken off.
    """
    chapters, findings = pending(into)
    decided: dict[tuple[str, str], Entry] = {}
    try:
        for one in chapters:
            for entry in one.entries:
                if entry.decision or (one.chapter, entry.id) in decided:
                    continue
                if rule and entry.rule != rule:
                    continue
                answer = ask(one.chapter, entry)
                if answer is None:
                    return len(decided), findings
                said, after = answer
                if said == "accept all" or said == "reject all":
                    verdict: Decision = "accept" if said == "accept all" else "reject"
                    decided |= dict(_alike(chapters, decided, entry.rule, verdict))
                elif said:
                    kept = replace(entry, decision=said, after=after)
                    decided[one.chapter, entry.id] = kept
    finally:
        for one in chapters:
            entries = tuple(decided.get((one.chapter, e.id), e) for e in one.entries)
            if entries != one.entries:
                _keep(into, one.chapter, entries, None)
    return len(decided), findings


def _alike(
    chapters: Iterable[Pending], decided: Container[object], rule: str, said: Decision
) -> Iterator[tuple[tuple[str, str], Entry]]:
    """All proposals of a rule that are not decided on, with the decision."""
    for one in chapters:
        for entry in one.entries:
            free = not entry.decision and (one.chapter, entry.id) not in decided
            if free and entry.rule == rule and (entry.after is not None or said == "reject"):
                yield (one.chapter, entry.id), replace(entry, decision=said)


def take(into: Path, answers: Mapping[tuple[str, str], Entry]) -> int:
    """Put decisions from elsewhere into the review files, by chapter and key; gives how many."""
    count = 0
    for one in pending(into)[0]:
        entries = []
        for entry in one.entries:
            answer = answers.get((one.chapter, entry.id))
            if answer is not None:
                after = entry.after if answer.after is None else answer.after
                entry = replace(entry, decision=answer.decision, after=after)
                count += 1
            entries.append(entry)
        if tuple(entries) != one.entries:
            _keep(into, one.chapter, tuple(entries), None)
    return count


def apply(root: Path, into: Path, confidence: float | None, rule: str = "") -> Reviewed:
    """Carry out the accepted proposals, and undecided ones that are sure enough, or of one rule.

    With `confidence` these are all as sure as that, with `rule` those it made, with both, both.

    The review files are written anew: what was rejected stays known there.
    """
    chapters, findings = pending(into)
    texts, unread = _texts(root, into, chapters)
    problems = [*findings, *unread]
    words = volume.dictionaries(root)
    now = proposals(texts, words)
    done: dict[str, int] = {}
    changed: dict[str, str] = {}
    wanted: dict[str, dict[str, Entry]] = {}
    for one in chapters:
        if one.chapter not in texts:
            continue
        entries = tuple(_accepted(entry, confidence, rule) for entry in one.entries)
        text = texts[one.chapter][0]
        places = {p.id: p.proposal for p in now[one.chapter]} | _by_words(text, entries)
        after, carried, unfit = review.applied(text, entries, places)
        done[one.chapter] = len(carried)
        changed[one.chapter] = after
        gone = {entry.id for entry in carried}
        wanted[one.chapter] = {e.id: e for e in one.entries if e.id not in gone}
        for entry in unfit:
            span = Span(f"{into.name}/{one.chapter}", entry.line)
            problems.append(rules.does_not_fit(span, entry.before))
    again = proposals({name: (text, texts[name][1]) for name, text in changed.items()}, words)
    for name, text in changed.items():
        fresh = review.entries(again[name], wanted[name])
        left = review.carried_over(fresh, wanted[name], text)
        _keep(into, name, left, text if text != texts[name][0] else None)
    return Reviewed(done, in_order(problems))


def _texts(
    root: Path, into: Path, chapters: Iterable[Pending]
) -> tuple[dict[str, tuple[str, str]], tuple[Finding, ...]]:
    """The chapters that can be read, with their languages, and what is wrong with others."""
    languages = langs(root)
    texts: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for one in chapters:
        if (into / one.chapter).is_file():
            text, said = text_of(into, one.chapter)
            findings += said
            if text is not None:
                texts[one.chapter] = text, languages.get(one.chapter, "")
    return texts, tuple(findings)


def _accepted(entry: Entry, confidence: float | None, rule: str) -> Entry:
    bulk = confidence is not None or bool(rule)
    sure = entry.confidence >= (confidence or 0) and rule in ("", entry.rule)
    if bulk and sure and not entry.decision and entry.after is not None:
        return replace(entry, decision="accept")
    return entry


def _by_words(text: str, entries: tuple[Entry, ...]) -> dict[str, Proposal]:
    """Places of accepted changes of the source, which no rule proposes, by what is around them."""
    found = {}
    for entry in entries:
        if entry.decision == "accept" and entry.rule == "source":
            left, _, rest = entry.context.partition(MARKS[0])
            right = rest.partition(MARKS[1])[2]
            every = [at.start() for at in re.finditer(re.escape(entry.before), text)]
            here = [
                at
                for at in every
                if text.endswith(left, 0, at) and text.startswith(right, at + len(entry.before))
            ]
            if len(every) == 1 or len(here) == 1:
                at = (here or every)[0]
                put = Proposal(at, entry.before, entry.after, entry.rule, entry.tier, "")
                found[entry.id] = put
    return found


def _keep(into: Path, chapter: str, entries: tuple[Entry, ...], text: str | None) -> None:
    """Write a chapter's review file, and the chapter itself if it has changed: both or none."""
    name = Path(chapter).stem + review.ENDING
    files = {name: review.written(chapter, entries).encode("utf-8")}
    if text is not None:
        files[chapter] = kept_like((into / chapter).read_bytes(), text)
    shelf.shelve(files, into, into.name)


def shown(chapters: tuple[Pending, ...], rule: str = "") -> Iterator[str]:
    """The undecided proposals, or those of one rule, a line to each, in their surroundings."""
    for one in chapters:
        for entry in one.entries:
            if not entry.decision and rule in ("", entry.rule):
                said = f"[{entry.rule} {entry.tier}] {entry.context} → {_after(entry)}"
                yield f"{one.chapter}:{entry.line}: {seen(f'{said}: {entry.reason}')}"


def as_line(entry: Entry) -> str:
    """A proposal in one line."""
    said = f"[{entry.rule} {entry.tier}] “{entry.before}” → {_after(entry)}: {entry.reason}"
    return seen(said)


def _after(entry: Entry) -> str:
    return "?" if entry.after is None else f"“{entry.after}”" if entry.after else "nothing"


def seen(words: str) -> str:
    """Words on a line of the terminal; a middle dot stands for the half-space."""
    return readable(words.replace(HALF_SPACE, "·").replace("\n", "¶"))
