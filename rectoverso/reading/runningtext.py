"""Running text: words of pandoc's and the spaces between them, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rectoverso.model.nodes import Inline, Passage, Text
from rectoverso.model.source import Span
from rectoverso.reading.criticmarkup import BEGINS

# What stands in the source for pandoc's spaces.
SEPARATORS = {"Space": " ", "SoftBreak": "\n"}


def joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines with neighbouring texts joined; where something was left out, one space stays."""
    return tuple(_runs(inlines))


def _runs(inlines: Iterable[Inline]) -> Iterator[Inline]:
    words: list[str] = []
    place = Span("")
    for node in inlines:
        if not isinstance(node, Text):
            if words:
                yield Text("".join(words), place)
                words = []
            yield node
        elif not words:
            words, place = [node.text], node.span
        elif node.text != " " or not words[-1].endswith(" "):
            words.append(node.text)
    if words:
        yield Text("".join(words), place)


def merged(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines with neighbouring passages of the same editors' marks joined into one."""
    found: list[Inline] = []
    for node in inlines:
        match found[-1:], node:
            case [Passage(before, "", kinds, "", "", span)], Passage(children, "", others, "", ""):
                if kinds == others and kinds and set(kinds) <= set(BEGINS.values()):
                    found[-1] = Passage(joined((*before, *children)), "", kinds, span=span)
                    continue
            case _:
                pass
        found.append(node)
    return tuple(found)


def word_by_word(values: Iterable[Any]) -> Iterator[Any]:
    """Pandoc's words and spaces; a row of words that stands where a word would, each by itself."""
    for value in values:
        if value["t"] != "Str":
            yield value
            continue
        for place, word in enumerate(value["c"].split(" ")):
            if place:
                yield {"t": "Space"}
            yield {"t": "Str", "c": word}


def words_of(values: Iterable[Any]) -> str:
    """The text of pandoc's inlines."""
    said: list[str] = []
    for value in values:
        content = value.get("c")
        match value["t"]:
            case "Str":
                said.append(content)
            case "Space" | "SoftBreak" | "LineBreak":
                said.append(" ")
            case "Code" | "Math":
                said.append(content[1])
            case "Span" | "Link" | "Quoted" | "Cite":
                said.append(words_of(content[1]))
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                said.append(words_of(content))
    return "".join(said)
