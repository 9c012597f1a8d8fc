"""The pages of the printed book in the e-book: page N begins there where it begins on paper."""

import re
from collections import Counter

import pytest
from lxml import etree
from markupsafe import Markup

from rectoverso.app.build import build, make, moment_of
from rectoverso.writing.screen.breaks import with_breaks
from rectoverso.writing.screen.inspection import inspect
from rectoverso.writing.turns import LONGEST, PrintedPage, Turn, letters_of
from tests.books import SmallBook, book, write_project
from tests.commands import ROOT
from tests.reading_epub import XHTML, read_epub, text_of
from tests.reading_pdf import pdf_pages
from tests.writing.epubcheck import epubcheck


def both(small, **options):
    """The PDF and the EPUB that a build makes of a book."""
    moment = moment_of(small.book.settings, None)
    return make(small.checked, ("pdf", "epub"), moment, lambda _: None, **options)


@pytest.fixture(scope="module")
def sample():
    return both(SmallBook(ROOT))


def page_list(opened):
    (listed,) = opened.document("nav.xhtml").of_type("page-list")
    return [(text_of(one), one.get("href")) for one in listed.iter(f"{XHTML}a")]


def after(opened, href, length):
    """The first letters behind a page break, without what stands elsewhere on paper."""
    name, _, anchor = href.partition("#")
    (document,) = (one for one in opened.spine if one.name == name)
    found, passed = "", False
    for event, one in etree.iterwalk(document.body, events=("start", "end")):
        if event == "start" and one.get("id") == anchor:
            passed = True
        elif event == "start" and not _elsewhere(one):
            found += letters_of(one.text or "") if passed else ""
        elif event == "end" and not _elsewhere(one.getparent()):
            found += letters_of(one.tail or "") if passed else ""
        if len(found) >= length:
            break
    return found[:length]


def _elsewhere(element):
    around = [element, *element.iterancestors()] if element is not None else []
    return any(one.get("role") in ("doc-noteref", "doc-footnote") for one in around)


def alike(line, text):
    """How much of a printed line a text has: letters, in whatever order they were read."""
    wanted, there = Counter(line), Counter(text)
    return sum((wanted & there).values()) / max(len(line), 1)


def test_every_page_of_the_sample_book_begins_where_it_is_marked(sample):
    opened = read_epub(sample["epub"].data)
    pages = pdf_pages(sample["pdf"].data)
    listed = page_list(opened)
    turns = {page.turn.page: page for page in sample["pdf"].printed.pages}
    texts = {one.name.removeprefix("text/").removesuffix(".xhtml") for one in opened.spine}

    marked = {int(re.sub(r".*#page-", "", href)) - 1: (label, href) for label, href in listed}
    assert sorted(marked) == sorted(
        number for number, page in turns.items() if page.turn.section in texts
    )
    off = []
    for number, (label, href) in marked.items():
        assert label == turns[number].label
        lines = [letters_of(line) for line in pages[number].lines]
        if lines and not begins(lines, opened, href):
            off.append((label, href, lines[:3], after(opened, href, 40)))
    assert off == []


def begins(lines, opened, href):
    """Whether the page of these lines begins with what stands behind the page break.

    The running head may stand above. References by page read otherwise on a screen, two columns
    of an index are read as one line, and a picture is told by its caption.
    """
    if any(alike(line, after(opened, href, len(line))) > 0.8 for line in lines[:3]):
        return True
    first = after(opened, href, 4)
    if "index" in href or "concordance" in href:
        return alike(first, "".join(lines[:3])) == 1
    name, _, anchor = href.partition("#")
    (document,) = (one for one in opened.spine if one.name == name)
    (mark,) = document.root.xpath("//*[@id=$anchor]", anchor=anchor)
    return mark.getparent().tag == f"{XHTML}figure" and any(
        line.startswith(first) for line in lines
    )


def test_pages_have_the_digits_of_their_part_and_its_language(sample):
    labels = [label for label, _ in page_list(read_epub(sample["epub"].data))]

    assert {"ج", "1", "۲۱", "48", "६३"} <= {*labels}
    assert len(labels) == len(set(labels))


def test_a_book_with_pages_says_so_and_is_valid(sample, tmp_path):
    opened = read_epub(sample["epub"].data)

    assert opened.metadata("pageBreakSource") == [SmallBook(ROOT).book.settings.identifier]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(
        opened.metadata("schema:accessibilityFeature")
    )
    assert epubcheck(sample["epub"].data, tmp_path) == []
    assert inspect(sample["epub"].data, SmallBook(ROOT).book, {}) == ()


