"""What is proposed for doubtful places, and what is left in peace."""

import json

import pytest

from rectoverso.assembling.cleaning import clean
from rectoverso.assembling.dictionaries import stems
from rectoverso.assembling.divide import divided
from rectoverso.assembling.proposing import proposals
from tests.assembling.sources import SHARED, needs_gold, needs_sources, source


def proposed(text, lang, rules=""):
    """Rule, words before and after of each proposal whose rule begins so."""
    found = proposals({"01.md": (text, lang)})["01.md"]
    return [
        (one.proposal.rule, one.proposal.before, one.proposal.after)
        for one in found
        if one.proposal.rule.startswith(rules)
    ]


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("در سال 1918 بود", "fa", [("digits", "1918", "۱۹۱۸")]),
        ("در سال ١٩٢١ بود", "fa", [("digits", "١٩٢١", "۱۹۲۱")]),
        (
            "حدود 1.5 میلیون و 25% از آنان",
            "fa",
            [("digits", "1.5", "۱٫۵"), ("digits", "25%", "۲۵٪")],
        ),
        ("سن 1905को दिन", "ne", [("digits", "1905", "१९०५")]),
        ("năm 1905 và 100.000 người", "vi", []),
        ("1. آغاز کار\n2. پایان کار", "fa", []),
        ("متن نپالی [१९०५ को]{lang=ne} دارد", "fa", []),
        ("::: {lang=ne}\nसन् १९०५\n:::\n\nسال 1905", "fa", [("digits", "1905", "۱۹۰۵")]),
        ("डिसेम्बर ९ मा बनेको थियो", "ne", []),
        ("کتاب RFC 2119 و http://a.b/1918 را دید", "fa", []),
        ("جنگ (20-1918) بود", "fa", [("range-order", "20-1918", "۱۹۱۸–۲۰")]),
        ("او (۱۹۴۰–۱۸۷۹) است", "fa", [("range-order", "۱۹۴۰–۱۸۷۹", "۱۸۷۹–۱۹۴۰")]),
        ("tháng 10-1905, ngày 9-1-1905", "vi", []),
        ("نوامبر ۱۸۷۹و سپس", "fa", [("glued-number", "۱۸۷۹و", "۱۸۷۹ و")]),
        ("سال ۱۹۱۷م بود", "fa", []),
        ("در جنگ روسیه،آموزش بود", "fa", [("space-after-stop", "روسیه،آموزش", "روسیه، آموزش")]),
        ("काम रोकियो,रेलका", "ne", [("space-after-stop", "रोकियो,रेलका", "रोकियो, रेलका")]),
        ("انقلاب درجهان بود", "fa", [("lost-space", "درجهان", "در جهان")]),
        ("این درکتابهای اوست", "fa", [("lost-space", "درکتابهای", "در کتاب\u200cهای")]),
        ("بعداز انقلاب بود", "fa", [("lost-space", "بعداز", "بعد از")]),
        (
            "هرکه که از از آنجا رفت",
            "fa",
            [("fa-doubled", "هرکه که", "هرکه"), ("fa-doubled", "از از", "از")],
        ),
        ("انقلاب دریک شهر بود", "fa", [("lost-space", "دریک", "در یک")]),
        ("او برخواهد خاست و بعدتر شماست", "fa", []),
        ("Tờ Sự thật 3 ở thành Vienne", "vi", [("stray-note", " 3", "")]),
        ("được 52 ngày và tháng 3 ở đó", "vi", []),
        ("خانه اسپنتسر (۱۸) بود", "fa", [("stray-note", " (۱۸)", "")]),
        ("در سال (۱۸۸۸) بود", "fa", []),
        ("Ông đi rồi.\n\n\\@by txiuqw4\n", "vi", [("watermark", "\\@by txiuqw4", "")]),
        ('او "کمون" را دید', "fa", [("quote-straight", '"کمون"', "«کمون»")]),
        ("گفت: «او رفت و آمده بود.«", "fa", [("quote-reversed", "«", "»")]),
        ("گفت: «خود را «سانترالیست» دانست.»", "fa", []),
    ],
)
def test_a_doubtful_place_is_proposed(text, lang, found):
    assert proposed(text, lang) == found


def test_a_title_is_words_and_the_rest_of_the_front_matter_is_not():
    text = '---\ntitle: "فعالیت های او"\nlang: fa\nsource: "می کند 1918"\n---\n\nاو رفت.\n'

    assert proposed(text, "fa") == [("space-plural", "فعالیت های", "فعالیت\u200cهای")]


