"""The book that assembled chapters go into: its languages, dictionaries, and list of chapters."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rectoverso.app.rewriting import kept_like
from rectoverso.assembling.dictionaries import stems
from rectoverso.model.project import BOOK, SETTINGS
from rectoverso.model.rules import assembling as rules
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Finding
from rectoverso.reading.files import decode

# The list of the book's chapters, up to the bracket that ends it: no list or table within it.
_CHAPTERS = re.compile(r"^chapters[ \t]*=[ \t]*\[", re.MULTILINE)


def languages(root: Path) -> tuple[str, ...]:
    """The languages that the project, or the program, has a locale for."""
    folders = (root / "styles" / "locales", shipped("styles") / "locales")
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.toml")}))


def dictionaries(root: Path) -> dict[str, frozenset[str]]:
    """The words of the project's own dictionaries, by language: `dictionaries/ne_NP.dic` is `ne`.

    Only those in the project: what is proposed must not depend on the machine.
    """
    found: dict[str, frozenset[str]] = {}
    for path in sorted((root / "dictionaries").glob("*.dic")):
        lang = re.split("[-_.]", path.name.lower())[0]
        found[lang] = found.get(lang, frozenset()) | stems(path.read_text("utf-8", "replace"))
    return found


def language(root: Path) -> str:
    """The language of the book, if it has said it."""
    return str(_settings(root).get("lang", ""))


def _settings(root: Path) -> dict[str, Any]:
    try:
        book = tomllib.loads(_text((root / BOOK).read_bytes())).get("book", {})
    except (OSError, ValueError):
        return {}
    return book if isinstance(book, dict) else {}


def _text(data: bytes) -> str:
    """What is written in book.toml; nothing where it is no text."""
    source, _ = decode(BOOK, data)
    return source.text if source else ""


def listing(
    root: Path, into: Path, new: Sequence[str], langs: Mapping[str, str]
) -> tuple[bytes, Finding | None]:
    """The file book.toml with new chapters in its list; nothing where it needs no change.

    A project without one gets one. A list that is written in a way we cannot be sure to extend
    rightly is left as it is, with a finding.
    """
    path = root / BOOK
    if not new or into.resolve() != path.parent.resolve():
        return b"", None
    if not path.exists():
        return _begun(root, new, langs).encode(), None
    before = path.read_bytes()
    extended = _extended(_text(before), new)
    if extended is not None:
        return kept_like(before, extended), None
    listed = _settings(root).get("chapters", [])
    if isinstance(listed, list) and any("*" in str(name) for name in listed):
        return b"", None
    return b"", rules.not_in_the_book(SETTINGS, ", ".join(new))


def _begun(root: Path, new: Sequence[str], langs: Mapping[str, str]) -> str:
    """A book of the new chapters; the folder's name stands for its title."""
    lang = Counter(langs[name] for name in new).most_common(1)[0][0]
    names = "".join(f"  {json.dumps(name)},\n" for name in new)
    title = json.dumps(root.resolve().name, ensure_ascii=False)
    return f'[book]\ntitle = {title}\nlang = "{lang}"\nchapters = [\n{names}]\n'


def _extended(text: str, new: Sequence[str]) -> str | None:
    """The text with names at the end of its list of chapters, if that and nothing else changes."""
    try:
        before = tomllib.loads(text)
        wanted = [*before["book"]["chapters"], *new]
    except (ValueError, KeyError, TypeError):
        return None
    found = _CHAPTERS.search(text)
    if found is None:
        return None
    for end in re.finditer(r"\]", text[found.end() :]):
        at = found.end() + end.start()
        head = text[:at].rstrip()
        comma = "" if head.endswith((",", "[")) else ","
        names = "".join(f"\n  {json.dumps(name)}," for name in new)
        candidate = f"{head}{comma}{names}\n{text[at:]}"
        try:
            after = tomllib.loads(candidate)
        except tomllib.TOMLDecodeError:
            continue
        if after == {**before, "book": {**before["book"], "chapters": wanted}}:
            return candidate
    return None
