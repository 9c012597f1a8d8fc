"""Builds that are killed, that meet each other, or that find no room: the next one is right."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from rectoverso.app import shelf
from rectoverso.app.build import build
from rectoverso.model import memory
from rectoverso.model.memory import SUFFIX, Memory
from tests.books import write_project
from tests.commands import ROOT

WORDS = "Some words of a chapter that goes on and on. " * 300
FILES = {f"{n}.md": f"# Chapter {n}\n\nA [word]{{.index}}. {WORDS}\n" for n in range(4)}
COMMAND = [sys.executable, "-m", "rectoverso", "build", "pdf", "--project"]


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    """The book as it is when nothing happens."""
    folder = write_project(tmp_path_factory.mktemp("right"), FILES)
    build(folder, ("pdf",), None, None, lambda _: None, jobs=1)
    return (folder / "build/book.pdf").read_bytes()


def begun(project):
    return subprocess.Popen(
        [*COMMAND, str(project)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    "sign", ["build/.rectoverso-bench-*", f"build/.cache/*{SUFFIX}", "build/.cache/pages.json"]
)
def test_after_a_build_that_was_killed_the_next_makes_the_same_book(tmp_path, right, sign):
    write_project(tmp_path, FILES)
    killed = begun(tmp_path)
    while killed.poll() is None and not list(tmp_path.glob(sign)):
        time.sleep(0.002)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    left = tmp_path / "build/book.pdf"
    assert not left.exists() or left.read_bytes() == right

    built = build(tmp_path, ("pdf",), None, None, lambda _: None, jobs=1)

    assert built.findings == ()
    assert left.read_bytes() == right


def test_when_only_the_first_process_is_killed_the_others_end_too(tmp_path):
    write_project(tmp_path, FILES)
    killed = begun(tmp_path)
    while killed.poll() is None and not list(tmp_path.glob(f"build/.cache/*{SUFFIX}")):
        time.sleep(0.002)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()

    for _ in range(600):
        left = subprocess.run(["pgrep", "-g", str(killed.pid)], capture_output=True, check=False)
        if not left.stdout:
            break
        time.sleep(0.1)
    assert left.stdout == b""


def test_two_builds_at_once_make_the_same_book(tmp_path, right):
    write_project(tmp_path, FILES)
    both = [begun(tmp_path), begun(tmp_path)]
    told = [(*one.communicate(), one.returncode) for one in both]

    assert [(code, err) for _, err, code in told] == [(0, b""), (0, b"")]
    assert (tmp_path / "build/book.pdf").read_bytes() == right
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        ".cache",
        ".rectoverso-outputs",
        "book.pdf",
    ]


def test_where_nothing_can_be_remembered_the_book_is_made_all_the_same(
    tmp_path, right, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    write_project(tmp_path, FILES)
    monkeypatch.setattr(memory, "write_whole", full)
    built = build(tmp_path, ("pdf",), None, None, lambda _: None, jobs=1)

    assert built.findings == ()
    assert (tmp_path / "build/book.pdf").read_bytes() == right


def test_what_was_not_used_for_longest_makes_room(tmp_path):
    small = Memory(tmp_path, room=250)
    for day, name in enumerate("abc"):
        small.keep(name, b"x" * 60)
        os.utime(tmp_path / f"{name}{SUFFIX}", (day, day))
    assert small.recall("a") == b"x" * 60
    small.keep("d", b"x" * 60)
    (tmp_path / ".new-half").write_bytes(b"x")
    os.utime(tmp_path / ".new-half", (0, 0))

    small.tidy()

    assert [name for name in "abcd" if small.recall(name)] == ["a", "d"]
    assert not (tmp_path / ".new-half").exists()


def test_what_is_remembered_gives_way_when_the_outputs_find_no_room(tmp_path, right, monkeypatch):
    write_project(tmp_path, FILES)
    build(tmp_path, ("pdf",), None, None, lambda _: None, jobs=1)
    remembered = tmp_path / "build" / shelf.MEMORY
    sync = os.fsync

    def full(file):
        if remembered.exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(file)

    monkeypatch.setattr(shelf.os, "fsync", full)
    (tmp_path / "chapters/0.md").write_text(FILES["0.md"].replace("Some", "Many"), "utf-8")
    built = build(tmp_path, ("pdf",), None, None, lambda _: None, jobs=1)

    assert built.findings == ()
    assert (tmp_path / "build/book.pdf").read_bytes() != right
    assert not remembered.exists()
