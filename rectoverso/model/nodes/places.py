"""Where a node came from: a field that takes no part in comparing nodes."""

from __future__ import annotations

from dataclasses import field

from rectoverso.model.source import Span

NOWHERE = Span("")


def place() -> Span:
    """The field `span` of a node; nowhere, if nobody says where."""
    return field(default=NOWHERE, compare=False, repr=False)
