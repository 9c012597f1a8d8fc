"""The command `preflight`, in a project."""

import json

import pikepdf
import pytest

from tests.books import write_project
from tests.press import faulty

SMALL = """
[edition.print]
size = "6x9in"
margins = { top = "1in", bottom = "1in", inner = "1in", outer = "1in" }
[cover]
printer = "hill"
"""
HILL = """
name = "Hill Press"
unit = "in"
[paper]
any = "0.0025in"
[file]
colours = ["rgb"]
unwanted = ["links"]
"""
CHAPTER = """---
title: A
id: sec-a
---

Text with [a link](https://example.org/) in it.

::: {.page-break}
:::

## Further on {#sec-further}

More text, and [another](https://example.org/b).
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("book"), CHAPTER, more=SMALL)
    (folder / "printers").mkdir()
    (folder / "printers/hill.toml").write_text(HILL)
    from rectoverso.app.build import build

    build(folder, ("pdf",), None, None, lambda _: None, jobs=1)
    return folder


def test_findings_have_the_line_of_the_chapter(run, project):
    ran = run("preflight", "--project", project)

    said = ran.out.splitlines()
    assert said[:2] == [
        "chapters/01.md:2:8: warning[P351] pages 5, 7 and 8: 4 links; leave them out of the file "
        "for the printer",
        "chapters/01.md:11:1: warning[P341] page 8: 2 lines and nothing more; shorten the text "
        "before it by as much",
    ]
    assert said[2].startswith("chapters/book.toml:1:1: note[P391] of Hill Press we do not know: ")
    assert ran.code == 0
    assert run("preflight", "--project", project, "--strict").code == 1


def test_programs_are_told_in_json(run, project):
    said = json.loads(run("preflight", "--project", project, "--format", "json").out)

    assert [one["code"] for one in said["findings"]] == ["P351", "P341", "P391"]
    assert said["warnings"] == 2


def test_the_cover_is_measured_too(run, project):
    with pikepdf.open(project / "build/book.pdf") as pdf:
        pages = len(pdf.pages)
    try:
        run("cover", "--project", project, "--pages", str(pages))
        assert "P381" not in run("preflight", "--project", project).out

        run("cover", "--project", project, "--pages", "400")
        ran = run("preflight", "--project", project)
        wide = f"{12 + pages * 0.0025:.3f}".rstrip("0")
        assert (
            f"error[P381] the cover is 13 x 9 in; for {pages} pages it should be {wide} x 9 in"
            in ran.out
        )
        assert ran.code == 1
    finally:
        (project / "build/cover.pdf").unlink()


def test_the_file_for_the_press_is_looked_at_where_there_is_one(run, tmp_path):
    more = SMALL.replace('size = "6x9in"', 'size = "6x9in"\nstandard = "plain"')
    write_project(tmp_path, CHAPTER, more=more)
    (tmp_path / "printers").mkdir()
    (tmp_path / "printers/hill.toml").write_text(HILL.replace("rgb", "gray"))
    run("build", "pdf", "--project", tmp_path)

    # Text on black alone, and no links.
    said = json.loads(run("preflight", "--project", tmp_path, "--format", "json").out)
    screen = run("preflight", "--project", tmp_path, tmp_path / "build/book.pdf").out

    assert [one["code"] for one in said["findings"]] == ["P391"]
    assert "error[P333]" in screen
    assert "warning[P351]" in screen


def test_any_other_file_is_looked_at_for_itself(run, project, tmp_path):
    (tmp_path / "other.pdf").write_bytes(faulty(["link 5"]))

    ran = run("preflight", "--project", project, tmp_path / "other.pdf")

    assert "warning[P351] page 5: one link; leave them out of the file for the printer" in ran.out
    assert "chapters/01.md" not in ran.out


def test_a_file_that_is_not_there_or_not_to_be_opened_is_told(run, project, tmp_path):
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7")
    torn = run("preflight", "--project", project, tmp_path / "torn.pdf")
    gone = run("preflight", "--project", project, tmp_path / "gone.pdf")

    assert (torn.code, gone.code) == (1, 1)
    assert "torn.pdf” cannot be opened: it is damaged, or no PDF; build the book again" in torn.out
    assert "gone.pdf” cannot be opened: No such file or directory; build" in gone.out


def test_a_printer_nobody_knows_is_told(run, project):
    ran = run("preflight", "--project", project, "--printer", "ingran")

    assert ran.out.splitlines()[0] == (
        "chapters/book.toml:10:1: error[P201] no printer is called “ingran”; did you mean “ingram”?"
    )
    assert ran.code == 1
