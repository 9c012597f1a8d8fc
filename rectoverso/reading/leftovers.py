"""Find in the bare source of a chapter what its tree no longer shows: spaces, letters in pieces,
and what its author left to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from rectoverso.model.rules import habits as rules
from rectoverso.model.source import Correction, Finding, Source
from rectoverso.reading.brackets import around

_SKIPPED = re.compile(
    r"\A---\n.*?^(?:---|\.\.\.)[ \t]*$"  # front matter
    r"|^(`{3,}|~{3,}).*?^\1"  # listings
    r"|^[ \t]*[|+][^\n]*|^[^\n]*\|[^\n]*|^[ \t-]*-{3,}[ \t-]*$"  # rows of tables
    r"|^(?: {4}|\t)[^\n]*"
    r"|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)",  # code
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--(?!\s*rectoverso:)(.*?)(?:-->|\Z)", re.DOTALL)
_SPACES = re.compile(r"(?<=[^\s>|*+#:-])(  +)(?=\S)")
_MARKER = re.compile(r"[ \t>]*(?:[-*+:~]|\(?[\w#@]{1,5}[.)]|\[\^[^\]]+\]:)[ \t]+")
_TO_DO = re.compile(r"(?<!\w)(?:TODO|FIXME|TBD|XXX)(?!\w)|\?\?\?+")
_LONG = re.compile(r"\S+")


def leftovers(source: Source) -> Iterator[Finding]:
    """What the source of a chapter holds that its editor would take out."""
    yield from _in_pieces(source)
    text = _COMMENT.sub(_blank, source.text)
    yield from _to_do(source, text)
    if "  " in text:
        yield from _spaces(source, _SKIPPED.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _spaces(source: Source, text: str) -> Iterator[Finding]:
    start = 0
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        for found in _SPACES.finditer(line, marker.end() if marker else 0):
            # What was blanked out is no space of the author's.
            at = start + found.start()
            if source.text[at : at + len(found[0])] == found[0]:
                said = rules.spaces_in_a_row(source.span(at), around(line, *found.span()))
                yield replace(said, correction=Correction(found[0], " "))
        start += len(line) + 1


def _to_do(source: Source, text: str) -> Iterator[Finding]:
    for comment in _COMMENT.finditer(source.text):
        if found := _TO_DO.search(comment[1]):
            said = " ".join(comment[1][found.start() :].split())[:60]
            yield rules.left_to_do_in_a_comment(source.span(comment.start()), said)
    for found in _TO_DO.finditer(text):
        end = text.find("\n", found.end())
        said = text[found.start() : end if end >= 0 else len(text)].strip()[:60]
        yield rules.left_to_do(source.span(found.start()), said)


def _in_pieces(source: Source) -> Iterator[Finding]:
    if unicodedata.is_normalized("NFC", source.text):
        return
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number)
        if unicodedata.is_normalized("NFC", line):
            continue
        words = _LONG.finditer(line)
        found = [word for word in words if not unicodedata.is_normalized("NFC", word[0])]
        if found:
            first, last = found[0].start(), found[-1].end()
            written = line[first:last]
            said = rules.letters_in_pieces(
                source.span(start + first), found[0][0].strip("[](){}*_.,;:"), len(found) - 1
            )
            meant = unicodedata.normalize("NFC", written)
            yield replace(said, correction=Correction(written, meant))
