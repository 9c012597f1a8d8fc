"""Faults that EPUBCheck and Ace let pass are found in every build, with the place in the chapter.

A sound book is damaged in one place, and what is then said of it is compared as a whole.
"""

import re
import zipfile
from io import BytesIO

import pytest

from rectoverso.app.build import make, moment_of
from rectoverso.writing.screen.inspection import faults, inspect, places_lost
from rectoverso.writing.screen.inspection.opened import opened
from tests.books import book
from tests.reading_epub import read_epub
from tests.writing.epub_books import DRAWING, EVERYTHING, SETTINGS

# The file, what is replaced in it by what, and what is found.
FAULTS = {
    "a document without its direction": (
        "text/sec-en.xhtml",
        '(<html[^>]*) dir="ltr"',
        r"\1",
        "chapters/02.md:2:8: E101 text/sec-en.xhtml says lang, xml:lang and dir as en, en, None",
    ),
    "contents without their direction": (
        "nav.xhtml",
        '(<html[^>]*) dir="rtl"',
        r"\1",
        "chapters/book.toml:1:1: E101 nav.xhtml says lang, xml:lang and dir as fa, fa, None",
    ),
    "a document without its language": (
        "text/sec-en.xhtml",
        '(<html[^>]*?) lang="en"',
        r"\1",
        "chapters/02.md:2:8: E101 text/sec-en.xhtml says lang, xml:lang and dir as None, en, ltr",
    ),
    "a passage without its direction": (
        "text/sec-fa.xhtml",
        'xml:lang="ne" dir="ltr"><p>',
        'xml:lang="ne"><p>',
        "chapters/01.md:56:1: E102 text/sec-fa.xhtml: a passage in “ne” lacks xml:lang or dir",
    ),
    "a paragraph set backwards": (
        "text/sec-fa.xhtml",
        "<p>نیم",
        '<p dir="ltr">نیم',
        "chapters/01.md:14:1: E103 “نیمفاصله در «می‌رود» و واژهٔ Garden و نش…” is set ltr",
    ),
    "a paragraph in the wrong language": (
        "text/sec-fa.xhtml",
        "<p>نیم",
        '<p lang="ne" xml:lang="ne" dir="rtl">نیم',
        "chapters/01.md:14:1: E104 “نیمفاصله در «می‌رود» و واژهٔ Garden و نش…” is said to be in “ne”",
    ),
    "a chapter in the wrong language of its script": (
        "text/sec-en.xhtml",
        '<html ([^>]*) lang="en" xml:lang="en"',
        r'<html \1 lang="vi" xml:lang="vi"',
        "chapters/02.md:2:8: E105 text/sec-en.xhtml is in vi, ltr, the chapter in en, ltr",
    ),
    "pages that turn to no side": (
        "content.opf",
        ' page-progression-direction="rtl"',
        "",
        "chapters/book.toml:1:1: E106 the pages turn to no side, and should turn rtl",
    ),
    "pages that turn to the wrong side": (
        "content.opf",
        'page-progression-direction="rtl"',
        'page-progression-direction="ltr"',
        "chapters/book.toml:1:1: E106 the pages turn ltr, and should turn rtl",
    ),
    "a control that is never closed": (
        "text/sec-en.xhtml",
        "Again",
        "\N{RIGHT-TO-LEFT EMBEDDING}Again",
        "chapters/02.md:9:1: E107 a directional control is never closed in “Wall and wall. "
        "\N{RIGHT-TO-LEFT EMBEDDING}Again.”",
    ),
    "a link to nowhere": (
        "text/sec-fa.xhtml",
        '"sec-en.xhtml" class',
        '"sec-en.xhtml#wall" class',
        "chapters/01.md:14:1: E111 text/sec-fa.xhtml: a link leads to "
        "“text/sec-en.xhtml#wall”, which is nowhere",
    ),
    "an id given twice": (
        "text/sec-en.xhtml",
        'id="sec-en-note-1"',
        'id="sec-fa-note-1"',
        "chapters/02.md:2:8: E112 “sec-fa-note-1” is an id twice: "
        "text/sec-fa.xhtml and text/sec-en.xhtml",
    ),
    "a reference to the wrong note": (
        "text/sec-fa.xhtml",
        '(note-2-call" href="#sec-fa-note-)2"',
        r'\g<1>1"',
        "chapters/01.md:14:101: E113 note “sec-fa-note-2” has 0 references",
    ),
    "a note without a way back": (
        "text/sec-en.xhtml",
        '<a href="#sec-en-note-1-call" role="doc-backlink"[^>]*>[^<]*</a>',
        "",
        "chapters/02.md:7:76: E113 note “sec-en-note-1” does not lead back to its reference",
    ),
    "a way back whose only name is an arrow": (
        "text/sec-en.xhtml",
        '(role="doc-backlink" class="backlink") aria-label="[^"]*"',
        r"\1",
        "chapters/02.md:7:76: E114 text/sec-en.xhtml: the link “↩︎” has no name",
    ),
    "a note that got lost": (
        "text/sec-en.xhtml",
        '<aside id="sec-en-note-1"',
        '<aside id="note-1"',
        "chapters/02.md:7:76: E121 the e-book lacks the note “sec-en-note-1”",
    ),
    "a figure that got lost": (
        "text/sec-fa.xhtml",
        '<figure><span id="fig-gate"></span>',
        "<figure>",
        "chapters/01.md:26:1: E121 the e-book lacks the figure “fig-gate”",
    ),
    "a place of the index that got lost": (
        "text/index.xhtml",
        'href="sec-03.xhtml#sec-03-ix-1"',
        'href="sec-03.xhtml"',
        "chapters/03.md:8:34: E121 the e-book lacks the place in the index “पर्खाल”",
    ),
    "a line of the contents that leads to a chapter that is not there": (
        "nav.xhtml",
        'href="text/sec-en.xhtml"',
        'href="chapters/sec-en.xhtml"',
        "chapters/02.md:2:8: E111 nav.xhtml: a link leads to “chapters/sec-en.xhtml”, "
        "which is nowhere",
    ),
    "a line of the contents that leads to no heading": (
        "nav.xhtml",
        "sec-fa.xhtml#sec-fa-trees",
        "sec-03.xhtml#sec-fa-trees",
        "chapters/01.md:17:1: E111 nav.xhtml: a link leads to “text/sec-03.xhtml#sec-fa-trees”, "
        "which is nowhere",
    ),
    "an index entry of one chapter that the book does not have": (
        "text/index.xhtml",
        "</section>",
        '<ul><li id="x" epub:type="index-entry"><a href="sec-en.xhtml">Stone</a></li></ul>'
        "</section>",
        "chapters/02.md:2:8: E122 only the e-book has the index entry “Stone”",
    ),
    "an index entry that the book does not have": (
        "text/index.xhtml",
        "</section>",
        '<ul><li id="x" epub:type="index-entry">سنگ</li></ul></section>',
        "chapters/book.toml:1:1: E122 only the e-book has the index entry “سنگ”",
    ),
    "an index entry without a term": (
        "text/index.xhtml",
        ' epub:type="index-term">باغ</span>',
        "></span>",
        "chapters/01.md:15:1: E147 the index entry “باغ” is only half there",
    ),
    "a glossary term without a headword": (
        "text/glossary.xhtml",
        "<dfn>دیوار</dfn>.*?</dt>",
        "</dt>",
        "chapters/glossary.toml:1:1: E147 the glossary entry “دیوار” is only half there",
    ),
    "a glossary term without a definition": (
        "text/glossary.xhtml",
        '(?s)(<dd id="term-wall"[^>]*>).*?</dd>',
        r"\1</dd>",
        "chapters/glossary.toml:1:1: E147 the glossary entry “دیوار” is only half there",
    ),
    "a glossary entry that got lost": (
        "text/glossary.xhtml",
        'id="term-garden"',
        "",
        "chapters/glossary.toml:8:1: E121 the e-book lacks the glossary entry “garden”",
    ),
    "an index entry that got lost": (
        "text/index.xhtml",
        '<li id="index-entry-8"',
        "<li",
        "chapters/04.md:6:22: E121 the e-book lacks the index entry “גן”",
    ),
    "a table that got lost": (
        "text/sec-fa.xhtml",
        'id="tbl-trees"',
        "",
        "chapters/01.md:19:1: E121 the e-book lacks the table “tbl-trees”",
    ),
    "a reference that got lost": (
        "text/sec-en.xhtml",
        '(?s)<a [^>]*class="reference">(.*?)</a>',
        r"\1",
        "chapters/02.md:2:8: E121 the e-book lacks the references “1”",
    ),
    "chapters read in another order": (
        "content.opf",
        r'(<itemref idref="text-sec-fa"/>)\s*(<itemref idref="text-sec-en"/>)',
        r"\2\1",
        "chapters/02.md:2:8: E125 in the contents, “Chapter 2: The wall” "
        "does not stand where it is read",
    ),
    "a picture that is shown nowhere": (
        "text/sec-fa.xhtml",
        '<img src="../images/picture-1.svg"[^>]*>',
        "",
        "chapters/figures/gate.svg:1:1: E141 images/picture-1.svg is shown nowhere",
    ),
    "a way back that leads to another note": (
        "text/sec-fa.xhtml",
        '(href="#sec-fa-note-)1(-call" role="doc-backlink")',
        r"\g<1>2\2",
        "chapters/01.md:2:22: E113 note “sec-fa-note-1” does not lead back to its reference",
    ),
    "a word that got lost": (
        "text/sec-en.xhtml",
        "Again",
        "",
        "chapters/02.md:10:2: E123 the e-book lacks “Again” at its place",
    ),
    "a space that got lost": (
        "text/sec-en.xhtml",
        "</a> round a",
        "</a> rounda",
        "chapters/02.md:7:16: E123 the e-book lacks “ round a ” at its place",
    ),
    "a space that came into a word": (
        "text/sec-fa.xhtml",
        "نیم<strong>",
        "نیم <strong>",
        "chapters/01.md:14:1: E123 the e-book lacks “نیمفاصله در «می‌رود» و واژهٔ Garden و نش…” "
        "at its place",
    ),
    "a non-joiner that got lost": (
        "text/sec-fa.xhtml",
        "می\N{ZERO WIDTH NON-JOINER}رود",
        "میرود",
        "chapters/01.md:14:19: E124 “می‌رود” has lost a joiner or non-joiner in the e-book",
    ),
    "contents out of order": (
        "nav.xhtml",
        r'(?s)(<li class="chapter"><a href="text/sec-fa.*?</li>\s*)(<li class="chapter"><a '
        r'href="text/sec-en.*?</li>)',
        r"\2\1",
        "chapters/01.md:2:9: E125 in the contents, “فصل ۱: باغ و دیوار” "
        "does not stand where it is read",
    ),
    "contents without one of the chapters": (
        "nav.xhtml",
        '<li class="chapter"><a href="text/sec-en.*?</a>',
        "<li><span>The wall</span>",
        "chapters/02.md:2:8: E121 the e-book lacks the line of the contents “The wall”",
    ),
    "contents without one of the sections": (
        "nav.xhtml",
        'href="text/sec-03.xhtml#sec-03-h1"',
        'href="text/sec-03.xhtml"',
        "chapters/03.md:6:1: E121 the e-book lacks the line of the contents “ईँटा र ढुङ्गा”",
    ),
    "contents of old readers that lead nowhere": (
        "toc.ncx",
        'src="text/sec-en.xhtml"',
        'src="text/sec-english.xhtml"',
        "chapters/book.toml:1:1: E111 toc.ncx: a link leads to “text/sec-english.xhtml”, "
        "which is nowhere",
    ),
    "contents of old readers for another book": (
        "toc.ncx",
        '"dtb:uid" content="',
        '"dtb:uid" content="urn:isbn:',
        "chapters/book.toml:1:1: E146 the e-book lacks its identifier in toc.ncx",
    ),
    "a picture without words": (
        "text/sec-fa.xhtml",
        'alt="دروازه‌ای در دیوار"',
        'alt=""',
        "chapters/01.md:26:1: E131 “../images/picture-1.svg” is not described",
    ),
    "a document whose title is a file’s name": (
        "text/sec-en.xhtml",
        "<title>[^<]*</title>",
        "<title>02-en.xhtml</title>",
        "chapters/02.md:2:8: E133 text/sec-en.xhtml has no title",
    ),
    "a chapter without a heading": (
        "text/sec-en.xhtml",
        "(?s)<h1.*?</h1>",
        "<p>The wall</p>",
        "chapters/02.md:2:8: E133 text/sec-en.xhtml has no title",
    ),
    "a heading too deep": (
        "text/sec-fa.xhtml",
        "(?s)<h2(.*?)</h2>",
        r"<h4\1</h4>",
        "chapters/01.md:17:1: E134 “۱\N{RIGHT-TO-LEFT MARK}.۱ درخت‌ها” "
        "is a heading of level 4 after one of level 1",
    ),
    "a table without heads": (
        "text/sec-fa.xhtml",
        "<(/?)th([ >])",
        r"<\1td\2",
        "chapters/01.md:19:1: E135 the table that begins with "
        "“جدول ۱: درخت‌ها و میوه‌هادرختمیوهسیبسرخب…” has no head",
    ),
    "a feature the book does not have": (
        "content.opf",
        "(<meta[^>]*accessibilityFeature[^>]*>)index",
        r"\1pageNavigation",
        "chapters/book.toml:1:1: E136 “index” does not tell what the e-book holds",
    ),
    "a file the manifest does not know": (
        "content.opf",
        '<item href="css/book.css"[^>]*>',
        "",
        "chapters/book.toml:1:1: E141 css/book.css is not listed, or not there",
    ),
    "a style sheet that says a direction": (
        "css/book.css",
        "body {",
        "body { direction: rtl;",
        "chapters/book.toml:1:1: E154 css/book.css says “direction”",
    ),
    "a style sheet that shows what is not there": (
        "css/book.css",
        "body {",
        'body { background: url("../images/paper.png");',
        "chapters/book.toml:1:1: E155 images/paper.png is shown, and is not in the e-book",
    ),
    "a style sheet that takes another in": (
        "css/book.css",
        "body {",
        '@import "own.css"; body {',
        "chapters/book.toml:1:1: E155 css/own.css is shown, and is not in the e-book",
    ),
    "a picture from the network": (
        "text/sec-en.xhtml",
        "Again",
        'Again<img alt="x" src="https://example.org/a.png"/>',
        "chapters/02.md:10:1: E142 “https://example.org/a.png” "
        "is not in the e-book but on the network",
    ),
    "a script": (
        "text/sec-en.xhtml",
        "Again",
        'Again<span onclick="x()">a</span>',
        "chapters/02.md:10:1: E143 text/sec-en.xhtml holds “onclick”",
    ),
    "a script in a drawing": (
        "images/picture-1.svg",
        "</svg>",
        "<script>x()</script></svg>",
        "chapters/figures/gate.svg:8:1: E143 figures/gate.svg holds a script",
    ),
    "a font of another type": (
        "content.opf",
        'media-type="font/ttf"',
        'media-type="application/octet-stream"',
        "chapters/book.toml:1:1: E144 fonts/Literata-Bold.ttf is declared as "
        "application/octet-stream",
    ),
    "a misspelt type": (
        "text/sec-en.xhtml",
        'epub:type="noteref"',
        'epub:type="notref"',
        "chapters/02.md:7:1: E145 text/sec-en.xhtml: there is no epub:type “notref”",
    ),
    "no start of the text": (
        "nav.xhtml",
        'epub:type="bodymatter"',
        'epub:type="part"',
        "chapters/book.toml:1:1: E146 the e-book lacks the landmark bodymatter",
    ),
    "a cover that nobody knows as such": (
        "content.opf",
        'properties="cover-image"',
        "",
        "chapters/book.toml:1:1: E146 the e-book lacks the property cover-image on its cover",
    ),
    "a formula without words": (
        "text/sec-fa.xhtml",
        '(<math[^>]*) alttext="[^"]*"',
        r"\1",
        "chapters/01.md:49:1: E132 the formula “a2<ba^2 < b” has no words",
    ),
}


