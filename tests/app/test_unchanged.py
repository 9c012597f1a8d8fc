"""A book that has not changed is not made again, and one that has is."""

import os
import sys
from pathlib import Path

import pytest

from rectoverso.app import build as building
from rectoverso.app.build import build
from rectoverso.app.unchanged import fingerprint
from tests.books import write_project


def make(root, **more):
    return build(root, ("pdf",), None, None, lambda _: None, jobs=1, **more)


@pytest.fixture
def made(tmp_path):
    """A project built once; the process is forbidden to build after that."""
    write_project(tmp_path, "# A chapter\n\nSome words.\n")
    return tmp_path, make(tmp_path)


def fail(*_, **__):
    raise AssertionError("it is built again")


def test_a_book_that_has_not_changed_is_not_made_again(made, monkeypatch):
    root, first = made
    monkeypatch.setattr(building, "_build", fail)

    assert make(root) == first


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "chapters/01.md").write_text("# A chapter\n\nOther words.\n"),
        lambda root: (
            (root / "styles/css").mkdir(parents=True)
            or (root / "styles/css/base.css.j2").write_text("p { color: red }")
        ),
        lambda root: (root / "build/book.pdf").write_bytes(b"%PDF"),
        lambda root: (root / "build/book.pdf").unlink(),
        lambda root: (root / "build/.cache/built.json").write_bytes(b"{"),
    ],
)
def test_any_change_has_the_book_made_again(made, monkeypatch, change):
    root, _ = made
    change(root)
    monkeypatch.setattr(building, "_build", fail)

    with pytest.raises(AssertionError, match="built again"):
        make(root)


def test_what_a_link_leads_to_is_looked_at_and_one_that_leads_back_does_no_harm(tmp_path):
    looks = tmp_path / "looks"
    looks.mkdir()
    (tmp_path / "book/styles").mkdir(parents=True)
    (tmp_path / "book/styles/css").symlink_to(looks)
    (looks / "round").symlink_to(tmp_path / "book/styles")
    before = fingerprint(tmp_path / "book", ())

    (looks / "base.css.j2").write_text("p { color: red }")

    assert fingerprint(tmp_path / "book", ()) != before


def test_a_second_link_to_the_same_folder_counts_too(tmp_path):
    write_project(tmp_path, {"01.md": "# A\n", "figures/a.txt": "!", "maps/a.txt": "!"})
    without = fingerprint(tmp_path, ())

    link = tmp_path / "chapters/pictures"
    link.symlink_to("figures")
    one = fingerprint(tmp_path, ())
    link.unlink()
    link.symlink_to("maps")

    assert len({without, one, fingerprint(tmp_path, ())}) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_file_whose_name_is_in_no_encoding_does_no_harm(tmp_path):
    write_project(tmp_path, "# A\n")
    before = fingerprint(tmp_path, ())
    Path(tmp_path / "chapters", os.fsdecode(b"caf\xe9.txt")).write_text("old")

    assert fingerprint(tmp_path, ()) != before


def test_a_file_that_nobody_may_read_does_no_harm(tmp_path, monkeypatch):
    usual = Path.open

    def opened(path, *how):
        if path.name == "secret.txt":
            raise PermissionError
        return usual(path, *how)

    write_project(tmp_path, {"01.md": "# A\n", "secret.txt": "!"})
    monkeypatch.setattr(Path, "open", opened)

    assert fingerprint(tmp_path, ()) == fingerprint(tmp_path, ())


def test_another_wish_has_the_book_made_again(made, monkeypatch):
    root, _ = made
    monkeypatch.setattr(building, "_build", fail)

    with pytest.raises(AssertionError, match="built again"):
        make(root, edition="print")


def test_findings_are_told_again(tmp_path, monkeypatch):
    write_project(tmp_path, "# A\n\nWords.\n")
    (tmp_path / "styles/css").mkdir(parents=True)
    (tmp_path / "styles/css/base.css.j2").write_text("p { colour: red }")
    first = make(tmp_path)
    monkeypatch.setattr(building, "_build", fail)

    assert [finding.code for finding in first.findings] == ["L102"]
    assert make(tmp_path) == first


def test_a_chapter_from_outside_the_chapters_is_always_looked_at(tmp_path, monkeypatch):
    write_project(tmp_path, {"01.md": "# A\n\nWords.\n"}, chapters=["../words.md"])
    (tmp_path / "words.md").write_text("# A\n\nWords.\n")
    assert make(tmp_path).made
    monkeypatch.setattr(building, "_build", fail)

    with pytest.raises(AssertionError, match="built again"):
        make(tmp_path)
