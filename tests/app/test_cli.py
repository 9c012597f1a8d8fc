"""The commands: exit codes, options, what is printed where."""

import errno
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from time import sleep

import pytest

import rectoverso
from rectoverso.app import build as building
from rectoverso.app import cli, shelf
from rectoverso.app.build import Written
from rectoverso.app.interruptions import heard
from rectoverso.writing.paper import workers
from rectoverso.writing.paper.workers import Here
from tests.books import write_project
from tests.commands import ROOT, Ran

GOOD = "# A\n\nOne two three.\n"
FAULTY = "# A\n\nSee @sec-nowhere.\n"


@pytest.fixture
def quick(monkeypatch):
    """Outputs that cost no typesetting, where only the way they take matters."""

    def pdf(checked, moment, progress, printed, means):
        progress("typesetting")
        return Written(b"%PDF " + moment.date().isoformat().encode(), 3)

    def epub(checked, moment, progress, printed, means):
        return Written(b"EPUB")

    monkeypatch.setattr(building, "OUTPUTS", {"pdf": pdf, "epub": epub})


def contents(folder):
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if not path.name.startswith(shelf.OURS)
    }


# --- build ---------------------------------------------------------------------------------


def test_a_build_makes_both_outputs_and_says_what_it_made(run, tmp_path, quick):
    write_project(tmp_path, GOOD)

    ran = run("build", "--project", tmp_path)

    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"{tmp_path}/build/book.pdf: 3 pages, 1 kB"
    assert lines[1] == f"{tmp_path}/build/book.epub: 1 kB"
    assert lines[2].endswith(" s, no findings")
    assert contents(tmp_path / "build") == {"book.pdf": b"%PDF 1980-01-01", "book.epub": b"EPUB"}


def test_a_build_makes_only_what_is_asked_for(run, tmp_path, quick):
    write_project(tmp_path, GOOD, outputs=["pdf"], filename="mine")

    assert run("build", "--project", tmp_path).code == 0
    assert contents(tmp_path / "build").keys() == {"mine.pdf"}
    assert run("build", "epub", "--project", tmp_path).code == 0
    assert contents(tmp_path / "build").keys() == {"mine.pdf", "mine.epub"}


def test_outputs_go_where_they_are_asked_to_and_nothing_goes_with_them(run, tmp_path, quick):
    write_project(tmp_path / "book", GOOD)

    assert run("build", "--project", tmp_path / "book", "--output", tmp_path / "a/b").code == 0
    assert {path.name for path in (tmp_path / "a/b").iterdir()} == {"book.pdf", "book.epub"}
    assert not (tmp_path / "book/build").exists()


