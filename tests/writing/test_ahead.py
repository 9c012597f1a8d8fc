"""Pages set ahead of the book are those that the book has when it is set."""

from functools import cache
from io import BytesIO

import pypdfium2
import pytest
from lxml import etree

from rectoverso.app.build import make, moment_of
from rectoverso.writing.paper.ahead import Stand, set_ahead
from rectoverso.writing.paper.excerpt import Opened, first_change
from rectoverso.writing.paper.workers import Here
from tests.books import book

PERSIAN = (
    "دیوار باغ بلند بود و از پشت آن صدای *آب* می‌آمد؛ نه آبی که در جوی می‌رود،"
    " بلکه آبی که از کوه فرو می‌ریزد و خانه را خنک می‌کند. "
)
ENGLISH = (
    "The wall of the garden was *high*, and behind it one heard water falling: not the water "
    "of a brook, but one that comes down from the mountain and cools the house. "
)


def chapter(lang, words):
    """A chapter of some eight pages with notes, a list, a heading and a table."""
    paragraphs = [f"Mark{n}. {words * (2 + n % 4)}^[A note {n}.]" for n in range(20)]
    paragraphs[12:12] = ["## Two\n", "\n".join(f"1. {words}" for n in range(9))]
    paragraphs[15:15] = ["| A | B |\n|---|---|\n| one | two |\n\n: A table\n"]
    return f"---\nlang: {lang}\n---\n\n# One\n\n" + "\n\n".join(paragraphs) + "\n\nThe end.\n"


def pictures(pdf, numbers):
    document = pypdfium2.PdfDocument(BytesIO(pdf).getvalue())
    return [document[number].render(scale=1).to_pil().tobytes() for number in numbers]


@cache
def first_book(lang, words):
    return book(chapter(lang, words), lang=lang)


def ahead(lang, words, old, new):
    """What is set ahead of a book after this change, and the PDF of that book."""
    text = chapter(lang, words)
    assert old in text
    before, after = first_book(lang, words), book(text.replace(old, new, 1), lang=lang)
    printed = before.written("pdf").printed
    stands = (Stand(one.book, one.checked.manuscript) for one in (before, after))
    made = set_ahead(*stands, "sec-01", printed, frozenset(), Here())
    moment = moment_of(after.book.settings, None)
    return made, make(after.checked, ["pdf"], moment, lambda _: None)["pdf"].data


@pytest.mark.parametrize(
    ("lang", "words", "old", "new"),
    [
        ("en", ENGLISH, "Mark2.", "Mark 2, and more words."),
        ("en", ENGLISH, "A note 11.", "A note that is longer than it was before."),
        *(
            ("fa", PERSIAN, *change)
            for change in [
                ("Mark2.", "Mark 2, and more words."),
                ("Mark9.", "Mark. " + "Many words more than there were. " * 60),
                ("Mark13.", "Mark 13.\n\nA paragraph of its own.\n\nAnd one more."),
                ("A note 11.", "A note that is longer than it was before."),
                ("## Two", "## Two and more {#two}"),
                ("1. ", "1. First. "),
                ("| one |", "| another |"),
                ("The end.", "The end of it."),
            ]
        ),
    ],
)
def test_pages_set_ahead_are_those_of_the_book(lang, words, old, new):
    made, whole = ahead(lang, words, old, new)

    assert made is not None
    numbers = range(made.first, made.first + made.pages)
    assert pictures(made.pdf, range(made.pages)) == pictures(whole, numbers)


def test_where_lines_stay_the_same_so_do_the_pages_behind():
    made, _ = ahead("en", ENGLISH, "Mark10.", "Mark17.")

    assert (made.pages, made.settled) == (1, True)


def test_nothing_is_set_ahead_where_nothing_looks_different():
    made, _ = ahead("en", ENGLISH, "# One\n", "# One\n\n\n")

    assert made is None


def test_a_new_chapter_waits_for_the_book():
    before, after = book("# One\n\nText.\n"), book("# One {#first}\n\nText.\n")
    stands = (Stand(one.book, one.checked.manuscript) for one in (before, after))

    made = set_ahead(*stands, "first", before.written("pdf").printed, frozenset(), Here())

    assert made is None


def test_a_template_that_is_no_xml_waits_for_the_book():
    own = "<section id='one' class='division'><br>{{ content }}</section>"
    files = {"../styles/templates/chapter.html.j2": own, "01.md": "# One {#one}\n\nText.\n"}
    before, after = book(files), book({**files, "01.md": "# One {#one}\n\nOther.\n"})
    stands = (Stand(one.book, one.checked.manuscript) for one in (before, after))

    made = set_ahead(*stands, "one", before.written("pdf").printed, frozenset(), Here())

    assert made is None


SECTION = (
    '<html><body><section id="s" class="division"><h1 id="a">A</h1>'
    '<p data-place="01.md:3">one <span class="note">n<p>m</p></span>two <b>three</b> four</p>'
    '<ol start="3"><li><p>x</p></li><li><p>y</p></li></ol><p>z</p></section></body></html>'
)


@pytest.mark.parametrize(
    ("first", "letters", "said"),
    [
        (1, 3, "two three four"),
        (1, 6, "three four"),
        (1, 8, "ree four"),
        (1, 11, "four"),
        (5, 0, "y"),
    ],
)
def test_an_excerpt_begins_at_a_letter(first, letters, said):
    excerpt = Opened(SECTION).cut(first, letters, 5, lambda _: False)

    assert excerpt is not None
    root = etree.fromstring(excerpt.html)
    for hidden in root.xpath("//*[@style='display: none']"):
        hidden.text = ""
    shown = "".join(root.itertext())
    assert shown.startswith(said)
    assert "n" not in shown.replace("one", "")


def test_a_list_that_goes_on_goes_on_counting():
    excerpt = Opened(SECTION).cut(5, 0, 5, lambda _: False)

    assert '<ol start="4">' in excerpt.html


def test_what_is_on_a_later_page_than_what_follows_it_is_not_lost():
    assert Opened(SECTION).cut(5, 0, 5, lambda name: name == "a") is None


def test_what_has_changed_is_found_from_both_ends():
    assert first_change("abcde", "abXYde") == (2, 2)
    assert first_change("aaa", "aa") == (2, 0)
    assert first_change("", "a") == (0, 0)
