"""Outputs come to their place all or none; what others made is left alone."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from rectoverso.app import shelf
from rectoverso.app.shelf import LIST, clear, listing, put, shelve, workbench
from rectoverso.app.trouble import MachineError

OLD = {"book.pdf": b"old pdf", "book.epub": b"old epub"}
NEW = {"book.pdf": b"new pdf", "book.epub": b"new epub"}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def filled(folder, files):
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def put_all(files, folder):
    with workbench(folder, "build") as bench:
        put(files, bench, "build")


def test_new_outputs_take_the_place_of_the_old_ones(tmp_path):
    build = filled(tmp_path / "build", OLD)

    put_all(NEW, build)

    assert contents(build) == NEW


@pytest.mark.parametrize("trouble", [OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_when_the_second_output_cannot_be_placed_the_first_gives_way_again(
    tmp_path, monkeypatch, trouble
):
    build = filled(tmp_path / "build", OLD)
    replace = Path.replace

    def refuse(path, target):
        if Path(target) == build / "book.epub" and not path.name.startswith("old-"):
            raise trouble
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises((MachineError, KeyboardInterrupt)):
        put_all(NEW, build)

    assert contents(build) == OLD


def test_without_old_outputs_nothing_stays_when_the_second_cannot_be_placed(tmp_path, monkeypatch):
    build = tmp_path / "build"
    replace = Path.replace

    def refuse(path, target):
        if Path(target).name == "book.epub":
            raise OSError(errno.EIO, "broken")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MachineError):
        put_all(NEW, build)

    assert not build.exists()


def test_a_disk_that_fills_up_while_writing_changes_nothing(tmp_path, monkeypatch):
    build = filled(tmp_path / "build", OLD)

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", full)
    with pytest.raises(MachineError) as trouble:
        put_all(NEW, build)

    assert trouble.value.finding.code == "O103"
    assert contents(build) == OLD


def test_a_folder_in_the_place_of_an_output_is_left_alone(tmp_path):
    build = filled(tmp_path / "build", {"book.pdf": b"old pdf"})
    (build / "book.epub").mkdir()

    with pytest.raises(MachineError) as trouble:
        put_all(NEW, build)

    assert trouble.value.finding.code == "O106"
    assert (build / "book.pdf").read_bytes() == b"old pdf"
    assert list((build / "book.epub").iterdir()) == []


def test_a_workbench_that_was_left_goes_after_a_day(tmp_path):
    build = filled(tmp_path / "build", OLD)
    for name in ("old", "new"):
        (build / f".rectoverso-bench-{name}").mkdir()
        (build / f".rectoverso-bench-{name}" / "half").write_bytes(b"...")
    os.utime(build / ".rectoverso-bench-old", (1, 1))

    with workbench(build, "build") as bench:
        left = {path.name for path in build.iterdir() if path != bench}

    assert left == {*OLD, ".rectoverso-bench-new"}


def test_a_workbench_leaves_nothing_behind_when_work_is_interrupted(tmp_path):
    with suppress(KeyboardInterrupt), workbench(tmp_path / "a" / "build", "build") as bench:
        (bench / "half").write_bytes(b"...")
        raise KeyboardInterrupt

    assert not (tmp_path / "a").exists()


def test_clearing_removes_the_listed_outputs_and_our_own_files_only(tmp_path):
    ours = {"book.pdf": b"pdf", LIST: listing(frozenset(["book.pdf", "gone.epub"]))}
    build = filled(tmp_path / "build", {**ours, "thesis.pdf": b"mine"})
    (build / ".rectoverso-bench-x").mkdir()

    assert clear(build, "build") == (("book.pdf",), ("thesis.pdf",))
    assert contents(build) == {"thesis.pdf": b"mine"}


def test_clearing_removes_the_folder_when_nothing_is_left_in_it(tmp_path):
    build = filled(tmp_path / "build", {"a.pdf": b"pdf", LIST: listing(frozenset(["a.pdf"]))})

    assert clear(build, "build") == (("a.pdf",), ())
    assert not build.exists()


def test_a_list_that_was_tampered_with_leads_nowhere_else(tmp_path):
    (tmp_path / "precious").write_bytes(b"!")
    build = filled(tmp_path / "build", {LIST: b"../precious\n..\n.\n\n/etc/hosts\nsub\n"})
    (build / "sub").mkdir()

    assert clear(build, "build") == ((), ("sub",))
    assert (tmp_path / "precious").exists()


def test_clearing_removes_a_link_and_not_what_it_leads_to(tmp_path):
    precious = filled(tmp_path / "precious", {"file": b"!"})
    build = filled(tmp_path / "build", {LIST: listing(frozenset(["book.pdf"]))})
    (build / "book.pdf").symlink_to(precious)
    (build / ".rectoverso-cache").symlink_to(precious)

    assert clear(build, "build") == (("book.pdf",), ())
    assert contents(precious) == {"file": b"!"}


def test_a_folder_without_a_list_is_not_ours(tmp_path):
    build = filled(tmp_path / "build", OLD)

    assert clear(build, "build") == ((), ("book.epub", "book.pdf"))
    assert contents(build) == OLD


def test_there_is_nothing_to_clear_where_no_folder_is(tmp_path):
    assert clear(tmp_path / "build", "build") == ((), ())


def test_clearing_removes_what_is_remembered_and_no_other_folder_of_that_name(tmp_path):
    ours, others = tmp_path / "ours", tmp_path / "others"
    for folder in (ours, others):
        (folder / shelf.MEMORY).mkdir(parents=True)
        (folder / shelf.MEMORY / "kept").write_bytes(b"")
    (ours / shelf.MEMORY / shelf.TAG).write_bytes(b"")

    assert shelf.clear(ours, "build") == ((), ())
    assert not ours.exists()
    assert shelf.clear(others, "build") == ((), (shelf.MEMORY,))


def test_what_is_removable_is_added_to_the_list_of_outputs(tmp_path):
    build = filled(tmp_path / "build", {LIST: listing(frozenset(["old.pdf"]))})

    shelve({"new.pdf": b"new"}, build, removable=True)
    shelve({"mine.pdf": b"mine"}, build)

    assert contents(build) == {
        "new.pdf": b"new",
        "mine.pdf": b"mine",
        LIST: listing(frozenset(["old.pdf", "new.pdf"])),
    }