def test_the_environment_sets_the_time_of_the_outputs(run, tmp_path, quick, monkeypatch):
    write_project(tmp_path, GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    run("build", "pdf", "--project", tmp_path)

    assert contents(tmp_path / "build") == {"book.pdf": b"%PDF 1970-01-02"}


def test_with_an_error_nothing_is_written_and_old_outputs_stay(run, tmp_path, quick):
    write_project(tmp_path, FAULTY)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/book.pdf").write_bytes(b"old")

    ran = run("build", "--project", tmp_path)

    assert ran.code == 1
    assert ran.err.startswith("chapters/01.md:3:5: error[X101] ")
    assert ran.out.endswith("1 error\n")
    assert contents(tmp_path / "build") == {"book.pdf": b"old"}


def test_an_error_found_while_writing_writes_nothing_either(run, tmp_path, quick, monkeypatch):
    write_project(tmp_path, GOOD)
    fault = cli.rules.machine_trouble(cli.MACHINE, "too deep")
    epub = Written(b"EPUB", findings=(fault,))
    monkeypatch.setitem(building.OUTPUTS, "epub", lambda *_: epub)

    ran = run("build", "--project", tmp_path)

    assert ran.code == 1
    assert ran.err == "error[O107] the system says: too deep\n"
    assert not (tmp_path / "build").exists()


def test_a_warning_does_not_keep_the_book_from_being_written_unless_strict(
    run, tmp_path, quick, monkeypatch
):
    from rectoverso.model.rules import layout

    write_project(tmp_path, GOOD)
    warned = Written(b"%PDF", 1, (layout.typesetter_says(cli.MACHINE, "hm"),))
    monkeypatch.setitem(building.OUTPUTS, "pdf", lambda *_: warned)

    assert run("build", "--project", tmp_path).code == 0
    ran = run("build", "--strict", "--project", tmp_path)

    assert ran.code == 1
    assert ran.err == "warning[L102] the typesetter says: hm\n"
    assert contents(tmp_path / "build").keys() == {"book.pdf", "book.epub"}


# --- The machine's trouble -----------------------------------------------------------------


def test_a_file_in_the_place_of_the_build_folder_is_trouble(run, tmp_path, quick):
    write_project(tmp_path, GOOD)
    (tmp_path / "build").write_text("mine")

    ran = run("build", "--project", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error[O102] “build” is a file where a folder is needed; "
        "rename the file, or use another folder\n"
    )
    assert (tmp_path / "build").read_text() == "mine"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_read_only_build_folder_is_trouble(run, tmp_path, quick, monkeypatch, number):
    write_project(tmp_path, GOOD)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/book.pdf").write_bytes(b"old")

    def refuse(**_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(shelf, "TemporaryDirectory", refuse)
    ran = run("build", "--project", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error[O101] cannot write to “build”: {os.strerror(number)}; "
        "allow writing there, or use another folder\n"
    )
    assert contents(tmp_path / "build") == {"book.pdf": b"old"}


def test_a_full_disk_is_trouble_and_old_outputs_stay(run, tmp_path, quick, monkeypatch):
    write_project(tmp_path, GOOD)
    run("build", "--project", tmp_path)

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", full)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    ran = run("build", "--project", tmp_path)

    assert ran.code == 2
    assert (
        ran.err == "error[O103] no room left on the disk of “build”; make room, and build again\n"
    )
    assert contents(tmp_path / "build") == {"book.pdf": b"%PDF 1980-01-01", "book.epub": b"EPUB"}


def test_without_pango_one_line_names_the_command_that_installs_it(run, tmp_path, monkeypatch):
    write_project(tmp_path, GOOD)

    class Missing:
        def find_spec(self, name, *_):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'\nmany more lines")

    for name in ("weasyprint", "rectoverso.writing.paper.apart"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(workers, "Workers", lambda jobs: nullcontext(Here()))
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    monkeypatch.setattr("rectoverso.app.machine.this_system", lambda: "Fedora")
    ran = run("build", "pdf", "--project", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error[O105] Pango, which sets the PDF's lines, cannot be loaded "
        "(cannot load library 'libpango-1.0-0'); install it with “dnf install -y pango”\n"
    )
    assert not (tmp_path / "build").exists()


def test_an_interrupted_build_ends_with_130_and_leaves_nothing_half_written(
    run, tmp_path, quick, monkeypatch
):
    write_project(tmp_path, GOOD)
    run("build", "--project", tmp_path)
    before = {path.name for path in (tmp_path / "build").iterdir()}

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setitem(building.OUTPUTS, "epub", interrupted)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    ran = run("build", "--project", tmp_path)

    assert (ran.code, ran.out, ran.err) == (130, "", "\ninterrupted\n")
    assert {path.name for path in (tmp_path / "build").iterdir()} == before
    assert (tmp_path / "build/book.pdf").read_bytes() == b"%PDF 1980-01-01"


def test_ctrl_c_is_heard_while_python_throws_something_away(run, tmp_path, quick, monkeypatch):
    class Thrown:
        def __del__(self):
            raise KeyboardInterrupt

    def interrupted(*_):
        Thrown()
        for _ in range(1000):
            sleep(0.01)

    write_project(tmp_path, GOOD)
    monkeypatch.setitem(building.OUTPUTS, "epub", interrupted)
    ran = run("build", "--project", tmp_path)

    assert (ran.code, ran.err) == (130, "\ninterrupted\n")


def test_ctrl_c_that_comes_at_the_end_does_not_come_after_it():
    class Thrown:
        def __del__(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), heard():
        Thrown()


def test_a_fault_of_the_program_shows_where_and_ends_with_2(run, tmp_path, quick, monkeypatch):
    write_project(tmp_path, GOOD)
    monkeypatch.setitem(building.OUTPUTS, "epub", lambda *_: 1 / 0)

    ran = run("build", "--project", tmp_path)

    assert ran.code == 2
    assert "ZeroDivisionError" in ran.err
    assert ran.err.endswith("This is a fault of the program: please report it, with these lines.\n")


# --- check ---------------------------------------------------------------------------------


def test_a_check_prints_findings_and_writes_nothing(run, tmp_path):
    write_project(tmp_path, FAULTY)

    ran = run("check", "--project", tmp_path)

    assert (ran.code, ran.err) == (1, "")
    said, counted = ran.out.splitlines()
    assert said.startswith("chapters/01.md:3:5: error[X101] nothing is labelled “sec-nowhere”; ")
    assert counted == "1 error"
    assert [path.name for path in tmp_path.iterdir()] == ["chapters"]


def test_a_check_tells_only_what_is_asked_for(run, tmp_path):
    write_project(tmp_path, "# A\n\nSee @sec-no one , and TODO (one.\n")

    def codes(*asked):
        told = json.loads(run("check", "--format", "json", *asked, "--project", tmp_path).out)
        return [finding["code"] for finding in told["findings"]]

    assert codes() == ["X101", "T103", "T130", "T110"]
    assert codes("--only", "t1") == ["T103", "T130", "T110"]
    assert codes("--only", "T103,X", "--ignore", "X101") == ["T103"]


def test_a_check_for_a_code_that_no_finding_has_says_which_it_may_be(run, tmp_path):
    write_project(tmp_path, GOOD)

    ran = run("check", "--only", "T1031", "--project", tmp_path)

    assert ran.code == 2
    assert "no finding has the code “T1031”; did you mean “T1" in ran.err


def test_what_is_waived_by_an_option_does_not_count(run, tmp_path):
    write_project(tmp_path, FAULTY)

    assert run("check", "--ignore", "X", "--project", tmp_path).code == 0


def test_what_cannot_be_seen_is_taken_out(run, tmp_path):
    zwnj, shy = "\N{ZERO WIDTH NON-JOINER}", "\N{SOFT HYPHEN}"
    text = f"# کتاب\n\nاو{zwnj} آمد{zwnj} و کت{shy}اب‌ها را در سال ۱3۸۵ خواند.\n"
    write_project(tmp_path, text, lang="fa")

    run("check", "--fix", "--yes", "--project", tmp_path)

    mended = (tmp_path / "chapters/01.md").read_text("utf-8")
    assert mended == "# کتاب\n\nاو آمد و کتاب‌ها را در سال ۱۳۸۵ خواند.\n"


def test_what_can_be_mended_for_certain_is_mended(run, tmp_path):
    text = "# کتاب\n\nاو می رود , «او گفت “برو” و  رفت» .[^1]\n\n[^1]: نمی خواهد؟نه\n"
    write_project(tmp_path, text, lang="fa")

    run("check", "--fix", "--yes", "--project", tmp_path)
    run("check", "--fix", "--yes", "--project", tmp_path)

    mended = (tmp_path / "chapters/01.md").read_text("utf-8")
    assert mended.splitlines()[2:] == [
        "او می‌رود، «او گفت ‹برو› و رفت».[^1]",
        "",
        "[^1]: نمی‌خواهد؟ نه",
    ]
    assert run("check", "--project", tmp_path).out == "no findings\n"


def test_a_check_of_a_good_book_finds_nothing(run, tmp_path):
    write_project(tmp_path, GOOD)

    assert run("check", "--project", tmp_path) == Ran(0, "no findings\n")


def test_programs_get_one_json_object(run, tmp_path):
    write_project(tmp_path, FAULTY)

    ran = run("check", "--format", "json", "--project", tmp_path)

    said = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert (said["errors"], said["warnings"], said["notes"]) == (1, 0, 0)
    assert said["findings"][0]["path"] == "chapters/01.md"


def test_github_gets_annotations_with_the_way_from_the_repository(run, tmp_path, monkeypatch):
    write_project(tmp_path / "docs/book", FAULTY)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))

    ran = run("check", "--format", "github", "--project", tmp_path / "docs/book")

    assert ran.code == 1
    assert ran.out.startswith("::error file=docs/book/chapters/01.md,line=3,col=5,title=X101::")
    assert len(ran.out.splitlines()) == 1


def test_a_folder_without_a_book_is_the_authors_finding(run, tmp_path):
    ran = run("check", "--project", tmp_path)

    assert ran.code == 1
    assert ran.out.startswith("chapters/book.toml:1:1: error[M")


# --- --project, usage ----------------------------------------------------------------------


def test_the_project_may_stand_before_or_after_the_command(run, tmp_path):
    write_project(tmp_path / "good", GOOD)
    write_project(tmp_path / "faulty", FAULTY)

    assert run("--project", tmp_path / "good", "check").code == 0
    assert run("check", "--project", tmp_path / "faulty").code == 1
    assert run("--project", tmp_path / "good", "check", "--project", tmp_path / "faulty").code == 1


@pytest.mark.parametrize("command", ["build", "check", "new", "clean", "explain", "test"])
def test_every_command_takes_a_project(run, command):
    ran = run(command, "--help")

    assert ran.code == 0
    assert "--project DIR" in ran.out


def test_the_current_folder_is_the_project_if_nothing_else_is_said(run, tmp_path, monkeypatch):
    write_project(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)

    assert run("check").code == 0


@pytest.mark.parametrize("words", [["bild"], ["build", "docx"], ["check", "--project", "/no/such"]])
def test_wrong_usage_ends_with_2(run, words):
    ran = run(*words)

    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


# --- new, clean, explain, test -------------------------------------------------------------


def test_a_new_project_names_its_files_and_the_next_step(run, tmp_path):
    ran = run("new", tmp_path / "my book", "--lang", "fa")

    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert f"{tmp_path}/my book/chapters/book.toml" in lines
    assert lines[-1] == f"Now: rectoverso build --project '{tmp_path}/my book'"


@pytest.mark.parametrize("lang", ["en", "fa", "ne", "vi"])
def test_a_new_project_has_no_findings(run, tmp_path, lang):
    run("new", tmp_path / "book", "--lang", lang)

    assert run("check", "--project", tmp_path / "book") == Ran(0, "no findings\n")


def test_a_new_project_never_goes_into_a_folder_with_something_in_it(run, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    ran = run("new", tmp_path)

    assert ran.code == 2
    assert ran.err == f"error[O108] “{tmp_path}” is not empty; choose a new folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_unknown_language_for_a_new_project_names_those_there_are(run, tmp_path):
    ran = run("new", tmp_path / "book", "--lang", "xx")

    assert ran.code == 2
    assert "choose ar, en, fa, he, hi, ne, ur, vi" in ran.err
    assert not (tmp_path / "book").exists()


def test_clean_removes_outputs_and_leaves_what_others_made(run, tmp_path, quick):
    write_project(tmp_path, GOOD)
    run("build", "--project", tmp_path)
    (tmp_path / "build/notes.txt").write_text("mine")

    assert run("clean", "--project", tmp_path) == Ran(
        0,
        "removed build/book.epub\n"
        "removed build/book.pdf\n"
        "left build/notes.txt, which we did not make\n",
    )
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["notes.txt"]
    assert (tmp_path / "chapters/01.md").exists()


def test_clean_says_when_there_is_nothing_to_remove(run, tmp_path):
    assert run("clean", "--project", tmp_path) == Ran(0, "nothing to remove\n")


def test_explain_prints_the_rule(run):
    ran = run("explain", "X101")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("error[X101] A reference leads nowhere: ")


def test_explain_offers_the_nearest_code(run):
    ran = run("explain", "X1O1")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "no finding has the code “X1O1”; did you mean “X101”?\n"


def test_the_tests_are_run_by_pytest_with_the_words_that_follow(run, monkeypatch):
    asked = []

    def pytest_run(command, cwd, check):
        asked.append((command[1:], cwd))
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(cli.subprocess, "run", pytest_run)

    assert run("test", "-k", "shelf", "-x").code == 2
    assert asked == [(["-m", "pytest", "-k", "shelf", "-x"], ROOT)]


def test_outside_a_checkout_there_are_no_tests_and_we_say_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(rectoverso, "__file__", str(tmp_path / "rectoverso/__init__.py"))

    ran = run("test")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[O109] the tests are not part of the installed program; ")


# --- In a process of its own ---------------------------------------------------------------


def test_the_version_is_told(start):
    assert start("--version") == Ran(0, f"rectoverso, version {rectoverso.__version__}\n")


@pytest.mark.parametrize("words", [["--version"], ["explain", "X101"], ["check"]])
def test_only_a_build_waits_for_the_typesetter(start, tmp_path, words):
    write_project(tmp_path / "book", GOOD)
    ran = start("--project", tmp_path / "book", *words, python=["-X", "importtime"])

    assert ran.code == 0
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "rectoverso.app.cli" in imported
    assert not imported & {"weasyprint", "pikepdf", "ebooklib", "rich"}


def test_a_listener_that_goes_away_gets_no_traceback():
    command = [sys.executable, "-m", "rectoverso", "explain"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""


def test_a_terminal_without_unicode_does_not_stop_us(start, tmp_path, monkeypatch):
    write_project(tmp_path / "book", FAULTY)
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")

    ran = start("check", "--project", tmp_path / "book")

    assert ran.code == 1
    assert r"nothing is labelled \u201csec-nowhere\u201d" in ran.out
