"""What goes wrong while an editor is open: nothing is printed but the protocol, nothing is lost."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from rectoverso.app.lsp.keeper import Keeper
from rectoverso.app.lsp.names import Names
from tests.books import SmallBook, write_project
from tests.lsp.editors import Editor, address

BROKEN = "# A\n\nSee @sec-b.\n"


def codes(editor, path):
    told = editor.told.get(address(path), ())
    return [one.code for one in told[-1].diagnostics] if told else []


def test_a_folder_without_a_book_says_so_once(tmp_path, begin):
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    editor = begin(tmp_path)

    editor.open(first, BROKEN)
    editor.open(second, BROKEN)
    editor.change(first, BROKEN)
    assert editor.hover(first, "sec-b") == ""

    assert editor.shown == [
        "a.md belongs to no book: no folder above it holds chapters/book.toml; it is not checked"
    ]
    assert editor.told == {}


def test_a_chapter_deleted_while_it_is_open_is_still_there(tmp_path, begin):
    root = write_project(tmp_path, BROKEN)
    chapter = root / "chapters" / "01.md"
    editor = begin(root)
    editor.open(chapter)
    assert [one["code"] for one in editor.findings(chapter)] == ["X101"]

    chapter.unlink()
    editor.change(chapter, BROKEN.replace("sec-b", "sec-c"))

    assert [one["code"] for one in editor.findings(chapter)] == ["X101"]
    book = root / "chapters" / "book.toml"
    editor.close(chapter)
    editor.until(lambda: "M107" in codes(editor, book))
    assert codes(editor, book) == ["M107"]
    editor.until(lambda: codes(editor, chapter) == [])
    assert codes(editor, chapter) == []


def test_a_settings_file_that_is_half_written_is_told_and_then_forgotten(tmp_path, begin):
    root = write_project(tmp_path, BROKEN)
    chapter, book = root / "chapters" / "01.md", root / "chapters" / "book.toml"
    editor = begin(root)
    editor.open(chapter)
    editor.open(book)
    assert editor.findings(book) == []
    whole = editor.texts[book]

    editor.change(book, whole.replace('title = "A Book"', 'title = "A Bo'))
    assert [one["code"] for one in editor.findings(book)] == ["M102"]
    editor.change(book, whole)

    editor.until(lambda: codes(editor, chapter) == ["X101"])
    assert codes(editor, chapter) == ["X101"]
    assert editor.findings(book) == []


def test_a_project_that_vanishes_is_told_and_comes_back(tmp_path, begin):
    root = write_project(tmp_path, BROKEN)
    chapter = root / "chapters" / "01.md"
    editor = begin(root)
    editor.open(chapter)
    editor.diagnostics(chapter)
    hidden = root.parent / f"{root.name}-away"

    root.rename(hidden)
    editor.change(chapter, f"{BROKEN}\nMore.\n")
    editor.until(lambda: codes(editor, root / "chapters" / "book.toml") == ["M101"])
    hidden.rename(root)
    editor.change(chapter, BROKEN)
    editor.until(lambda: codes(editor, root / "chapters" / "book.toml") == [])

    assert codes(editor, root / "chapters" / "book.toml") == []
    assert [one["code"] for one in editor.findings(chapter)] == ["X101"]


def test_who_types_fast_is_told_seldom_and_at_last_what_stands_there(tmp_path, begin):
    root = write_project(tmp_path, BROKEN)
    chapter = root / "chapters" / "01.md"
    editor = begin(root)
    editor.open(chapter)
    editor.diagnostics(chapter)

    for number in range(40):
        editor.change(chapter, f"{BROKEN}\nSee @sec-{number}.\n")
        time.sleep(0.05)
    found = editor.findings(chapter)

    assert [one["message"].split("“")[1][:6] for one in found] == ["sec-b”", "sec-39"]
    assert len(next(iter(editor.told.values()))) < 12


def test_half_a_letter_and_a_place_that_is_not_there_do_no_harm(tmp_path, begin):
    root = write_project(tmp_path, BROKEN)
    chapter = root / "chapters" / "01.md"
    editor = begin(root)
    editor.open(chapter, "# A\n\n\ud83d @sec-b\n")

    found = editor.diagnostics(chapter)

    assert [str(one.range.start) for one in found if one.code == "X101"] == ["2:2"]
    editor.texts[chapter] = "\n" * 99 + "x"
    assert editor.hover(chapter, "x") == ""


def test_a_list_of_works_with_odd_names_does_no_harm(tmp_path):
    works = r'[{"id": "a\"b"}, {"id": "\q"}, {"id": "roe", "type": "book", "title": "T"}]'
    checked = SmallBook(
        write_project(tmp_path, {"01.md": BROKEN, "references.json": works})
    ).checked

    assert list(Names(checked).works) == ['a"b', "roe"]


def test_an_editor_that_is_gone_ends_the_server(tmp_path):
    root = write_project(tmp_path, BROKEN)
    chapter = root / "chapters" / "01.md"
    editor = Editor(root)
    editor.open(chapter)

    code, said = editor.hang_up()

    assert (code, "Traceback" in said) == (0, False)


@pytest.mark.parametrize("turns", range(6))
def test_who_keeps_a_project_ends_at_whatever_turn_it_is_told_to(turns):
    async def nothing(_):
        return None

    async def ended():
        study = SimpleNamespace(book=None, glance=None, look=None)
        keeper = Keeper(study, nothing, lambda _: None)
        keeping = asyncio.create_task(keeper.keep())
        keeper.change("chapters/01.md")
        await asyncio.sleep(0.01)  # it waits for a pause
        keeper.change("chapters/01.md")
        for _ in range(turns):
            await asyncio.sleep(0)
        keeping.cancel()
        done, _ = await asyncio.wait([keeping], timeout=0.5)
        keeping.cancel()
        return done == {keeping}

    assert asyncio.run(ended())
