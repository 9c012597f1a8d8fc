"""Understand index marks of other tools, and say them in our words.

LaTeX's `\\index{a!b|see{c}}`, and what pandoc's readers make of such marks: AsciiDoc's
`.index term="a,b"`, DocBook's `.indexterm primary="a" secondary="b"`, Word's `.indexref
entry="a:b"`. (Sources: makeindex(1); pandoc's readers AsciiDoc, DocBook and Docx.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rectoverso.model.headings import written
from rectoverso.model.nodes import Inline
from rectoverso.model.rules import marks as rules
from rectoverso.model.source import Correction, Span
from rectoverso.reading.attributes import Attributes
from rectoverso.reading.indexmarks import index_mark

if TYPE_CHECKING:
    from rectoverso.reading.inlines import Inlines

_TEX = re.compile(r"\\index\s*(?:\[([^\]]*)\])?\s*\{(.*)\}\s*", re.DOTALL)
# `"` takes its meaning from the sign behind it.
_TEX_SIGN = re.compile(r'"(.)|([!@|])', re.DOTALL)
_TEX_LOOK = re.compile(r"\\(textit|emph|textsl|textbf|textsc|textrm|texttt)\s*\{([^{}]*)\}")
_TEX_SEE = re.compile(r"(see|seealso)\s*\{(.*)\}", re.DOTALL)
_TERMS = re.compile(r'\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)')
_SEE = re.compile(r"see\s+(also\s+)?(.+)", re.IGNORECASE | re.DOTALL)
_SIGNS = {"textit": "*", "emph": "*", "textsl": "*", "textbf": "**"}
MENTIONS = {"textbf": "principal", "bf": "principal", "main": "principal", "n": "note"}
FOREIGN = ("indexterm", "indexref", "startofrange", "endofrange")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A mark of another tool: whose it is, and what it says in our words.

    `opens` is the name of a range that it opens, `closes` of one that it closes.
    """

    tool: str
    attributes: Attributes
    opens: str = ""
    closes: str = ""


def said_our_way(reader: Inlines, read: Attributes, span: Span) -> Attributes:
    """The attributes of a bracketed text just read; those of another tool's mark in our words."""
    mark = _span_mark(read)
    if mark is None:
        return read
    ours = mark.attributes
    if mark.opens:
        reader.foreign_ranges[mark.opens] = ours.value("entry")
    elif mark.closes and not ours.value("entry"):
        entry = reader.foreign_ranges.get(mark.closes, "")
        ours = replace(ours, values={**_filled({"entry": entry}), **(ours.values or {})})
    old = reader.finger.since(span)
    if cut := old.rfind("]{") + 1:
        _offer(reader, span, mark.tool, old, old[:cut] + as_written(ours))
    return ours


def tex_mark(reader: Inlines, text: str) -> tuple[Inline, ...] | None:
    """What stands for a piece of TeX that is an index mark; None if it is none."""
    mark = _tex_mark(text)
    if mark is None:
        return None
    span = reader.finger.word(text)
    found, said = index_mark(mark.attributes, (), span)
    reader.findings += said
    if found is None:
        return ()
    _offer(reader, span, mark.tool, text, "[]" + as_written(mark.attributes))
    return (found,)


def _offer(reader: Inlines, span: Span, tool: str, old: str, new: str) -> None:
    said = rules.mark_of_another_tool(span, tool, new)
    reader.findings.append(replace(said, correction=Correction(old, new)))


def _span_mark(attributes: Attributes) -> Foreign | None:
    classes = attributes.classes
    if "indexterm" in classes:
        return _docbook(attributes)
    if "indexref" in classes:
        return _word(attributes)
    if "index" in classes and attributes.value("term"):
        levels = [quoted or bare for quoted, bare in _TERMS.findall(attributes.value("term"))]
        return Foreign("AsciiDoc", _ours(attributes, {"entry": _entry(levels)}, "term"))
    return None


