"""What holds for every text: nothing is lost, nothing is taken from another language."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rectoverso.assembling.chapters import assembled
from rectoverso.assembling.decode import UndecodableError, decoded
from rectoverso.assembling.proposing import proposals

ZWNJ, ZWJ, FSI, PDI, RLM = "\u200c", "\u200d", "\u2068", "\u2069", "\u200f"
LANGUAGES = ("ar", "en", "fa", "fr", "ne", "vi")
# Words that rules look at, in four languages, with marks between and in them.
WORDS = (
    f"كتاب می{ZWNJ}رود میکند کتابهای نامهای می کنند ها « » «گفت. ( ) ، . 1918 ١٩ درجهان سوسالیسم "
    f"{FSI}Leon{PDI} ه{ZWJ} {RLM} आन्दोलनको लगि १ जनवरी वाटैमा । Qnòc đảm biểu tình Léniue Lénine "
    "# * _a_ [x](y) ::: --- @by 12 \\ | <b> `c` &amp; trang 7"
).split(" ")
TEXTS = st.lists(
    st.sampled_from([*WORDS, "\n", "\n\n", "\r\n", "  ", "\ufeff", "\u202b"]) | st.text(max_size=4),
    max_size=50,
).map(" ".join)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16"]), st.booleans())
@example("---\ntitle: x\n---\n\n# ي\n", "utf-8", True)
@settings(max_examples=150, deadline=None)
def test_the_bytes_of_every_source_can_be_had_back(text, codec, marked):
    data = text.encode(codec, "surrogatepass")
    try:
        read = decoded(data)
    except UndecodableError:
        return

    made = assembled("a.txt", "", read, "", LANGUAGES, marked=marked)

    assert made.original == data


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_no_proposal_takes_a_joiner_or_an_isolate_away(text, lang):
    for placed in proposals({"01.md": (text, lang)})["01.md"]:
        one = placed.proposal
        assert text[one.start : one.end] == one.before
        for after in (one.after, *one.others):
            # A whole line goes with what is in it: it is not of the book.
            if after:
                for sign in (ZWNJ, ZWJ, FSI, PDI, RLM):
                    assert after.count(sign) >= one.before.count(sign)


FOREIGN = {
    "vi": "Nga hoàng đã chịu cho triệu tập một Quốc hội lập hiến và những người thợ đi biểu tình",
    "ne": "सन् १९०५ को क्रान्ति पहिलो पटक सुरु भयो र यसको कारण किसानहरूको आन्दोलन थियो",
    "ar": "إن هذا الرجل قد كان في البيت على الأرض مع كل الناس الذين كانوا هناك في ذلك اليوم",
    "en": "The children of the house were at home in that year and had no work to do with it",
}
OF = {"fa": ("half-", "space-", "fa-", "lost-", "glued"), "vi": ("vi-",), "ne": ("ne-",)}


@given(TEXTS, st.sampled_from(sorted(FOREIGN)), TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_rules_of_a_language_propose_nothing_for_another(before, lang, after):
    foreign = FOREIGN[lang]
    text = f"{before}\n\n{foreign}\n\n{after}"
    start = len(before) + 2

    for placed in proposals({"01.md": (text, "fa")})["01.md"]:
        one = placed.proposal
        if one.start < start + len(foreign) and start < one.end and one.rule != "repeat":
            own = OF.get(lang, ())
            others = tuple(rule for of in OF.values() if of != own for rule in of)
            assert not one.rule.startswith(others), (one.rule, one.before)
