"""Name the languages of texts that no author has marked: words and lines of lists of works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import icu

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Inline, Node, Passage, Text, rewrite_within

# ISO 15924 codes of what belongs to every script.
_ANY = ("Zyyy", "Zinh", "Zzzz")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The ISO 15924 code of the script a letter belongs to; "" for signs, digits and marks."""
    code = str(icu.Script.getScript(letter).getShortName())
    return "" if code in _ANY else code


def language_of(text: str, langs: Iterable[str], locales: Mapping[str, Locale]) -> str:
    """The first of these languages whose script is that of the first letter; "" for none."""
    script = next(filter(None, map(script_of, text)), "")
    return next((lang for lang in langs if locales[lang].script == script), "") if script else ""


def with_tongues(
    tree: tuple[Inline, ...], lang: str, langs: Sequence[str], locales: Mapping[str, Locale]
) -> tuple[Inline, ...]:
    """A text with the words in other scripts than its language's named as of one that has them."""

    def change(node: Node, lang: str) -> object:
        if not isinstance(node, Text) or lang not in locales:
            return node
        pieces = tuple(_parted(node, lang, langs, locales))
        return node if pieces == (node,) else pieces

    def enter(node: Node, lang: str) -> str:
        return node.lang or lang if isinstance(node, Passage) else lang

    return rewrite_within(tree, lang, enter, change)


def _parted(
    node: Text, lang: str, langs: Sequence[str], locales: Mapping[str, Locale]
) -> Iterator[Inline]:
    own = locales[lang].script
    start, script, last = 0, own, 0
    text = node.text
    for place, letter in enumerate(text):
        other = script_of(letter)
        if other and other != script:
            # What stands between two scripts (spaces, commas, brackets) is the text's own.
            cut = place if script == own else last
            yield from _piece(text[start:cut], script, own, langs, locales, node)
            if script != own and other != own and cut < place:
                yield Text(text[cut:place], node.span)
                cut = place
            start, script = cut, other
        if other:
            last = place + 1
    if script == own:
        yield from _piece(text[start:], script, own, langs, locales, node)
    else:
        yield from _piece(text[start:last], script, own, langs, locales, node)
        yield from _piece(text[last:], own, own, langs, locales, node)


def _piece(
    text: str,
    script: str,
    own: str,
    langs: Sequence[str],
    locales: Mapping[str, Locale],
    node: Text,
) -> Iterator[Inline]:
    if not text:
        return
    words = Text(text, node.span)
    tag = "" if script == own else next((one for one in langs if locales[one].script == script), "")
    yield Passage((words,), lang=tag, span=node.span) if tag else words
