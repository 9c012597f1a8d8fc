"""What is said of a file for the press: fixtures named after the codes."""

from pathlib import Path

import pytest

from rectoverso.model.rules import RULES
from tests.books import SmallBook, book
from tests.literate import Example, examples
from tests.profiles import press_profile
from tests.writing.test_press import told

FIXTURES = sorted((Path(__file__).parents[1] / "rules").glob("P4*.md"))
EXAMPLES = [one for path in FIXTURES for one in examples(path)]
# Pictures are no text: test_press_pictures.py shows them.
ELSEWHERE = {"P421", "P422", "P423", "P424", "P425"}
# What every fixture may name: a profile of a press, of a screen, of a press with other inks, and
# of a press as later versions describe it.
FILES = {
    "press.icc": press_profile(),
    "screen.icc": press_profile(kind=b"mntr"),
    "seven.icc": press_profile(space=b"7CLR"),
    "late.icc": press_profile(version=4),
    "notes.icc": b"notes",
}


def made_of(example: Example) -> SmallBook:
    """The book of a fixture: its settings of the print edition, and a picture."""
    said = example.files("settings")
    files = {"01.md": "# A\n\n![A](a.svg)\n" if "a.svg" in said else "# A\n\nText.\n"}
    settings = said.pop("settings")
    return book({**files, **said, **FILES}, more=f"[edition.print]\n{settings}")


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_fault_is_told(example: Example) -> None:
    small = made_of(example)
    asked_for = small.book.settings.sheet.press.standard
    early = not asked_for or any("error" in one for one in small.findings)
    found = small.findings if early else told(small)
    said = [one.removeprefix("chapters/book.toml:") for one in found]

    assert "\n".join(said) == example.expected
    assert any(f"[{example.path.stem}]" in one for one in said)


def test_every_finding_is_shown() -> None:
    ours = {code for code in RULES if code.startswith("P4")}

    assert ours - ELSEWHERE == {path.stem for path in FIXTURES}
