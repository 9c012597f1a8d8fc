"""What holds for every text: it is read, and whatever is found in it has its place in it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectoverso.model.manuscript import Chapter
from rectoverso.model.nodes import IndexMark, Note, Term, Text, walk
from rectoverso.model.source import Source, Span
from rectoverso.reading.frontmatter import KEYS, read_front_matter
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse, parse_all
from rectoverso.reading.toml import read_toml

# Each example starts a process of pandoc's, so there are fewer of them than usual, and no clock.
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(["نیم‌فاصله", "कर्म", "Tiếng", "word", "۱۹۰۵", "12", "و", "a"])
SIGNS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "    ", "*", "**", "_", "`", "```\n", "$", "~", "^", '"', "'", "\\"),
        *("[", "]", "{", "}", "(", ")", "<", ">", "!", "|", "#", "## ", "- ", "1. ", ": ", "> "),
        *(":::", "::: {.x}\n", "---\n", "***\n", "...\n", "[^1]", "[^1]: ", "^[", "@sec-a", "%"),
        *("[x]{.index}", "[]{.term key=a}", "](#sec-a)", "<!--", "-->", "<b>", "\\foo", "&amp;"),
        *("| a | b |\n|---|---|\n", "+---+\n", "title: ", "lang: fa\n", "\t", "\r", "\x07", "\x85"),
    ]
)
SCRIBBLES = st.lists(WORDS | SIGNS | st.characters(codec="utf-8"), max_size=40).map("".join)


def places(chapter: Chapter) -> list[Span]:
    """The place of every node and every finding of a chapter."""
    nodes = walk((chapter.title, chapter.subtitle, chapter.blocks))
    return [
        chapter.span,
        *(node.span for node in nodes),
        *(finding.span for finding in chapter.findings),
    ]


def lies_in(span: Span, source: Source) -> bool:
    """Whether a place is one of the source's characters, or the end of a line of it."""
    return (
        span.path == source.path
        and 1 <= span.line <= len(source.line_starts)
        and 1 <= span.column <= len(source.line(span.line)) + 1
    )


@given(st.lists(st.tuples(st.sampled_from(KEYS), SCRIBBLES), max_size=4))
def test_front_matter_reads_alike_with_and_without_libyaml(lines):
    head = "".join(f"{key}: {value}\n" for key, value in lines)
    source = Source("01.md", f"---\n{head}---\n\nText.\n")
    quickly = read_front_matter(source)

    with patch("yaml.__with_libyaml__", False):
        assert read_front_matter(source) == quickly


@FEW
@given(SCRIBBLES)
def test_any_text_parses_and_every_span_lies_inside_its_source(text):
    source = Source("01.md", text)

    chapter = parse(source, "fa", ("fa", "en"))

    assert [span for span in places(chapter) if not lies_in(span, source)] == []


# --- Chapters as authors write them --------------------------------------------------------


@st.composite
def numbered_pieces(draw):
    """A chapter whose words and marks all have a number of their own, in many kinds of block."""
    number = iter(range(1000))
    notes: list[str] = []

    def word() -> str:
        return f"{draw(WORDS)}{next(number)}"

    def inline(depth: int = 0) -> str:
        kinds = ["word", "word", "index", "term", "empty", "strong", "quoted", "code", "link"]
        if not depth:
            kinds += ["note", "inline note", "reference"]
        n = next(number)
        match draw(st.sampled_from(kinds)):
            case "index":
                return f'[i{n} {word()}]{{.index entry="x ]{{ {word()}"}}'
            case "term":
                return f"[t{n}]{{.term key=k{n}}}"
            case "empty":
                return f"{word()}[]{{.index entry=i{n}}}"
            case "strong":
                return f"**{word()} [i{n}]{{.index}}**"
            case "quoted":
                return f'"{word()}\'s [i{n}]{{.index}}..."'
            case "code":
                return f"`[{word()}]{{.index}}` \\[{word()}\\]"
            case "link":
                return f'[{word()}](https://example.org/{word()} "[{word()}]")'
            case "note":
                notes.append(f"[^{n}]: {line(1)}")
                return f"[^{n}]"
            case "inline note":
                return f"^[{word()} [i{n}]{{.index}}]"
            case "reference":
                return f"[see @sec-{n}]"
            case _:
                return f"{word()} &amp; -- {word()}"

    def line(depth: int = 0) -> str:
        pieces = draw(st.integers(1, 4))
        return " ".join([word(), *(inline(depth) for _ in range(pieces)), word()])

    def block() -> str:
        match draw(st.sampled_from(["text", "lines", "list", "quote", "table", "verse", "div"])):
            case "lines":
                return f"{line()}\n{line()}"
            case "list":
                return f"1. {line()}\n2. {line()}\n   - {line()}"
            case "quote":
                return f"> {line()}\n> {line()}"
            case "table":
                return f"| {word()} | {line(1)} |\n|---|:-:|\n| {line()} | {word()} |\n\n: {line()}"
            case "verse":
                return f"| {line()}\n|   {line()}"
            case "div":
                return f"::: {{lang=fa}}\n{line()}\n\n```\n{line(1)}\n```\n:::"
            case _:
                return line()

    blocks = [f"# {line(1)}", *(block() for _ in range(draw(st.integers(1, 6))))]
    cut = draw(st.integers(1, len(blocks)))
    return "\n\n".join([*blocks[:cut], *notes, *blocks[cut:]]) + "\n"


