"""Our e-books have no faults, neither those EPUBCheck knows nor those it lets pass."""

import re
from functools import cache

import pytest

from rectoverso.app.new import begin
from rectoverso.model.manuscript import KINDS
from rectoverso.model.nodes import Code, Note, Text, rewrite, walk
from tests.books import SmallBook, book
from tests.commands import ROOT
from tests.epub_lint import complaints
from tests.reading_epub import Epub, read_epub, text_of
from tests.writing.epub_books import EVERY_KIND, EVERYTHING, SETTINGS
from tests.writing.epubcheck import epubcheck

# Damage done to one file of a sound book, and what the lint then says of it.
FAULTS = {
    "a document without its direction": (
        "text/sec-en.xhtml",
        '(<html[^>]*) dir="ltr"',
        r"\1",
        "_undeclared: text/sec-en.xhtml says ('en', 'en', None)",
    ),
    "a passage without its direction": (
        "text/sec-fa.xhtml",
        'xml:lang="ne" dir="ltr"><p>',
        'xml:lang="ne"><p>',
        "_half_declared: text/sec-fa.xhtml: <{http://www.w3.org/1999/xhtml}div> in ne",
    ),
    "a chapter set backwards": (
        "text/sec-en.xhtml",
        'dir="ltr"',
        'dir="rtl"',
        "_against_the_grain: text/sec-en.xhtml: rtl for “Chapter 2 The wall”",
    ),
    "a chapter in the wrong language": (
        "text/sec-03.xhtml",
        'lang="ne"',
        'lang="vi"',
        "_wrong_language: text/sec-03.xhtml: vi for “अध्याय ३ पर्खाल”",
    ),
    "a reference to the wrong note": (
        "text/sec-fa.xhtml",
        '(note-2-call" href="#sec-fa-note-)2"',
        r'\g<1>1"',
        "_lost_notes: text/sec-fa.xhtml: sec-fa-note-2 from () to ('sec-fa-note-2-call',)",
    ),
    "a link to nowhere": (
        "text/sec-fa.xhtml",
        '"sec-en.xhtml" class',
        '"sec-en.xhtml#wall" class',
        "_loose_links: text/sec-fa.xhtml to text/sec-en.xhtml#wall",
    ),
    "an id given twice": (
        "text/sec-en.xhtml",
        'id="sec-en-note-1"',
        'id="sec-fa-note-1"',
        "_ids_twice: sec-fa-note-1 in text/sec-fa.xhtml and text/sec-en.xhtml",
    ),
    "a picture without words": (
        "text/cover.xhtml",
        'alt="[^"]*"',
        'alt=""',
        "_mute_pictures: text/cover.xhtml: ../images/cover.png",
    ),
    "a package without a direction": (
        "content.opf",
        ' page-progression-direction="rtl"',
        "",
        "_undeclared: the package says ('fa', 'rtl', None)",
    ),
    "a file the manifest does not know": (
        "content.opf",
        '<item href="css/book.css"[^>]*>',
        "",
        "_orphans: css/book.css",
    ),
}


@pytest.fixture(scope="module")
def everything():
    return book(EVERYTHING, **SETTINGS)


@pytest.fixture(scope="module")
def sample():
    return SmallBook(ROOT)


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    @cache
    def made(lang):
        folder = tmp_path_factory.mktemp(lang) / "book"
        begin(folder, lang)
        return SmallBook(folder).epub

    return made


def test_a_book_with_everything_has_no_faults(everything):
    assert complaints(read_epub(everything.epub)) == []


def test_no_division_loses_its_text_its_notes_or_its_links(tmp_path):
    epub = book(EVERY_KIND).epub
    opened = read_epub(epub)
    said = [text_of(one.body) for one in opened.spine]

    assert complaints(opened) == []
    assert epubcheck(epub, tmp_path) == []
    assert [sum(f"of a {kind}. See" in text for text in said) for kind in KINDS] == [1] * len(KINDS)
    assert sum(len(one.notes) for one in opened.spine) == len(KINDS)


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(everything, name, old, new, said):
    files = dict(read_epub(everything.epub).files)
    damaged, count = re.subn(old, new, files[f"EPUB/{name}"].decode())
    files[f"EPUB/{name}"] = damaged.encode()

    assert count > 0
    assert said in complaints(Epub(files))


def test_the_sample_book_has_no_faults(sample):
    assert complaints(read_epub(sample.epub)) == []


@pytest.mark.parametrize("title", ["everything", "sample"])
def test_every_word_of_a_chapter_stands_in_its_document_in_order(title, everything, sample):
    small = {"everything": everything, "sample": sample}[title]
    documents = {one.body[0].get("id"): one for one in read_epub(small.epub).spine}
    chapters = [one for one in small.book.sections if one.blocks]

    assert len(chapters) > 3
    for section in chapters:
        shown = "".join(map(str, documents[section.id].body.itertext()))
        place = 0
        for word in texts(section.blocks):
            place = shown.find(word, place) + len(word)
            assert place >= len(word), f"{section.id} lacks “{word}”"


def texts(blocks):
    """The texts of blocks in reading order, but for those of notes, which stand behind."""
    without_notes = rewrite(blocks, lambda node: () if isinstance(node, Note) else node)
    return [node.text for node in walk(without_notes) if isinstance(node, Text | Code)]


@pytest.mark.parametrize("lang", ["ar", "en", "fa", "ne", "vi"])
def test_a_project_to_begin_with_has_no_faults(starter, lang):
    assert complaints(read_epub(starter(lang))) == []


def test_epubcheck_has_nothing_to_say_of_a_book_with_everything(everything, tmp_path):
    assert epubcheck(everything.epub, tmp_path) == []


def test_epubcheck_has_nothing_to_say_of_the_sample_book(sample, tmp_path):
    assert epubcheck(sample.epub, tmp_path) == []


def test_epubcheck_has_nothing_to_say_of_a_project_to_begin_with(starter, tmp_path):
    assert epubcheck(starter("fa"), tmp_path) == []


def test_epubcheck_would_say_something_of_a_broken_book(tmp_path):
    whole = book("# A\n\nText.\n").epub
    broken = whole.replace(b"application/epub+zip", b"application/epub+zap", 1)

    assert [one.split(" ")[:2] for one in epubcheck(broken, tmp_path)] == [["ERROR", "PKG-007"]]
