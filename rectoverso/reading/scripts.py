"""Find text that is not in the letters or the digits of the language it is declared to be in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import icu

from rectoverso.model.locale import Locale
from rectoverso.model.rules import directions as unseen
from rectoverso.model.rules import sides as rules
from rectoverso.model.source import Finding, shortened
from rectoverso.reading.directions import in_digits, zero
from rectoverso.reading.paragraphs import Owner, Paragraph, kinds
from rectoverso.reading.quoting import named
from rectoverso.reading.tongues import script_of

# Letters that are taken for each other: of one script, on keyboards of different languages.
_TWINS = dict(zip("يىكہھەیکه", "ییکهههيكہ", strict=True))
_NUMBER = re.compile(r"\d(?<![^\W\d_]\d)\d*(?![^\W\d_])")
# What is quoted is as it was.
# A telephone number or an ISBN is one name; that it runs the wrong way is said elsewhere (B117).
_NAMES = re.compile(r"“[^“”]*”|«[^«»]*»|\d+(?:[-‐‑‒–—−]\d+){2,}")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d])*")
# ISO 15924 codes that stand for several scripts.
_SEVERAL = {
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hans": {"Hani"},
    "Hant": {"Hani"},
}
_FITTING = 0.1  # so much of a text must be in its language's letters


def _script_name(code: str) -> str:
    """A script's name as Unicode has it: Latin, Devanagari."""
    return str(icu.Script(icu.Script.getCode(code)[0]).getName()).replace("_", " ")


def attributes(used: Iterable[str], locales: Mapping[str, Locale]) -> Callable[[str], str]:
    """For a text, the attribute that would say which way it runs: its language, or `dir=rtl`.

    The language is one of those that the book uses; the first that has all letters of the text.
    """
    known = tuple(tag for tag in dict.fromkeys(used) if tag in locales)

    def attribute(text: str) -> str:
        if tag := language_of(text, known, locales):
            return f"lang={tag}"
        return "dir=rtl" if re.sub("[^LR]", "", kinds(text))[:1] == "R" else "dir=ltr"

    return attribute


def language_of(text: str, known: Sequence[str], locales: Mapping[str, Locale]) -> str:
    """The first language in whose letters a text is written; empty if no one's script fits."""
    letters = {letter for letter in text.casefold() if letter.isalpha()}
    scripts = {script_of(letter) for letter in letters} - {""}
    fitting = [tag for tag in known if scripts and scripts <= _scripts(locales[tag])]
    exact = (tag for tag in fitting if letters <= set("".join(locales[tag].alphabet).casefold()))
    return next(exact, fitting[0] if fitting else "")


def _scripts(locale: Locale) -> set[str]:
    return _SEVERAL.get(locale.script, {locale.script})


# --- Scripts -------------------------------------------------------------------------------


def unfit(
    paragraphs: Iterable[Paragraph], locales: Mapping[str, Locale], used: Sequence[str]
) -> Mapping[Owner, Finding]:
    """What declares a text to be in a language that is not written in its letters."""
    declared: dict[Owner, list[str]] = {}
    for paragraph in paragraphs:
        declared.setdefault(paragraph.owner, []).append(paragraph.quotable)
    return {
        owner: finding
        for owner, texts in declared.items()
        for finding in _unfit(" ".join(texts), owner, locales, used)
    }


def _unfit(
    text: str, owner: Owner, locales: Mapping[str, Locale], used: Sequence[str]
) -> Iterator[Finding]:
    """A finding, if next to none of the letters of a text are those of this language."""
    own = _scripts(locales[owner.lang])
    # Of most texts the beginning has enough of them for the whole.
    begins = Counter(text[: len(text) // 5])
    if (
        sum(n for a, n in begins.items() if a.isalpha() and script_of(a) in own)
        > len(text) * _FITTING
    ):
        return
    letters = {letter: text.count(letter) for letter in set(text) if letter.isalpha()}
    scripts: Counter[str] = Counter()
    for letter, often in letters.items():
        scripts[script_of(letter)] += often
    del scripts[""]
    fitting = sum(scripts[script] for script in own)
    if scripts.total() < 2 or fitting > scripts.total() * _FITTING:
        return
    said = named(" ".join(text.split()))
    script = scripts.most_common(1)[0][0]
    yield rules.script_does_not_fit(
        owner.span,
        owner.lang,
        shortened(said),
        _script_name(script),
        _script_name(locales[owner.lang].script),
        language_of("".join(a for a in letters if script_of(a) == script), used, locales),
    )


# --- Letters and digits --------------------------------------------------------------------


def foreign_letters(paragraph: Paragraph) -> Iterator[Finding]:
    """Words with letters of another language that look like letters of this one."""
    strange = _strange_to(paragraph.locale.alphabet)
    if not any(letter in paragraph.text for letter in strange):
        return
    words = [word for word in _WORD.finditer(paragraph.text) if any(a in strange for a in word[0])]
    if not words:
        return
    word = words[0]
    meant = word[0].translate({ord(letter): twin for letter, twin in strange.items()})
    found = [letter for letter in dict.fromkeys(word[0]) if letter in strange]
    yield unseen.letter_of_another_language(
        paragraph.place(word.start()),
        named(word[0]),
        ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in found),
        named(meant),
        len(words) - 1,
    )


@lru_cache(maxsize=100)
def _strange_to(alphabet: tuple[str, ...]) -> Mapping[str, str]:
    """The letters that are taken for others of an alphabet, and are none of its own."""
    own = set("".join(alphabet))
    return {a: twin for a, twin in _TWINS.items() if a not in own and twin in own}


def foreign_digits(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Numbers in digits of another language, where a text has its own as well.

    Numbers beside words in letters of another script belong to these; what somebody gave a
    direction of its own is meant as it is.
    """
    by_language: dict[str, list[tuple[Paragraph, list[re.Match[str]]]]] = {}
    for paragraph in paragraphs:
        if paragraph.setting.direction != paragraph.locale.direction:
            continue
        numbers = list(_NUMBER.finditer(_NAMES.sub(_blank, paragraph.text)))
        by_language.setdefault(paragraph.owner.lang, []).append((paragraph, numbers))
    for found in by_language.values():
        locale = found[0][0].locale
        own = any(number[0][0] in locale.digits for _, numbers in found for number in numbers)
        for paragraph, numbers in found:
            strange = [number for number in numbers if _strange(number, locale, own)]
            if strange:
                yield unseen.digits_of_another_language(
                    paragraph.place(strange[0].start()),
                    strange[0][0],
                    in_digits(strange[0][0], locale.digits[0]),
                    len(strange) - 1,
                )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _strange(number: re.Match[str], locale: Locale, own: bool) -> bool:
    noughts = {zero(digit) for digit in number[0]}
    if len(noughts) > 1 or locale.digits[0] in noughts or (number[0].isascii() and not own):
        return False
    near = number.string[max(number.start() - 12, 0) : number.end() + 12]
    return {script_of(letter) for letter in near if letter.isalpha()} <= _scripts(locale)
