"""Propose entries of the index and the glossary for names that have several spellings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from rectoverso.assembling.names import Name
from rectoverso.assembling.review import as_toml
from rectoverso.model.source import Source

_HEAD = """\
# Names that stand in the chapters in several spellings, as entries for chapters/index.toml and
# chapters/glossary.toml: copy what you want there. This file is made anew by each “assemble”.
"""


def register(names: Sequence[Name], texts: Mapping[str, str], langs: Mapping[str, str]) -> str:
    """The entries in TOML; each says behind `#` where its spellings stand.

    `texts` and `langs` are the chapters, and their languages, by name.
    """
    sources = {name: Source(name, text) for name, text in texts.items()}
    return "\n".join([_HEAD, *(_entry(name, sources, langs) for name in names)])


def _entry(name: Name, sources: Mapping[str, Source], langs: Mapping[str, str]) -> str:
    likely = name.likely
    others = [spelling for spelling, places in name.spellings if spelling != likely and places]
    lang = next(langs[places[0].chapter] for _, places in name.spellings if places)
    shown = [
        f"# {spelling}: " + ", ".join(str(sources[p.chapter].span(p.start)) for p in places[:9])
        for spelling, places in name.spellings
        if places
    ]
    common = [f'lang = "{lang}"', f"aliases = {as_toml(others)}"]
    key = f"key = {as_toml(_key(likely))}"
    entry = ["[[entry]]", key, 'index = "persons"', f"entry = {as_toml(likely)}", *common]
    term = ["[[term]]", key, f"term = {as_toml(likely)}", *common, 'definition = ""']
    return "\n".join([*shown, *entry, "", *term, ""])


def _key(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(sign for sign in apart if sign.isalnum() or sign == "-")