@pytest.fixture(scope="module")
def everything():
    return book(EVERYTHING, **SETTINGS)


def shown(finding):
    return f"{finding.span}: {finding.code} {finding.message}"


def damaged(small, name, old, new):
    """What is found in the book after this damage."""
    return harmed(small.epub, small.book, name, old, new)


def harmed(epub, compiled, name, old, new):
    files = {one.removeprefix("EPUB/"): data for one, data in read_epub(epub).files.items()}
    text, count = re.subn(old, new, files[name].decode())
    assert count > 0
    files[name] = text.encode()
    pictures = {"images/picture-1.svg": "figures/gate.svg"}
    return [shown(one) for one in faults(opened(files, compiled), pictures)]


def test_a_sound_book_has_no_faults(everything):
    assert inspect(everything.epub, everything.book, {}) == ()
    assert everything.written("epub").findings == ()


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(everything, name, old, new, said):
    found = damaged(everything, name, old, new)

    assert said in found


# Its index names a page once, however many marks are on it, and of a range the ends.
LONG = """\
---
title: A
id: sec-a
---

[]{{.index entry=leaf range=open}}{} [leaf]{{.index}}[]{{.index entry=leaf range=close}} and
[tree]{{.index}} and [tree]{{.index}}
""".format(" ".join(f"word{n}" for n in range(900)))
PAGES = {
    "a list of pages out of order": (
        "nav.xhtml",
        '(<li><a href="text/sec-a.xhtml#page-7">.*?</li>)\\s*(<li><a [^>]*#page-8">.*?</li>)',
        r"\2\1",
        "chapters/01.md:2:8: E125 in the page list, “2” does not stand where it is read",
    ),
    "a page that is not listed": (
        "nav.xhtml",
        '<li><a href="text/sec-a.xhtml#page-8">.*?</li>',
        "",
        "chapters/01.md:6:1: E146 the e-book lacks 1 pages in its page list",
    ),
    "a page without a number": (
        "text/sec-a.xhtml",
        '(<span id="page-8"[^>]*?) aria-label="2"',
        r"\1",
        "chapters/01.md:6:1: E114 text/sec-a.xhtml: the link “page-8” has no name",
    ),
    "pages that nobody lists": (
        "nav.xhtml",
        '(?s)<nav epub:type="page-list".*?</nav>',
        "",
        "chapters/book.toml:1:1: E146 the e-book lacks a page list",
    ),
}


