"""Safe changes: what they mend, what they leave alone, and that they can be undone."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.assembling.changes import counted, undone
from rectoverso.assembling.cleaning import clean
from rectoverso.assembling.proposals import protected

ZWNJ, ZWJ, FSI, PDI = "\u200c", "\u200d", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("تروتسكي در اين كتاب مي نويسد", "تروتسکی در این کتاب می نویسد"),
        ("میجنگیـدند و رفتند", "میجنگیدند و رفتند"),
        ("او رفت ـ که دیر بود ـ و ماند", "او رفت – که دیر بود – و ماند"),
        ("ﻛﺘﺎﺏ او ﻻزم است", "کتاب او لازم است"),
        ("بود ، و شد ؛ که « قطره » را ( سفید ) دید .", "بود، و شد؛ که «قطره» را (سفید) دید."),
        ("او  با\tآنها \n آمد", "او با آنها\nآمد"),
        ("یک\r\nدو\rسه\u2028چهار", "یک\nدو\nسه\nچهار"),
        ("\ufeffاین\x00 است", "این است"),
    ],
)
def test_persian_is_mended(before, after):
    assert clean(before, "fa").text == after


def test_arabic_quoted_in_a_persian_text_keeps_its_letters():
    text = "او گفت که این آیه را خوانده است: «قل هو الله أحد في كل يوم من الدنيا إلى الآخرة» و رفت."

    assert clean(text, "fa").text == text


def test_persian_in_arabic_letters_is_still_persian():
    text = "تروتسكي بعد از لنين برجسته ترين شخصيت در حزب و بنيانگذار ارتش سرخ بود."

    assert "ي" not in clean(text, "fa").text


def test_arabic_gets_its_own_kaf():
    assert clean("کان الرجل في البيت على الأرض مع کل الناس", "ar").text == (
        "كان الرجل في البيت على الأرض مع كل الناس"
    )


def test_vietnamese_is_composed():
    assert clean("Vie\u0323\u0302t Nam", "vi").text == "Việt Nam"


def test_french_keeps_its_spaces():
    text = "Il dit : « Que faire ? » et il est parti dans la rue avec les enfants !"

    assert clean(text, "fr").text == text


def test_no_line_can_begin_with_a_danda():
    assert clean("सुरु भयो ।", "ne").text == "सुरु भयो\u00a0।"


def test_code_and_links_of_markdown_are_left_alone():
    text = "این `كد  ،` و [كتاب](http://x/ي  ) است"

    assert clean(text, "fa", protected).text == "این `كد  ،` و [کتاب](http://x/ي  ) است"


PERSIAN = f"كتاب می{ZWNJ}رود تروتسكي « » ( ) ، . ؛ ـ ـــ می\u064f 1918 ١٩ \u200f ه\u0654 ﻻ ق\u0640ق"
OTHERS = (f"{FSI}Leon{PDI}", f"ه{ZWJ}", " ", "  ", "\n", "\r\n", "\t", "\ufeff", "e\u0323\u0302")
WORDS = st.sampled_from([*PERSIAN.split(" "), *OTHERS])
TEXTS = st.lists(WORDS | st.text(max_size=3), max_size=40).map(" ".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text, "fa")

    again = clean(once.text, "fa")

    assert (again.text, again.steps) == (once.text, ())


@given(TEXTS, st.sampled_from(["", "fa", "ar", "vi", "ne", "fr"]))
@settings(max_examples=200, deadline=None)
def test_every_change_can_be_undone(text, lang):
    cleaned = clean(text, lang)

    assert undone(cleaned.text, cleaned.steps) == text


LETTERS = regex.compile(r"[\p{L}\p{N}--\u0640]", regex.V1)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost(text):
    cleaned = clean(text, "fa")
    removed = [c for step in cleaned.steps for c in step if LETTERS.search(c.before)]

    assert all(len(LETTERS.findall(change.after)) >= 1 for change in removed), counted(
        cleaned.steps
    )


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_joiner_and_no_isolate_is_taken_out(text):
    cleaned = clean(text, "fa").text

    for sign in (ZWNJ, ZWJ, FSI, PDI, "\u200f"):
        assert cleaned.count(sign) == text.count(sign)


FOREIGN = (
    "Lev Davidovich Bronshtein",
    "Nga hoàng đã chịu cho triệu tập một Quốc hội",
    "सन् १९०५ को क्रान्ति सुरु भयो",
    "إن هذا الرجل قد كان في البيت على الأرض",
)


@given(TEXTS, st.sampled_from(FOREIGN), TEXTS)
@settings(max_examples=100, deadline=None)
def test_another_language_is_not_touched_by_the_rules_of_this_one(before, foreign, after):
    text = f"{before}\n{foreign}\n{after}"

    assert foreign in clean(text, "fa").text