def _docbook(attributes: Attributes) -> Foreign:
    levels = [attributes.value(name) for name in ("primary", "secondary", "tertiary")]
    values = {
        "entry": _entry(levels),
        "see": attributes.value("see"),
        "see-also": attributes.value("seealso"),
        "sort": attributes.value("sortas"),
    }
    kind = attributes.value("class") or next(iter({*FOREIGN[2:]} & {*attributes.classes}), "")
    name = attributes.id or attributes.value("startref")
    if kind == "startofrange":
        values["range"] = "open"
    elif kind == "endofrange":
        values["range"] = "close"
    own = ("primary", "secondary", "tertiary", "seealso", "sortas", "class", "startref")
    return Foreign(
        "DocBook",
        _ours(replace(attributes, id="") if kind else attributes, values, *own),
        name if kind == "startofrange" else "",
        name if kind == "endofrange" else "",
    )


def _word(attributes: Attributes) -> Foreign:
    values = {
        "entry": _entry(attributes.value("entry").split(":")),
        "sort": attributes.value("yomi"),
    }
    if found := _SEE.match(attributes.value("crossref")):
        values["see-also" if found[1] else "see"] = found[2]
    if "bold" in (attributes.values or {}):
        values["mention"] = "principal"
    return Foreign("Word", _ours(attributes, values, "crossref", "yomi", "bold", "italic"))


def _tex_mark(text: str) -> Foreign | None:
    found = _TEX.fullmatch(text)
    if found is None:
        return None
    entry, manner = _parted(found[2])
    values = {"index": found[1] or "", **entry}
    if see := _TEX_SEE.fullmatch(manner):
        values["see-also" if see[1] == "seealso" else "see"] = _looks(see[2]).replace(",", "!")
    elif manner[:1] in "()" and manner:
        values["range"] = "open" if manner[0] == "(" else "close"
        manner = manner[1:]
    if mention := MENTIONS.get(manner):
        values["mention"] = mention
    return Foreign("LaTeX", Attributes("", ("index",), _filled(values)))


def _parted(said: str) -> tuple[dict[str, str], str]:
    """Entry and sort keys, level by level, and what stands behind the bar."""
    shown, sorts, manner = [""], [""], ""
    at = 0
    for sign in _TEX_SIGN.finditer(said):
        shown[-1] += said[at : sign.start()] + (sign[1] or "")
        at = sign.end()
        match sign[2]:
            case "!":
                shown.append("")
                sorts.append("")
            case "@":
                sorts[-1], shown[-1] = shown[-1], ""
            case "|":
                manner, at = said[at:], len(said)
                break
            case _:
                pass
    shown[-1] += said[at:]
    values = {"entry": _entry([_looks(level) for level in shown])}
    if any(sorts):
        values["sort"] = _entry(sorts)
    return values, manner.strip()


def _looks(tex: str) -> str:
    """TeX's italics and bold as Markdown's; of other commands only the text stays."""
    before = None
    while tex != before:
        before = tex
        tex = _TEX_LOOK.sub(lambda m: f"{(s := _SIGNS.get(m[1], ''))}{m[2]}{s}", tex)
    return re.sub(r"\\([&%$#_{}])", r"\1", tex).replace("~", " ").strip()


def _entry(levels: list[str]) -> str:
    while levels and not levels[-1].strip():
        levels = levels[:-1]
    return written(level.strip() for level in levels)


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _ours(attributes: Attributes, values: Mapping[str, str], *theirs: str) -> Attributes:
    """The attributes with these values, and without those that only the other tool knows."""
    kept = {n: v for n, v in (attributes.values or {}).items() if n not in (*theirs, *values)}
    classes = tuple(name for name in attributes.classes if name not in (*FOREIGN, "index"))
    return replace(attributes, classes=("index", *classes), values={**_filled(values), **kept})


def as_written(attributes: Attributes) -> str:
    """Attributes as an author would write them, curly brackets and all."""
    named = [f"#{attributes.id}"] if attributes.id else []
    named += [f".{name}" for name in attributes.classes]
    for name, value in (attributes.values or {}).items():
        safe = value.replace("\\", "\\\\").replace('"', '\\"')
        named.append(f'{name}="{safe}"')
    return f"{{{' '.join(named)}}}"
