"""The order of words, language by language, and the letters they stand under."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.compiling.collation import Alphabet
from rectoverso.model.shipped import shipped
from rectoverso.reading.locales import read_locales

LOCALES, _ = read_locales((shipped("styles"),))


def alphabet(lang):
    return Alphabet(LOCALES[lang])


def order(lang, words):
    return sorted(words, key=alphabet(lang).key)


def letters(lang, words):
    return [alphabet(lang).letter(word) for word in words]


IN_ORDER = {
    "fa": "۱۲ ۱۹۰۵ آب آتش ابر ایسکرا بخش پا تاب ثابت جا چاپ حرف خانه دوما ذوب راه زن ژنو سنگر شورا "
    "صدا ضد طرح ظرف عکس غار فصل قلم کارگر گنج لنین مارکس می‌رود نامه وین هلال یار Iskra",
    "ne": "३ १२ अंग अक्टोबर अक्रूर अक्षर अक्सर आम इरान ईश्वर उदार ऊन ऋण एसिया ऐन ओखर औषधि कर "
    "क्वाँटी क्षेत्र खर गर घर चर छर जर ज्ञान ज्यान झर टर ठर डर ढर तर त्याग त्रास त्वचा थर दर धर नर "
    "पर फर बर भर मर यर रर लर वर शर षट सर हर ह्वेल Duma",
    "en": "2 10 anchor Ångström apple Bolshevik Émile exile Zürich दुमा",
}


@pytest.mark.parametrize("lang", IN_ORDER)
def test_words_stand_as_in_a_dictionary_of_the_language(lang):
    words = IN_ORDER[lang].split()

    assert order(lang, reversed(words)) == words


ORDERED = sorted(Path(__file__).with_name("order").glob("*.txt"))


@pytest.mark.parametrize("path", ORDERED, ids=lambda path: path.stem)
def test_two_hundred_words_stand_where_an_indexer_would_look(path):
    lines = path.read_text("utf-8").splitlines()
    words = [
        word.strip()
        for line in lines
        if not line.startswith("#")
        for word in line.split("·")
        if word.strip()
    ]

    assert len(set(words)) >= 200
    assert order(path.stem, sorted(words)) == words


def test_an_article_does_not_count_where_the_language_says_so():
    assert letters("ar", ["المسجد", "مسجد", "الله", "التزام", "أحمد", "آدم"]) == [*"مماااا"]
    assert letters("en", ["The Hague"]) == ["T"]


def test_vietnamese_words_stand_syllable_by_syllable_each_with_its_tone():
    words = ["ma", "ma túy", "mà", "mà cả", "mả", "mã", "mã lực", "má", "mạ", "mai", "mắm", "mận"]

    backwards = list(reversed(words))
    assert order("vi", backwards) == words


def test_case_matters_only_between_words_that_are_otherwise_alike():
    for lang in ("vi", "en"):
        assert order(lang, ["Ma cB", "ma cA", "ma cb"]) == ["ma cA", "ma cb", "Ma cB"]


def test_what_cannot_be_seen_and_marks_before_a_word_do_not_count():
    words = ["«بازی»", "بـازی‌ها", "بازی‌هایی", "(بازیگر)"]

    assert order("fa", reversed(words)) == ["«بازی»", "(بازیگر)", "بـازی‌ها", "بازی‌هایی"]


def test_signs_for_ayn_and_hamza_do_not_count():
    words = ["ʿAlī", "Sadr", "Saʿd", "Safar", "Badr", "ʾAdab"]

    assert order("en", words) == ["ʾAdab", "ʿAlī", "Badr", "Saʿd", "Sadr", "Safar"]
    assert letters("en", ["ʿAlī"]) == ["A"]


def test_arabic_and_persian_forms_of_a_letter_stand_together():
    assert order("fa", ["کتاب", "كار", "یار", "يخ", "گل"]) == ["كار", "کتاب", "گل", "یار", "يخ"]


def test_a_word_stands_under_the_letter_of_its_language():
    assert letters("fa", ["آب", "ایسکرا", "«ب»", "کار", "كار", "یار"]) == [*"آاب", "ک", "ک", "ی"]
    assert letters("vi", ["anh", "ăn", "ấn", "Đuma", "dân", "ươm"]) == [*"AĂÂĐDƯ"]
    assert letters("ne", ["अंग", "काम", "क्षेत्र", "त्रास", "ज्ञान"]) == ["अ", "क", "क", "त", "ज"]
    assert letters("en", ["émigré", "Zoo"]) == ["E", "Z"]


def test_digits_and_signs_have_no_letter_and_another_script_has_its_own():
    assert letters("fa", ["۱۹۰۵", "1905", "+", "Élan", "duma", "Эсер"]) == [
        "",
        "",
        "",
        "E",
        "D",
        "Э",
    ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), max_size=8), st.sampled_from(sorted(LOCALES)))
def test_any_words_have_one_order_and_a_letter_or_none(words, lang):
    known = alphabet(lang)

    backwards = list(reversed(words))
    assert sorted(words, key=known.key) == sorted(backwards, key=known.key)
    assert all(isinstance(known.letter(word), str) for word in words)


def test_a_locale_without_an_alphabet_borrows_that_of_its_order():
    borrowed = Alphabet(replace(LOCALES["vi"], alphabet=()))

    assert [borrowed.letter(word) for word in ("ăn", "anh", "Đuma")] == ["Ă", "A", "Đ"]
