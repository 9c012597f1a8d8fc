"""Lost half-spaces: which are found, with what tier, and how often rightly."""

import time
from collections import Counter

import pytest

from benchmarks.gold import named, sentences, visible
from rectoverso.assembling.persian import restored
from rectoverso.assembling.persian_spaces import joined
from rectoverso.assembling.persian_words import HALF_SPACE, persian_words
from tests.assembling.sources import SHARED, needs_gold, needs_sources, source


def proposed(text, find=restored):
    """What is proposed for a text, with a bar for the half-space, and its tier."""
    found = find(text, ()) if find is restored else find(text)
    return [f"{one.after.replace(HALF_SPACE, '|')} {one.tier}" for one in found]


@pytest.mark.parametrize(
    ("word", "after"),
    [
        ("روزنامهنگار", "روزنامه|نگار A"),
        ("میکند", "می|کند A"),
        ("نمیخواهند", "نمی|خواهند A"),
        ("برنمیتافت", "برنمی|تافت A"),
        ("میبیندش", "می|بیندش A"),
        ("بحثهای", "بحث|های B"),
        ("ایستگاههای", "ایستگاه|های B"),
        ("خانوادههایشان", "خانواده|هایشان B"),
        ("روشنفکرانهاش", "روشنفکرانه|اش A"),
        ("تعیینکنندهای", "تعیین|کننده|ای B"),
        ("سرمایهداری", "سرمایه|داری B"),
        ("بهخاطر", "به|خاطر B"),
        ("شدهاست", "شده|است B"),
        ("مهمترین", "مهم|ترین B"),
        ("عبداللهبنزبیر", "عبدالله|بن|زبیر C"),
        ("سریعتر", "سریع|تر B"),
        ("مسلسلچیها", "مسلسلچی|ها B"),
        ("بیرحمیهایم", "بیرحمی|هایم B"),
        ("بازفرستادهاند", "بازفرستاده|اند B"),
        ("دهدقیقهای", "ده|دقیقه|ای B"),
        ("شریفینسب", "شریفی|نسب C"),
        ("فلکالافلاک", "فلک|الافلاک C"),
        ("نمودهاست", "نموده|است B"),
    ],
)
def test_a_lost_half_space_is_proposed(word, after):
    assert proposed(word) == [after]


@pytest.mark.parametrize(
    "word",
    [
        "میدان",
        "میلیون",
        "تنها",
        "بیمارستان",
        "کشورهای",
        "بهتر",
        "آنها",
        "همچنین",
        "می\u200cرود",
        "نام",
        "کلانتری",
        "بزرگتر",
        "همچین",
        "چنگالقرمز",
        "بیانجامد",
        "پسْکُف",
        "درکتابهای",
    ],
)
def test_a_word_that_is_right_is_left_alone(word):
    assert proposed(word) == []


def test_a_plural_and_an_article_are_told_by_what_follows():
    assert proposed("نامهای نوشت که") == ["نامه|ای C"]
    assert proposed("سالهای گذشته") == ["سال|های C"]


def test_a_plural_and_an_article_are_told_by_the_nouns_of_the_document():
    assert proposed("بسته بسته بسته بسته؛ بستهای جدید") == ["بسته|ای C"]
    assert proposed("بستهای جدید") == ["بست|های C"]


def test_a_word_of_the_document_takes_its_plural():
    assert proposed("تروتسکیست آمد و تروتسکیستها رفتند") == ["تروتسکیست|ها B"]


def test_a_word_that_can_only_be_two_of_which_one_is_used_here():
    assert proposed("مرگ آمد و سایهٔ مرگآسای او ماند") == ["مرگ|آسای C"]
    assert proposed("سایهٔ مرگآسای او ماند") == []


def test_marks_stay_where_they_are():
    assert proposed("سُویِتها") == ["سُویِت|ها B"]


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("می کنند", "می|کنند A"),
        ("نمی تواند", "نمی|تواند A"),
        ("ارتش های", "ارتش|های A"),
        ("سفید ها", "سفیدها A"),
        ("تازه ای", "تازه|ای B"),
        ("بزرگ ترین", "بزرگ|ترین A"),
        ("تحسین کننده", "تحسین|کننده B"),
    ],
)
def test_a_space_for_a_half_space_is_proposed(words, after):
    assert proposed(words, joined) == [after]


