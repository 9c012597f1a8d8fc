"""The e-book as a reader opens it: order, languages, ways in, notes, glossary, index."""

import os
import re
import subprocess
import sys

import pytest

from rectoverso.app.build import moment_of
from rectoverso.model.memory import Memory
from rectoverso.writing.screen.epub import write_epub
from tests.books import book
from tests.commands import ROOT
from tests.epub_lint import complaints
from tests.reading_epub import EPUB_TYPE, XHTML, direction_of, lang_of, read_epub, text_of
from tests.writing.epub_books import DRAWING, EVERYTHING, SETTINGS


@pytest.fixture(scope="module")
def opened():
    return read_epub(book(EVERYTHING, **SETTINGS).epub)


def test_documents_come_in_the_order_of_the_book_with_their_languages_and_directions(opened):
    assert [(one.name, *one.language) for one in opened.spine] == [
        ("text/cover.xhtml", "fa", "fa", "rtl"),
        ("text/titlepage.xhtml", "fa", "fa", "rtl"),
        ("text/copyright-page.xhtml", "fa", "fa", "rtl"),
        ("nav.xhtml", "fa", "fa", "rtl"),
        ("text/sec-fa.xhtml", "fa", "fa", "rtl"),
        ("text/sec-en.xhtml", "en", "en", "ltr"),
        ("text/sec-03.xhtml", "ne", "ne", "ltr"),
        ("text/sec-04.xhtml", "he", "he", "rtl"),
        ("text/glossary.xhtml", "fa", "fa", "rtl"),
        ("text/index.xhtml", "fa", "fa", "rtl"),
        ("text/colophon.xhtml", "fa", "fa", "rtl"),
    ]
    assert opened.progression == "rtl"


def test_the_colophon_names_the_faces_of_the_languages_in_their_order(opened):
    told = opened.document("colophon.xhtml").body.find(".//{*}p")

    assert [name.text for name in told] == [
        *("Noto Naskh Arabic", "Literata", "Noto Serif Devanagari", "Noto Serif Hebrew"),
    ]


def test_a_left_to_right_book_turns_its_pages_to_the_left():
    opened = read_epub(book("# A\n\nText.\n").epub)

    assert (opened.progression, opened.package.get("dir")) == ("ltr", "ltr")


def test_the_package_says_what_the_book_is(opened):
    assert {
        name: opened.metadata(name)
        for name in ("dc:title", "dc:language", "dc:creator", "dc:publisher", "role", "title-type")
    } == {
        "dc:title": ["باغ & دیوار", "کتابی برای آزمون"],
        "dc:language": ["fa", "en", "ne", "he"],
        "dc:creator": ["ن. نویسنده"],
        "dc:publisher": ["Garden Press"],
        "role": ["aut"],
        "title-type": ["main", "subtitle"],
    }
    assert opened.metadata("dcterms:modified") == ["1980-01-01T00:00:00Z"]
    assert opened.metadata("schema:accessibilityFeature") == [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
        "index",
        *(["MathML"] if b"<math " in opened.data("text/sec-fa.xhtml") else []),
        "alternativeText",
    ]


def test_a_document_with_formulas_says_so(opened):
    said = {
        one.get("href"): "mathml" in one.get("properties", "") for one in opened.manifest.values()
    }

    assert {name: b"<math " in opened.data(name) for name in said} == said


def test_a_book_without_pictures_and_index_claims_neither():
    opened = read_epub(book("# A\n\nText.\n").epub)

    assert opened.metadata("schema:accessMode") == ["textual"]
    assert opened.metadata("schema:accessibilityFeature") == [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
    ]


def test_the_summary_tells_of_what_the_book_holds_and_what_it_lacks(opened):
    bare = read_epub(book("# A\n\nText.\n").epub)
    mute = read_epub(book({"01.md": "# A\n\n![](a.svg)\n", "a.svg": DRAWING}).epub)

    assert opened.metadata("schema:accessibilitySummary") == [
        "فهرست مطالب به همهٔ بخش‌های متن پیوند دارد و زبان هر متن مشخص شده است. "
        "یادداشت‌ها و جای آن‌ها در متن با پیوند به هم وصل‌اند. "
        "نمایه به جاهایی که نام می‌برد پیوند دارد. هر تصویر شرحی نوشتاری دارد."
    ]
    contents = (
        "The contents lead to every part of the text, and the language of every text is stated."
    )
    assert bare.metadata("schema:accessibilitySummary") == [contents]
    assert mute.metadata("schema:accessibilitySummary") == [
        f"{contents} Some pictures have no description in words."
    ]


