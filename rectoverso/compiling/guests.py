"""Languages that only pass through a book: words in them, and no locale file of their own.

ICU knows their scripts, their digits and their quotation marks; the book lends its faces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import icu

from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Division, Heading, IndexMark, Passage, walk

ROLES = ("serif", "sans", "mono")


def with_guests(
    manuscript: Manuscript, chapters: Sequence[Chapter], definitions: object
) -> dict[str, Locale]:
    """The locales of the project, and one for each other language that the book has words in."""
    locales = dict(manuscript.locales)
    named = {
        *_named([chapter.blocks for chapter in chapters]),
        *_named([(*chapter.title, *chapter.subtitle) for chapter in chapters]),
        *_named(definitions),
        *(tag for term in manuscript.terms for tag in term.translations),
        *(entry.lang for entry in manuscript.entries),
    }
    guests = {
        tag: guest
        for tag in sorted(named - locales.keys() - {""})
        if (guest := guest_of(tag, manuscript.locales, manuscript.settings.lang))
    }
    hosts = {
        tag: replace(host, languages={**_names(guests, tag), **host.languages}) if guests else host
        for tag, host in locales.items()
    }
    return hosts | guests


def _names(guests: Iterable[str], host: str) -> dict[str, str]:
    """What guests are called in the language of a host."""
    inside = icu.Locale.forLanguageTag(host)
    return {tag: str(icu.Locale.forLanguageTag(tag).getDisplayName(inside)) for tag in guests}


def _named(trees: object) -> Iterator[str]:
    for tree in trees if isinstance(trees, Iterable) else ():
        for node in walk(tree):
            if isinstance(node, Passage | Division | Heading | IndexMark) and node.lang:
                yield node.lang


def guest_of(tag: str, locales: Mapping[str, Locale], home: str) -> Locale | None:
    """The locale of a language without a file: as its own, more general one has it (en-GB as en),
    else as ICU knows it, in the wording of the book; nothing for a tag that ICU does not know.

    Its faces are those of languages in its script, of the book, and of all others, in this order,
    so that whatever covers it is found.
    """
    try:
        language = icu.Locale.forLanguageTag(tag)
        likely = icu.Locale.forLanguageTag(tag)
        likely.addLikelySubtags()
        script = likely.getScript()
        digits = icu.NumberingSystem.createInstance(language).getDescription()
        marks = icu.LocaleData(language.getName())
        quotes = tuple(str(marks.getDelimiter(place)) for place in range(4))
    except icu.ICUError:
        return None
    general = locales.get(language.getLanguage())
    if general and general.script == script:
        return replace(general, tag=tag)
    host = locales.get(home) or next(iter(locales.values()))
    kin = [one for one in locales.values() if one.script == script]
    lenders = (*kin, host, *locales.values())
    return Locale(
        tag=tag,
        name=str(language.getDisplayName(language)),
        direction="rtl" if icu.Script(icu.Script.getCode(script)[0]).isRightToLeft() else "ltr",
        script=script,
        digits=digits if len(digits) == 10 else host.digits,
        quotes=(quotes[0], quotes[1], quotes[2], quotes[3]),
        labels=host.labels,
        counters={"body": "decimal", "front": "lower-roman"},
        collation=tag,
        faces={
            role: tuple(dict.fromkeys(face for one in lenders for face in one.faces[role]))
            for role in ROLES
        },
    )
