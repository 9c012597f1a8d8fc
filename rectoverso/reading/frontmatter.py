"""Read the front matter of a chapter: YAML between two lines of `---`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import yaml

from rectoverso.model.manuscript import KINDS
from rectoverso.model.nodes import Direction
from rectoverso.model.rules import manuscript as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.labels import composed
from rectoverso.reading.nearest import nearest, nearest_language

KEYS = (
    "title",
    "short-title",
    "subtitle",
    "authors",
    "type",
    "id",
    "lang",
    "dir",
    "numbered",
    "status",
    "source",
)
# What is one word, behind which a # begins a remark.
_ONE_WORD = frozenset(("type", "id", "lang", "dir", "numbered"))
DIRECTIONS: dict[str, Direction] = {"ltr": "ltr", "rtl": "rtl", "auto": "auto"}
_OPENING = re.compile(r"\A---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LINES = re.compile(
    r"(?:[\w-]+:[^\t!|>\[\]{}\n\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    r"\N{ZERO WIDTH NO-BREAK SPACE}]*\n)*"
)
_KEY = re.compile(r"\s*([\w-]+)[ \t]*:[ \t]+(\S.*)")
# Signs that mean something to YAML at the beginning of a text.
_SIGNS = "@`%&*!|>[]{},?#"
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text of the front matter, and where it stands in the file."""

    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; `body` is the offset at which the chapter begins."""

    body: int
    title: Scalar = Scalar()
    subtitle: Scalar = Scalar()
    short_title: str = ""
    authors: tuple[str, ...] = ()
    kind: str = "chapter"
    id: str = ""
    lang: str = ""
    direction: Direction = ""
    numbered: bool = True
    source: str = ""
    status: str = ""
    findings: tuple[Finding, ...] = ()


def read_front_matter(source: Source, languages: Sequence[str] = ()) -> FrontMatter:
    """The front matter of a chapter file; `languages` are those known (none given: all are)."""
    opening = _OPENING.match(source.text)
    if opening is None:
        return FrontMatter(0)
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        blank = source.text.find("\n\n", opening.end())
        body = len(source.text) if blank < 0 else blank
        return FrontMatter(body, findings=(rules.unclosed_front_matter(source.span(0)),))
    text = source.text[opening.end() : closing.start()]
    head = FrontMatter(closing.end())
    start = opening.end()
    try:
        tree = _composed(text)
    except yaml.MarkedYAMLError as trouble:
        return replace(head, findings=(_broken(trouble, source, start),))
    except yaml.reader.ReaderError as trouble:
        said = rules.broken_front_matter(
            source.span(start + trouble.position), "a character that is none", "take it out"
        )
        return replace(head, findings=(said,))
    except RecursionError:
        said = rules.broken_front_matter(
            source.span(0), "it is nested too deeply", "write each line as name: text"
        )
        return replace(head, findings=(said,))
    match tree:
        case None:
            return head
        case yaml.MappingNode():
            return _Reader(source, start, languages).read(tree, head)
        case _:
            said = rules.broken_front_matter(
                source.span(start + tree.start_mark.index),
                "it is no list of names",
                "write each line as name: text",
            )
            return replace(head, findings=(said,))


def _composed(text: str) -> yaml.Node | None:
    """What YAML makes of a text.

    Of a line for each name libyaml makes the same, in a twentieth of the time; what it says of
    faults, and what it thinks of other signs and breaks of lines, is another matter.
    """
    if yaml.__with_libyaml__ and _LINES.fullmatch(text):
        with suppress(yaml.YAMLError, UnicodeEncodeError):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _broken(trouble: yaml.MarkedYAMLError, source: Source, start: int) -> Finding:
    """YAML's complaint in the author's words: nearly always some text wants quotes."""
    # What is never closed was opened where the context says; all else is where the problem is.
    unclosed = "flow" in (trouble.context or "") or "quoted" in (trouble.context or "")
    mark = trouble.context_mark if unclosed else trouble.problem_mark or trouble.context_mark
    span = source.span(start + (mark.index if mark else 0))
    line = source.line(span.line)
    problem = str(trouble.problem or "it is not YAML")
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return rules.broken_front_matter(span, "a line begins with a tab", "write spaces instead")
    found = _KEY.fullmatch(line)
    if found is None:
        return rules.broken_front_matter(span, problem, "write each line as name: text")
    name, value = found[1], found[2].rstrip()
    place = replace(span, column=found.start(2) + 1)
    if value.startswith(('"', "'")):
        return rules.broken_front_matter(
            place, f"the quotes of “{name}” are not right", "quotes stand at both ends of a text"
        )
    said = "a text with a colon in it" if ": " in value else problem
    if value[0] in _SIGNS:
        said = f"a text begins with {value[0]}"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return rules.broken_front_matter(place, said, f'put the {name} in quotes: {name}: "{quoted}"')


def _names(nodes: Sequence[yaml.ScalarNode]) -> tuple[str, ...]:
    """The texts of nodes, those that are empty left out: what YAML calls null is no name."""
    said = (" ".join(node.value.split()) for node in nodes if not node.tag.endswith(":null"))
    return tuple(filter(None, said))


class _Reader:
    """Reads one front matter; gathers findings."""

    def __init__(self, source: Source, start: int, languages: Sequence[str]) -> None:
        self.source = source
        self.start = start
        self.languages = languages
        self.findings: list[Finding] = []

    def read(self, tree: yaml.MappingNode, head: FrontMatter) -> FrontMatter:
        values: dict[str, yaml.Node] = {}
        for key, value in tree.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in values:
                self.findings.append(rules.key_written_twice(self._span(key), name))
            elif name in KEYS:
                values[name] = value
            else:
                said = rules.unknown_key(self._span(key), name, nearest(name, KEYS), KEYS)
                self.findings.append(said)
        found = replace(
            head,
            title=self._scalar(values, "title"),
            subtitle=self._scalar(values, "subtitle"),
            short_title=self._scalar(values, "short-title").text,
            authors=self._authors(values),
            kind=self._kind(values),
            id=composed(self._scalar(values, "id").text),
            lang=self._lang(values),
            direction=self._direction(values),
            numbered=self._numbered(values),
            source=self._scalar(values, "source").text,
            status=self._scalar(values, "status").text,
        )
        return replace(found, findings=tuple(self.findings))

    def _scalar(self, values: dict[str, yaml.Node], name: str) -> Scalar:
        node = values.get(name)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
            return Scalar()
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, name, "a text")
            return Scalar()
        start = self.start + node.start_mark.index
        end = self.start + node.end_mark.index
        rest = self.source.text[end:].partition("\n")[0]
        cut = not node.style and rest.lstrip().startswith("#")
        if cut and name not in _ONE_WORD:
            self.findings.append(rules.title_cut_short(self._span(node), name))
        if node.style in ("'", '"'):
            start, end = start + 1, end - 1
        return Scalar(" ".join(node.value.split()), start, end)

    def _span(self, node: yaml.Node) -> Span:
        return self.source.span(self.start + node.start_mark.index)

    def _wrong(self, node: yaml.Node, name: str, wanted: str) -> None:
        self.findings.append(rules.wrong_value(self._span(node), name, wanted))

    def _authors(self, values: dict[str, yaml.Node]) -> tuple[str, ...]:
        node = values.get("authors")
        match node:
            case None:
                return ()
            case yaml.ScalarNode():
                return _names([node])
            case yaml.SequenceNode() if all(isinstance(n, yaml.ScalarNode) for n in node.value):
                return _names(node.value)
            case _:
                self._wrong(node, "authors", "a name or a list of names")
                return ()

    def _kind(self, values: dict[str, yaml.Node]) -> str:
        kind = self._scalar(values, "type").text
        if kind and kind not in KINDS:
            span = self._span(values["type"])
            self.findings.append(rules.unknown_kind(span, kind, nearest(kind, KINDS)))
            return "chapter"
        return kind or "chapter"

    def _lang(self, values: dict[str, yaml.Node]) -> str:
        lang = self._scalar(values, "lang").text
        if lang and self.languages and lang not in self.languages:
            span = self._span(values["lang"])
            self.findings.append(
                rules.unknown_language(span, lang, nearest_language(lang, self.languages))
            )
            return ""
        return lang

    def _direction(self, values: dict[str, yaml.Node]) -> Direction:
        said = self._scalar(values, "dir").text
        if said and said not in DIRECTIONS:
            self._wrong(values["dir"], "dir", "ltr, rtl or auto")
        return DIRECTIONS.get(said, "")

    def _numbered(self, values: dict[str, yaml.Node]) -> bool:
        said = self._scalar(values, "numbered").text.lower()
        if said and said not in _BOOLEANS:
            self._wrong(values["numbered"], "numbered", "true or false")
        return _BOOLEANS.get(said, True)
