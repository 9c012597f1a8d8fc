"""Tell of HTML and TeX in a chapter, which goes nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rectoverso.model.rules import syntax

if TYPE_CHECKING:
    from rectoverso.reading.inlines import Inlines

_FORMALISMS = {"html": "HTML", "tex": "TeX", "latex": "TeX"}


def leave_out(reader: Inlines, content: Any) -> None:
    """Give a finding for raw text; what closes an element has been said at its opening."""
    language, text = content
    first = text.strip().split("\n")[0]
    at = reader.finger.text.find(first, reader.finger.at)
    span = reader.finger.source.span(at) if at >= 0 else reader.finger.here()
    reader.finger.past(text)
    if not first.startswith(("<!--", "</")):
        name = _FORMALISMS.get(language, language)
        reader.findings.append(syntax.raw_markup(span, name, first))
