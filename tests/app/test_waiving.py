"""What the author accepts is not told, and a waiver that has outlived its reason is."""

import pytest

from rectoverso.app.build import build
from rectoverso.app.check import check
from tests.books import write_project

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
CHAPTER = """\
# A

One , two. <!-- rectoverso: ignore T103 because the letter is quoted as it was -->

<!-- rectoverso: ignore T103, T106 because
so is this -->

Three , four
and  five , six.

Seven , eight.
"""


def found(project, **asked):
    return [(one.code, one.span.line) for one in check(project, lambda _: None, **asked).findings]


def test_a_waiver_holds_for_its_line_or_for_the_paragraph_behind_it(tmp_path):
    write_project(tmp_path, CHAPTER)

    assert found(tmp_path, editing=True) == [("T103", 11)]


def test_a_waiver_in_the_settings_holds_for_files(tmp_path):
    write_project(
        tmp_path,
        {"01.md": "# A\n\nOne , two.\n", "02.md": "# B\n\nOne , two.\n"},
        more='[[check.ignore]]\ncodes = ["T"]\nfiles = ["02*"]\nbecause = "it is a poem"\n',
    )

    assert found(tmp_path, editing=True) == [("T103", 3)]


def test_a_waiver_that_waives_nothing_is_told_where_all_is_looked_for(tmp_path):
    write_project(tmp_path, "# A\n\nOne. <!-- rectoverso: ignore T103 because of this -->\n")

    assert found(tmp_path, editing=True) == [("W101", 3)]
    assert found(tmp_path) == []


def test_a_waiver_for_the_outputs_may_wait_for_them(tmp_path):
    write_project(tmp_path, "# A\n\nOne. <!-- rectoverso: ignore E131 because of this -->\n")

    assert found(tmp_path, editing=True) == []


def test_what_is_found_in_an_output_can_be_waived_and_goes_with_what_it_repeats(tmp_path):
    files = {"01.md": "# A\n\n![](map.svg)\n\n### B\n", "map.svg": PICTURE}
    waiver = '[[check.ignore]]\ncodes = ["E134", "F202"]\nbecause = "it is an ornament"\n'

    def told(more):
        project = write_project(tmp_path, files, more=more)
        built = build(project, ["epub"], tmp_path / "made", None, lambda _: None, page_list=False)
        return [finding.code for finding in built.findings]

    assert told("") == ["F202", "E134"]
    assert told(waiver) == []


@pytest.mark.parametrize("code", ["X101", "X"])
def test_an_error_cannot_be_waived(tmp_path, code):
    write_project(
        tmp_path, f"# A\n\nSee @sec-no. <!-- rectoverso: ignore {code} because I like it -->\n"
    )

    assert found(tmp_path, editing=True) == [("X101", 3), ("W101", 3)]