@pytest.fixture(scope="module")
def paged():
    small = book(LONG)
    return make(small.checked, (), moment_of(small.book.settings, None), lambda _: None)["epub"]


@pytest.mark.parametrize(("name", "old", "new", "said"), PAGES.values(), ids=PAGES)
def test_a_fault_of_its_pages_is_found(paged, name, old, new, said):
    assert paged.findings == ()
    assert said in harmed(paged.data, book(LONG).book, name, old, new)


def test_of_a_picture_without_words_nothing_else_is_told():
    small = book({"01.md": "# A\n\n![](a.svg)\n", "a.svg": DRAWING})

    assert [one.code for one in small.written("epub").findings] == ["E131"]


def test_a_fault_behind_a_note_is_told_at_its_paragraph():
    small = book("# A {#sec-a}\n\nOther.\n\nSo.^[A note.] See [that](#sec-a) again.\n")

    assert harmed(small.epub, small.book, "text/sec-a.xhtml", 'href="#sec-a"', 'href="#b"') == [
        "chapters/01.md:5:1: E111 text/sec-a.xhtml: a link leads to “text/sec-a.xhtml#b”, "
        "which is nowhere"
    ]


def test_an_address_is_of_no_language():
    small = book("# الف\n\nنشانی: <https://example.org/a/long/address>.\n", title="ب", lang="fa")

    assert small.written("epub").findings == ()