def written(node: object) -> str:
    """How a node with a number begins in the source; "" for nodes that have none."""
    match node:
        case IndexMark((Text(text), *_)) | Term((Text(text), *_)):
            return f"[{text.split()[0]}"
        case IndexMark((), (entry,)):
            return f"[]{{.index entry={entry}}}"
        case Text(text) if any(letter.isdigit() and letter.isascii() for letter in text):
            first = text.split()[0]
            return first if first[-1:].isdigit() else ""
        case Note():
            return "["
        case _:
            return ""


@FEW
@given(numbered_pieces())
def test_marks_and_words_stand_where_they_are_written(text):
    source = Source("01.md", text)
    chapter = parse(source, "fa")
    astray = {
        str(node.span): wanted
        for node in walk((chapter.title, chapter.blocks))
        if (wanted := written(node))
        and not source.line(node.span.line)[node.span.column - 1 :].lstrip(" ^").startswith(wanted)
    }

    assert astray == {}


# --- Projects ------------------------------------------------------------------------------

SETTINGS = st.sampled_from(
    [
        *("[book]\n", "title", "lang", "chapters", " = ", "[", "]", "{", "}", '"', "'", ",", "\n"),
        *('"A"', '"en"', '["*.md"]', "2026-11-21", "true", "1" * 5000, "# x", '"""', "authors"),
        *("[edition.print]\n", "size", '"A5"', "margins", "[[term]]\n", "term", "definition", "."),
    ]
)


@FEW
@given(
    st.lists(SETTINGS | SCRIBBLES, max_size=30).map("".join),
    st.lists(SETTINGS | SCRIBBLES, max_size=30).map("".join),
    st.binary(max_size=80),
)
def test_any_project_is_read_without_a_traceback(book, glossary, chapter):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "chapters").mkdir()
        for name, letters in (
            ("book.toml", book.encode()),
            ("glossary.toml", glossary.encode()),
            ("01.md", chapter),
        ):
            (root / "chapters" / name).write_bytes(letters)
        manuscript = read(root)
        chapters = parse_all(manuscript)

    assert len(chapters) == len(manuscript.chapters)
    assert {finding.span.path for finding in manuscript.findings} <= {
        "chapters/book.toml",
        "chapters/glossary.toml",
        "chapters/01.md",
    }


KEYS = st.text("abcdefgh", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers() | st.booleans() | st.text("a\"'[]{}#,=\n ", max_size=6),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=4), max_size=4))
def test_every_key_of_a_settings_file_is_found_where_it_is_written(tables):
    lines = []
    wanted = {}
    for name, values in tables.items():
        lines += ["# [remark]", f"[{name}] # x = 1"]
        for key, value in values.items():
            lines.append(f"  {key} = {json.dumps(value)}")
            wanted[name, key] = Span("book.toml", len(lines), 3)
    file = read_toml(Source("book.toml", "\n".join(lines)))

    assert file.values == tables
    assert {path: file.place(*path) for path in wanted} == wanted
