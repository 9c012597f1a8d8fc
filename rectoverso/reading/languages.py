"""Tell the tags of languages from nonsense."""

from __future__ import annotations

from functools import cache

import icu


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