def test_a_house_that_joins_a_word_has_it_joined():
    assert proposed("آنها رفتند و آن ها آمدند", joined) == ["آنها A"]
    assert proposed("آن ها آمدند", joined) == ["آن|ها A"]


@pytest.mark.parametrize("words", ["به نام", "خم شده بود", "قادر به کار", "این گونه", "و ها، ها"])
def test_two_words_stay_two(words):
    assert proposed(words, joined) == []


def test_the_word_list_is_there_at_once():
    persian_words.cache_clear()
    begun = time.process_time()

    words = persian_words()

    assert time.process_time() - begun < 1.0  # 0.12 s on a quiet machine; this one may be busy
    assert len(words.stems) > 99_000


@needs_sources
@needs_gold
def test_the_half_spaces_that_the_gold_data_names_are_proposed():
    errors = SHARED / "gold" / "errors_fa_002_half.json"

    assert [line.split(":")[0] for line in named(source("002"), errors)] == ["proposed"] * 3


# --- Measured -------------------------------------------------------------------------------


def gold():
    """Sentences: their corpus, without half-spaces, and as they are."""
    for corpus, _, right in sentences(SHARED / "gold" / "zwnj_dev.tsv"):
        yield corpus, right.replace(HALF_SPACE, ""), right


def compared(corpus):
    """How many half-spaces a corpus has, and for each tier how many are found, and rightly."""
    text, offset, wanted = [], 0, set()
    for name, stripped, whole in gold():
        if name == corpus:
            wanted |= {offset + place for place in visible(whole)}
            text.append(stripped)
            offset += len(stripped) + 1
    found, right = Counter(), Counter()
    for one in restored("\n".join(text), ()):
        found[one.tier] += len(one.places)
        right[one.tier] += len(wanted & set(one.places))
    return len(wanted), found, right


# In the second corpus the same plural is joined in one sentence and parted in the next: a third of
# what it counts against us are forms that it has in both spellings.
@needs_gold
@pytest.mark.parametrize(("corpus", "precise"), [("perdt", 0.985), ("seraji", 0.91)])
def test_glued_words_are_restored_as_well_as_we_say(corpus, precise):
    wanted, found, right = compared(corpus)

    assert right.total() / found.total() >= precise
    assert right.total() / wanted >= 0.91
    assert right["A"] / found["A"] >= 0.99


@needs_gold
def test_spaces_for_half_spaces_are_found_as_well_as_we_say():
    right = found = all_ = 0
    for _, _, whole in gold():
        wanted = {at for at, sign in enumerate(whole) if sign == HALF_SPACE}
        places = {one.places[0] for one in joined(whole.replace(HALF_SPACE, " "))}
        right, found, all_ = right + len(wanted & places), found + len(places), all_ + len(wanted)

    assert right / found >= 0.99
    assert right / all_ >= 0.75


@needs_sources
def test_the_persian_document_gets_its_half_spaces():
    text = source("002").read_text("utf-8").translate(str.maketrans("يك", "یک"))
    after = {one.before: one.after.replace(HALF_SPACE, "|") for one in restored(text, ())}

    for before, right in {
        "صنعتیسازی": "صنعتی|سازی",
        "اشتراکیسازی": "اشتراکی|سازی",
        "استعمارگرانهشان": "استعمارگرانه|شان",
        "مسالمتآمیز": "مسالمت|آمیز",
        "عقبافتادهاست": "عقب|افتاده|است",
        "میخواسته": "می|خواسته",
        "نخستینباری": "نخستین|باری",
        "طاقتفرسایی": "طاقت|فرسایی",
        "بیوفایی": "بی|وفایی",
        "بهسر": "به|سر",
        "مضایقهنکردن": "مضایقه|نکردن",
        "اقتصادیای": "اقتصادی|ای",
        "میانهروانهاش": "میانه|روانه|اش",
        "جمعباورانه": "جمع|باورانه",
        "نمودهاست": "نموده|است",
    }.items():
        assert after[before] == right
    assert len(list(restored(text, ()))) > 430
