"""What is said of each mistake that reading finds: fixtures named after the codes."""

import re
from pathlib import Path

import pytest

from rectoverso.model.rules import RULES
from rectoverso.reading.bidi import bidi_findings
from rectoverso.reading.desk import editor_findings
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all, parse_definitions
from rectoverso.reading.quoting import ABBREVIATIONS
from tests.literate import Example, examples

RULE_FIXTURES = Path(__file__).parents[1] / "rules"
FAMILIES = ("manuscript", "syntax", "marks", "directions", "sides", "habits", "waivers")
# What no text file can show: test_manuscript.py shows these.
ELSEWHERE = {"M101", "M108", "M109", "M111", "M116", "M117", "S112"}
# Dictionaries are not part of a fixture: test_desk.py; and whether a waiver is of use is known
# when all is found: tests/app/test_waiving.py.
ELSEWHERE |= {"T121", "T122", "W101"}
CHARACTERS = {name: character for character, name in ABBREVIATIONS.items()}

BOOK = """\
[book]
title = "A Book"
lang = "en"
chapters = ["*.md"]
"""


def ours() -> tuple[str, ...]:
    """The codes of the families that reading gives."""
    from rectoverso.model import rules

    return tuple(
        code
        for code, rule in RULES.items()
        if any(hasattr(getattr(rules, family), rule.name) for family in FAMILIES)
    )


def said_of(project: Path, editing: bool = False) -> tuple[str, ...]:
    """What reading says of a project; the file a lone chapter stands in goes without saying."""
    manuscript = read(project)
    chapters = parse_all(manuscript)
    definitions, remarks = parse_definitions(manuscript.terms, tuple(manuscript.locales))
    findings = [
        *manuscript.findings,
        *remarks,
        *(finding for chapter in chapters for finding in chapter.findings),
        *bidi_findings(manuscript, chapters, definitions),
    ]
    # What an editor would mark is no matter of the other fixtures.
    if editing:
        findings = [
            one
            for one in (*manuscript.findings, *editor_findings(manuscript, chapters, definitions))
            if one.code[0] in "TW"
        ]
    return tuple(
        str(finding).removeprefix("chapters/").removeprefix("01.md:")
        for finding in sorted(set(findings))
    )


def unnamed(text: str) -> str:
    """A fixture with the characters that cannot be seen in place of their names: `<RLO>`."""
    named = "|".join(CHARACTERS)
    return re.sub(
        rf"<(?:({named})|U\+([0-9A-F]+))>",
        lambda found: CHARACTERS[found[1]] if found[1] else chr(int(found[2], 16)),
        text,
    )


def shown() -> tuple[Example, ...]:
    """The examples for our codes."""
    return tuple(
        example
        for code in ours()
        if (path := RULE_FIXTURES / f"{code}.md").exists()
        for example in examples(path)
    )


@pytest.mark.parametrize("example", shown(), ids=str)
def test_a_mistake_is_told(example: Example, tmp_path: Path):
    for name, text in {"book.toml": BOOK, **example.files("01.md")}.items():
        path = tmp_path / "chapters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unnamed(text), "utf-8")

    editing = example.path.stem.startswith("T")
    assert said_of(tmp_path, editing) == tuple(example.expected.splitlines())


def test_every_code_of_reading_has_an_example_that_shows_it():
    unshown = {
        code
        for code in ours()
        if not any(
            f"[{code}]" in example.expected for example in shown() if example.path.stem == code
        )
    }

    assert unshown == ELSEWHERE
