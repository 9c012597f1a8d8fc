"""Read which findings an author accepts: in comments of chapters, and in `book.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rectoverso.model.checking import Checking, Waiver
from rectoverso.model.rules import RULES
from rectoverso.model.rules import waivers as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.files import Folder, no_such_file
from rectoverso.reading.nearest import nearest
from rectoverso.reading.toml import Table

_COMMENT = re.compile(r"<!--\s*rectoverso:\s*(.*?)\s*-->", re.DOTALL)
_SAID = re.compile(
    r"ignore\s+([A-Z]\w*(?:[\s,]+[A-Z]\d*)*)(?:[\s,:]+because(?:[\s:]+(.*))?)?", re.DOTALL
)
_COMMA = re.compile(r"[\s,]+")
WORDS = "words.txt"
# What stands in place of a reason until an author writes one.
REASON = "(your reason)"


def waivers_in(sources: Iterable[Source]) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """The waivers in the comments of chapters, and what is wrong with them."""
    read = [one for source in sources for one in _in_comments(source)]
    waivers = tuple(one for one in read if isinstance(one, Waiver))
    return waivers, tuple(one for one in read if isinstance(one, Finding))


def _in_comments(source: Source) -> Iterator[Waiver | Finding]:
    if "rectoverso:" not in source.text:
        return
    for comment in _COMMENT.finditer(source.text):
        span = source.span(comment.start())
        said = _SAID.fullmatch(comment[1])
        if said is None:
            yield rules.waiver_not_understood(span, " ".join(comment[1].split())[:60])
            continue
        first, last = _reach(source, comment)
        codes = tuple(_COMMA.split(said[1]))
        yield from _waiver(codes, said[2] or "", span, (source.path,), first, last)


def _waiver(
    codes: tuple[str, ...],
    because: str,
    span: Span,
    files: tuple[str, ...] = (),
    first: int = 0,
    last: int = 0,
) -> Iterator[Waiver | Finding]:
    known = tuple(code for code in codes if any(one.startswith(code) for one in RULES))
    for code in codes:
        if code not in known:
            yield rules.waiver_of_nothing_known(span, code, nearest(code, RULES))
    if because.strip() in ("", REASON):
        yield rules.waiver_without_reason(span, ", ".join(codes))
    elif known:
        yield Waiver(known, " ".join(because.split()), span, files, first, last)


def _reach(source: Source, comment: re.Match[str]) -> tuple[int, int]:
    """The lines a waiver holds for: its own, or, if it has it for itself, the paragraph behind."""
    text = source.text
    start = text.rfind("\n", 0, comment.start()) + 1
    end = text.find("\n", comment.end())
    end = len(text) if end < 0 else end
    if (text[start : comment.start()] + text[comment.end() : end]).strip():
        return source.span(start).line, source.span(end).line
    begun = re.compile(r"\s*").match(text, end)
    behind = begun.end() if begun else end
    blank = re.compile(r"\n[ \t]*\n").search(text, behind)
    return source.span(behind).line, source.span(blank.start() if blank else len(text)).line


def read_checking(table: Table, folder: Folder, chapters: str) -> Checking:
    """What `[check]` says: spelling, known words, and waivers for whole files or the whole book."""
    table.known("spelling", "words", "ignore")
    words = table.text("words") or (WORDS if folder.has(f"{chapters}/{WORDS}") else "")
    if words and not folder.has(f"{chapters}/{words}"):
        existing = folder.files(chapters, (".txt",))
        table.findings.append(no_such_file(table.place("words"), words, existing))
        words = ""
    waivers: list[Waiver] = []
    for one in table.tables("ignore"):
        one.known("codes", "files", "because")
        if "codes" not in one.values:
            one.needed("codes", 'codes = ["T107"]')
            continue
        files = tuple(folder.named(f"{chapters}/{name}") for name in one.texts("files"))
        for found in _waiver(one.texts("codes"), one.text("because"), one.place(), files):
            if isinstance(found, Waiver):
                waivers.append(found)
            else:
                table.findings.append(found)
    return Checking(table.texts("spelling"), folder.named(words, chapters), tuple(waivers))