def test_page_numbers_in_a_row_are_sure():
    found = proposals({"01.md": ("Một.\n\n12\n\nHai.\n\n13\n\nBa.\n", "vi")})["01.md"]

    assert [(one.proposal.before, one.proposal.tier) for one in found] == [("12", "B"), ("13", "B")]


def test_a_quotation_that_is_not_closed_has_two_candidates():
    text = "گفت: «او رفت. سپس آمد."

    (one,) = proposals({"01.md": (text, "fa")})["01.md"]

    assert (one.proposal.after, *one.proposal.others) == (
        "«او رفت». سپس آمد.",
        "«او رفت. سپس آمد.»",
    )


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("triệu tập một Qnòc hội lập hiến", "Qnòc", "Quốc"),
        ("vai trò của lởp công nhân là lớp thợ", "lởp", "lớp"),
        ("bắn vào đảm biểu tình", "đảm", "đám"),
        ("một trưng tâm kỹ nghệ", "trưng", "trung"),
        ("cơn khủng khoảng lớn", "khoảng", "hoảng"),
    ],
)
def test_a_misread_vietnamese_syllable_is_pointed_at(text, before, after):
    assert [words[1:] for words in proposed(text, "vi")] == [(before, after)]


def test_a_syllable_that_no_vietnamese_word_has_is_pointed_at():
    assert proposed("người dân của thành phố, cúa nước này", "vi") == [("vi-unused", "cúa", "của")]


def test_a_syllable_is_set_against_what_the_text_says_elsewhere():
    text = "Cây tre xanh của làng. Cây tre già. Cây tre non. Đó là một cây trẻ khác."

    assert proposed(text, "vi", "vi-beside") == [("vi-beside", "trẻ", "tre")]


@pytest.mark.parametrize(
    "text",
    [
        "Tình trạng nước Nga bắt đầu biến chuyển, khiến tình thế ngả nghiêng hơn.",
        "Saint-Pétersbourg, Moscou và Khroustalev của nước Nga, phái Mensevich",
        "Uỷ ban Sô viết hoá ra là một kế hoãn binh quyền lợi nghiêng ngả.",
    ],
)
def test_names_and_good_vietnamese_are_left_alone(text):
    assert proposed(text, "vi") == []


def test_a_misread_nepali_word_and_digit_are_pointed_at():
    text = "सन् १९०५ को १ जनवरीमा उन्मूलनको लगि वाटैमा अडिए"

    assert proposed(text, "ne") == [
        ("ne-digit", "१", None),
        ("ne-word", "लगि", "लागि"),
        ("ne-word", "वाटैमा", "बाटैमा"),
    ]


@pytest.mark.parametrize(
    ("word", "after"),
    [("पाण्चमा", None), ("राश्ट्रिय", "राष्ट्रिय"), ("घण्टाकौ", "घण्टाको"), ("णेपाल", "नेपाल")],
)
def test_letters_that_do_not_stand_together_are_pointed_at(word, after):
    text = f"सन् १९०५ को {word} आन्दोलन भयो"

    assert proposed(text, "ne", "ne-letters") == [("ne-letters", word, after)]


def test_a_word_that_the_text_has_oftener_with_another_sign_is_pointed_at():
    text = "पृथ्वीनारायण आए। पृथ्वीनारायणले भने। पृथ्वनारायणको कुरा भयो।"

    assert proposed(text, "ne", "ne-once") == [("ne-once", "पृथ्वनारायणको", "पृथ्वीनारायणको")]


@pytest.mark.parametrize(
    "word", ["दक्षिणी", "रोक्न", "गर्नू", "षड्यन्त्र", "पुण्य", "रुग्ण", "पश्चिम", "वाङ्मय", "पञ्च"]
)
def test_good_nepali_is_left_alone(word):
    assert proposed(f"सन् १९०५ को {word} आन्दोलन भयो", "ne", "ne-") == []


def test_a_spelling_of_hindi_has_its_nepali_one_proposed():
    assert proposed("सन् १९०५ को दिसम्बरमा आन्दोलन भयो", "ne") == [
        ("ne-spelling", "दिसम्बरमा", "डिसेम्बरमा")
    ]


