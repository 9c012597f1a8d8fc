"""The rules by which a Persian word is taken apart, from the surest to the boldest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED, Reading, Words, seen

# Plural endings, longest first; what may be joined to a stem by a half-space only.
PLURALS = tuple(
    sorted(
        "ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هام".split(), key=len, reverse=True
    )
)
DEGREES = ("ترینهای", "ترینها", "ترهای", "ترها", "ترین", "تری", "تر")
# After a silent ه: the article, the copula, the possessives.
AFTER_HE = ("ای", "ام", "ات", "اش", "ایم", "اید", "اند", "است", "مان", "تان", "شان", "ایست")
AFTER_YE = ("ام", "ات", "اش", "اند", "ای", "ایم")
CLITICS = ("مان", "تان", "شان", "م", "ت", "ش")
# Second halves of compounds that are written with a half-space, whatever the first half.
SECONDS = tuple(
    sorted(
        """
        کننده دهنده شونده سازنده پذیر ناپذیر پذیری ناپذیری آمیز انگیز گذار گذاری گذاران گرا گرایی
        گرایانه گرایان سازی ساز سازان دار داری داران بندی بند نشین نشینی نشینان پرداز پردازی پردازان
        نویس نویسی نویسان نگار نگاری نگاران شناس شناسی شناسان شناسانه شناختی خواه خواهی خواهان
        خواهانه طلب طلبی طلبان طلبانه پرست پرستی پرستان پرستانه محور محوری مدار مداری مداران
        یافته یافتگی شده نشده کرده داده گرفته گرفتگی مانده ماندگی دیده دیدگان زده زدگی زدگان خورده
        باخته ساخته گفته رفته آمده افتاده بخش بخشی آور آوری آوران گیر گیری گیرنده یابی یاب
        رسانی رسان رسانه بازی ریزی ریز گویی گو گونه وار نامه نامه‌ای خانه فروش فروشی فروشان
        کنندگان دهندگان شوندگان کنندگی دهندگی گشته یافتنی کردن شدن دادن گرفتن ناشدنی نشدنی شدنی
        سالاری سالار سنجی سنج شکن شکنی کش کشی دوست دوستی دوستان دوستانه اندیش اندیشی اندیشان
        فرسا فرسایی گستر گستری آموز آموزی آموزان جو جویی جویان جویانه ورزی ورزان پوش پوشی
        گردی گرد گردان گردانی سوزی سوز بردار برداری برداران پرور پروری پروران کار کاری
        باوری باور باورانه مند منش منشی  خوانی خوان نما نمایی نمای آفرین آفرینی افزار
        چین چینی شماری شمار کوبی کوب یار یاری بین بینی بینانه زن زنی زنان پز پزی تراش تراشی
        فرمایی فرما نشانده نشاندگی سرایی تبار زاده زدا زدایی پیشه جمعی گزینی گزین آزاری آزار
        """.split(),
        key=len,
        reverse=True,
    )
)
FIRSTS = tuple(
    """
    نیمه پیش پس بی هم میان نا فرا غیر کم پر تک چند دو سه خوش بد نیم به شبه ابر زیر بین فوق ضد خود
    هیچ همین همان چنان
    """.split()
)
PREVERBS = ("فرو", "فرا", "باز", "بر", "در", "وا", "ور", "پیش", "پس")
PERSONS = ("م", "ی", "د", "یم", "ید", "ند")
TAILS = frozenset("ی ها های هایی هایش ان م ش ای تر ترین".split()) | {""}
VARYING = frozenset("پیش پس هم نیم پر کم خوش هوش تک چند".split())
VERBAL = (f"می{HALF_SPACE}", f"نمی{HALF_SPACE}")
# Both spellings are right; which one a book uses is a choice of its house.
HOUSE = frozenset("آنها اینها آنهایی اینهایی آنهاست اینهاست".split())
# Nouns in ه that are far more common than the noun without.
COMMON = frozenset(
    """
    خانه نامه گونه جمله زمینه ضربه جامعه دقیقه گوشه کوچه مصاحبه هدیه مرتبه واقعه بیانیه هاله خزانه
    قلعه هفته اندازه پرونده اداره نقطه مقاله وسیله مسئله مرحله رابطه برنامه مجموعه جلسه روزنامه
    طبقه جاذبه کرده داده پاره موزه
    انگیزه منظره کمینه فیروزه عمده زنده ماده ذره شماره سیاره پدیده
    قطره هزینه نتیجه دوره ویژه تازه منطقه حادثه تکه چهره
    نمونه پروژه چشمه پنجره سرمایه حمله رشته پایه
    """.split()
)
AFTER_PHRASES = frozenset(
    """
    که و را از به در با تا بر برای بود است نیست شد شدند شده کرد کردند کرده داشت دارد دارند نبود
    باشد باشند می نمی هم نیز یا اما ولی چون مانند جز بین میان حرکت خواهد بودند اند
    """.split()
)
ONE = frozenset("یک هیچ هر چنین همان چه".split())
MANY = frozenset("این همه برخی بعضی تمام همین اکثر".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A form with half-spaces for a word without: by which rule, how sure, and why."""

    form: str
    rule: str
    tier: str
    reason: str
    others: tuple[str, ...] = ()


