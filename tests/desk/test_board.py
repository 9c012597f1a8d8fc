"""The board tells what every chapter holds, and what has changed since a revision."""

import subprocess

from rectoverso.app.desk.board import board
from tests.books import SmallBook, write_project

ONE = "---\nstatus: draft\n---\n\n# One {#one}\n\nFour words stand here. {>>why?<<}\n"
TWO = "---\nlang: fa\n---\n\n# دو\n\nاو می‌رود.^[و می‌آید.]\n"


def small(folder):
    return SmallBook(write_project(folder / "book", {"01.md": ONE, "02.md": TWO}))


def git(root, *words):
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b.invalid", *words],
        cwd=root,
        check=True,
        capture_output=True,
    )


def test_every_chapter_has_a_row_and_the_book_a_sum(tmp_path):
    project = small(tmp_path)

    found = board(project.checked, tmp_path)

    rows = [
        (section.id, one.title, one.words, one.remarks, one.notes) for section, one in found.rows
    ]
    assert rows == [("one", "One", 4, 1, 0), ("sec-02", "دو", 4, 0, 1)]
    assert (found.book.words, found.book.remarks, found.trouble) == (8, 1, "")


def test_what_has_changed_since_a_revision_is_counted(tmp_path):
    project = small(tmp_path)
    git(project.root, "init", "-q")
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "one")
    path = project.root / "chapters" / "01.md"
    path.write_text(ONE.replace("Four words", "Three long words"), "utf-8")

    found = board(SmallBook(project.root).checked, tmp_path, "HEAD")

    assert [(one.added, one.removed) for _, one in found.rows] == [(2, 1), (0, 0)]


def test_a_revision_that_does_not_exist_is_told_and_the_rest_counted(tmp_path):
    project = small(tmp_path)

    for name in ("nope", "--output=x", str(tmp_path / "book")):
        found = board(project.checked, tmp_path, name)

        assert (
            found.trouble
            == f"“{name}” is no folder with a book, and no revision of it that git knows"
        )
        assert [one.added for _, one in found.rows] == [None, None]
