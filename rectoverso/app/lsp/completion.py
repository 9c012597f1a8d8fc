"""Complete what an author has begun: labels, works, terms, entries of the index, codes."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lsprotocol.types import CompletionItem, CompletionItemKind, TextEdit

from rectoverso.app.lsp.names import Names
from rectoverso.app.lsp.ruler import Ruler
from rectoverso.app.lsp.things import NAME
from rectoverso.model.headings import written
from rectoverso.model.nodes import plain
from rectoverso.model.rules import RULES

TRIGGERS = ("@", "#", "[", '"', "!", "=", ";")

_REFERENCE = regex.compile(rf"@((?:{NAME})?[:.#$%&+?<>~/-]*)$")
_LINK = regex.compile(rf"\]\(#((?:{NAME})?[:.-]*)$")
_ATTRIBUTE = regex.compile(r"""\{([^{}]*?)\b([a-z-]+)=(?|(")([^"{}]*)|()([^\s"{}]*))$""")
_TERM = regex.compile(r"(?<!\!)\[([^\[\]{}@^]*)$")
_CODE = regex.compile(r"rectoverso:\s*ignore\s(?:[A-Z0-9,\s]*[\s,])?([A-Z]?\d*)$")


def completions(names: Names, ruler: Ruler, offset: int) -> list[CompletionItem]:
    """What may stand at an offset, given what stands before it on its line."""
    start = ruler.source.text.rfind("\n", 0, offset) + 1
    before = ruler.source.text[start:offset]
    if begun := _CODE.search(before):
        return [
            _item(ruler, offset, begun[1], code, CompletionItemKind.Constant, _brief(code))
            for code in sorted(RULES)
        ]
    if begun := _ATTRIBUTE.search(before):
        return list(_values(names, ruler, offset, begun))
    if begun := _REFERENCE.search(before):
        return [*_labels(names, ruler, offset, begun[1]), *_works(names, ruler, offset, begun[1])]
    if begun := _LINK.search(before):
        return list(_labels(names, ruler, offset, begun[1]))
    if begun := _TERM.search(before):
        return list(_terms(names, ruler, offset, begun[1]))
    return []


def _labels(names: Names, ruler: Ruler, offset: int, begun: str) -> Iterator[CompletionItem]:
    for label, target in sorted(names.book.targets.items()):
        named = f"{target.kind} {target.number}".strip()
        title = plain(target.title)
        told = f"{named}: {title}" if title else named
        yield _item(ruler, offset, begun, label, CompletionItemKind.Reference, told)


def _works(names: Names, ruler: Ruler, offset: int, begun: str) -> Iterator[CompletionItem]:
    for key, span in sorted(names.works.items()):
        yield _item(ruler, offset, begun, key, CompletionItemKind.Value, f"{span.path}:{span.line}")


def _terms(names: Names, ruler: Ruler, offset: int, begun: str) -> Iterator[CompletionItem]:
    """The terms, each with what makes a mark of it; a bracket that is closed already is used."""
    closed = 1 if ruler.source.text.startswith("]", offset) else 0
    for entry in names.terms.values():
        told = " ".join(plain(block) for block in entry.definition)
        yield _item(
            *(ruler, offset, begun, entry.term, CompletionItemKind.Text, told),
            new=f"{entry.term}]{{.term}}",
            behind=closed,
        )


def _values(
    names: Names, ruler: Ruler, offset: int, begun: regex.Match[str]
) -> Iterator[CompletionItem]:
    """The values of the attributes of marks."""
    said, name, quote, value = begun.groups()
    several = name in ("see", "see-also") and ";" in value
    value = value.rpartition(";")[2].lstrip() if several else value
    offered: dict[str, str] = {}
    match name:
        case "entry" | "see" | "see-also":
            offered = {written(path): "index" for path in names.entries}
        case "key" if ".term" in said:
            offered = {key: entry.term for key, entry in names.terms.items()}
        case "key":
            offered = {key: written(entry.path) for key, entry in names.keyed.items()}
        case "index":
            offered = dict(names.book.settings.index.titles)
        case "lang":
            offered = dict.fromkeys(sorted(names.manuscript.locales), "")
        case _:
            pass
    for text, told in offered.items():
        new = text if quote else f'"{text}"'
        yield _item(ruler, offset, value, text, CompletionItemKind.Value, told, new=new)


def _item(
    ruler: Ruler,
    offset: int,
    begun: str,
    text: str,
    kind: CompletionItemKind,
    told: str,
    *,
    new: str = "",
    behind: int = 0,
) -> CompletionItem:
    """One offer, which takes the place of what was begun, and of some letters behind it."""
    place = ruler.range(offset - len(begun), offset + behind)
    return CompletionItem(
        label=text,
        kind=kind,
        detail=told,
        # What is typed further is compared with this: all that the offer takes the place of.
        filter_text=text,
        text_edit=TextEdit(place, new or text),
    )


def _brief(code: str) -> str:
    return RULES[code].explanation.partition("\n")[0]
