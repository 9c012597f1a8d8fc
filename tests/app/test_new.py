"""A new project: what is in it, and that nothing is overwritten."""

import pytest

from rectoverso.app.new import begin, languages
from rectoverso.app.trouble import MachineError

FILES = (
    ".gitignore",
    "chapters/01-leaves.md",
    "chapters/02-signs.md",
    "chapters/book.toml",
    "chapters/figures/sheet.svg",
    "chapters/glossary.toml",
    "chapters/index.toml",
)


def test_there_are_projects_to_begin_with_in_four_languages():
    assert languages() == ("en", "fa", "ne", "vi")


@pytest.mark.parametrize("lang", languages())
def test_a_new_project_holds_chapters_glossary_index_and_a_figure(tmp_path, lang):
    assert begin(tmp_path / "a" / "book", lang) == FILES
    assert f'lang = "{lang}"' in (tmp_path / "a/book/chapters/book.toml").read_text("utf-8")


def test_an_empty_folder_takes_a_new_project(tmp_path):
    assert begin(tmp_path, "en") == FILES


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path):
    (tmp_path / ".hidden").touch()

    with pytest.raises(MachineError) as trouble:
        begin(tmp_path, "en")

    assert trouble.value.finding.code == "O108"
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "book").write_text("mine")

    with pytest.raises(MachineError):
        begin(tmp_path / "book", "en")

    assert (tmp_path / "book").read_text() == "mine"
