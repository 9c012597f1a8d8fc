"""What an editor is offered, told and shown of the names of a book."""

import pytest

from tests.books import write_project
from tests.lsp.editors import Editor

GLOSSARY = """\
[[term]]
key = "soviet"
term = "شورا"
lang = "fa"
definition = "انجمن کارگران."
aliases = ["شوراها"]
translations = { en = "soviet" }
"""
INDEX = """\
[[entry]]
key = "trotsky"
entry = "تروتسکی، لئون"
lang = "fa"
original = "Leon Trotsky"
"""
WORKS = "@book{roe2001,\n  author = {Jane Roe},\n  title = {The Gate},\n  date = {2001}\n}\n"
FIRST = """\
---
title: اعتصاب
lang: fa
id: sec-اعتصاب
---

## دروازه {#sec-gate}

![نقشه](figures/map.svg){#fig-map alt="نقشه"}

شوراها و [تروتسکی]{.index key="trotsky"} و [نان]{.index entry="غذا!نان"} و @roe2001.
"""
SECOND = """\
---
title: The wall
id: sec-wall
---

See 😀 @sec-اعتصاب and [the gate](#sec-gate) and @fig-map and [soviet]{.term}.

<!-- rectoverso: ignore T101 because it is quoted -->
"""
FILES = {
    "01.md": FIRST,
    "02.md": SECOND,
    "glossary.toml": GLOSSARY,
    "index.toml": INDEX,
    "references.bib": WORKS,
    "figures/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """An editor with both chapters open, and their paths."""
    root = write_project(tmp_path_factory.mktemp("book"), FILES, lang="en")
    first, second = (root / "chapters" / name for name in ("01.md", "02.md"))
    editor = Editor(root)
    editor.open(first)
    editor.open(second)
    editor.diagnostics(first)
    yield editor, first, second
    assert editor.end() == (0, "")


@pytest.fixture
def desk(begun):
    """The same, with the chapters as they were."""
    editor, first, second = begun
    editor.change(first, FIRST)
    editor.change(second, SECOND)
    return begun


def written(editor, path, line):
    """Put a line in front of the last, and give it back."""
    editor.change(path, f"{editor.texts[path]}\n{line}\n")
    return line


def test_labels_and_works_are_offered_behind_an_at_sign(desk):
    editor, _, second = desk
    line = written(editor, second, "Look 😀 at @sec-اعت and on.")

    offered = editor.offered(second, line, "Look 😀 at @sec-اعت")

    assert {"sec-اعتصاب", "sec-gate", "fig-map", "sec-wall", "roe2001"} <= set(offered)
    assert offered["sec-اعتصاب"] == "Look 😀 at @sec-اعتصاب and on."
    assert offered["fig-map"] == "Look 😀 at @fig-map and on."


def test_labels_are_offered_in_links(desk):
    editor, _, second = desk
    line = written(editor, second, "See [this](#sec) now.")

    assert editor.offered(second, line, "See [this](#sec")["sec-gate"] == (
        "See [this](#sec-gate) now."
    )


def test_terms_are_offered_in_brackets_with_their_mark(desk):
    editor, first, _ = desk
    line = written(editor, first, "کنار [شو] بود")

    assert editor.offered(first, line, "کنار [شو") == {"شورا": "کنار [شورا]{.term} بود"}


@pytest.mark.parametrize(
    ("line", "behind", "label", "expected"),
    [
        (
            '[x]{.index entry="غذ"}',
            '[x]{.index entry="غذ',
            "غذا!نان",
            '[x]{.index entry="غذا!نان"}',
        ),
        ("[x]{.index key=tr}", "[x]{.index key=tr", "trotsky", '[x]{.index key="trotsky"}'),
        ('[x]{.term key=""}', '[x]{.term key="', "soviet", '[x]{.term key="soviet"}'),
        (
            '[x]{.index see-also="a; تر"}',
            '[x]{.index see-also="a; تر',
            "تروتسکی، لئون",
            '[x]{.index see-also="a; تروتسکی، لئون"}',
        ),
        ("[x]{lang=f}", "[x]{lang=f", "fa", '[x]{lang="fa"}'),
        (
            "<!-- rectoverso: ignore B1",
            "<!-- rectoverso: ignore B1",
            "B101",
            "<!-- rectoverso: ignore B101",
        ),
    ],
)
def test_what_marks_may_say_is_offered(desk, line, behind, label, expected):
    editor, _, second = desk
    written(editor, second, line)

    offered = editor.offered(second, line, line[: line.index(behind)] + behind)

    assert offered[label] == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("اعتصاب and", "**chapter ۱**: اعتصاب\n\nchapters/01.md:2"),
        ("sec-gate)", "**section ۱\N{RIGHT-TO-LEFT MARK}.۱**: دروازه\n\nchapters/01.md:7"),
        ("soviet]{.term}", "**شورا**\n\nانجمن کارگران.\n\n- en: soviet"),
        ("T101", None),
    ],
)
def test_what_is_pointed_at_is_explained(desk, words, said):
    editor, _, second = desk

    shown = editor.hover(second, words)

    if said is None:
        assert shown.startswith("warning[T101] ")
    else:
        assert shown == said


def test_terms_entries_and_works_are_explained_in_a_text_from_right_to_left(desk):
    editor, first, _ = desk

    assert editor.hover(first, "شوراها") == "**شورا**\n\nانجمن کارگران.\n\n- en: soviet"
    assert editor.hover(first, "تروتسکی]") == (
        "**تروتسکی، لئون** (Leon Trotsky)\n\n1 mark in the index"
    )
    assert editor.hover(first, "نان]") == "**غذا › نان**\n\n1 mark in the index"
    assert "The Gate" in editor.hover(first, "roe2001")
    assert editor.hover(first, "دروازه {") == ""


def test_everything_with_a_name_leads_to_where_it_is_described(desk):
    editor, first, second = desk

    assert editor.definition(second, "sec-اعتصاب and") == ("01.md", "title: اعتصاب"[7:])
    assert editor.definition(second, "#sec-gate") == ("01.md", "## دروازه {#sec-gate}")
    assert editor.definition(second, "soviet]") == ("glossary.toml", "[[term]]")
    assert editor.definition(first, "شوراها") == ("glossary.toml", "[[term]]")
    assert editor.definition(first, "تروتسکی]") == ("index.toml", "[[entry]]")
    assert editor.definition(first, "roe2001") == ("references.bib", "@book{roe2001,")
    assert editor.definition(first, "دروازه {") == ("", "")


def test_everything_with_a_name_knows_where_it_is_spoken_of(desk):
    editor, first, second = desk

    assert editor.references(second, "fig-map and") == [
        ("01.md", '![نقشه](figures/map.svg){#fig-map alt="نقشه"}'),
        ("02.md", "@fig-map and [soviet]{.term}."),
    ]
    assert [name for name, _ in editor.references(first, "شوراها")] == [
        "01.md",
        "02.md",
        "glossary.toml",
    ]


def test_a_chapter_is_shown_by_its_headings(desk):
    editor, first, _ = desk

    (chapter,) = editor.headings(first)

    assert (chapter.name, [one.name for one in chapter.children]) == ("اعتصاب", ["دروازه"])
    assert editor.reading(first, chapter.children[0].selection_range) == ""
    assert editor.place(first, chapter.children[0].range.start)[0] == 7


def test_what_has_a_title_is_found_in_all_the_book(desk):
    editor, _, _ = desk

    assert editor.symbols("درو") == [("دروازه", "section")]
    assert editor.symbols("FIG-") == [("نقشه", "figure")]
    assert editor.symbols("شور") == [("شورا", "term")]


def test_names_stay_known_while_a_settings_file_is_being_written(desk):
    editor, first, second = desk
    glossary = first.with_name("glossary.toml")
    editor.open(glossary, f"{GLOSSARY}\n[[term]\n")
    assert [one["code"] for one in editor.findings(glossary)] == ["M102"]

    line = written(editor, first, "کنار [شو] بود")

    assert list(editor.offered(first, line, "کنار [شو")) == ["شورا"]
    assert editor.hover(second, "soviet]").startswith("**شورا**")
