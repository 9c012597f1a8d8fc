"""Tell what `@name` is: a reference to a thing in the book, several of them, or a cited work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rectoverso.model.nodes import Citation, Inline, Reference, ReferenceList, Text, Work, plain
from rectoverso.model.source import Span
from rectoverso.reading.labels import KINDS, composed

if TYPE_CHECKING:
    from rectoverso.reading.inlines import Inlines

_AT = re.compile("-?@")


def citation(reader: Inlines, citations: Sequence[Any]) -> tuple[Inline, ...]:
    """What pandoc takes for a citation: references of the form `@sec-x`, or works."""
    works = [_work(reader, one) for one in citations]
    if citations[0]["citationMode"]["t"] != "AuthorInText" or citations[0]["citationSuffix"]:
        reader.finger.bracket()
    if not any(work.key.startswith(KINDS) for work, _, _ in works):
        alone = tuple(work for work, _, _ in works)
        said = Text("; ".join(f"@{work.key}" for work in alone), alone[0].span)
        return (Citation(alone, (said,), alone[0].span),)
    inner = (*(before for _, before, _ in works[1:]), *(behind for _, _, behind in works[:-1]))
    if len(works) > 1 and not any(inner) and all(w.key.startswith(KINDS) for w, _, _ in works):
        span = works[0][0].span
        listed = ReferenceList(tuple(_reference(work) for work, _, _ in works), span=span)
        return (*_spaced(works[0][1], span), listed, *works[-1][2])
    found: list[Inline] = []
    for place, (work, before, behind) in enumerate(works):
        if place:
            found.append(Text("; ", work.span))
        found += (*_spaced(before, work.span), _one(work), *behind)
    return tuple(found)


def _work(reader: Inlines, value: Any) -> tuple[Work, tuple[Inline, ...], tuple[Inline, ...]]:
    """A work, and the words before and behind it."""
    before = reader.inlines(value["citationPrefix"])
    span = reader.finger.opening(_AT)
    if reader.finger.text.startswith("-", reader.finger.offset(span)):
        span = Span(span.path, span.line, span.column + 1)
    reader.finger.closing(re.compile(re.escape(value["citationId"])))
    behind = reader.inlines(value["citationSuffix"])
    mode = value["citationMode"]["t"]
    work = Work(value["citationId"], mode, plain(before), plain(behind), span)
    return work, before, behind


def _spaced(before: tuple[Inline, ...], span: Span) -> tuple[Inline, ...]:
    return (*before, Text(" ", span)) if before else ()


def _one(work: Work) -> Inline:
    if not work.key.startswith(KINDS):
        return Citation((work,), (Text(f"@{work.key}", work.span),), work.span)
    return _reference(work)


def _reference(work: Work) -> Reference:
    alone = work.mode == "SuppressAuthor"
    return Reference(composed(work.key), "number" if alone else "name", span=work.span)


def as_cite(citation: Citation) -> Any:
    """A citation of works as pandoc has it in its tree."""
    return {"t": "Cite", "c": [[_as_citation(work) for work in citation.works], []]}


def _as_citation(work: Work) -> Any:
    return {
        "citationId": work.key,
        "citationPrefix": _in_words(work.before),
        "citationSuffix": _in_words(work.behind),
        "citationMode": {"t": work.mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _in_words(text: str) -> list[Any]:
    """A text as pandoc's inlines, as citeproc wants it to tell a page number from a comment."""
    said: list[Any] = []
    for place, word in enumerate(text.split(" ")):
        said += [{"t": "Space"}] if place else []
        said += [{"t": "Str", "c": word}] if word else []
    return said


def meant(key: str) -> str:
    """The label that a citation like `sec:walls` means, or ""."""
    return next(
        (f"@{kind}{key[len(kind) :]}" for kind in KINDS if key.startswith(kind[:-1] + ":")), ""
    )
