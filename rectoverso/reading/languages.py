"""Tell the tags of languages from nonsense, and those that are known from others."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import icu

from rectoverso.model.rules import manuscript as rules
from rectoverso.reading.nearest import nearest_language
from rectoverso.reading.toml import Table


@cache
def is_language(tag: str) -> bool:
    """Whether a tag is that of a language, as ICU knows them, written as BCP 47 has it.

    `eng` is not: a language with a tag of two letters is called by it (RFC 5646, 4.5).
    """
    try:
        return bool(tag) and (
            icu.Locale.forLanguageTag(tag).toLanguageTag().casefold() == tag.casefold()
            and tag.partition("-")[0].lower() in icu.Locale.getISOLanguages()
        )
    except icu.ICUError:
        return False


def language(table: Table, name: str, languages: Collection[str]) -> str:
    """A language that is known, or "" with a finding."""
    tag = table.text(name)
    if tag and tag not in languages:
        said = rules.unknown_language(table.place(name), tag, nearest_language(tag, languages))
        table.findings.append(said)
        return ""
    return tag
