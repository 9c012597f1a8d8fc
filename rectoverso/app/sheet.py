"""The proposals of assembled chapters as a page to decide on in a browser, and its answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from rectoverso.app import shelf
from rectoverso.app.review import Pending, langs
from rectoverso.assembling.kinds import KINDS
from rectoverso.assembling.persian_words import HALF_SPACE
from rectoverso.assembling.proposals import MARKS
from rectoverso.assembling.review import Decision, Entry
from rectoverso.model.shipped import shipped
from rectoverso.writing.layout import read_look

PAGE = "review.html"
# A half-space cannot be seen; the page shows this sign for it.
_SIGN = Markup('<b class="half">·</b>')


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal on the page: where it stands, its words with their surroundings, its entry."""

    chapter: str
    lang: str
    left: Markup
    before: Markup
    right: Markup
    after: Markup
    entry: Entry


@dataclass(frozen=True, slots=True)
class Group:
    """The undecided proposals of one rule."""

    rule: str
    kind: str
    lines: tuple[Line, ...]


def groups(chapters: Iterable[Pending], of: Mapping[str, str]) -> tuple[Group, ...]:
    """What is undecided, rule by rule, the surest first; `of` gives the chapters' languages."""
    found: dict[str, list[Line]] = {}
    for one in chapters:
        for entry in one.entries:
            if not entry.decision:
                line = _line(one.chapter, of.get(one.chapter, ""), entry)
                found.setdefault(entry.rule, []).append(line)
    ordered = sorted(found.items(), key=lambda group: (group[1][0].entry.tier, group[0]))
    return tuple(Group(rule, KINDS.get(rule, ""), tuple(lines)) for rule, lines in ordered)


def _line(chapter: str, lang: str, entry: Entry) -> Line:
    left, _, rest = entry.context.partition(MARKS[0])
    before, _, right = rest.partition(MARKS[1])
    after = entry.after or ""
    return Line(chapter, lang, _seen(left), _seen(before), _seen(right), _seen(after), entry)


def _seen(words: str) -> Markup:
    return escape(words).replace(HALF_SPACE, _SIGN)


def page(root: Path, chapters: Iterable[Pending], token: str = "") -> str:
    """The page as HTML, complete in itself; with a `token`, as a page of the desk."""
    looks = (root / "styles", shipped("styles"))
    made = read_look(looks).render(
        "templates/proposals.html.j2", groups=groups(chapters, langs(root)), token=token
    )
    return str(made)


def write_page(root: Path, chapters: Iterable[Pending]) -> Path:
    """Write the page into the project's build folder; gives its path."""
    folder = root / shelf.BUILD
    shelf.shelve({PAGE: page(root, chapters).encode()}, folder, removable=True)
    return folder / PAGE


def answers(text: str) -> dict[tuple[str, str], Entry]:
    """The decisions that the page has saved, by chapter and key. Raises ValueError."""
    tables = tomllib.loads(text).get("decision", [])
    if not isinstance(tables, list):
        raise ValueError("“decision” is no list of tables")
    found = {}
    for table in tables:
        try:
            chapter, key, said = str(table["chapter"]), str(table["id"]), str(table["decision"])
        except (KeyError, TypeError) as error:
            raise ValueError("a decision lacks its chapter, its id, or what it says") from error
        decision: Decision = "accept" if said == "accept" else "reject"
        if said != decision:
            raise ValueError(f"“{said}” is no decision")
        after = table.get("after")
        words = None if after is None else str(after)
        found[chapter, key] = Entry(key, 1, "", "", words, "", 0.0, "", "", (), decision)
    return found
