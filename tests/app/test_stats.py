"""What a book holds, chapter by chapter."""

import json
import subprocess

import pytest

from rectoverso.app.stats import Counted, count, total
from rectoverso.writing.folios import Folio
from rectoverso.writing.paper.pagemap import PageMap, keep_map
from tests.books import SmallBook, write_project

EN = """\
---
title: One
id: one
status: draft
---

Four words stand here.[^1] {++Five++}{>>why?<<} TODO

[^1]: A note [has]{.index} words.

| a | b |
|---|---|
| c | d |

: Caption

![Picture](map.svg)
"""
FA = "---\ntitle: دو\nlang: fa\nid: two\n---\n\nاو می‌رود.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "book", {"01.md": EN, "02.md": FA, "map.svg": PICTURE})


def counted(project, since=None):
    return count(SmallBook(project).checked, project / "memory", since)


def test_words_notes_figures_tables_and_what_is_open_are_counted(project):
    assert counted(project) == [
        Counted(
            path="chapters/01.md",
            title="One",
            lang="en",
            status="draft",
            words=17,
            characters=74,
            minutes=1,
            pages=None,
            notes=1,
            figures=1,
            tables=1,
            marks=1,
            changes=1,
            remarks=1,
            to_do=1,
        ),
        Counted("chapters/02.md", "دو", "fa", "", 2, 10, 1, None, 0, 0, 0, 0, 0, 0, 0),
    ]


def test_pages_are_those_of_the_last_pdf(project):
    places = {"one": 6, "two": 10, "elsewhere": 13}
    folios = {name: Folio(page, page, False, str(page)) for name, page in places.items()}
    (project / "memory").mkdir()
    keep_map(PageMap(folios), project / "memory")

    assert [one.pages for one in counted(project)] == [4, 4]


def test_words_that_came_and_went_since_another_state_are_counted(project, tmp_path):
    old = {"01.md": EN.replace("Four words", "Three old words"), "map.svg": PICTURE}
    before = write_project(tmp_path / "before", old)

    chapters = counted(project, before)

    assert [(one.added, one.removed) for one in chapters] == [(1, 2), (2, 0)]
    assert (total(chapters).added, total(chapters).removed) == (3, 2)


def test_the_book_is_the_sum_of_its_chapters(project, run):
    said = json.loads(run("stats", "--format", "json", "--project", project).out)

    assert [one["words"] for one in said["chapters"]] == [17, 2]
    assert (said["book"]["words"], said["book"]["pages"]) == (19, None)
    last = run("stats", "--project", project).out.splitlines()[-1].split("\t")
    assert last[2:6] == ["19", "84", "2", "–"]


def test_a_revision_of_git_is_compared_with(project, run):
    def git(*words):
        subprocess.run(["git", "-C", project, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "first")
    (project / "chapters/02.md").write_text(FA.replace("رود", "آید"), "utf-8")

    ran = run("stats", "--since", "HEAD", "--project", project)

    assert [line.split("\t")[2] for line in ran.out.splitlines()] == [
        "17 (+0 −0)",
        "2 (+1 −1)",
        "19 (+1 −1)",
    ]


@pytest.mark.parametrize("command", [["stats"], ["stats", "--format", "json"], ["index"]])
def test_where_no_book_is_that_is_said(run, tmp_path, command):
    ran = run(*command, "--project", tmp_path)

    assert (ran.code, ran.err.partition(";")[0]) == (
        1,
        "chapters/book.toml:1:1: error[M101] there is no book here",
    )


def test_a_shell_is_told_how_to_complete_commands(run):
    assert "_RECTOVERSO_COMPLETE=bash_complete" in run("completion", "bash").out
