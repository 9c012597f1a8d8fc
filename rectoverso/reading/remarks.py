"""Turn what pandoc warns of, and markup that it left standing as text, into findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from rectoverso.model.nodes import Block, Paragraph, Text, walk
from rectoverso.model.rules import marks, syntax
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.finger import NOTE, note_bodies
from rectoverso.reading.nearest import nearest

_PLACE = re.compile(r"at line (\d+) column (\d+)")
_UNCLOSED = re.compile(r"Div at line \d+ column \d+ unclosed")
_UNUSED = re.compile(r"Note with key '(.*)' defined at line \d+ column \d+ but not used")
_TWICE = re.compile(r"Duplicate note reference '(.*)'")
# Labels of the whole book are compared when it is put together.
_LABELLED_TWICE = "Duplicate identifier "
_FENCE = re.compile(r"(?:^|(?<= )):{3,}")
# A mark whose curly brackets pandoc could not read; a backslash says that it is meant as text.
_MARK = re.compile(r"\](\\?)\{\.(?:index|term)\b")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
# Control characters, private use, the replacement character: nobody's letters.
_ODD = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)


def warned(warnings: Iterable[str], source: Source, start: Span) -> tuple[Finding, ...]:
    """Pandoc's warnings in our words; it counts lines from `start`."""
    return tuple(
        _warned(warning, source, start)
        for warning in warnings
        if not warning.startswith(_LABELLED_TWICE)
    )


def _warned(warning: str, source: Source, start: Span) -> Finding:
    span = start
    if found := _PLACE.search(warning):
        line, column = int(found[1]), int(found[2])
        column += start.column - 1 if line == 1 else 0
        span = _inside(source, start.line + line - 1, column)
    if _UNCLOSED.match(warning):
        return syntax.unclosed_div(span, source.line(span.line).strip())
    if unused := _UNUSED.match(warning):
        return syntax.note_never_used(span, unused[1])
    if twice := _TWICE.match(warning):
        return syntax.note_written_twice(span, twice[1], _first_note(source, twice[1], span))
    return syntax.said_by_pandoc(span, _PLACE.sub("", warning).rstrip(". "))


def _inside(source: Source, line: int, column: int) -> Span:
    line = min(line, source.span(len(source.text)).line)
    return Span(source.path, line, min(column, len(source.line(line)) + 1))


def _first_note(source: Source, label: str, otherwise: Span) -> Span:
    for found in NOTE.finditer(source.text):
        if found[1] == label:
            return source.span(found.start())
    return otherwise


def left_standing(blocks: tuple[Block, ...], source: Source) -> tuple[Finding, ...]:
    """Findings for colons, marks and calls of notes that would be printed as they stand."""
    found: list[Finding] = []
    labels = tuple(note_bodies(source.text))
    for node in walk(blocks):
        match node:
            case Paragraph((Text(text, span), *_), False) if text.startswith(": "):
                found += _caption(span, source)
        if not isinstance(node, Text):
            continue
        if ":::" in node.text and (fence := _FENCE.search(node.text)):
            found += _fence(_place(fence[0], node.span, source), source)
        if "]{." in node.text:
            found += _marks(node, source)
        for call in _CALL.finditer(node.text):
            place = _place(call[0], node.span, source)
            if place and call[1] in labels:
                found.append(syntax.note_in_a_note(place, call[1]))
            elif place:
                near = nearest(call[1], labels)
                near = near and f"[^{near}]"
                found.append(syntax.note_without_text(place, call[1], near))
    return tuple(found)


def _caption(place: Span, source: Source) -> tuple[Finding, ...]:
    line, at = source.line(place.line), place.column - 1
    return () if line[:at].endswith("\\") else (syntax.caption_alone(place, line[at:].rstrip()),)


def _marks(text: Text, source: Source) -> tuple[Finding, ...]:
    at = source.offset(text.span)
    standing = sum(1 for _ in _MARK.finditer(text.text))
    written = islice(_MARK.finditer(source.text, at), standing)
    return tuple(
        marks.mark_not_understood(source.span(mark.start()), mark[0])
        for mark in written
        if not mark[1]
    )


def _fence(place: Span | None, source: Source) -> tuple[Finding, ...]:
    if place is None:
        return ()
    line = source.line(place.line).strip()
    return (
        syntax.fence_in_a_paragraph(place, line) if line.strip(":") else syntax.stray_fence(place),
    )


def _place(words: str, start: Span, source: Source) -> Span | None:
    """Where words that a text holds are written; None when they are written with backslashes."""
    at = source.text.find(words, source.offset(start))
    return source.span(at) if at >= 0 and source.text[at - 1 : at] != "\\" else None


def odd_letters(source: Source) -> tuple[Finding, ...]:
    """A finding for each character that means nothing outside one font or one computer."""
    return tuple(
        syntax.private_letter(source.span(found.start()), f"U+{ord(found[0]):04X}")
        for found in _ODD.finditer(source.text)
    )
