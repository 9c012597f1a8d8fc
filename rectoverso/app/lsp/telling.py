"""Tell an editor what is found, where things are, and how a chapter is divided."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol.types import Diagnostic, DiagnosticSeverity, DocumentSymbol, SymbolKind

from rectoverso.app.lsp.ruler import Ruler
from rectoverso.model.book import Section
from rectoverso.model.nodes import Heading, plain, walk
from rectoverso.model.source import Finding, Severity, Span

NAME = "rectoverso"
SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, ruler: Ruler) -> Diagnostic:
    """A finding as editors know it."""
    return Diagnostic(
        range=ruler.extent(finding),
        message=f"{finding.message}; {finding.hint}" if finding.hint else finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        source=NAME,
    )


def outline(sections: Iterable[Section], ruler: Ruler) -> list[DocumentSymbol]:
    """The headings of a chapter, each with those below it."""
    path, text = ruler.source.path, ruler.source.text
    found: list[tuple[int, str, Span]] = []
    for section in sections:
        found.append((1, plain(section.title), section.span))
        headings = (node for node in walk(section.blocks) if isinstance(node, Heading))
        found += ((one.level, plain(one.children), one.span) for one in headings)
    roots: list[DocumentSymbol] = []
    above: list[tuple[int, DocumentSymbol]] = []
    listed = [one for one in found if one[2].path == path]
    starts = [ruler.offset_of(span) for _, _, span in listed]
    for at, (level, name, span) in enumerate(listed):
        # A heading reaches to the next one that is not below it.
        behind = range(at + 1, len(listed))
        end = next((starts[one] for one in behind if listed[one][0] <= level), len(text))
        reach = ruler.range(starts[at], max(starts[at], end))
        symbol = DocumentSymbol(
            name=name or span.path,
            kind=SymbolKind.String,
            range=reach,
            selection_range=ruler.range(starts[at], starts[at]),
            children=[],
        )
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].children if above else roots).append(symbol)  # type: ignore[union-attr]
        above.append((level, symbol))
    return roots
