"""One chapter looked over against the last book."""

import re

import pytest

from rectoverso.app.check import check
from rectoverso.app.glance import glance
from rectoverso.app.report import line
from rectoverso.model.memory import Memory
from rectoverso.model.source import Source
from tests.books import write_project
from tests.literate import examples
from tests.reading.test_findings import RULE_FIXTURES, unnamed

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


# What only all chapters together can tell, or their faces: the whole book's look tells it.
OF_THE_BOOK = re.compile("F1|G2|I2|T107|T12|W101|X(?!101)")


def every_example():
    """The chapters of all rules' examples as those of one book, and its works."""
    files = {}
    for path in sorted(RULE_FIXTURES.glob("*.md")):
        for number, example in enumerate(examples(path)):
            for name, text in example.files("01.md").items():
                if name.endswith(".md"):
                    files[f"{path.stem}-{number}-{name}"] = unnamed(text)
                elif name == "references.bib":
                    files[name] = text
    return files


def between_other_lines(text):
    """A chapter whose first and last lines have changed, so that nothing is known of it."""
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    begun = front.end() if front else 0
    return f"{text[:begun]}\nQ.\n\n{text[begun:]}\n\nQ.\n"


def test_every_mistake_is_told_of_its_chapter_as_it_is_told_of_the_book(tmp_path):
    files = every_example()
    root = write_project(tmp_path, files)
    texts = {f"chapters/{name}": between_other_lines(text) for name, text in files.items()}
    unsaved = {path: text for path, text in texts.items() if path.endswith(".md")}
    (tmp_path / "build").mkdir()
    memory = Memory(tmp_path / "build")
    last = check(root, lambda _: None, editing=True)
    now = check(root, lambda _: None, memory=memory, editing=True, unsaved=unsaved)
    memory.keep_all()

    def told(findings, path):
        here = (one for one in findings if one.span.path == path)
        return [line(one) for one in here if not OF_THE_BOOK.match(one.code)]

    glanced = {path: glance(last, Source(path, text), memory) for path, text in unsaved.items()}
    seen = {path: told(one.findings, path) for path, one in glanced.items() if one}

    assert seen == {path: told(now.findings, path) for path in seen}
    assert sum(map(len, seen.values())) > 400
    assert any("S120" in one for one in seen["chapters/S120-0-01.md"])
