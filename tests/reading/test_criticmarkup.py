"""Editors' marks go out of a text before pandoc reads it, and every letter keeps its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.model.nodes import Passage, Text, plain, walk
from rectoverso.model.source import Source
from rectoverso.reading.criticmarkup import EditorMark, editor_marks, prepared, settled
from rectoverso.reading.markup import parse

WORDS = st.sampled_from(
    ["کتاب", " می‌رود ", "one", " two ", " *em* ", " **strong** ", "पहाड", "!", " [x]{lang=fa} ", "‌"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("".join)
MARKS = st.one_of(
    TEXTS.map("{{++{}++}}".format),
    TEXTS.map("{{--{}--}}".format),
    st.tuples(TEXTS, TEXTS).map(lambda pair: f"{{~~{pair[0]}~>{pair[1]}~~}}"),
    TEXTS.map("{{=={}==}}".format),
    TEXTS.map("{{>>{}<<}}".format),
)
PARAGRAPHS = st.lists(st.one_of(TEXTS, MARKS), min_size=1, max_size=6).map("".join)


def read(text, manner):
    return parse(Source("a.md", text, prepared(text, manner)), "en")


def said(tree):
    return re.sub(r"\s+", " ", plain(tree)).strip()


def test_the_five_marks_are_found_where_they_stand():
    text = "a{++b++} {--c--}\n{~~d~>e~~} {==f==}{>>g<<} `{++h++}`\n\n~~~\n{--i--}\n~~~\n"

    assert editor_marks(text) == (
        EditorMark("insertion", 1, 8, new="b"),
        EditorMark("deletion", 9, 16, old="c"),
        EditorMark("substitution", 17, 27, "d", "e"),
        EditorMark("highlight", 28, 35, "f", "f"),
        EditorMark("comment", 35, 42, new="g"),
    )


def test_marks_are_accepted_and_rejected_all_or_some():
    text = "a{++b++} {--c--} {~~d~>e~~} {==f==}{>>g<<}"

    assert settled(text, "accept") == "ab  e f"
    assert settled(text, "reject") == "a c d f"
    assert settled(text, "accept", frozenset({1, 17})) == "ab {--c--} e {==f==}{>>g<<}"


@given(PARAGRAPHS, st.sampled_from(["accept", "reject", "show"]))
def test_a_text_keeps_its_length_and_its_lines(text, manner):
    found = prepared(text, manner)

    assert len(found) == len(text)
    assert found.count("\n") == text.count("\n")


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["accept", "reject"]))
def test_what_is_read_is_what_would_be_written(text, manner):
    written = parse(Source("a.md", settled(text, manner)), "en")

    assert said(read(text, manner).blocks) == said(written.blocks)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_words_stand_where_they_are_written_whatever_marks_are_round_them(text):
    source = Source("a.md", text, prepared(text, "show"))
    for node in walk(parse(source, "en").blocks):
        if isinstance(node, Text) and not node.text[0].isspace():
            place = source.line_starts[node.span.line - 1] + node.span.column - 1
            assert source.text[place] == node.text[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b {++c* d++} e", [("insertion", "c", 9), ("insertion", " d", 11)]),
        ("{~~old *text*~>new~~}", [("deletion", "old ", 4), ("deletion", "text", 9)]),
        ("wo{--r--}d{>>*why*?<<}", [("deletion", "r", 6), ("comment", "why", 15)]),
        ("N^[a {++b++}]", [("insertion", "b", 9)]),
        ("# A {++b++}", [("insertion", "b", 8)]),
        ("{++## B++}", [("insertion", "B", 7)]),
        ("| {++a++} | b |\n|---|---|\n| c | d |", [("insertion", "a", 6)]),
        ("[a{++b++}]{.term}", [("insertion", "b", 6)]),
    ],
)
def test_marks_are_shown_across_markup_at_their_place(text, shown):
    chapter = read(text, "show")
    found = [
        (node.classes[-1], plain(node), node.span.column)
        for node in walk((chapter.title, chapter.blocks))
        if isinstance(node, Passage)
    ]

    assert found[: len(shown)] == shown


def test_whole_blocks_come_and_go():
    text = "One.\n\n{--Two.\n\n## Three--}\n\n{++- four++}\n{++- five\n++}- six\n"

    assert [type(block).__name__ for block in read(text, "accept").blocks] == [
        "Paragraph",
        "BulletList",
    ]
    assert [type(block).__name__ for block in read(text, "reject").blocks] == [
        "Paragraph",
        "Paragraph",
        "Heading",
        "BulletList",
    ]


def test_a_div_comes_and_goes_with_its_fences():
    text = "{++::: verse\n| line\n:::++}\n\n{--::: note\n\none\n:::--}\n"

    assert [type(block).__name__ for block in read(text, "accept").blocks] == ["Verse"]
    assert [type(block).__name__ for block in read(text, "reject").blocks] == ["Division"]
    assert [said(block) for block in read(text, "show").blocks] == ["line", "one"]


def test_an_address_may_have_been_changed():
    text = "[a](https://b.org/{--c--}{++d++}) ![e](f{++.svg++}){alt=g}"

    (paragraph,) = read(text, "accept").blocks
    link, _, picture = paragraph.children
    assert (link.url, picture.path) == ("https://b.org/d", "f.svg")


def test_paragraphs_join_where_what_parts_them_goes():
    (joined,) = read("One {--two.\n\nThree--} four.", "accept").blocks

    assert said(joined) == "One four."


def test_a_table_that_is_drawn_keeps_its_columns():
    text = "+---------+---+\n| {++a++} | b |\n+---------+---+\n"
    (table,) = read(text, "accept").blocks

    assert [said(cell.blocks) for cell in table.body[0].cells] == ["a", "b"]


def test_a_title_in_the_front_matter_may_have_marks():
    text = '---\ntitle: "The {--old--}{++new++} wall"\nlang: en\n---\n\nText.\n'

    assert said(read(text, "accept").title) == "The new wall"
    assert said(read(text, "reject").title) == "The old wall"


@pytest.mark.parametrize("text", ["{++", "{~~", "{++a", "`{++a++}` ", "{++a++} `b` ", "{--\n"])
def test_many_marks_or_beginnings_of_such_take_no_time_to_speak_of(text):
    many = text * 20_000

    assert len(prepared(many, "show")) == len(many)
