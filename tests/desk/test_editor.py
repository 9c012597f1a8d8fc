"""A line of a chapter is opened in its author's editor, or where that cannot be, by the browser."""

import pytest

from rectoverso.app.desk.editor import open_in_editor


@pytest.fixture
def chapter(tmp_path):
    path = tmp_path / "a chapter.md"
    path.write_text("# A")
    return path


@pytest.mark.parametrize("command", ["", "no-such-editor {file}", "code 'torn {file}"])
def test_without_an_editor_that_can_be_started_the_browser_is_told_where(chapter, command):
    told = open_in_editor(command, chapter, 3)

    assert told.startswith("vscode://file/")
    assert told.endswith("/a%20chapter.md:3")


def test_a_program_that_cannot_be_run_is_no_editor(chapter):
    broken = chapter.with_name("editor")
    broken.write_text("no program")
    broken.chmod(0o755)

    assert open_in_editor(f"{broken} {{file}}", chapter, 3).startswith("vscode://file/")
