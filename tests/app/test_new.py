"""A new project: what is in it, and that nothing is overwritten."""

import shutil

import pytest
import yaml

from rectoverso.app import new
from rectoverso.app.check import check
from rectoverso.app.new import begin, languages
from rectoverso.app.trouble import MachineError
from rectoverso.model.shipped import shipped

FILES = (
    ".editorconfig",
    ".github/workflows/book.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "chapters/01-leaves.md",
    "chapters/02-signs.md",
    "chapters/book.toml",
    "chapters/figures/sheet.svg",
    "chapters/glossary.toml",
    "chapters/index.toml",
)


def test_there_are_projects_to_begin_with_in_eight_languages():
    assert languages() == ("ar", "en", "fa", "he", "hi", "ne", "ur", "vi")


@pytest.mark.parametrize("lang", languages())
def test_a_new_project_holds_chapters_glossary_index_and_a_figure(tmp_path, lang):
    assert begin(tmp_path / "a" / "book", lang) == FILES
    assert f'lang = "{lang}"' in (tmp_path / "a/book/chapters/book.toml").read_text("utf-8")
    assert check(tmp_path / "a/book", lambda _: None).findings == ()


def test_an_empty_folder_takes_a_new_project(tmp_path):
    assert begin(tmp_path, "en") == FILES


def test_what_is_installed_for_reading_only_makes_a_project_to_write_in(tmp_path, monkeypatch):
    installed = shutil.copytree(shipped("styles") / "starter", tmp_path / "starter")
    for path in installed.rglob("*"):
        path.chmod(0o555)
    monkeypatch.setattr(new, "_starter", lambda: installed)

    begin(tmp_path / "book", "en")

    made = (tmp_path / "book").rglob("*")
    assert [path.name for path in made if not path.stat().st_mode & 0o200] == []
    for path in installed.rglob("*"):
        path.chmod(0o755)


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


def test_a_new_project_is_looked_over_before_a_commit_and_on_github_with_commands_there_are(
    tmp_path, run
):
    begin(tmp_path / "book", "fa")
    hooks = yaml.safe_load((tmp_path / "book/.pre-commit-config.yaml").read_text("utf-8"))
    workflow = yaml.safe_load((tmp_path / "book/.github/workflows/book.yml").read_text("utf-8"))

    hooked = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    steps = [step.get("run", "") for step in workflow["jobs"]["book"]["steps"]]
    commands = [*hooked, *(step for step in steps if step.startswith("rectoverso"))]

    assert commands == ["rectoverso check", "rectoverso check --format github", "rectoverso build"]
    for command in commands[:2]:
        assert run(*command.split()[1:], "--project", tmp_path / "book").code == 0
