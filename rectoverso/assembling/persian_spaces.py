"""Find the spaces of a Persian text that should be half-spaces: می کنند, ارتش های."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from rectoverso.assembling.persian import HalfSpace, bare, words_of
from rectoverso.assembling.persian_affixes import HOUSE, PERSONS, VERBAL
from rectoverso.assembling.persian_words import HALF_SPACE, UNJOINED, Words, persian_words, seen

PLURALS = frozenset(
    """
    ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هایند
    """.split()
)
DEGREES = frozenset("تر ترین تری ترها ترهای ترین‌ها ترینها".split())
AFTER_HE = frozenset("ای ام ات اش اند ایم اید".split())
AFTER_YE = frozenset("ام ات اش".split())
# Second halves that make a compound of almost any word before them.
SECONDS = frozenset(
    """
    کننده دهنده شونده کنندگان دهندگان پذیر ناپذیر پذیری ناپذیری آمیز انگیز گذاری گذاران گرا گرایی
    گرایانه گرایان سازی سازان بندی نشین نشینی نشینان پرداز پردازی پردازان نویس نویسی نویسان نگار
    نگاری نگاران شناس شناسی شناسان شناسانه شناختی خواهانه طلب طلبی طلبان طلبانه پرست پرستی پرستان
    محور محوری یافتگی گیری گذار وار فروشی سالاری سنجی اندیشی مند گزاری گزاران گزار رسانی ریزی
    برداری برداران بینی آوری آوران المللی کاری کاران درمانی آفرینی زدایی
    زاده انگاری اعتنایی خوانی جویی یابی پروری سواری داری
    """.split()
)


def joined(text: str) -> Iterator[HalfSpace]:
    """The spaces between two words that should be half-spaces, in order.

    `before` is both words with the space; `places` holds the offset of the space.
    """
    words = persian_words()
    matches = words_of(text)
    often = Counter(bare(match[0]) for match in matches)
    for first, second in pairwise(matches):
        if text[first.end() : second.start()] != " ":
            continue
        one, two = bare(first[0]), bare(second[0])
        for rule in RULES:
            if found := rule(words, one, two):
                name, tier, reason = found
                glued = often[one + two] > often[f"{one}{HALF_SPACE}{two}"]
                joint = "" if _unseen(one, name) or (one + two in HOUSE and glued) else HALF_SPACE
                yield HalfSpace(
                    first.start(),
                    f"{first[0]} {second[0]}",
                    f"{first[0]}{joint}{second[0]}",
                    name,
                    tier,
                    reason,
                    (first.end(),),
                )
                break


def _unseen(one: str, rule: str) -> bool:
    """Whether a half-space would not be seen, and nobody writes it: سفیدها."""
    return one[-1] in UNJOINED and rule in ("space-plural", "space-degree")


def _verb(words: Words, one: str, two: str) -> tuple[str, str, str] | None:
    prefix, verb = one[-3:] if one.endswith("نمی") else one[-2:], two.replace(HALF_SPACE, "")
    if one not in ("می", "نمی", "برمی", "درمی", "بازمی", "فرومی", "برنمی", "درنمی"):
        return None
    listed = any(reading.form.startswith(VERBAL) for reading in words.readings(prefix + verb))
    if listed or (verb.endswith(PERSONS) and words.knows("ب" + verb)):
        return "space-verb", "A", f"{one} before a verb"
    return ("space-verb", "B", f"{one} before a verb form") if verb.endswith(PERSONS) else None


def _plural(_: Words, one: str, two: str) -> tuple[str, str, str] | None:
    if two in PLURALS and len(one) > 1:
        return "space-plural", "A", f"the plural ending “{two}” is no word"
    return None


def _degree(words: Words, one: str, two: str) -> tuple[str, str, str] | None:
    if two in DEGREES and len(one) > 2 and words.knows(one.replace(HALF_SPACE, "")):
        return "space-degree", "A" if two != "تر" else "B", f"the ending “{two}”"
    return None


def _he(words: Words, one: str, two: str) -> tuple[str, str, str] | None:
    known = words.knows(one.replace(HALF_SPACE, ""))
    if two in AFTER_HE and one.endswith("ه") and len(one) > 3 and known:
        return "space-he", "B", f"“{two}” after a silent ه"
    if two in AFTER_YE and one.endswith("ی") and len(one) > 3 and known:
        return "space-he", "B", f"“{two}” after ی"
    return None


def _compound(words: Words, one: str, two: str) -> tuple[str, str, str] | None:
    if two not in SECONDS or len(one) < 3:
        return None
    whole = one.replace(HALF_SPACE, "") + two
    if any(len(one.replace(HALF_SPACE, "")) in seen(r.form) for r in words.readings(whole)):
        return "space-compound", "B", "the word list has the two as one"
    return None


RULES: tuple[Callable[[Words, str, str], tuple[str, str, str] | None], ...] = (
    _verb,
    _plural,
    _degree,
    _he,
    _compound,
)