class Finder:
    """Takes words apart by a list and by the other words of the document."""

    def __init__(self, words: Words, document: Counter[str]) -> None:
        self.words = words
        self.document = document

    def find(self, word: str, before: str, following: str) -> Found | None:
        """How a word without half-spaces and marks should be written, if it lost any."""
        if len(word) < 4 or word in HOUSE:
            return None
        readings = self.words.readings(word)
        if verb := next((r for r in readings if r.form.startswith(VERBAL) and not r.ending), None):
            doubt = any(not r.parted and r.ending == "ی" for r in readings)
            return Found(verb.form, "verb", "C" if doubt else "A", "a verb with می or نمی")
        parted = tuple(dict.fromkeys(reading.form for reading in readings if reading.parted))
        whole = [reading for reading in readings if not reading.parted]
        if whole:
            without = next((form for form in parted if form.startswith(f"بی{HALF_SPACE}")), "")
            if without:
                return Found(without, "without", "B", "بی before a listed word")
            return _against_plural(parted, whole)
        if not readings:
            return next((found for rule in RULES if (found := rule(self, word))), None)
        if len({seen(form) for form in parted}) > 1:
            return choose(parted, before, following)
        form, ending = parted[0], readings[0].ending
        if not ending:
            # Of words like پیش‌فرض both spellings are in use.
            tier = "B" if form.partition(HALF_SPACE)[0] in VARYING else "A"
            return Found(form, "listed", tier, "the word list writes it so")
        if ending.startswith(HALF_SPACE + "تر"):
            return Found(form, "degree", "B", "a comparative or superlative")
        return Found(form, "ending", "A", f"a listed word with “{ending[1:]}”")


def _against_plural(parted: tuple[str, ...], whole: list[Reading]) -> Found | None:
    """A word that may be a plural without a visible half-space (ماد + های), but is ماده‌ای."""
    if not all(reading.form.find("ها") > 2 or reading.ending[:2] == "ها" for reading in whole):
        return None
    for form in parted:
        noun, _, ending = form.rpartition(HALF_SPACE)
        if ending in ("ایم", "اید", "اند") and noun.endswith("ه"):
            return Found(form, "participle", "A", "a participle with its copula", (whole[0].form,))
        if noun in COMMON:
            return Found(form, "article", "B", f"“{noun}” with an ending", (whole[0].form,))
    return None


def choose(forms: tuple[str, ...], before: str, following: str) -> Found:
    """Between a plural (نام‌های) and a noun in ه with an ending (نامه‌ای): by what follows.

    An ezafe plural stands before what it belongs to; so before a full stop, a verb or a function
    word it is the other.
    """
    plural = next((form for form in forms if f"{HALF_SPACE}ها" in form), forms[0])
    single = next((form for form in forms if f"ه{HALF_SPACE}ا" in form), forms[0])
    if plural == single:
        return Found(forms[0], "doubt", "C", "there is more than one way to part it", forms[1:])
    noun = single.rpartition(HALF_SPACE)[0]
    ends = not following[:1].isalnum() or following in AFTER_PHRASES
    if single.endswith(("ایم", "اید", "اند")):
        ends = ends and following != "را"
    if noun in COMMON or (ends and before not in MANY) or before in ONE:
        return Found(single, "article", "C", f"“{noun}” with an ending", (plural,))
    return Found(plural, "plural-or-article", "C", "a plural before its noun", (single,))


