"""Labels in any script, and references right behind a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectoverso.model.nodes import Code, Heading, Quoted, Reference, plain, walk
from rectoverso.model.source import Source
from rectoverso.reading.labels import restored, spelt
from rectoverso.reading.markup import parse


def read(text):
    return tuple(walk(parse(Source("1.md", text)).blocks))


def references(text):
    return [
        (one.label, one.span.column, one.form) for one in read(text) if isinstance(one, Reference)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("و@tbl-x، و@sec-نیم‌فاصله", [("tbl-x", 2, "name"), ("sec-نیم‌فاصله", 11, "name")]),
        ("ב@fig-map וב[-@fig-map]", [("fig-map", 2, "name"), ("fig-map", 15, "number")]),
        ("अध्याय@sec-अध्याय", [("sec-अध्याय", 7, "name")]),
        ("@fig-map‌ها", [("fig-map", 1, "name")]),
        ("me@sec-office.org and a\\@fig-x, ب\\@fig-x", []),
    ],
)
def test_a_reference_may_stand_behind_a_letter_that_is_not_latin(text, found):
    assert references(text) == found


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('قال و"الحبر الأسود" ثم بال"كاغد" والـ"رق"', ["الحبر الأسود", "كاغد", "رق"]),
        ('حرف "و" و"ب"', ["و", "ب"]),
        ('צה"ל, ש"ס', []),
    ],
)
def test_a_quotation_may_stand_behind_an_arabic_prefix(text, quoted):
    assert [plain(one.children) for one in read(text) if isinstance(one, Quoted)] == quoted


def test_a_heading_has_its_whole_label():
    (heading,) = (one for one in read("## अ {#sec-अध्याय .unnumbered}") if isinstance(one, Heading))

    assert (heading.id, heading.classes) == ("sec-अध्याय", ("unnumbered",))


def test_code_stays_as_it_is_written():
    (code,) = (one for one in read("`و@sec-نیم‌فاصله {#اَ}`") if isinstance(one, Code))

    assert code.text == "و@sec-نیم‌فاصله {#اَ}"


@given(
    st.lists(
        st.sampled_from('و ب अ ध् या \u200c @sec- @fig- {# } ] [ a ꙮ \uf8fe 9 . ` "'.split(" "))
    )
)
def test_what_is_spelt_is_restored(pieces):
    text = "".join(pieces)

    assert spelt(text) == text or restored(spelt(text)) == text