DICTIONARIES = {
    "vi": stems("5\nnhững người\nthợ\ncó/ab\nquyền\ntrên\nđó\nmột nhà hóa học\ncủa\n"),
    "ne": stems("4\nसम्राट\nअसफल\nचाहनु\nपहाडी\n"),
}


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Những người thợ trễn đó có quyễn", "vi", [("trễn", "trên"), ("quyễn", "quyền")]),
        ("Một nhà hoá học của những người thợ", "vi", []),
        ("यो कुरा अशफल भयो र पहाडि थियो", "ne", [("अशफल", "असफल"), ("पहाडि", "पहाडी")]),
        ("यो कुरा चाहन्थे र चाहेको थियो", "ne", []),
        ("यो अशफल थियो र त्यो अशफल थियो", "ne", []),
    ],
)
def test_a_dictionary_of_the_project_knows_more_words(text, lang, found):
    made = proposals({"01.md": (text, lang)}, DICTIONARIES)["01.md"]

    assert [(one.proposal.before, one.proposal.after) for one in made] == found


def test_a_name_in_two_spellings_is_one_name_across_chapters():
    one = ("Riêng Léniue trốn sang Phần Lan.", "vi")
    two = ("Khi đó Lénine đã về, và Lénine đi.", "vi")

    found = proposals({"01.md": one, "02.md": two})

    (proposal,) = (placed.proposal for placed in found["01.md"])
    assert (proposal.before, proposal.after, found["02.md"]) == ("Léniue", "Lénine", ())


def test_a_paragraph_told_twice_is_a_remark_with_the_words_that_differ():
    told = "او در سال نخست به شهر بازگشت و با یاران خود کار بزرگی را آغاز کرد که سال‌ها دوام یافت."
    again = told.replace("شهر", "روستا")

    found = proposals({"01.md": (told, "fa"), "02.md": (again, "fa")})

    (remark,) = (one.proposal for one in found["02.md"] if one.proposal.rule == "repeat")
    assert remark.after is None
    assert "told already in 01.md, line 1" in remark.reason
    assert "[-شهر-] {+روستا+}" in remark.reason


def test_the_marks_of_two_paragraphs_do_not_make_them_alike():
    entry = '[حزب]{.index entry="حزب سوسیال‌دموکرات کارگری روسیه!شرایط عضویت در حزب"}'
    one = (f"کنگره در تابستان آن سال در شهر بروکسل گشایش یافت و {entry} را برپا کرد.", "fa")
    two = (f"چه کسی را می‌توان عضو {entry} دانست و چه کسی بیرون از آن می‌ماند؟", "fa")

    assert proposals({"01.md": one, "02.md": two})["02.md"] == ()


def test_the_words_of_another_language_are_not_proposed_for():
    text = "او در کتاب «Từ năm 1905, một Qnòc hội và lởp người» نوشت که میرود"

    assert [words[1] for words in proposed(text, "fa", "half")] == ["میرود"]
    assert [words[1] for words in proposed(text, "fa", "digits")] == []


# --- The real documents ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def found():
    """The proposals for the three documents, with their texts."""
    texts = {}
    for number, lang in (("000", "vi"), ("001", "ne"), ("002", "fa")):
        cleaned = clean(source(number).read_text("utf-8"))
        assert cleaned.lang == lang
        texts[lang] = (divided(cleaned.text, marked=False).text, lang)
    return texts, proposals(texts)


@needs_sources
def test_the_persian_document_has_its_quotes_and_repeats_proposed(found):
    persian = [one.proposal for one in found[1]["fa"]]
    quotes = [one for one in persian if one.rule.startswith("quote") and one.before == "«"]
    pairs = [one.reason for one in persian if one.rule == "repeat"]

    assert [one.after for one in quotes] == ["»", "»"]
    assert len(pairs) == 6


@needs_sources
@needs_gold
def test_the_vietnamese_document_has_its_errors_pointed_at(found):
    text = found[0]["vi"][0]
    gold = json.loads((SHARED / "gold" / "ocr_vi_000_half.json").read_text("utf-8"))
    flags = [one.proposal for one in found[1]["vi"]]
    words = [error for error in gold if error["cls"].startswith(("ocr", "name", "watermark"))]
    hit = []
    for error in words:
        at = text.index(error["context"].lstrip("@")) + error["context"].find(error["bad"])
        near = range(at - 1, at + len(error["bad"]) + 1)
        hit += [error["bad"] for flag in flags if flag.start in near or flag.end in near][:1]
    good = {error["bad"] for error in words}

    assert len(hit) >= 0.9 * len(words), sorted(good - set(hit))
    assert len(flags) <= 20 + 4 + 0.012 * len(text.split())
    assert [one.before for one in flags if one.rule == "stray-note"] == [" 3"]
