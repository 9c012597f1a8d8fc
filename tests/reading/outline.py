"""A document tree as an outline: a node to a line, its place before it, its children below it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from rectoverso.model.manuscript import Chapter
from rectoverso.model.nodes import Definition, Figure, Table

# Where the children of a node play different parts, each part is named.
PARTED = (Definition, Figure, Table)


def outline(tree: object) -> str:
    """The outline of a chapter, a node, or a tuple of nodes."""
    return "\n".join(_lines(tree, 0))


def _lines(tree: object, depth: int) -> Iterator[str]:
    if isinstance(tree, tuple):
        for branch in tree:
            if isinstance(branch, tuple):
                yield _line("", depth, "-")
                yield from _lines(branch, depth + 1)
            else:
                yield from _lines(branch, depth)
        return
    node: Any = tree
    values = {f.name: getattr(node, f.name) for f in fields(node) if _tells(node, f)}
    branches = {name: value for name, value in values.items() if _is_tree(value)}
    said = [_said(name, value) for name, value in values.items() if name not in branches]
    place = f"{node.span.line}:{node.span.column}"
    yield _line(place, depth, " ".join([type(node).__name__, *said]))
    for name, value in branches.items():
        if isinstance(node, (*PARTED, Chapter)):
            yield _line("", depth + 1, f"{name}:")
            yield from _lines(value, depth + 2)
        else:
            yield from _lines(value, depth + 1)


def _line(place: str, depth: int, said: str) -> str:
    return f"{place:<6}{'  ' * depth}{said}"


def _tells(node: Any, field: Any) -> bool:
    """Whether a field says something that is not so for every node of its kind."""
    value = getattr(node, field.name)
    if field.name in ("span", "findings", "path") and isinstance(node, Chapter):
        return False
    default = field.default if field.default is not MISSING else None
    return field.name not in ("span", "mathml") and value not in (default, (), None)


def _is_tree(value: object) -> bool:
    if isinstance(value, tuple):
        return any(_is_tree(branch) for branch in value)
    return hasattr(value, "span")


def _said(name: str, value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else f"“{value}”"
    return shown if name in ("text", "tex", "label", "level", "style") else f"{name}={shown}"
