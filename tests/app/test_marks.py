"""Editors' marks are shown, accepted, rejected; nothing is written that was not asked for."""

import json

from tests.books import write_project

FILES = {
    "01.md": "# A\n\nOne {--two--}{++three++}.\n\nFour {==five==}{>>who?<<}.\n",
    "02.md": "---\ntitle: B\nlang: fa\n---\n\nاو {~~رفت~>می‌رود~~}.\n",
}


def chapter(project, name):
    return (project / "chapters" / name).read_text("utf-8")


def test_marks_are_listed_with_their_places(run, tmp_path):
    write_project(tmp_path, FILES)

    assert run("marks", "list", "--project", tmp_path).out.splitlines() == [
        "chapters/01.md:3:5\tdeletion\ttwo",
        "chapters/01.md:3:14\tinsertion\tthree",
        "chapters/01.md:5:6\thighlight\tfive",
        "chapters/01.md:5:16\tcomment\twho?",
        "chapters/02.md:6:4\tsubstitution\tرفت → می‌رود",
    ]
    ran = run("marks", "list", "01.md:5", "--format", "json", "--project", tmp_path)
    assert [one["text"] for one in json.loads(ran.out)] == ["five", "who?"]


def test_what_would_be_accepted_is_shown_and_not_written(run, tmp_path):
    write_project(tmp_path, FILES)

    ran = run("marks", "accept", "01.md:3", "--project", tmp_path)

    assert ran.out.splitlines() == [
        "--- chapters/01.md",
        "+++ chapters/01.md",
        "@@ -3 +3 @@",
        "-One {--two--}{++three++}.",
        "+One three.",
        "nothing was written; add --yes to write these changes",
    ]
    assert chapter(tmp_path, "01.md") == FILES["01.md"]


def test_marks_are_accepted_here_and_rejected_there(run, tmp_path):
    write_project(tmp_path, FILES)

    run("marks", "reject", "chapters/01.md:3", "--yes", "--project", tmp_path)
    run("marks", "accept", "02.md", "--yes", "--project", tmp_path)

    assert chapter(tmp_path, "01.md") == "# A\n\nOne two.\n\nFour {==five==}{>>who?<<}.\n"
    assert chapter(tmp_path, "02.md").endswith("او می‌رود.\n")
    assert run("marks", "reject", "02.md", "--project", tmp_path).out == "no marks\n"


def test_outputs_take_marks_as_they_are_told_to(run, tmp_path):
    write_project(tmp_path, FILES)

    def built(manner):
        from zipfile import ZipFile

        folder = tmp_path / manner
        asked = ("--output", folder, "--marks", manner, "--project", tmp_path)
        assert run("build", "epub", *asked).code == 0
        with ZipFile(folder / "book.epub") as book:
            texts = [book.read(name).decode() for name in book.namelist() if "01" in name]
        return " ".join(texts)

    assert "<p>One three.</p>" in built("accept")
    assert "<p>One two.</p>" in built("reject")
    assert '<del class="deletion">two</del><ins class="insertion">three</ins>.</p>' in built("show")


def test_marks_in_the_glossary_are_settled_too(run, tmp_path):
    glossary = '[[term]]\nterm = "Iskra"\ndefinition = "A {--paper--}{++newspaper++}."\n'
    write_project(tmp_path, {"01.md": "# A\n\n[Iskra]{.term}\n", "glossary.toml": glossary})

    listed = run("marks", "list", "--project", tmp_path).out.splitlines()
    run("marks", "accept", "glossary.toml", "--yes", "--project", tmp_path)

    assert listed == [
        "chapters/glossary.toml:3:17\tdeletion\tpaper",
        "chapters/glossary.toml:3:28\tinsertion\tnewspaper",
    ]
    assert chapter(tmp_path, "glossary.toml").endswith('"A newspaper."\n')


def test_who_made_a_mark_stands_beside_it(run, tmp_path):
    text = "# A\n\nOne {++two++}{>>@Sara, 2026-11-20<<} {==three==}{>>@Ali: why?<<}.\n"
    write_project(tmp_path, text)

    listed = run("marks", "list", "--project", tmp_path).out.splitlines()

    assert listed == [
        "chapters/01.md:3:5\tinsertion\ttwo\tSara, 2026-11-20",
        "chapters/01.md:3:38\thighlight\tthree",
        "chapters/01.md:3:49\tcomment\twhy?\tAli",
    ]
    assert "1 change and 1 remark of an editor" in run("check", "--project", tmp_path).out
