"""Chapters that were read once are not read again, until something about them changes."""

import os
import pickle
from dataclasses import replace

import pytest

from rectoverso.model.memory import SUFFIX, Memory
from rectoverso.reading import kept, markup
from rectoverso.reading.manuscript import read
from tests.books import write_project

FILES = {
    "01.md": "# A [b]{.index}\n\nWords.^[A note.] *More* [](#c){.page} [x]{lang=xx}\n\n- a\n- b\n",
    "02.md": "---\ntitle: C\nsubtitle: D\nid: c\n---\n\n| a |\n|---|\n| b |\n\n$x$\n",
}


@pytest.fixture
def asked(monkeypatch):
    """The texts that pandoc is asked to read."""
    texts, listen = [], markup.listen

    def listening(these, **how):
        texts.extend(text for text in these if text)
        return listen(these, **how)

    monkeypatch.setattr(markup, "listen", listening)
    return texts


def remembering(folder):
    (folder / "memory").mkdir()
    return Memory(folder / "memory")


def chapters(folder, files, memory):
    found = markup.parse_all(read(write_project(folder, files)), memory)
    memory.keep_all()
    return found


def test_a_chapter_is_read_once(tmp_path, asked):
    memory = remembering(tmp_path)
    first = chapters(tmp_path, FILES, memory)
    del asked[:]

    assert chapters(tmp_path, FILES, memory) == first
    assert asked == []
    assert any(chapter.findings for chapter in first)


def test_only_the_chapter_that_changed_is_read_again(tmp_path, asked):
    memory = remembering(tmp_path)
    chapters(tmp_path, FILES, memory)
    del asked[:]
    files = {**FILES, "01.md": "# Another\n"}

    assert chapters(tmp_path, files, memory) == chapters(tmp_path, files, Memory())
    assert asked[0] == "# Another\n"
    assert not any("# C" in text for text in asked[:1])


def test_another_set_of_languages_has_chapters_read_again(tmp_path, asked):
    memory = remembering(tmp_path)
    chapters(tmp_path, FILES, memory)
    manuscript = read(tmp_path)
    more = replace(manuscript, locales={**manuscript.locales, "xx": manuscript.locales["en"]})
    del asked[:]
    found = markup.parse_all(more, memory)

    assert asked
    assert found == markup.parse_all(more)
    assert found != markup.parse_all(manuscript, memory)


def test_what_pandoc_gave_up_is_tried_again(tmp_path, monkeypatch):
    memory = remembering(tmp_path)
    too_long = markup.Answer(None, ("it takes too long",))
    with monkeypatch.context() as busy:
        busy.setattr(markup, "listen", lambda texts, **_: iter([too_long] * len(texts)))
        chapters(tmp_path, {"01.md": "# A\n"}, memory)

    assert chapters(tmp_path, {"01.md": "# A\n"}, memory)[0].findings == ()


def test_a_spoilt_chapter_is_counted_and_read_again(tmp_path):
    memory = remembering(tmp_path)
    first = chapters(tmp_path, FILES, memory)
    for path in memory.folder.glob(f"*{SUFFIX}"):
        path.write_bytes(path.read_bytes()[:-1])

    assert chapters(tmp_path, FILES, memory) == first
    assert memory.spoilt == 2
    assert chapters(tmp_path, FILES, memory) == first
    assert memory.spoilt == 2


def test_many_chapters_are_kept_in_one_file_and_those_that_change_beside_it(tmp_path, asked):
    memory = remembering(tmp_path)
    files = {f"{number:02}.md": f"# Chapter {number}\n" for number in range(60)}
    first = chapters(tmp_path, files, memory)
    (together,) = memory.folder.glob(f"*{SUFFIX}")
    changed = {**files, "07.md": "# Another\n"}
    then = chapters(tmp_path, changed, Memory(memory.folder))
    del asked[:]

    assert chapters(tmp_path, files, Memory(memory.folder)) == first
    assert chapters(tmp_path, changed, Memory(memory.folder)) == then
    assert asked == []
    assert len(list(memory.folder.glob(f"*{SUFFIX}"))) == 2

    together.write_bytes(together.read_bytes()[:-1])
    spoilt = Memory(memory.folder)
    assert chapters(tmp_path, files, spoilt) == first
    assert spoilt.spoilt == 1


def test_what_is_no_collection_of_chapters_is_forgotten(tmp_path):
    memory = remembering(tmp_path)
    memory.keep("many-a", b"{")
    memory.keep("many-b", b"[1]")

    assert memory.recall("a") is None
    assert memory.spoilt == 2
    assert not list(memory.folder.glob(f"*{SUFFIX}"))


class Trap:
    """What calls a function as soon as it is read."""

    def __reduce__(self):
        return os.mkdir, ("trap",)


def test_what_somebody_put_there_is_not_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    memory = remembering(tmp_path)
    manuscript = read(write_project(tmp_path, FILES))
    for chapter in manuscript.chapters:
        kept.keep(memory, kept.name_of(chapter.source, tuple(manuscript.locales)), [])
    memory.keep_all()
    for path in memory.folder.glob(f"*{SUFFIX}"):
        memory.keep(path.stem, pickle.dumps(Trap()))

    assert markup.parse_all(manuscript, memory) == markup.parse_all(manuscript)
    assert memory.spoilt == 2
    assert not (tmp_path / "trap").exists()
