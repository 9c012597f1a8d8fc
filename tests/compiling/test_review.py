"""The index looked over: twins, crowds, chapters with few marks or many."""

import pytest

from rectoverso.app.index import look_over
from rectoverso.compiling.likeness import skeleton
from tests.books import book


def seen(files, **settings):
    return look_over(book(files, **settings).checked)


def twins(files, **settings):
    return [
        ("!".join(pair.one.path), "!".join(pair.other.path), pair.likeness)
        for pair in seen(files, **settings).twins
    ]


def test_twins_differ_by_case_half_spaces_spelling_or_script():
    text = (
        "[Duma]{.index} [duma]{.index} [Kerensky]{.index} [Kerenski]{.index} [1905]{.index}"
        " [1906]{.index} [cat]{.index} [car]{.index}"
        " [نیم‌فاصله]{.index lang=fa} [نیم فاصله]{.index lang=fa}"
        " [تروتسکی، لئون]{.index lang=fa} [Trotsky]{.index} [ट्रोट्स्की]{.index lang=ne}"
    )

    assert twins(text) == [
        ("duma", "Duma", "case"),
        ("Kerenski", "Kerensky", "spelling"),
        ("نیم فاصله", "نیم‌فاصله", "half-spaces or forms of letters"),
        ("Trotsky", "تروتسکی، لئون", "transliteration"),
        ("Trotsky", "ट्रोट्स्की", "transliteration"),
        ("تروتسکی، لئون", "ट्रोट्स्की", "transliteration"),
    ]


def test_who_names_the_other_is_no_twin():
    text = "[Kerensky]{.index} [Kerenski]{.index see=Kerensky} [x]{.index entry='لنین' lang=fa}"
    text += " [Lenin]{.index see-also='لنین'}"

    assert twins(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تروتسکی", "Trotsky"),
        ("پلخانوف، گئورگی", "Plekhanov, Georgi"),
        ("मस्को", "Moscow"),
        ("मस्को", "مسکو"),
        ("Петроград", "Petrograd"),
    ],
)
def test_a_name_has_the_same_bones_in_every_script(one, other):
    assert skeleton(one) == skeleton(other) != ""


def test_more_than_eight_places_in_a_row_are_a_crowd():
    marks = "[war]{.index} " * 8
    crowd = [entry.path for entry in seen(marks + "[war]{.index}").crowded]

    assert crowd == [("war",)]
    assert seen(marks + "[war]{.index mention=principal}").crowded == ()


def test_chapters_are_compared_by_marks_for_a_thousand_words():
    words = "word " * 300
    files = {
        "1.md": words + "[a]{.index} " * 3,
        "2.md": words + "[b]{.index} " * 3,
        "3.md": words + "[c]{.index} " * 30,
        "4.md": words,
        "5.md": "short",
    }

    assert [(one.marks, one.verdict) for one in seen(files).chapters] == [
        (3, ""),
        (3, ""),
        (30, "many marks"),
        (0, "few marks"),
        (0, ""),
    ]