LONG = "---\ntitle: A\nid: sec-a\n---\n\n" + " ".join(f"word{n}" for n in range(900)) + "\n"


def test_a_page_may_turn_inside_a_paragraph():
    made = both(book(LONG))
    body = read_epub(made["epub"].data).data("text/sec-a.xhtml").decode()
    first = [re.findall(r"word\d+", " ".join(page.lines)) for page in pdf_pages(made["pdf"].data)]

    assert re.findall(r'aria-label="(\d+)"></span>(word\d+)', body) == [
        (str(number), words[0])
        for number, words in enumerate((words for words in first if words), 1)
        if number > 1
    ]


def test_without_a_list_of_pages_nothing_is_said_of_them():
    opened = read_epub(both(book(LONG), page_list=False)["epub"].data)

    assert opened.document("nav.xhtml").of_type("page-list") == []
    assert b"doc-pagebreak" not in opened.data("text/sec-a.xhtml")
    assert opened.metadata("pageBreakSource") == []


PARAGRAPHS = "\n\n".join(" ".join(f"word{n}" for n in range(70)) for _ in range(9)) + "\n"
CHAPTERS = {
    "01.md": "---\ntitle: A\nid: sec-a\n---\n\n" + PARAGRAPHS,
    "02.md": "---\ntitle: ب\nid: sec-b\nlang: fa\n---\n\nکوتاه.\n",
}


def test_an_e_book_may_have_pages_of_its_own(tmp_path):
    made = both(book(CHAPTERS, more='[edition.epub]\npage-list = "digital"'))["epub"]
    opened = read_epub(made.data)
    body = opened.data("text/sec-a.xhtml").decode()

    assert page_list(opened) == [
        ("1", "text/titlepage.xhtml#page-1"),
        ("2", "text/copyright-page.xhtml#page-2"),
        *((str(n), f"text/sec-a.xhtml#page-{n}") for n in (3, 4, 5)),
        ("۶", "text/sec-b.xhtml#page-6"),
    ]
    assert re.findall(r'<p><span id="page-(\d)"[^>]*></span>word0 ', body) == ["4", "5"]
    assert (opened.metadata("pageBreakSource"), opened.metadata("dc:source")) == (["none"], [])
    assert made.findings == ()
    assert epubcheck(made.data, tmp_path) == []


def test_without_a_list_of_pages_there_are_no_pages_of_its_own_either():
    small = book(CHAPTERS, more='[edition.epub]\npage-list = "digital"')

    assert b"doc-pagebreak" not in b"".join(read_epub(epub_without(small)).files.values())


def epub_without(small):
    return both(small, page_list=False)["epub"].data


def made_in(root, *kinds):
    """What a build in a project makes: the EPUB that lies there, and the codes of its findings."""
    built = build(root, kinds, None, None, lambda _: None)
    epub = root / "build" / "book.epub"
    return epub.read_bytes() if epub.exists() else b"", [one.code for one in built.findings]


def test_an_e_book_made_alone_has_the_pages_of_the_pdf_made_before(tmp_path):
    root = write_project(tmp_path, CHAPTERS)
    alone = made_in(root, "epub")
    together = made_in(root, "pdf", "epub")
    again = made_in(root, "epub")
    write_project(tmp_path, {**CHAPTERS, "02.md": CHAPTERS["02.md"] + "\nبلندتر.\n"})
    changed = made_in(root, "epub")

    assert [said for _, said in (alone, together, again, changed)] == [["E116"], [], [], ["E116"]]
    assert again[0] == together[0]
    assert page_list(read_epub(again[0]))[-1][0] == "۵"
    assert [b"page-list" in read_epub(one).data("nav.xhtml") for one, _ in (alone, changed)] == [
        False,
        False,
    ]


def test_a_page_that_begins_far_into_an_endless_paragraph_is_found_there() -> None:
    """Of such a paragraph only the first letters are told with the page."""
    text = "".join(chr(0x4E00 + at) for at in range(LONGEST + 900))
    turn = Turn(1, "ch", 0, LONGEST + 500, text[:LONGEST])

    body = with_breaks(Markup(f"<section><p>{text}</p></section>"), [PrintedPage("2", turn)])

    before, _, after = body.partition("<span")
    assert (before[-1], after.partition("</span>")[2][0]) == (
        text[turn.letters - 1],
        text[turn.letters],
    )
