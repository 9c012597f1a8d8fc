"""Name the languages of texts that no author has marked: words and lines of lists of works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import icu

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import (
    Block,
    Division,
    Inline,
    Node,
    Passage,
    Text,
    rewrite,
    rewrite_within,
    walk,
)

# ISO 15924 codes of what belongs to every script.
_ANY = ("Zyyy", "Zinh", "Zzzz")
# The year of a work belongs to the name before it: Trotsky 1930. So do its pages: pp. 47–56.
_NUMBERS = re.compile("\\.?[ \N{NO-BREAK SPACE}][0-9]+(?:[-–][0-9]+)?")
# What is looked up on a net keeps its signs.
_ADDRESS = re.compile(r"://|\b10\.[0-9]{4,}/")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The ISO 15924 code of the script a letter belongs to; "" for signs, digits and marks."""
    code = str(icu.Script.getScript(letter).getShortName())
    return "" if code in _ANY else code


def likeliest_language(text: str, used: Sequence[str], locales: Mapping[str, Locale]) -> str:
    """The likeliest language of a text, by the script of its first letter; "" for none.

    That is the first of those used in the book, else the one with most of the text's letters in
    its alphabet.
    """
    script = next(filter(None, map(script_of, text)), "")
    kin = [tag for tag, locale in locales.items() if script and locale.script == script]
    own = [tag for tag in used if tag in kin]
    return max(own[:1] or kin, key=lambda tag: _at_home(text, locales[tag]), default="")


def _at_home(text: str, locale: Locale) -> int:
    """How many letters of a text stand in the alphabet of a language."""
    alphabet = {letter for entry in locale.alphabet for letter in entry.casefold()}
    return sum(letter in alphabet for letter in text.casefold())


def with_tongues(
    tree: tuple[Inline, ...], lang: str, used: Sequence[str], locales: Mapping[str, Locale]
) -> tuple[Inline, ...]:
    """A text with the words in other scripts than its language's named as of one that has them.

    Commas and digits become those of the language: citeproc writes the same ones in all.
    """

    def change(node: Node, lang: str) -> object:
        if not isinstance(node, Text) or lang not in locales or _ADDRESS.search(node.text):
            return node
        return tuple(_parted(node, lang, used, locales))

    def enter(node: Node, lang: str) -> str:
        return node.lang or lang if isinstance(node, Passage) else lang

    return rewrite_within(tree, lang, enter, change)


def in_their_own(
    works: tuple[Block, ...], listed: Callable[[str], tuple[Block, ...]]
) -> tuple[Block, ...]:
    """A list of works, each line in the words of the language its work is in.

    `listed` gives the same list in another language: “trans. by” is said as who reads English
    expects it, though the book is Persian. The order stays.
    """
    lines: dict[str, dict[str, Division]] = {}

    def change(node: Node) -> object:
        match node:
            case Division(id=label, lang=lang) if label and lang:
                if lang not in lines:
                    others = walk(listed(lang))
                    lines[lang] = {one.id: one for one in others if isinstance(one, Division)}
                return replace(lines[lang].get(label, node), lang=lang)
            case _:
                return node

    return rewrite(works, change)


def _parted(
    node: Text, lang: str, used: Sequence[str], locales: Mapping[str, Locale]
) -> Iterator[Inline]:
    own = locales[lang].script
    start, script, last = 0, own, 0
    text = node.text
    for place, letter in enumerate(text):
        other = script_of(letter)
        if other and other != script:
            # What stands between two scripts (spaces, commas, brackets) is the text's own.
            cut = place if script == own else last
            yield from _piece(text[start:cut], script, lang, used, locales, node)
            if script != own and other != own and cut < place:
                yield Text(text[cut:place], node.span)
                cut = place
            start, script = cut, other
        if other:
            last = place + 1
            if script != own and (numbers := _NUMBERS.match(text, last)):
                last = numbers.end()
    if script == own:
        yield from _piece(text[start:], script, lang, used, locales, node)
    else:
        yield from _piece(text[start:last], script, lang, used, locales, node)
        yield from _piece(text[last:], own, lang, used, locales, node)


def _piece(
    text: str,
    script: str,
    lang: str,
    used: Sequence[str],
    locales: Mapping[str, Locale],
    node: Text,
) -> Iterator[Inline]:
    if not text:
        return
    tag = "" if script == locales[lang].script else likeliest_language(text, used, locales)
    if tag:
        yield Passage((_punctuated(text, locales[tag], node),), lang=tag, span=node.span)
    else:
        yield _punctuated(text, locales[lang], node)


def _punctuated(text: str, locale: Locale, node: Text) -> Text:
    digits = dict(zip(range(48, 58), locale.digits_of("references"), strict=True))
    said = text.replace(", ", locale.label("locator-separator")).translate(digits)
    return Text(said, node.span)
