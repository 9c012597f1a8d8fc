"""Know the works that can be cited: pandoc reads their lists, each once while it stays as it is."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from rectoverso.model.manuscript import Chapter, Library
from rectoverso.model.nodes import Citation, walk
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding
from rectoverso.reading.citing import meant
from rectoverso.reading.dialogue import pandoc
from rectoverso.reading.nearest import nearest

FORMATS = {".bib": "biblatex", ".bibtex": "bibtex", ".json": "csljson"}
SECONDS = 60.0


def known_works(library: Library) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The works of the lists by key, as CSL has them, and what is wrong with a list."""
    known: dict[str, Any] = {}
    findings = []
    for path in library.files:
        try:
            options = ["-f", FORMATS[path.suffix.lower()], "-t", "csljson", str(path)]
            works = json.loads(ask_pandoc(options, "", [path]))
            known.update((str(work["id"]), work) for work in works)
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as trouble:
            findings.append(syntax.works_unreadable(library.span(path), in_a_line(trouble)))
    return known, tuple(findings)


def with_unknown(chapter: Chapter, known: Mapping[str, Any]) -> Chapter:
    """The chapter with a finding for each work that it cites and that is not known."""
    said = [
        syntax.unknown_work(work.span, work.key, nearest(work.key, known))
        if known
        else syntax.citation(work.span, work.key, meant(work.key))
        for citation in citations_in(chapter)
        for work in citation.works
        if work.key not in known
    ]
    if not said:
        return chapter
    return replace(chapter, findings=tuple(sorted({*chapter.findings, *said})))


def citations_in(chapter: Chapter) -> Iterable[Citation]:
    """The citations of a chapter, in order."""
    tree = (*chapter.title, *chapter.subtitle, *chapter.blocks)
    return (node for node in walk(tree) if isinstance(node, Citation))


def uncited(chapter: Chapter, library: Library) -> Chapter:
    """The chapter as it was read, with a finding for each work that it cites and no list has."""
    if not any(citations_in(chapter)):
        return chapter
    known, trouble = known_works(library)
    return chapter if trouble else with_unknown(chapter, known)


def ask_pandoc(options: Sequence[str], text: str, reads: Sequence[Path]) -> str:
    """What pandoc says of a text; `reads` are the files that it looks into."""
    files = tuple(hashlib.sha256(path.read_bytes()).digest() for path in reads)
    return _answer(tuple(options), text, files)


@lru_cache(maxsize=32)
def _answer(options: tuple[str, ...], text: str, _: tuple[bytes, ...]) -> str:
    """The same question is asked at each look at a book."""
    done = subprocess.run(
        [pandoc(), *options],
        input=text.encode(),
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout.decode("utf-8")


def in_a_line(trouble: Exception) -> str:
    """What is the matter with pandoc, in a line."""
    match trouble:
        case subprocess.CalledProcessError(stderr=bytes(said)):
            return " ".join(said.decode("utf-8", "replace").split())[:200]
        case subprocess.TimeoutExpired():
            return "it takes too long"
        case _:
            return str(trouble)
