"""One chapter looked over against the last book."""

import pytest

from rectoverso.app.check import check
from rectoverso.app.glance import glance
from rectoverso.app.report import line
from rectoverso.model.memory import Memory
from rectoverso.model.source import Source
from tests.books import write_project

GATE = "# The gate {#sec-gate}\n\n![](figures/none.svg)\n"
WALL = """\
---
title: دیوار
lang: fa
---

او می رود، @sec-gate و @sec-well را می‌بیند.

نخستین [چاه]{.index key="none"}.

[آب]{.term key="none"} و C++ است.

<!-- rectoverso: ignore T101 because it is quoted -->

او نمی خواهد.
"""
WELL = "# The well {#sec-well}\n"


@pytest.fixture
def last(tmp_path):
    files = {"gate.md": GATE, "wall.md": WALL, "well.md": WELL}
    return check(write_project(tmp_path, files), lambda _: None, editing=True)


def found(checked, path):
    return [line(one) for one in checked.findings if one.span.path == path]


@pytest.mark.parametrize("name", ["gate.md", "wall.md", "well.md"])
def test_a_chapter_as_it_was_has_the_findings_it_had(last, name):
    path = f"chapters/{name}"
    source = next(c.source for c in last.manuscript.chapters if c.source.path == path)

    glanced = glance(last, source, Memory())

    assert [line(one) for one in glanced.findings] == found(last, path)


def test_a_changed_chapter_has_what_is_found_now_and_what_the_book_told_of_lines_that_stay(last):
    now = WALL.replace("@sec-well", "@sec-wel").replace("\n\n[آب]", "\n\nیک خط دیگر.\n\n[آب]")

    glanced = glance(last, Source("chapters/wall.md", now), Memory())

    was = found(last, "chapters/wall.md")
    told = [line(one) for one in glanced.findings]
    x101 = "chapters/wall.md:6:24: error[X101] nothing is labelled “sec-wel”; "
    assert [one for one in told if one not in was] == [
        f"{x101}did you mean “sec-well”?",
        *(one.replace("wall.md:10", "wall.md:12") for one in was if "wall.md:10" in one),
    ]
    assert [one.split(" ")[1] for one in was] == [
        "warning[T101]",
        "error[I201]",
        "error[G201]",
        "warning[B112]",
    ]


def test_what_the_chapter_itself_labels_no_more_is_not_found_in_the_last_book(last):
    now = "# The well {#sec-hole}\n\nSee @sec-well, @sec-hole and @sec-gate.\n"

    glanced = glance(last, Source("chapters/well.md", now), Memory())

    assert [line(one) for one in glanced.findings] == [
        "chapters/well.md:3:5: error[X101] nothing is labelled “sec-well”; did you mean “sec-wall”?"
    ]


def test_what_was_no_chapter_or_is_empty_is_left_to_the_whole_book(last):
    assert glance(last, Source("chapters/new.md", "# New\n"), Memory()) is None
    assert glance(last, Source("chapters/wall.md", " \n"), Memory()) is None
