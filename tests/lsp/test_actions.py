"""What an editor offers to do about what is found."""

import pytest

from rectoverso.app.check import check
from rectoverso.app.fix import corrected
from tests.books import write_project

CHAPTER = """\
---
title: دیوار
lang: fa
---

😀 او می رود و نمی خواهد، @sec-wal را دید.

- کتاب ها
- خانه

## دیوار {#sec-wall}
"""


@pytest.fixture
def desk(tmp_path, begin):
    """An editor with a chapter open that has much to mend, and the chapter's path."""
    root = write_project(tmp_path, CHAPTER, lang="fa")
    editor = begin(root)
    editor.open(root / "chapters" / "01.md")
    return editor, root / "chapters" / "01.md"


def test_all_corrections_together_are_those_of_check_fix(desk):
    editor, chapter = desk
    checked = check(chapter.parents[1], lambda _: None, editing=True)
    (fixed,) = corrected(checked.findings, (one.source for one in checked.manuscript.chapters))

    (mend_all,) = editor.actions(chapter, "T101", "source.fixAll").values()

    assert editor.edited(chapter, mend_all) == fixed.new != CHAPTER


def test_a_finding_is_mended_or_accepted_by_itself(desk):
    editor, chapter = desk

    offered = editor.actions(chapter, "T101", "quickfix")

    assert list(offered) == [
        "Write “می‌رود”",
        "Accept this (T101) with a reason, which you write",
    ]
    mend, accept = offered.values()
    assert editor.edited(chapter, mend) == CHAPTER.replace("می رود", "می‌رود")
    assert editor.edited(chapter, accept) == CHAPTER.replace(
        "😀 او", "<!-- rectoverso: ignore T101 because (your reason) -->\n\n😀 او"
    )


def test_what_is_accepted_is_told_no_more_once_its_reason_is_written(desk):
    editor, chapter = desk
    accept = editor.actions(chapter, "T101", "quickfix").popitem()[1]

    editor.change(chapter, editor.edited(chapter, accept))
    editor.until(lambda: any(one["code"] == "W102" for one in editor.now(chapter)))
    assert [one["code"] for one in editor.now(chapter)].count("T101") == 3

    editor.change(chapter, editor.texts[chapter].replace("(your reason)", "so it stands in 1905"))
    editor.until(lambda: all(one["code"] != "W102" for one in editor.now(chapter)))
    assert [one["line"] for one in editor.now(chapter) if one["code"] == "T101"] == [10]


def test_a_misspelt_name_is_written_as_the_one_that_is_meant(desk):
    editor, chapter = desk

    (mend,) = editor.actions(chapter, "X101", "quickfix").values()

    assert editor.edited(chapter, mend) == CHAPTER.replace("@sec-wal ", "@sec-wall ")
    assert mend.is_preferred


def test_in_a_list_a_waiver_stands_behind_the_line(desk):
    editor, chapter = desk
    editor.change(chapter, CHAPTER.replace("می رود و نمی خواهد", "رفت"))
    editor.until(lambda: [o["line"] for o in editor.now(chapter) if o["code"] == "T101"] == [8])

    accept = editor.actions(chapter, "T101", "quickfix").popitem()[1]

    waived = "- کتاب ها <!-- rectoverso: ignore T101 because (your reason) -->\n- خانه"
    assert waived in editor.edited(chapter, accept)


def test_an_editor_that_can_ask_its_user_asks_for_the_reason(tmp_path, begin):
    root = write_project(tmp_path, CHAPTER, lang="fa")
    editor = begin(root, snippets=True)
    chapter = root / "chapters" / "01.md"
    editor.open(chapter)

    accept = editor.actions(chapter, "T101", "quickfix").popitem()[1]

    (edit,) = accept.edit.document_changes[0].edits
    asked = "<!-- rectoverso: ignore T101 because ${1:(your reason)} -->\n\n"
    assert (edit.snippet.kind, edit.snippet.value) == ("snippet", asked)
