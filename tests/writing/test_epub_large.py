"""A book of a thousand chapters in four languages is a sound e-book."""

import os
import sys

import pytest

from rectoverso.writing.screen.inspection import places_lost
from tests.books import SmallBook, book, write_project
from tests.epub_lint import complaints
from tests.reading_epub import read_epub
from tests.writing.epubcheck import epubcheck
from tests.writing.test_epub_ace import violations

CHAPTER = "---\ntitle: {title} {{n}}\nid: sec-{{n}}\nlang: {lang}\n---\n\n{text}"
TEXTS = {
    lang: CHAPTER.format(lang=lang, title=title, text=text)
    for lang, title, text in (
        ("fa", "فصل", "[باغ]{{.index}} و دیوار؛ نگاه کنید به @sec-{m}.^[یادداشت.]"),
        ("ne", "खण्ड", "[पर्खाल]{{.index}} र बगैँचा; @sec-{m}।^[टिप्पणी।]"),
        ("vi", "Phần", "[Bức tường]{{.index}} và khu vườn; @sec-{m}.^[Chú thích.]"),
        ("he", "חלק", "[גן]{{.index}} וקיר; @sec-{m}.^[הערה.]"),
    )
}


def chapters(count):
    langs = list(TEXTS)
    return book(
        {
            f"{n:04}.md": TEXTS[langs[n % len(langs)]].format(n=n, m=(n + 7) % count) + "\n"
            for n in range(count)
        },
        title="هزار فصل",
        lang="fa",
    )


@pytest.mark.slow
def test_a_thousand_chapters_are_a_valid_book_without_faults(tmp_path):
    small = chapters(1000)
    opened = read_epub(small.epub)

    assert small.findings == []
    assert small.written("epub").findings == ()
    assert complaints(opened) == []
    assert len([one for one in opened.spine if one.name.startswith("text/sec-")]) == 1000
    assert epubcheck(small.epub, tmp_path) == []


@pytest.mark.slow
def test_ace_has_nothing_to_say_of_many_chapters_either(tmp_path):
    # It takes half a second for each document, and to list them the square of their number: a
    # thousand in one book take twelve minutes of that alone.
    assert violations(chapters(60).epub, tmp_path) == []


def test_one_core_and_several_make_the_same_book_and_find_the_same_in_it(
    tmp_path, with_cores, monkeypatch
):
    copies, copy = [], getattr(os, "fork", None)
    monkeypatch.setattr(os, "fork", lambda: copies.append(1) or copy(), raising=False)
    # One chapter has a control that nobody closes.
    files = {f"{n}.md": f"# Phần {n}\n\nBức tường.\n" for n in range(60)}
    files["7.md"] += "\n\N{RIGHT-TO-LEFT EMBEDDING}Khu vườn.\n"
    files["front.svg"] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 3'/>"
    made = []
    for cores in (1, 3):
        with_cores(cores)
        copies.clear()
        root = write_project(tmp_path / str(cores), files, title="T", lang="vi", cover="front.svg")
        small = SmallBook(root)
        made.append((small.findings, small.written("epub")))

    assert made[0] == made[1]
    assert any("chapters/7.md:5:1" in one for one in made[0][0])
    assert bool(copies) == (sys.platform == "linux")


def test_a_chapter_put_between_others_moves_nobody_s_bookmark():
    text = TEXTS["vi"].format(n="{n}", m=1)
    before = book({f"{n}.md": text.replace("{n}", str(n)) for n in (1, 2)}, title="T", lang="vi")
    after = book({f"{n}.md": text.replace("{n}", str(n)) for n in (1, 3, 2)}, title="T", lang="vi")

    assert list(places_lost(before.epub, after.epub)) == []
    assert [one.name for one in read_epub(after.epub).spine if "sec-" in one.name] == [
        "text/sec-1.xhtml",
        "text/sec-3.xhtml",
        "text/sec-2.xhtml",
    ]
