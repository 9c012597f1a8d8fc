"""Assemble raw sources: read them, and put chapters, proposals and records into the project."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rectoverso.app import shelf, volume
from rectoverso.app.report import in_order
from rectoverso.app.review import FOLDER, known_entries, records, text_of
from rectoverso.app.sources import Raw, read_raw
from rectoverso.app.tally import Outcome, Row, counted, with_proposals
from rectoverso.assembling import review
from rectoverso.assembling.chapters import (
    Assembled,
    assembled,
    chapter_file,
    pairs_of,
    record,
)
from rectoverso.assembling.comparing import differences
from rectoverso.assembling.proposals import Placed, placed
from rectoverso.assembling.proposing import proposals, spellings
from rectoverso.assembling.registers import register
from rectoverso.model.rules import assembling as rules
from rectoverso.model.source import Finding, Span

if TYPE_CHECKING:
    from rectoverso.app.check import Progress


@dataclass(slots=True)
class _Work:
    """What is to be put into the project, by name: gathered first, written at the end."""

    new: dict[str, str] = field(default_factory=dict)
    records: dict[str, bytes] = field(default_factory=dict)
    figures: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, tuple[Placed, ...]] = field(default_factory=dict)
    langs: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def assemble(
    root: Path, sources: Sequence[Path], into: Path, lang: str, dry: bool, progress: Progress
) -> Outcome:
    """Make chapters of sources in the folder `into`, with proposals beside them.

    `lang` is their language (none given: as their words tell); `dry` writes nothing. No chapter
    is ever overwritten. A source that is no good is a finding, and nothing is written for it.
    """
    work, rows = _Work(), []
    known = records(root)
    languages = volume.languages(root)
    taken = {path.name for path in into.glob("*")} if into.is_dir() else set()
    for made, findings in read_raw(sources, progress):
        work.findings += findings
        if made is None:
            continue
        progress(f"dividing {made.name}")
        digest = hashlib.sha256(made.data).hexdigest()
        source = assembled(made.name, digest, made.decoded, lang, languages, marked=made.marked)
        if source.lang not in languages:
            put = volume.language(root) or "en"
            work.findings.append(rules.language_untold(Span(made.name), put))
        files = _place(work, root, into, source, known, taken, languages)
        work.figures |= made.pictures
        rows.append(_row(made, source, files))
    reviews = _propose(work, root, into, known, progress)
    counts = {name: counted(entries) for name, entries in reviews.items()}
    finished = tuple(with_proposals(row, counts) for row in rows)
    written = () if dry else _write(work, root, into, reviews)
    return Outcome(finished, written, in_order(work.findings), tuple(work.shown))


def _place(
    work: _Work,
    root: Path,
    into: Path,
    source: Assembled,
    known: Mapping[str, tuple[Assembled, tuple[str, ...]]],
    taken: set[str],
    languages: Sequence[str],
) -> tuple[str, ...]:
    """Give each chapter of a source its file: the one it has already, else a new one."""
    old, names = known.get(source.source, (None, ()))
    pairs = pairs_of(old, names, source) if old else {}
    files = []
    for n, part in enumerate(source.parts):
        was = pairs.get(n)
        if old and was and (into / was[1]).is_file():
            files.append(was[1])
            if old.sha256 != source.sha256:
                _compare(work, into, was[1], old.body(old.parts[was[0]]), source.body(part))
            continue
        name = _free(taken)
        files.append(name)
        if not part.title:
            untitled = rules.untitled(Span(f"{into.name}/{name}", 2), _stem(source.source))
            work.findings.append(untitled)
        lang = part.lang if part.lang in languages else volume.language(root) or "en"
        work.new[name] = chapter_file(source, part, lang, _stem(source.source))
        work.langs[name] = lang
    work.records[f"{source.source}.json"] = record(source, files)
    return tuple(files)


def _compare(work: _Work, into: Path, name: str, base: str, theirs: str) -> None:
    mine, said = text_of(into, name)
    work.findings += said
    if mine is None:
        return
    found = differences(base, theirs, mine)
    if found.shown:
        work.shown += [f"{into.name}/{name}:", *found.shown]
        work.changed[name] = placed(mine, found.proposals)
        span = Span(f"{into.name}/{name}")
        places = len(found.proposals)
        work.findings.append(rules.source_changed(span, name, places, found.both))


def _free(taken: set[str]) -> str:
    numbers = {name.partition(".")[0] for name in taken}
    number = next(number for number in count(1) if f"{number:02}" not in numbers)
    taken.add(f"{number:02}.md")
    return f"{number:02}.md"


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _propose(
    work: _Work,
    root: Path,
    into: Path,
    known: Mapping[str, tuple[Assembled, tuple[str, ...]]],
    progress: Progress,
) -> dict[str, tuple[review.Entry, ...]]:
    """Look over the new chapters, and with them those assembled before, as they are today."""
    texts = {name: (text, work.langs[name]) for name, text in work.new.items()}
    for made, names in known.values():
        for name, lang in made.languages(names).items():
            if name not in texts and (into / name).is_file():
                text, said = text_of(into, name)
                work.findings += said
                if text is not None:
                    texts[name] = text, lang
    progress("looking for doubtful places")
    several = spellings(texts)
    found = proposals(texts, volume.dictionaries(root), several)
    if several:
        plain = {name: text for name, (text, _) in texts.items()}
        langs = {name: lang for name, (_, lang) in texts.items()}
        work.records["names.toml"] = register(several, plain, langs).encode("utf-8")
    entries = {}
    for name, ones in found.items():
        before, remarks = known_entries(into, name)
        work.findings += remarks
        if remarks:
            continue
        fresh = review.entries((*ones, *work.changed.get(name, ())), before)
        entries[name] = review.carried_over(fresh, before, texts[name][0])
    return entries


def _write(
    work: _Work, root: Path, into: Path, reviews: Mapping[str, Sequence[review.Entry]]
) -> tuple[str, ...]:
    """Put all of it into the project; the book's list of chapters comes last."""
    if not work.new and not reviews:
        return ()
    texts = {name: text.encode("utf-8") for name, text in work.new.items()}
    for name, entries in reviews.items():
        if entries:
            said = review.written(name, entries)
            texts[_stem(name) + review.ENDING] = said.encode("utf-8")
    book, finding = volume.listing(root, into, tuple(work.new), work.langs)
    work.findings += [finding] if finding else []
    if book:
        texts["book.toml"] = book
    texts, kept = _changed(into, texts), _changed(root / FOLDER, work.records)
    for folder, files in (
        (into / "figures", work.figures),
        (into, texts),
        (root / FOLDER, kept),
    ):
        if files:
            shelf.shelve(files, folder, folder.name)
    lists = [f"{FOLDER}/{name}" for name in kept if name.endswith(".toml")]
    return (*(f"{into.name}/{name}" for name in sorted(texts)), *lists)


def _changed(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are not in a folder already, word for word."""
    return {
        name: data
        for name, data in files.items()
        if not (path := folder / name).is_file() or path.read_bytes() != data
    }


def _row(made: Raw, source: Assembled, files: tuple[str, ...]) -> Row:
    return Row(
        made.name,
        made.decoded.encoding,
        made.decoded.confidence,
        source.lang,
        source.headings,
        files,
        source.counts,
    )