def test_the_contents_list_chapters_and_sections_in_their_own_languages(opened):
    toc = opened.document("nav.xhtml").of_type("toc")[0]

    assert [
        (text_of(one), lang_of(one), direction_of(one), one.get("href"))
        for one in toc.iter(f"{XHTML}a")
    ] == [
        ("فصل ۱: باغ و دیوار", "fa", "rtl", "text/sec-fa.xhtml"),
        ("۱\N{RIGHT-TO-LEFT MARK}.۱ درخت‌ها", "fa", "rtl", "text/sec-fa.xhtml#sec-fa-trees"),
        ("Chapter 2: The wall", "en", "ltr", "text/sec-en.xhtml"),
        ("अध्याय ३: पर्खाल", "ne", "ltr", "text/sec-03.xhtml"),
        ("३.१ ईँटा र ढुङ्गा", "ne", "ltr", "text/sec-03.xhtml#sec-03-h1"),
        ("פרק 4: הגן", "he", "rtl", "text/sec-04.xhtml"),
        ("واژه‌نامه", "fa", "rtl", "text/glossary.xhtml"),
        ("نمایه", "fa", "rtl", "text/index.xhtml"),
        ("انجامه", "fa", "rtl", "text/colophon.xhtml"),
    ]


def test_words_of_another_language_in_the_contents_stand_in_their_own_direction():
    title = "[Windows 11]{lang=en}: ۱۲ *باغ*^[یادداشت.] $x^2$ ![قو](a.svg)"
    files = {"01.md": f"---\ntitle: '{title}'\n---\n\nمتن.\n", "a.svg": DRAWING}
    opened = read_epub(book(files, title="باغ", lang="fa").epub)
    line = next(opened.document("nav.xhtml").of_type("toc")[0].iter(f"{XHTML}a"))

    assert text_of(line) == "فصل ۱: Windows 11: ۱۲ باغ x^2 قو"
    assert [(text_of(one), lang_of(one), direction_of(one)) for one in line] == [
        ("Windows 11", "en", "ltr"),
        ("باغ", "fa", "rtl"),
        ("x^2", "fa", "ltr"),
    ]


def test_landmarks_lead_to_cover_contents_text_glossary_and_index(opened):
    (landmarks,) = opened.document("nav.xhtml").of_type("landmarks")

    assert [(one.get(EPUB_TYPE), one.get("href")) for one in landmarks.iter(f"{XHTML}a")] == [
        ("cover", "text/cover.xhtml"),
        ("toc", "nav.xhtml"),
        ("bodymatter", "text/sec-fa.xhtml"),
        ("glossary", "text/glossary.xhtml"),
        ("index", "text/index.xhtml"),
    ]


def test_notes_are_in_the_language_and_the_digits_of_their_place(opened):
    notes = opened.document("sec-fa.xhtml").notes

    assert [(one.id, one.text, one.lang, one.direction) for one in notes] == [
        ("sec-fa-note-1", "۱ یادداشت عنوان. ↩︎", "fa", "rtl"),
        ("sec-fa-note-2", "۲ یادداشت نخست، با word و فصل ۲. ↩︎", "fa", "rtl"),
        ("sec-fa-note-3", "۳فهرست در یادداشتدوم↩︎", "fa", "rtl"),
        ("sec-fa-note-4", "४ नेपाली टिप्पणी। ↩︎", "ne", "ltr"),
    ]


def test_a_word_half_in_bold_stays_one_word(opened):
    body = opened.data("text/sec-fa.xhtml").decode()

    assert "نیم<strong>فاصله</strong> در" in body


def test_the_link_of_a_term_leads_to_its_explanation(opened):
    link = opened.document("sec-en.xhtml").of_type("glossref")[0]
    glossary = opened.document("glossary.xhtml")
    (explained,) = glossary.root.xpath("//*[@id='term-wall']")

    assert link.get("href") == "glossary.xhtml#term-wall"
    assert (explained.tag, text_of(explained.getprevious())) == (f"{XHTML}dd", "دیوار wall · पर्खाल")


def test_a_citation_leads_to_its_work_as_readers_of_pop_ups_know_it():
    files = {
        "01.md": "---\ntitle: A\nid: sec-a\n---\n\nSo says @brown1999; see @sec-a.\n",
        "references.bib": "@book{brown1999, author = {Brown, Ada}, title = {Walls}, year = {1999}}",
    }
    opened = read_epub(book(files).epub)
    links = opened.document("sec-a.xhtml").root.xpath("//*[@class='reference']")

    assert [(one.get("href"), one.get(EPUB_TYPE), one.get("role")) for one in links] == [
        ("bibliography.xhtml#ref-brown1999", "biblioref", "doc-biblioref"),
        ("#sec-a", None, None),
    ]


def test_an_explanation_in_another_language_than_the_glossary_says_so(opened):
    (explained,) = opened.document("glossary.xhtml").root.xpath("//*[@id='term-garden']")
    (words,) = (one for one in explained.iter() if one.text == "What the wall is round.")

    assert (lang_of(words), direction_of(words)) == ("en", "ltr")


