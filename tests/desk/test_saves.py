"""No save is missed, not even in the moment in which the desk is set up."""

import asyncio
from contextlib import nullcontext
from pathlib import Path

import pytest

from rectoverso.app.desk import serving
from rectoverso.app.desk.saves import saves, stand
from rectoverso.app.trouble import MachineError
from tests.books import write_project

MOST = 10  # seconds


@pytest.mark.parametrize("turns", [0, 9])
@pytest.mark.parametrize("file", ["chapters/01.md", "printers/hill.toml"])
def test_a_save_before_or_after_the_watch_begins_is_heard(tmp_path, turns, file):
    root = write_project(tmp_path, "# A\n")
    (root / "printers").mkdir()

    assert is_heard(root, file, turns)


def test_a_project_is_watched_under_whatever_name_it_is_given(tmp_path, monkeypatch):
    root = write_project(tmp_path / "book", "# A\n")
    monkeypatch.chdir(root / "chapters")
    (tmp_path / "link").symlink_to(root, target_is_directory=True)

    assert is_heard(Path("../../book"), "chapters/01.md", 9)
    assert is_heard(tmp_path / "link", "chapters/02.md", 9)


def is_heard(root, file, turns):
    before = stand(root)

    async def heard():
        saved = saves(root, before, asyncio.Event())
        waiting = asyncio.ensure_future(anext(saved))
        for _ in range(turns):
            await asyncio.sleep(0)  # the watch begins
        (root / file).write_text("# Another\n")
        await asyncio.wait([waiting], timeout=MOST)
        return waiting.done()

    return asyncio.run(heard())


def test_where_nothing_is_saved_nothing_is_heard(tmp_path):
    root = write_project(tmp_path, "# A\n")
    before = stand(root)

    async def heard():
        ended = asyncio.Event()
        saved = saves(root, before, ended)
        waiting = asyncio.ensure_future(anext(saved, "ended"))
        (root / "chapters/.01.md.swp").write_text("an editor's own")
        await asyncio.wait([waiting], timeout=0.3)
        ended.set()
        return await waiting

    assert asyncio.run(heard()) == "ended"


def test_a_system_that_lets_nothing_more_be_watched_is_told(tmp_path, monkeypatch):
    async def refused(*_):
        async with asyncio.TaskGroup() as group:
            group.create_task(watch())

    async def watch():
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(serving, "Workers", lambda *_: nullcontext())
    monkeypatch.setattr(serving, "Desk", lambda *_: None)
    monkeypatch.setattr(serving, "_keep", refused)

    with pytest.raises(MachineError, match="OS file watch limit reached"):
        serving.serve(tmp_path, 0, "", {}, lambda _: None)
