"""What is wrong with a template of the author's is told with its line."""

import pickle

import pytest

from rectoverso.app.build import HERE
from rectoverso.app.desk.desk import Desk
from rectoverso.model.shipped import shipped
from rectoverso.writing.layout import read_look
from rectoverso.writing.paper.workers import Here
from rectoverso.writing.templatefaults import BrokenTemplateError
from tests.books import write_project

BROKEN = "<p>\n{{ nothing.at_all }}"
SAID = "this template cannot be followed: 'nothing' is undefined"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a\n{% if", 2, "unexpected 'end of template'"),
        ("a\nb\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("a\n{{ told | round }}", 2, "type str doesn't define __round__ method"),
        ("a\n{% include 'b.j2' %}", 2, "there is no template b.j2"),
        (b"a\n\xff", 1, "it is not UTF-8"),
    ],
)
def test_a_template_that_cannot_be_followed_is_told_at_its_line(tmp_path, text, line, why):
    (tmp_path / "styles").mkdir()
    path = tmp_path / "styles/a.j2"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(BrokenTemplateError) as broken:
        read_look((tmp_path / "styles", shipped("styles"))).render("a.j2", told="words")

    finding = pickle.loads(pickle.dumps(broken.value)).finding
    assert (str(finding.span), finding.code) == (f"styles/a.j2:{line}:1", "O114")
    assert finding.message == f"this template cannot be followed: {why}"


def test_a_fault_of_ours_that_a_template_comes_upon_stays_one(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/a.j2").write_text("{{ ask() }}")

    def ask():
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        read_look((tmp_path / "styles",)).render("a.j2", ask=ask)


def test_a_build_with_a_broken_template_ends_with_1(run, tmp_path):
    write_project(tmp_path, "# A\n")
    (tmp_path / "styles/templates").mkdir(parents=True)
    (tmp_path / "styles/templates/chapter.html.j2").write_text(BROKEN)

    ran = run("build", "epub", "--project", tmp_path)

    said = f"styles/templates/chapter.html.j2:2:1: error[O114] {SAID}; mend it, or take it away\n"
    assert (ran.code, ran.err) == (1, said)
    assert not (tmp_path / "build").exists()


def test_a_desk_outlives_a_template_that_is_half_written(tmp_path):
    root = write_project(tmp_path, "# A\n\nWords.\n")
    desk = Desk(root, HERE, Here(), {})
    (root / "styles/templates").mkdir(parents=True)
    (root / "styles/templates/chapter.html.j2").write_text(BROKEN)
    (root / "chapters/01.md").write_text("# A\n\nOther words.\n")

    desk.look_again(lambda: None)
    assert desk.set_pages()

    assert desk.state.stale
    assert [one.message for one in desk.findings()] == [SAID]
    (root / "styles/templates/chapter.html.j2").unlink()
    desk.look_again(lambda: None)
    assert (desk.state.stale, "Other words." in desk.state.views.body("sec-01")) == (False, True)
