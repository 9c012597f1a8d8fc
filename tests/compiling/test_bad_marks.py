"""Marks that make no sense: each is told with its place, and the rest of the index stands."""

import pytest

from tests.books import book
from tests.compiling.shown import index

START = "---\ntitle: A\n---\n\n"
FINE = "\n\n[fez]{.index}\n"
LEVELS = "!".join(f"level {number}" for number in range(40))


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (
            'x []{.index entry="war" range="open"}',
            "5:3: error[I203] the range “war” is never closed; "
            'write []{.index entry="war" range="close"} where it ends',
        ),
        (
            'x []{.index entry="war" range="close"}',
            "5:3: error[I204] no range “war” is open here; "
            'open it with range="open" where it begins',
        ),
        (
            '[x]{.index entry="!war"}',
            "5:1: error[I102] “!war” has an empty level; write the levels as entry!sub-entry",
        ),
        (
            '[x]{.index entry="war!"}',
            "5:1: error[I102] “war!” has an empty level; write the levels as entry!sub-entry",
        ),
        (
            f'xx [x]{{.index entry="{LEVELS}"}}',
            "5:4: error[I104] this index entry has 40 levels; the first 8 are kept; write fewer",
        ),
        (
            "xxx []{.index}",
            "5:5: error[I101] this index mark names no entry; "
            'write the entry: []{.index entry="..."}',
        ),
        (
            '[x]{.index entry="\N{COMBINING ACUTE ACCENT}"}',
            '5:1: error[I202] this index mark names nothing that can be read; write entry="..."',
        ),
        (
            '[x]{.index entry="\N{ZERO WIDTH NON-JOINER}"}',
            '5:1: error[I202] this index mark names nothing that can be read; write entry="..."',
        ),
        (
            "[]{.index entry=war see=war}",
            "5:1: warning[I212] “see” from “war” leads back to it; "
            "let one of the entries have the places",
        ),
        (
            "[]{.index entry=war see=peace} []{.index entry=peace see=war}",
            "5:1: warning[I212] “see” from “war” leads back to it; "
            "let one of the entries have the places",
        ),
    ],
)
def test_a_mark_that_makes_no_sense_is_told_with_its_place(marks, said):
    made = book(START + marks + FINE)

    assert f"chapters/01.md:{said}" in made.findings
    assert any(line.startswith("  fez | sec-01-ix-") for line in index(made.book))


def test_ten_thousand_marks_in_a_paragraph_are_ten_thousand_places():
    made = book(START + "[fez]{.index} " * 10_000)
    (group,) = made.book.indexes[0].groups
    (entry,) = group.entries

    assert made.findings == []
    assert [one.anchor for one in entry.locators] == [f"sec-01-ix-{n}" for n in range(1, 10_001)]
