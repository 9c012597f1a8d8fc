"""Make chapter files of a source, and keep the record by which all of it can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from rectoverso.assembling.changes import Change, Step, counted, undone
from rectoverso.assembling.cleaning import PASSES, bare_margins, clean
from rectoverso.assembling.decode import Decoded
from rectoverso.assembling.divide import Divided, Part, divided, escaped
from rectoverso.assembling.headings import apart
from rectoverso.assembling.languages import OF_SCRIPT, script_of
from rectoverso.assembling.proposals import protected


@dataclass(frozen=True, slots=True)
class Assembled:
    """A source as chapters: `text` is all of them in Markdown, `parts` are their places in it.

    `steps` undone give the text as it was found, which `codec` and `bom` turn into its bytes.
    """

    source: str
    sha256: str
    lang: str
    text: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    codec: str = "utf-8"
    bom: bytes = b""
    headings: int = 0

    @property
    def original(self) -> bytes:
        """The bytes of the source; for a document, the Markdown that pandoc made of it."""
        return self.bom + undone(self.text, self.steps).encode(self.codec, "surrogateescape")

    @property
    def counts(self) -> dict[str, int]:
        """How many changes were made for each rule."""
        return counted(self.steps)

    def body(self, part: Part) -> str:
        """The text of a chapter without its title."""
        return self.text[part.body : part.end].strip("\n") + "\n"

    def languages(self, files: Sequence[str]) -> dict[str, str]:
        """The language of each of the files of its chapters."""
        return {name: part.lang or self.lang for part, name in zip(self.parts, files, strict=False)}

    def title(self, part: Part, otherwise: str) -> str:
        """The title of a chapter, in Markdown; without one, the name of the source."""
        if part.title:
            return part.title
        name = escaped(otherwise)
        # Signs and digits of a name like 001_b would take their places from the words around.
        foreign = script_of(name) == "Latn" and part.lang not in OF_SCRIPT["Latn"]
        return f"[{name}]{{lang=en}}" if foreign and not otherwise.isalpha() else name


def assembled(
    source: str, sha256: str, read: Decoded, lang: str, languages: Sequence[str], *, marked: bool
) -> Assembled:
    """Clean a text and divide it into chapters; `marked` tells that it is Markdown already.

    `lang` is its language (none given: as its words tell), `languages` are those that can be set.
    """
    found = read.text
    if marked:
        passes = tuple(one for one in PASSES if one is not bare_margins)
        cleaned = clean(found, lang, protected, passes)
    else:
        cleaned = clean(found, lang)
    parts: Divided = divided(
        cleaned.text,
        marked=marked,
        lang=cleaned.lang,
        languages=languages,
        aside=() if marked else apart(cleaned.text, found),
        mixed=not lang,
    )
    return Assembled(
        source,
        sha256,
        cleaned.lang,
        parts.text,
        parts.parts,
        (*read.steps, *cleaned.steps, *parts.steps),
        read.codec,
        read.bom,
        parts.headings,
    )


def chapter_file(made: Assembled, part: Part, lang: str, untitled: str) -> str:
    """The text of a chapter file: front matter, then the chapter."""
    rows = {
        "title": made.title(part, untitled),
        "lang": lang,
        "source": f"{made.source} (SHA-256 {made.sha256})",
        "status": "raw",
    }
    head = "".join(f"{name}: {_quoted(value)}\n" for name, value in rows.items())
    return f"---\n{head}---\n\n{made.body(part)}"


def _quoted(value: str) -> str:
    plain = value.isascii() and value.replace("-", "").isalnum() and not value[0].isdigit()
    return value if plain else json.dumps(value, ensure_ascii=False)


# --- The record ----------------------------------------------------------------------------


def record(made: Assembled, files: Sequence[str]) -> bytes:
    """What is kept of a source, so that it can be restored and compared: JSON."""
    kept: dict[str, Any] = {
        "source": made.source,
        "sha256": made.sha256,
        "lang": made.lang,
        "codec": made.codec,
        "bom": made.bom.hex(),
        "headings": made.headings,
        "files": list(files),
        "parts": [astuple(part) for part in made.parts],
        "text": made.text,
        "steps": [[[c.start, c.before, c.after, c.rule] for c in step] for step in made.steps],
    }
    # Only what is not ASCII in the text itself may be a half of a pair: JSON escapes those.
    return json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode()


def recorded(data: bytes) -> tuple[Assembled, tuple[str, ...]]:
    """What a record holds: the source as it was assembled, and the files of its chapters.

    Raises ValueError if it is no record.
    """
    try:
        kept = json.loads(data)
        made = Assembled(
            kept["source"],
            kept["sha256"],
            kept["lang"],
            kept["text"],
            tuple(Part(*part) for part in kept["parts"]),
            tuple(tuple(Change(*change) for change in step) for step in kept["steps"]),
            kept["codec"],
            bytes.fromhex(kept["bom"]),
            kept["headings"],
        )
        return made, tuple(kept["files"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no record of an assembled source") from error


# --- A source that has changed --------------------------------------------------------------


def pairs_of(old: Assembled, files: Iterable[str], new: Assembled) -> Mapping[int, tuple[int, str]]:
    """Which chapter of a changed source is which of the old: by title, else by its place.

    Gives, for the number of a new part, that of the old one and its file.
    """
    names = tuple(files)
    titles = {part.title: n for n, part in enumerate(old.parts) if part.title}
    found: dict[int, tuple[int, str]] = {}
    free = set(range(len(old.parts)))
    for n, part in enumerate(new.parts):
        was = titles.get(part.title)
        if was is not None and was in free:
            found[n] = (was, names[was])
            free.discard(was)
    for n in range(len(new.parts)):
        if n not in found and n in free and not (old.parts[n].title and new.parts[n].title):
            found[n] = (n, names[n])
            free.discard(n)
    return found
