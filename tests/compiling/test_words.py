"""Words: where they begin and end, and which are the same."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectoverso.compiling.matching import Forms
from rectoverso.compiling.words import folded, words_of


def cut(text):
    return [text[word.start : word.end] for word in words_of(text)]


def test_half_spaces_and_vowel_signs_do_not_end_a_word():
    assert cut("می‌رود، نیم‌فاصله‌ها؛ «شورا»") == ["می‌رود", "نیم‌فاصله‌ها", "شورا"]
    assert cut("क्रान्तिकारीहरू, सन् १९०५।") == ["क्रान्तिकारीहरू", "सन्", "१९०५"]
    assert cut("Quốc hội lập hiến") == ["Quốc", "hội", "lập", "hiến"]
    assert cut("‘rock ’n’ roll’ isn’t") == ["rock", "n", "roll", "isn’t"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iskra", "ISKRA"),
        ("می‌رود", "میرود"),
        ("كتابي", "کتابی"),
        ("کمیتهٔ", "کمیته"),
        ("ملّت", "ملت"),
        ("شـــورا", "شورا"),
        ("hòa", "hoà"),
        ("Việt", "Vie\u0323\u0302t"),
        ("isn’t", "isn't"),
    ],
)
def test_ways_to_write_a_word_are_the_same_word(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("آب", "اب"), ("ma", "má"), ("mã", "mả"), ("जर", "जार"), ("đa", "da")]
)
def test_letters_and_tones_that_tell_words_apart_are_kept(one, other):
    assert folded(one) != folded(other)


def found(text, **forms):
    known = Forms()
    for key, texts in forms.items():
        for one in texts.split(" / "):
            known.add(one, key)
    return [(text[start:end], key) for start, end, key in known.find(text)]


def test_the_longest_form_is_found_first():
    text = "The Red Army, the red army's guns, an army and a red flag"

    assert found(text, army="army", red_army="red army", flag="red flag") == [
        ("Red Army", "red_army"),
        ("army", "army"),
        ("red flag", "flag"),
    ]


def test_only_whole_words_are_found():
    assert found("شوروی، شوراها، شورا‌ها و شورا.", soviet="شورا") == [("شورا", "soviet")]
    assert found("जारको र जार", tsar="जार") == [("जार", "tsar")]
    assert found("dumas", duma="duma") == []


def test_what_stands_between_the_words_of_a_form_counts():
    assert found("Brest–Litovsk, Brest, Litovsk, Brest  Litovsk", x="Brest-Litovsk") == [
        ("Brest–Litovsk", "x")
    ]
    assert found("red, army; red\N{NO-BREAK SPACE}army", x="red army") == [
        ("red\N{NO-BREAK SPACE}army", "x")
    ]


def test_an_unfinished_long_form_does_not_hide_a_short_one():
    assert found("red army of", a="red army of workers", b="army") == [("army", "b")]


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=6), max_size=5))
def test_matches_stand_in_order_and_apart_in_any_text(text, forms):
    known = Forms()
    for form in forms:
        known.add(form, form)

    matches = list(known.find(text))

    assert all(0 <= start < end <= len(text) for start, end, _ in matches)
    assert all(one[1] <= other[0] for one, other in pairwise(matches))
    assert all(known.key(text[start:end]) == key for start, end, key in matches)
