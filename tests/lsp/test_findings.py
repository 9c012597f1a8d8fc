"""What an editor is told of texts: the same as `check` tells."""

import json
from pathlib import Path

import pytest

from rectoverso.app.check import check
from rectoverso.app.new import begin as begin_book
from rectoverso.app.report import as_json
from tests.books import write_project
from tests.literate import examples
from tests.reading.test_findings import BOOK, RULE_FIXTURES, unnamed


def said(root, path, unsaved=None):
    """The findings of a file, as `check --format json` has them."""
    checked = check(root, lambda _: None, editing=True, unsaved=unsaved)
    name = path.relative_to(root).as_posix()
    return [
        {
            "line": one["line"],
            "column": one["column"],
            "severity": one["severity"],
            "code": one["code"],
            "message": f"{one['message']}; {one['hint']}" if one["hint"] else one["message"],
        }
        for one in json.loads(as_json(checked.findings))["findings"]
        if one["path"] == name
    ]


def eventually(editor, path, expected):
    """What is told of a text in the end: first its own findings, then those of the whole book."""
    editor.until(lambda: editor.told.get(_uri(path)) and editor.findings(path) == expected)
    return editor.findings(path)


def _uri(path):
    from tests.lsp.editors import address

    return address(path)


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
        for file in sorted(root.glob("chapters/*.md")):
            editor.open(file)
            told[str(example), file.name] = editor.findings(file)
            expected[str(example), file.name] = said(root, file)

    assert told == expected
    assert sum(map(len, told.values())) > 200
