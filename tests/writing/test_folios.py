"""Index locators as the index prints them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectoverso.model.book import IndexEntry, Locator
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import IndexSettings
from rectoverso.writing.folios import Folio
from rectoverso.writing.locators import PrintedLocator, printed_locators, turned

ENGLISH = Locale(
    "en", "English", "ltr", "Latn", labels={"range": "{start}–{end}", "note-locator": "{page}n"}
)
PERSIAN = Locale(
    "fa", "فارسی", "rtl", "Arab", digits="۰۱۲۳۴۵۶۷۸۹", labels={"range": "{start}–{end}"}
)


def leaf(page: int) -> Folio:
    """A page of the body; the front matter before it has ten."""
    return Folio(page + 9, page, False, str(page))


def printed(*pages: int | tuple[int, int], locale: Locale = ENGLISH) -> list[str]:
    """The locators of an entry marked on these pages, or over these stretches of pages."""
    locators, folios = [], {}
    for number, page in enumerate(pages):
        first, last = page if isinstance(page, tuple) else (page, page)
        folios |= {f"ix-{number}": leaf(first), f"end-{number}": leaf(last)}
        end = f"end-{number}" if isinstance(page, tuple) else ""
        locators.append(Locator(f"ix-{number}", "chapter", end))
    return [one.text for one in printed_locators(locators, folios, locale)]


def test_two_marks_on_one_page_give_one_locator():
    assert printed(3, 3, 7) == ["3", "7"]


def test_locators_stand_in_the_order_of_the_pages():
    assert printed(12, 3, 7) == ["3", "7", "12"]


def test_two_pages_running_stay_apart_and_three_are_folded():
    assert printed(3, 4, 9) == ["3", "4", "9"]
    assert printed(3, 4, 5, 9) == ["3–5", "9"]


def test_a_range_swallows_the_marks_inside_it():
    assert printed((3, 8), 4, 8, 9) == ["3–9"]
    assert printed((3, 8), 5, 12) == ["3–8", "12"]


def test_ranges_that_overlap_are_one():
    assert printed((3, 8), (6, 11)) == ["3–11"]


def test_a_range_that_ends_where_it_began_is_one_page():
    assert printed((3, 3)) == ["3"]


def test_digits_are_those_of_the_entry():
    assert printed(12, 13, 14, locale=PERSIAN) == ["۱۲–۱۴"]


def test_a_page_of_the_front_matter_keeps_its_own_number_and_joins_no_run_of_the_body():
    folios = {
        "a": Folio(8, 9, True, "ix"),
        "b": Folio(9, 10, True, "x"),
        "c": Folio(10, 1, False, "1"),
        "d": Folio(11, 2, False, "2"),
    }
    locators = [Locator(anchor, "s") for anchor in "abcd"]

    assert [one.text for one in printed_locators(locators, folios, ENGLISH)] == [
        "ix",
        "x",
        "1",
        "2",
    ]


def test_the_main_place_stands_apart_and_leads_where_it_was_marked():
    folios = {"a": leaf(3), "b": leaf(4), "c": leaf(5), "d": leaf(4)}
    locators = [Locator("a", "s"), Locator("b", "s"), Locator("c", "s")]
    locators.append(Locator("d", "s", mention="principal"))

    assert printed_locators(locators, folios, ENGLISH) == (
        PrintedLocator("3", "a"),
        PrintedLocator("4", "d", "principal"),
        PrintedLocator("5", "c"),
    )


def told(*places: tuple[int, str], settings: IndexSettings | None = None) -> list[str]:
    """The locators of an entry with these pages and mentions, each with its mention."""
    folios = {f"ix-{number}": leaf(page) for number, (page, _) in enumerate(places)}
    locators = [
        Locator(f"ix-{number}", "chapter", mention=mention, note=number)
        for number, (_, mention) in enumerate(places)
    ]
    shown = printed_locators(locators, folios, ENGLISH, settings)
    return [one.text + (one.mention and f" {one.mention}") for one in shown]


def test_a_page_is_shown_as_its_most_telling_place():
    assert told(
        (3, ""), (3, "figure"), (4, "note"), (4, ""), (5, "definition"), (5, "principal")
    ) == [
        "3 figure",
        "4",
        "5 principal",
    ]


def test_notes_have_locators_of_their_own():
    assert told((3, "note"), (3, "note"), (4, "note"), (5, "note")) == [
        "3n note",
        "4n note",
        "5n note",
    ]


def test_the_main_place_inside_a_range_is_told_and_may_come_first():
    folios = {"a": leaf(3), "z": leaf(9), "m": leaf(5)}
    locators = [Locator("a", "s", "z"), Locator("m", "s", mention="principal")]

    def order(settings: IndexSettings) -> list[str]:
        return [one.text for one in printed_locators(locators, folios, ENGLISH, settings)]

    assert order(IndexSettings()) == ["3–9", "5"]
    assert order(IndexSettings(principal="first")) == ["5", "3–9"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (3, 8, "3–8"),
        (12, 19, "12–19"),
        (42, 45, "42–5"),
        (98, 101, "98–101"),
        (112, 118, "112–18"),
        (123, 128, "123–8"),
        (100, 104, "100–4"),
        (1841, 1945, "1841–945"),
    ],
)
def test_ranges_are_cut_short_where_that_is_the_custom(first, last, said):
    folios = {"a": leaf(first), "z": leaf(last)}

    shown = printed_locators(
        [Locator("a", "s", "z")], folios, ENGLISH, IndexSettings(ranges="elided")
    )
    assert [one.text for one in shown] == [said]
    cut = replace(ENGLISH, elided=True)
    assert printed_locators([Locator("a", "s", "z")], folios, cut) == shown


def test_an_entry_is_continued_where_the_page_turns():
    entry = IndexEntry(
        "war",
        "en",
        "e1",
        subentries=(
            IndexEntry("Crimean", "en", "e2"),
            IndexEntry("great", "en", "e3", subentries=(IndexEntry("end", "en", "e4"),)),
            IndexEntry("small", "en", "e5"),
        ),
    )
    folios = {"e1": leaf(8), "e2": leaf(8), "e3": leaf(8), "e4": leaf(9), "e5": leaf(9)}

    assert turned(entry, folios) == {"e4": "war, great"}
    assert turned(entry, {**folios, "e3": leaf(9)}) == {"e3": "war"}
    assert turned(entry, {}) == {}


def test_a_place_that_is_on_no_page_yet_is_left_out():
    assert printed_locators([Locator("a", "s")], {}, ENGLISH) == ()


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6))))
def test_every_marked_page_is_printed_once_and_no_other(stretches):
    said = printed(*((first, first + more) for first, more in stretches))

    pages = []
    for text in said:
        first, _, last = text.partition("–")
        pages.extend(range(int(first), int(last or first) + 1))
    marked = {page for first, more in stretches for page in range(first, first + more + 1)}
    assert pages == sorted(marked)
