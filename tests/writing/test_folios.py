"""Index locators as the index prints them."""

from hypothesis import given
from hypothesis import strategies as st

from rectoverso.model.book import Locator
from rectoverso.model.locale import Locale
from rectoverso.writing.folios import Folio, PrintedLocator, printed_locators

ENGLISH = Locale("en", "English", "ltr", "Latn", labels={"range": "{start}–{end}"})
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
