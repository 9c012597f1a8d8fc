"""Say a title where markup cannot: at the head of pages, in bookmarks, as a document's name."""

from __future__ import annotations

from collections.abc import Mapping

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import (
    Code,
    Inline,
    Math,
    Node,
    Passage,
    Quoted,
    Text,
    echo,
    plain,
    rewrite_within,
    walk_in_language,
)

_ISOLATES = {
    "ltr": "\N{LEFT-TO-RIGHT ISOLATE}",
    "rtl": "\N{RIGHT-TO-LEFT ISOLATE}",
    "auto": "\N{FIRST STRONG ISOLATE}",
}
_END = "\N{POP DIRECTIONAL ISOLATE}"

_Place = tuple[Locale, int]  # the language there, and in how many quotations it stands


def said_plainly(
    title: tuple[Inline, ...],
    locale: Locale,
    locales: Mapping[str, Locale],
    *,
    isolated: bool = False,
) -> str:
    """A title in a language as plain text, with the quotation marks of the languages in it.

    `isolated`: what has a direction of its own stands between the controls that say so (UAX #9,
    2.4), which is for what we print; readers of bookmarks may show them as boxes.
    """

    def enter(node: Node, place: _Place) -> _Place:
        match node:
            case Quoted():
                return place[0], place[1] + 1
            case Passage(lang=lang) if lang and lang != place[0].tag:
                return locales[lang], 0
            case _:
                return place

    def change(node: Node, place: _Place) -> object:
        match node:
            case Quoted(_, children):
                level = 2 * (place[1] % 2)
                opening, closing = place[0].quotes[level : level + 2]
                return (Text(opening), *children, Text(closing))
            case Code() | Math() if isolated:
                return (Text(_ISOLATES["ltr"]), node, Text(_END))
            case Passage(children, lang=lang, direction=direction) if isolated:
                side = direction or (locales[lang].direction if lang else "")
                return (Text(_ISOLATES[side]), *children, Text(_END)) if side else children
            case _:
                return node

    return plain(rewrite_within(echo(title), (locale, 0), enter, change))


def languages_of(
    title: tuple[Inline, ...], locale: Locale, locales: Mapping[str, Locale]
) -> tuple[Locale, ...]:
    """The languages in a title, that of the title first."""
    found = (lang for _, lang in walk_in_language(title, locale.tag))
    return tuple(locales[lang] for lang in dict.fromkeys((locale.tag, *found)))
