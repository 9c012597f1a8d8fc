"""Chapters that go to Word and come back: what nobody touched is the same, byte for byte."""

import random
import shutil

import pytest

from rectoverso.app.word.exporting import exported, write
from rectoverso.app.word.importing import imported
from rectoverso.reading.criticmarkup import settled
from tests.commands import ROOT
from tests.word.editing import Document, w


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample book, all its chapters exported."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "chapters", root / "chapters")
    documents, findings = exported(root, ())
    assert findings == write(documents, root, root / "word") == ()
    return root


def test_chapters_of_the_sample_book_come_back_as_they_went(sample):
    documents = sorted((sample / "word").glob("*.docx"))

    back = [imported(path, sample) for path in documents]

    assert len(documents) == len(list((sample / "chapters").glob("*.md")))
    assert [(one.change, one.findings) for one in back] == [(None, ())] * len(documents)


def test_the_same_chapter_gives_the_same_bytes(sample):
    documents, _ = exported(sample, ["fa-2-iskra"])

    assert [one.document for one in documents] == [
        (sample / "word" / "fa-2-iskra.docx").read_bytes()
    ]


@pytest.mark.parametrize(
    "name", ["fa-2-iskra", "fa-3-1905", "ne-1-revolution", "vi-2-soviet", "en-introduction"]
)
@pytest.mark.parametrize("seed", range(2))
def test_changes_at_random_can_all_be_taken_back(sample, tmp_path, name, seed):
    """Words replaced, put in, taken out, tracked or not, paragraphs taken out, joined, moved."""
    dice = random.Random(f"{name} {seed}")
    document = Document.opened(sample / "word" / f"{name}.docx")
    changes = [edited_at_random(document, dice) for _ in range(12)]

    found = imported(document.saved(tmp_path / "edited.docx"), sample)

    assert any(changes)
    text = (sample / "chapters" / f"{name}.md").read_text("utf-8")
    assert found.change is not None
    assert settled(found.change.new, "reject") == text
    untouched = set(text.split("\n\n")) & set(found.change.new.split("\n\n"))
    assert len(untouched) >= len(set(text.split("\n\n"))) - 2 * len(changes)


def edited_at_random(document, dice):
    """Do something to some paragraph; whether that could be done."""
    parts = ["word/document.xml"] * 3 + ["word/footnotes.xml"]
    part = dice.choice(parts)
    paragraphs = [
        one
        for one in document.tree(part).iter(w("p"))
        if not list(one.iter(w("ins"), w("del"), w("moveTo"), w("moveFrom")))
        and len("".join(t.text or "" for t in one.iter(w("t"))).split()) > 4
    ]
    if not paragraphs:
        return False
    paragraph = dice.choice(paragraphs)
    text = "".join(t.text or "" for t in paragraph.iter(w("t")))
    words = [one for one in text.split() if text.count(one) == 1]
    if not words:
        return False
    word = dice.choice(words)
    match dice.randrange(8):
        case 0 | 1:
            document.replace(paragraph, word, "نو" if "ا" in text else "new")
        case 2:
            document.delete(paragraph, word)
        case 3:
            document.insert(paragraph, word, " *x* [y]")
        case 4:
            document.retype(paragraph, word, word[::-1] + "x")
        case 5:
            start = text.index(word)
            document.delete(paragraph, text[start : start + dice.randrange(5, 60)].rstrip())
        case 6 if part == "word/document.xml":
            document.delete_paragraph(paragraph)
        case _:
            document.comment(paragraph, word, "So? [a] <b>")
    return True