def test_the_index_names_chapters_and_numbers_places_in_one(opened):
    entries = opened.document("index.xhtml").of_type("index-entry")

    assert [text_of(one.find(f"{XHTML}p")) for one in entries] == [
        "باغ",
        "دیوار، فصل ۱",
        "می‌رود، فصل ۱",
        "Fence see Wall",
        "Wall, Chapter 2 (1, 2)",
        "of brick, Chapter 2",
        "पर्खाल, अध्याय ३",
        "גן, פרק 4",
    ]


def test_a_locator_leads_to_the_marked_word(opened):
    places = {
        text_of(one): one.get("href")
        for one in opened.document("index.xhtml").of_type("index-locator")
    }

    assert places == {
        "فصل ۱": "sec-fa.xhtml#sec-fa-ix-1",
        "अध्याय ३": "sec-03.xhtml#sec-03-ix-1",
        "פרק 4": "sec-04.xhtml#sec-04-ix-1",
        "1": "sec-en.xhtml#sec-en-ix-1",
        "2": "sec-en.xhtml#sec-en-ix-3",
        "Chapter 2": "sec-en.xhtml#sec-en-ix-2",
    }


def test_a_reference_to_a_chapter_leads_to_its_file_and_not_to_a_part_of_it(opened):
    (link,) = opened.document("sec-en.xhtml").root.xpath("//*[@class='reference']")

    assert (text_of(link), link.get("href")) == ("chapter 1", "sec-fa.xhtml")


def test_no_reference_further_on_leads_to_what_kobo_shows_as_a_pop_up(opened):
    """Kobo does so with all that has nine letters or more and stands behind the link."""
    order = [one.name for one in opened.spine]
    popped = {
        link.anchor
        for document in opened.spine
        for link in document.links
        if link.anchor and order.index(link.target) >= order.index(document.name)
        for target in opened.spine[order.index(link.target)].root.xpath(
            "//*[@id=$anchor]", anchor=link.anchor
        )
        if 9 <= len(text_of(target)) <= 5000
    }

    # What may well be shown so: notes, explanations of terms, entries that others send to.
    assert {one for one in popped if "-note-" not in one} == {
        *("term-wall", "term-garden", "index-entry-5"),
    }


def test_no_style_sheet_holds_a_direction(opened):
    css = opened.data("css/book.css").decode()

    assert re.findall(r"[{;\s](direction|unicode-bidi)\s*:", css) == []


def test_an_author_s_cover_is_the_cover():
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff8d1d4b4d0000000049454e44ae426082"
    )
    files = {"01.md": "# A\n\nText.\n", "front.png": png}
    opened = read_epub(book(files, cover="front.png", **{"cover-alt": "A red dot"}).epub)
    (shown,) = opened.document("cover.xhtml").root.iter(f"{XHTML}img")

    assert opened.data("images/cover.png") == png
    assert (shown.get("src"), shown.get("alt")) == ("../images/cover.png", "A red dot")


def test_a_made_cover_has_two_by_three_sides_and_less_than_four_million_dots(opened):
    png = opened.data("images/cover.png")
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])

    assert (width, height) == (1600, 2400)


def test_without_pango_the_book_is_whole_but_for_its_cover(monkeypatch):
    monkeypatch.setitem(sys.modules, "rectoverso.writing.paper.typeset", None)
    monkeypatch.setattr("rectoverso.writing.screen.illustrations.make_cover", _without_pango)
    small = book("# A\n\nNo cover.\n", title="Bare")

    assert [one.code for one in small.written("epub").findings] == ["O111"]
    assert complaints(read_epub(small.epub)) == []


def test_a_cover_is_drawn_once(tmp_path, monkeypatch):
    small = book("# A\n\nText.\n", title="Remembered")
    moment = moment_of(small.book.settings, None)

    def made():
        memory = Memory(tmp_path / "memory")
        return write_epub(small.book, small.checked.manuscript, moment, memory=memory).data

    first = made()
    monkeypatch.setitem(sys.modules, "rectoverso.writing.paper.typeset", None)

    assert made() == first


def _without_pango(*_):
    raise OSError("cannot load library 'libpango-1.0-0'")


def test_a_drawing_that_is_no_xml_is_named():
    files = {"01.md": '# A\n\n![](a.svg){alt="x"}\n', "a.svg": '<svg xmlns="s">\n<g></svg>'}
    (finding,) = book(files).written("epub").findings

    assert (finding.code, str(finding.span).rpartition(":")[0]) == ("L103", "chapters/a.svg:2")


def test_the_same_book_gives_the_same_bytes_anywhere(tmp_path):
    small = book(EVERYTHING, **SETTINGS)
    made = []
    for zone, seed in (("Asia/Tehran", "1"), ("America/Lima", "2")):
        folder = tmp_path / seed
        subprocess.run(
            (
                *(sys.executable, "-m", "rectoverso", "build", "epub"),
                *("--project", str(small.root), "--output", str(folder)),
            ),
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
        made.append((folder / "book.epub").read_bytes())

    assert made == [small.epub, small.epub]
