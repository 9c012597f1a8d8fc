"""Processes that set sections: none is left, none is waited for in vain."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from rectoverso.app.build import moment_of
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.apart import make
from rectoverso.writing.paper.pdf import write_pdf
from rectoverso.writing.paper.pieces import Piece
from rectoverso.writing.paper.workers import SPEED, Here, SettingFailedError, Workers
from tests.books import book, write_project
from tests.commands import ROOT

FACES = read_faces([ROOT / "fonts"])
PIECE = Piece("text", "a-chapter", FACES, "<p>Word", ("@page { size: A6 }",))
ENDLESS = replace(PIECE, html="<p>Word " * 60_000)
THREE = {f"{n}.md": f"# Chapter {n}\n\nSome [words]{{.index}} of it.\n" for n in range(3)}


def made_by(workers, small):
    moment = moment_of(small.book.settings, None)
    return write_pdf(small.book, small.checked.manuscript, moment, lambda _: None, workers)


def test_any_number_of_processes_makes_the_same_bytes():
    small = book(THREE)
    with Workers(1) as one, Workers(3) as three:
        made = [made_by(maker, small).data for maker in (Here(), one, three)]

    assert made[0] == made[1] == made[2]


def test_a_section_is_the_same_whatever_was_set_before():
    css = "@counter-style stars { system: fixed; symbols: '*' '**' } ol { list-style-type: stars }"
    letters = css.replace("'*' '**'", "'a' 'b'")
    listed = replace(PIECE, html="<ol><li>One<li>Two</ol>", css=(css,))
    before = make(listed)
    lettered = replace(listed, css=(letters,))
    for faces in (*((face,) for face in FACES[:5]), FACES):
        make(replace(lettered, faces=faces))

    assert make(lettered) != before
    assert make(listed) == before


def children():
    told = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "rectoverso.writing.paper.worker"],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.split()


def test_no_process_is_left():
    with Workers(2) as workers:
        workers.make([PIECE, PIECE], lambda *_: None)
        assert children()

    assert children() == []


def test_a_process_that_dies_is_told_with_its_section():
    with Workers(1) as workers:
        pid = int(children()[0])
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(SettingFailedError) as told:
            workers.make([PIECE], lambda *_: None)

    assert (told.value.name, told.value.why) == ("a-chapter", "died")
    assert children() == []


def test_a_section_without_end_is_stopped():
    patience = 2 - len(ENDLESS.html) / SPEED
    with Workers(1, patience=patience) as workers, pytest.raises(SettingFailedError) as told:
        workers.make([ENDLESS], lambda *_: None)

    assert (told.value.name, told.value.why) == ("a-chapter", "time")


def test_a_section_may_not_use_up_the_memory():
    with Workers(1, memory=140 << 20) as workers, pytest.raises(SettingFailedError) as told:
        workers.make([ENDLESS], lambda *_: None)

    assert (told.value.name, told.value.why) == ("a-chapter", "memory")


def living(group):
    """The processes of a group that have not ended; nobody may have looked at those that have."""
    told = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, check=True)
    rows = (row.split(maxsplit=2) for row in told.stdout.decode().splitlines())
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


def as_shells_say(code):
    """How a program ended. Python ends itself by a Ctrl-C that came while it ran code from text."""
    return code if code >= 0 else 128 - code


def test_ctrl_c_leaves_no_process_and_no_half_file(tmp_path):
    text = "Some words of a long chapter that goes on and on. " * 3000
    write_project(tmp_path, {f"{n}.md": f"# Chapter {n}\n\n{text}" for n in range(4)})
    building = subprocess.Popen(
        [sys.executable, "-m", "rectoverso", "build", "pdf", "--project", str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        # Who runs the tests in the background has it ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while not list(Path(tmp_path).glob("build/.rectoverso-bench-*")):
        assert building.poll() is None, building.communicate()
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(building.pid, signal.SIGINT)
    out, err = building.communicate(timeout=20)

    assert (as_shells_say(building.returncode), out) == (130, b""), err
    assert err.decode().strip() == "interrupted"
    # What a process that we end has just asked of the system (where a library is) ends by itself.
    end = time.monotonic() + 5
    while living(building.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert living(building.pid) == []
    assert [path.name for path in (tmp_path / "build").glob("*") if path.name != ".cache"] == []
