"""Leave out what an output says again of a fault that the chapter's own check has told better."""

from __future__ import annotations

from collections.abc import Iterable

from rectoverso.model.book import Book
from rectoverso.model.nodes import walk
from rectoverso.model.source import Finding, Span

# The findings of the finished e-book, each with those that tell of the same fault.
ECHOES = {
    "E103": frozenset(("B111", "B119", "E104")),
    "E104": frozenset(("B111", "B119")),
    "E131": frozenset(("F202",)),
}
# A picture has no letters by which the e-book could tell where in its chapter it stands.
MUTE = "E131"


def told_once(findings: Iterable[Finding], book: Book) -> tuple[Finding, ...]:
    """The findings without those that tell of a fault a second time.

    A chapter's check knows the very place; the e-book is checked by its blocks. A heading that the
    contents of the e-book repeat is told of once, where it stands.
    """
    listed = tuple(findings)
    told: dict[str, set[tuple[str, int]]] = {}
    for finding in listed:
        told.setdefault(finding.code, set()).add((finding.span.path, finding.span.line))
    placed = {(one.code, one.message) for one in listed if one.span.path}
    lines = _lines(book, {one.span for one in listed if one.code in ECHOES})

    def echo(finding: Finding) -> bool:
        if finding.code not in ECHOES:
            return False
        if finding.code == MUTE:
            paths = {path for code in ECHOES[MUTE] for path, _ in told.get(code, ())}
            return finding.span.path in paths
        if not finding.span.path:
            return (finding.code, finding.message) in placed
        here = lines.get(finding.span, set()) | {(finding.span.path, finding.span.line)}
        return any(here & told.get(code, set()) for code in ECHOES[finding.code])

    return tuple(finding for finding in listed if not echo(finding))


def _lines(book: Book, places: set[Span]) -> dict[Span, set[tuple[str, int]]]:
    """The lines on which the text of what stands at these places is written.

    The text of a note is written elsewhere than its call.
    """
    found: dict[Span, set[tuple[str, int]]] = {}
    for section in book.sections if places else ():
        for node in walk((section.title, section.blocks)):
            span = getattr(node, "span", None)
            if isinstance(span, Span) and span in places:
                within = (getattr(inner, "span", span) for inner in walk(node))
                found.setdefault(span, set()).update((one.path, one.line) for one in within)
    return found
