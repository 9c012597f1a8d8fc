"""Faults of the press, each put into a clean PDF and found again."""

import re
from pathlib import Path

import pytest

from rectoverso.app.report import in_order, line
from rectoverso.model.rules import RULES, preflight, pressfiles
from rectoverso.model.source import Span
from rectoverso.reading.printers import read_printer
from rectoverso.writing.preflight.files import files
from rectoverso.writing.preflight.inks import inks
from rectoverso.writing.preflight.judging import Job
from rectoverso.writing.preflight.reading import UnreadableError, read_press
from rectoverso.writing.preflight.sheets import sheets
from tests.literate import Example, examples
from tests.press import PRINTER, clean, faulty

FIXTURES = sorted((Path(__file__).parents[1] / "rules").glob("P3*.md"))
EXAMPLES = [one for path in FIXTURES for one in examples(path)]
# What needs a project around it: tests/app/test_preflight.py.
ELSEWHERE = {"P301", "P381"}


def judged(data: bytes, folder: Path, profile: str = PRINTER, **job) -> list[str]:
    """What is found in a PDF for a printer; pages go without places."""
    (folder / "hill.toml").write_text(profile)
    printer, said = read_printer("hill.toml", folder, (), Span(""))
    found = Job(read_press(data), printer, lambda _: Span(""), families=("Literata",), **job)
    return [line(one) for one in in_order((*said, *sheets(found), *inks(found), *files(found)))]


def asking(more: str) -> str:
    """What the printer asks for, with some lines that take the place of its own."""
    profile = PRINTER
    for said in more.splitlines():
        key = said.partition(" = ")[0]
        profile = re.sub(rf"(?m)^{key} = .*$", said, profile)
    return profile


def test_a_clean_book_is_found_clean(tmp_path):
    assert judged(clean(), tmp_path) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_fault_put_into_a_clean_book_is_found(example: Example, tmp_path):
    said = example.files("faults")
    right = "from the right" in example.title

    found = judged(
        faulty(said["faults"].splitlines()),
        tmp_path,
        asking(said.get("printer.toml", "")),
        right_to_left=right,
    )

    assert "\n".join(found) == example.expected
    assert any(f"[{example.path.stem}]" in one for one in found)


def test_there_are_at_least_forty_faults():
    assert len(EXAMPLES) >= 40


def test_every_finding_about_pdfs_for_printers_is_shown_by_a_fixture():
    ours = {
        code
        for code, rule in RULES.items()
        if hasattr(preflight, rule.name) or hasattr(pressfiles, rule.name)
    }

    assert {path.stem for path in FIXTURES} == {
        code for code in ours if code.startswith("P3")
    } - ELSEWHERE


def test_a_book_sent_with_its_last_page_first_is_judged_by_its_pages(tmp_path):
    into_the_spine = "page 20: 0 0 0 1 k BT /T 11 Tf 402 300 Td LETTER ET"

    assert judged(faulty(["reverse"]), tmp_path, right_to_left=True, backwards=True) == []
    assert [
        one.partition(": ")[0]
        for one in judged(
            faulty(["reverse", into_the_spine]), tmp_path, right_to_left=True, backwards=True
        )
    ] == ["error[P306] page 20"]
    # In the order of reading, page 20 has its fore-edge there.
    in_order = judged(faulty([into_the_spine]), tmp_path, right_to_left=True)
    assert [one.partition(" ")[0] for one in in_order] == ["warning[P372]"]


@pytest.mark.parametrize(
    "fault", ["lock", "damage", "page 5 /TrimBox [0 0 null 9]", "root /OutputIntents [null]"]
)
def test_a_file_that_cannot_be_opened_is_told(fault):
    with pytest.raises(UnreadableError):
        read_press(faulty([fault]))


@pytest.mark.parametrize(
    "harmless",
    [
        "page 5: /Full gs 0 0 0 1 k 100 100 50 50 re f",
        "page 5: q 72 0 0 72 100 100 cm /Gray Do Q",
        "page 5: q 72 0 0 72 100 100 cm /Dry Do Q",
        "page 5: q 36 0 0 36 100 100 cm /Bits Do Q",
        "page 5: BT 3 Tr /Bare 4 Tf 100 100 Td (unseen) Tj ET",
        "page 5: BT 9 /Torn Tf ET /Bits 7 gs 0 Tf",
        "page 5: 0.8 w 100 100 m 200 100 l S",
        "page 5: 0 0 0 0.5 k 100 100 50 50 re f",
        "every /TrimBox [0 0 432 648]",
    ],
)
def test_what_is_in_order_is_not_told(harmless, tmp_path):
    assert judged(faulty([harmless]), tmp_path) == []
