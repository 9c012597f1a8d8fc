"""What an editor is told of texts: the same as `check` tells."""

import json

import pytest

from rectoverso.app.check import check
from rectoverso.app.cli import main
from rectoverso.app.new import begin as begin_book
from rectoverso.app.report import as_json
from tests.books import write_project
from tests.literate import examples
from tests.reading.test_findings import BOOK, RULE_FIXTURES, unnamed


def said(root, *paths, unsaved=None):
    """The findings of some files, as `check --format json` has them."""
    checked = check(root, lambda _: None, editing=True, unsaved=unsaved)
    listed = json.loads(as_json(checked.findings))["findings"]
    names = [path.relative_to(root).as_posix() for path in paths]
    return [[_told(one) for one in listed if one["path"] == name] for name in names]


def _told(one):
    return {
        "line": one["line"],
        "column": one["column"],
        "severity": one["severity"],
        "code": one["code"],
        "message": f"{one['message']}; {one['hint']}" if one["hint"] else one["message"],
    }


def eventually(editor, path, expected):
    """What is told of a text in the end: first its own findings, then those of the whole book."""
    editor.until(lambda: editor.now(path) == expected)
    return editor.now(path)


FIXTURES = [example for path in sorted(RULE_FIXTURES.glob("*.md")) for example in examples(path)]


@pytest.mark.slow
def test_every_example_of_a_mistake_is_told_an_editor_as_it_is_told_by_check(tmp_path, begin):
    told, expected = {}, {}
    editor = begin()
    for number, example in enumerate(FIXTURES):
        root = tmp_path / str(number)
        for name, text in {"book.toml": BOOK, **example.files("01.md")}.items():
            file = root / "chapters" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(unnamed(text), "utf-8")
        files = sorted(root.glob("chapters/*.md"))
        for file, found in zip(files, said(root, *files), strict=True):
            editor.open(file)
            told[str(example), file.name] = editor.findings(file)
            expected[str(example), file.name] = found

    assert told == expected
    assert sum(map(len, told.values())) > 200


@pytest.fixture
def persian(tmp_path):
    """The book that `new --lang fa` begins."""
    begin_book(tmp_path / "کتاب", "fa")
    return tmp_path / "کتاب"


def test_what_is_broken_in_a_text_is_told_as_check_tells_it_once_it_is_saved(
    persian, begin, capsys
):
    chapter = persian / "chapters" / "01-leaves.md"
    editor = begin(persian)
    editor.open(chapter)
    assert editor.findings(chapter) == []

    broken = editor.texts[chapter].replace(
        "@fig-sheet نشان می‌دهد", "😀 @fig-shet و 𞤀 نشان می دهد C++ که"
    )
    editor.change(chapter, broken)
    (expected,) = said(persian, chapter, unsaved={"chapters/01-leaves.md": broken})
    told = eventually(editor, chapter, expected)
    found = editor.diagnostics(chapter)

    chapter.write_text(broken, "utf-8")
    assert main(["check", "--format", "json", "--project", str(persian)]) == 1
    printed = json.loads(capsys.readouterr().out)["findings"]
    assert told == [_told(one) for one in printed if one["path"].endswith("01-leaves.md")]
    assert [editor.reading(chapter, one.range) for one in found] == [
        "😀",
        "@fig-shet",
        "𞤀",
        "می دهد",
        "C++",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_are_counted_in_the_units_that_both_sides_agree_on(tmp_path, begin, encoding):
    line = "\N{GRINNING FACE} [نیم‌فاصله]{lang=fa} 𝛼 [می رود]{lang=fa} @sec-x"
    root = write_project(tmp_path, f"# A\n\n{line}\n")
    chapter = root / "chapters" / "01.md"
    editor = begin(root, encodings=(encoding, "utf-16"))
    editor.open(chapter)

    found = editor.diagnostics(chapter)

    widths = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
    name, units = widths[encoding]
    places = [line.index(one) for one in ("\N{GRINNING FACE}", "𝛼", "می", "@")]
    columns = [len(line[:place].encode(name)) // units for place in places]
    assert editor.able.position_encoding == encoding
    assert [(one.code, one.range.start.character) for one in found] == [
        *zip(("F101", "F101", "T101", "X101"), columns, strict=True)
    ]
    assert [editor.reading(chapter, one.range) for one in found] == [
        "\N{GRINNING FACE}",
        "𝛼",
        "می رود",
        "@sec-x",
    ]


def test_an_open_text_counts_for_the_other_chapters_too(tmp_path, begin):
    root = write_project(tmp_path, {"01.md": "# A {#sec-a}\n", "02.md": "# B\n\nSee @sec-b.\n"})
    first, second = (root / "chapters" / name for name in ("01.md", "02.md"))
    editor = begin(root)
    editor.open(second)
    assert [one["code"] for one in editor.findings(second)] == ["X101"]

    editor.open(first, "# A {#sec-b}\n")
    assert eventually(editor, second, []) == []

    editor.close(first)
    editor.until(lambda: editor.now(second))
    assert [one["code"] for one in editor.now(second)] == ["X101"]


def test_lines_end_as_editors_end_them(tmp_path, begin):
    text = "# A\r\n\r\nOne\u2028two\fthree @sec-a.\r\n\r\nSee @sec-b.\r\n"
    root = write_project(tmp_path, {"01.md": text})
    chapter = root / "chapters" / "01.md"
    editor = begin(root)
    editor.open(chapter, text)

    found = editor.diagnostics(chapter)

    assert [(one.code, one.range.start.line) for one in found if one.code == "X101"] == [
        ("X101", 2),
        ("X101", 4),
    ]