def _verb(finder: Finder, word: str) -> Found | None:
    """می and نمی before a verb: with an object joined on, after a preverb, or simply unlisted."""
    preverb, prefix, verb = _taken_apart(word)
    if not prefix:
        return None
    start = f"{preverb}{prefix}{HALF_SPACE}"
    for clitic in ("", *CLITICS):
        stem = verb.removesuffix(clitic)
        if (clitic and stem == verb) or len(stem) < 2:
            continue
        for reading in finder.words.readings(prefix + stem):
            if reading.form.startswith(VERBAL) and not reading.ending:
                form = preverb + reading.form + clitic
                return Found(form, "verb-around", "A", "a verb with something joined on")
    known = finder.words.knows("ب" + verb) or finder.words.knows("ن" + verb)
    if len(verb) > 2 and verb.endswith(PERSONS) and known:
        return Found(start + verb, "verb-unlisted", "B", "می or نمی before a verb form")
    return None


def _taken_apart(word: str) -> tuple[str, str, str]:
    for preverb in ("", *PREVERBS):
        if word.startswith(preverb):
            for prefix in ("نمی", "می"):
                if word.startswith(preverb + prefix):
                    return preverb, prefix, word[len(preverb + prefix) :]
    return "", "", ""


def _names(finder: Finder, word: str) -> Found | None:
    """An Arabic name with بن between two names."""
    at = word.find("بن", 2)
    if at < 3 or len(word) - at < 5:
        return None
    first, second = word[:at], word[at + 2 :]
    if finder.words.whole(first) and finder.words.whole(second):
        form = f"{first}{HALF_SPACE}بن{HALF_SPACE}{second}"
        return Found(form, "son-of", "C", "بن between two names")
    return None


def _he(finder: Finder, word: str) -> Found | None:
    """An ending behind a silent ه (عقب‌مانده‌ای), or behind ی (نظامی‌اش)."""
    for ending in AFTER_HE:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        if stem[-1] == "ه" or (stem[-1] == "ی" and ending in AFTER_YE):
            for reading in finder.words.readings(stem):
                form = f"{reading.form}{HALF_SPACE}{ending}"
                return Found(form, "copula", "B", f"“{ending}” behind a listed word")
    return None


def _plural(finder: Finder, word: str) -> Found | None:
    for ending in PLURALS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        for reading in finder.words.readings(stem):
            form = f"{reading.form}{HALF_SPACE}{ending}"
            return Found(form, "plural", "A", f"a listed word with “{ending}”")
        form = f"{stem}{HALF_SPACE}{ending}"
        if finder.document[stem]:
            return Found(form, "plural-here", "A", f"this text has “{stem}” without “{ending}”")
        if len(stem) > 2 and stem[-1] != "ا":
            return Found(form, "plural-unlisted", "C", f"“{ending}” behind an unlisted word")
    return None


def _degree(finder: Finder, word: str) -> Found | None:
    for ending in DEGREES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            for reading in finder.words.readings(stem):
                form = f"{reading.form}{HALF_SPACE}{ending}"
                return Found(form, "degree", "B", "a comparative or superlative")
    return None


def _compound(finder: Finder, word: str) -> Found | None:
    for second in SECONDS:
        at = word.rfind(second)
        first, rest = word[:at], word[at:]
        if at < 3 or rest[len(second) :] not in TAILS:
            continue
        for reading in finder.words.readings(first):
            after = finder.words.readings(rest)
            form = f"{reading.form}{HALF_SPACE}{after[0].form if after else rest}"
            return Found(form, "compound", "B", f"“{second}” makes compounds")
    return None


def _prefix(finder: Finder, word: str) -> Found | None:
    for first in FIRSTS:
        rest = word.removeprefix(first)
        if rest == word or len(rest) < 2 or first[-1] in UNJOINED:
            continue
        if first == "بی" and finder.words.knows("می" + rest):
            continue  # a subjunctive: بیارزد
        for reading in finder.words.readings(rest):
            form = f"{first}{HALF_SPACE}{reading.form}"
            return Found(form, "prefix", "B", f"“{first}” before a listed word")
    return None


RULES: tuple[Callable[[Finder, str], Found | None], ...] = (
    _verb,
    _names,
    _prefix,
    _he,
    _plural,
    _degree,
    _compound,
)
