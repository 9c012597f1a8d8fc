"""Tell what a link is: a reference to a label of the book, or a way out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rectoverso.model.nodes import Inline, Link, Reference, ReferenceForm, Text
from rectoverso.model.rules import syntax
from rectoverso.model.source import Span
from rectoverso.reading import links, marks
from rectoverso.reading.attributes import Attributes
from rectoverso.reading.criticmarkup import ANY
from rectoverso.reading.labels import composed

if TYPE_CHECKING:
    from rectoverso.reading.inlines import Inlines

_OPENING = re.compile(r"(?<!\\)[\[<]")
# Classes that say what a reference prints, and those by which pandoc knows a bare address.
_OURS = ("page", "relative", "uri", "email")


def link(reader: Inlines, attributes: Any, content: Any, target: Any) -> tuple[Inline, ...]:
    """What pandoc takes for a link."""
    finger = reader.finger
    span = finger.opening(_OPENING)
    children = reader.inlines(content)
    if finger.text.startswith(">", finger.at):
        finger.at += 1
    else:
        finger.bracket()
    read = reader.attributes(attributes, span)
    reader.findings += read.unknown(span, marks.TEXT_ATTRIBUTES)
    address = ANY.sub("", target[0])
    if address in ("", "#"):
        reader.findings.append(syntax.empty_reference(span))
        return children
    if address.startswith("#"):
        node: Inline = _reference(address[1:], read, children, span)
    else:
        reader.findings += links.addressed(address, span)
        node = Link(children or (Text(address, span),), links.written(address), span)
    found, said = marks.passage(read.without(*_OURS), (node,), span, read.value("lang"))
    reader.findings += said
    return found


def _reference(label: str, read: Attributes, children: tuple[Inline, ...], span: Span) -> Reference:
    form: ReferenceForm = "text" if children else "name"
    if "page" in read.classes:
        form = "text-page" if children else "page"
        form = "nearness" if "relative" in read.classes and not children else form
    return Reference(composed(unquote(label)), form, children, span=span)