def test_a_face_that_is_damaged_is_found(everything):
    files = {
        one.removeprefix("EPUB/"): data for one, data in read_epub(everything.epub).files.items()
    }
    files["fonts/Literata-Bold.ttf"] = b"no font"

    assert [shown(one) for one in faults(opened(files, everything.book), {})] == [
        "chapters/book.toml:1:1: E144 fonts/Literata-Bold.ttf is not a font that can be read"
    ]


def test_a_mimetype_that_is_packed_is_found(everything):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in read_epub(everything.epub).files.items():
            archive.writestr(name, data)

    assert [shown(one) for one in inspect(packed.getvalue(), everything.book, {})] == [
        "chapters/book.toml:1:1: E146 the e-book lacks its file mimetype, stored first"
    ]


def test_a_chapter_that_lost_its_id_loses_its_readers_places():
    before = book("---\ntitle: A\nid: sec-old\n---\n\nText.\n").epub
    after = book("---\ntitle: A\nid: sec-new\n---\n\nText.\n").epub

    assert [shown(one) for one in places_lost(before, after)] == [
        "chapters/book.toml:1:1: E115 the last edition had a document “text-sec-old”, "
        "this one has none"
    ]
    assert list(places_lost(before, before)) == []
    assert list(places_lost(b"no book", after)) == []


def test_words_with_separate_accents_are_found():
    found = book({"01.md": "# A\n\nVie\u0323\u0302t Nam.\n"}).written("epub").findings

    assert [one.code for one in found] == ["E148"]


def test_the_names_of_pages_are_words_of_no_language():
    small = book("# नदी\n\nपानी।", title="नदी", lang="hi")
    nav = (
        '<nav epub:type="page-list"><ol><li><a href="text/titlepage.xhtml">iii</a></li></ol></nav>'
    )

    said = harmed(small.epub, small.book, "nav.xhtml", "</body>", f"{nav}</body>")

    assert [one for one in said if "E104" in one] == []
