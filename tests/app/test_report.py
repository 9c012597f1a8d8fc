"""Findings told as text, JSON and annotations."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rectoverso.app.report import (
    Output,
    annotation,
    as_json,
    counted,
    in_order,
    line,
    readable,
    summary,
)
from rectoverso.model.source import Correction, Finding, Severity, Span

NOWHERE_TO_GO = Finding(
    Span("chapters/01.md", 14, 22),
    "X101",
    "nothing is labelled “bab”",
    "did you mean “bab-bujloud”?",
)
TOO_LONG = Finding(Span("chapters/01.md", 3), "L201", "100% too long", severity=Severity.WARNING)


def test_a_finding_is_one_line_with_place_code_message_and_hint():
    assert line(NOWHERE_TO_GO) == (
        "chapters/01.md:14:22: error[X101] nothing is labelled “bab”; did you mean “bab-bujloud”?"
    )
    assert line(TOO_LONG) == "chapters/01.md:3:1: warning[L201] 100% too long"


def test_a_change_that_is_offered_is_told_to_programs():
    offered = replace(TOO_LONG, correction=Correction("a ,", "a,"))

    (told,) = json.loads(as_json([offered]))["findings"]

    assert told["correction"] == {"old": "a ,", "new": "a,"}


def test_a_finding_without_a_file_names_no_place():
    assert line(Finding(Span(""), "O101", "the book is empty")) == "error[O101] the book is empty"


def test_findings_stand_in_the_order_of_their_places_and_each_once():
    second = Finding(Span("chapters/02.md", 1), "X101", "b")
    tenth = Finding(Span("chapters/01.md", 10), "X101", "a")

    assert in_order([second, tenth, TOO_LONG, second]) == (TOO_LONG, tenth, second)


def test_a_right_to_left_name_is_isolated_within_its_quotation_marks():
    assert readable("“کتاب ۱ (الف)” is used; see “Book 1”") == (
        "“\N{FIRST STRONG ISOLATE}کتاب ۱ (الف)\N{POP DIRECTIONAL ISOLATE}” is used; see “Book 1”"
    )


def test_a_right_to_left_name_outside_quotation_marks_is_isolated_from_first_to_last_letter():
    assert readable("write {#فصل-۲-پایان} here") == (
        "write {#\N{FIRST STRONG ISOLATE}فصل-۲-پایان\N{POP DIRECTIONAL ISOLATE}} here"
    )


def test_a_path_with_a_right_to_left_name_keeps_its_folders_in_order():
    assert line(Finding(Span("chapters/فصل.md", 2, 3), "M101", "empty")) == (
        "\N{LEFT-TO-RIGHT ISOLATE}chapters/فصل.md\N{POP DIRECTIONAL ISOLATE}:2:3: error[M101] empty"
    )


def test_what_cannot_be_seen_is_named():
    assert (
        readable("a\0b\nc\N{RIGHT-TO-LEFT OVERRIDE}d\x1b[31m")
        == "a\\u0000b\\u000ac\\u202ed\\u001b[31m"
    )


@given(st.text(), st.text())
def test_a_finding_is_always_one_line_and_its_isolates_are_closed(message, hint):
    said = line(Finding(Span("chapters/01.md"), "X101", message, hint))

    assert len(said.splitlines()) == 1
    depth = 0
    for letter in said:
        depth += (letter == "\N{FIRST STRONG ISOLATE}") - (letter == "\N{POP DIRECTIONAL ISOLATE}")
        assert depth in (0, 1)
    assert depth == 0


def test_json_is_one_object_with_the_findings_and_their_numbers():
    assert json.loads(as_json([NOWHERE_TO_GO, TOO_LONG, TOO_LONG])) == {
        "findings": [
            {
                "path": "chapters/01.md",
                "line": 3,
                "column": 1,
                "severity": "warning",
                "code": "L201",
                "message": "100% too long",
                "hint": "",
            },
            {
                "path": "chapters/01.md",
                "line": 14,
                "column": 22,
                "severity": "error",
                "code": "X101",
                "message": "nothing is labelled “bab”",
                "hint": "did you mean “bab-bujloud”?",
            },
        ],
        "errors": 1,
        "warnings": 1,
        "notes": 0,
    }


def test_json_keeps_letters_as_they_are():
    assert "“نیم‌فاصله”" in as_json([Finding(Span("a.md"), "X101", "no “نیم‌فاصله”")])


def test_a_github_annotation_escapes_what_the_runner_would_misread():
    assert annotation(
        Finding(Span("chapters/a,b:c%.md", 3, 5), "X101", "100%\r\nsure: yes, sure"), "book/"
    ) == (
        "::error file=book/chapters/a%2Cb%3Ac%25.md,line=3,col=5,title=X101"
        "::100%25\\u000d\\u000asure: yes, sure"
    )
    assert annotation(TOO_LONG) == (
        "::warning file=chapters/01.md,line=3,col=1,title=L201::100%25 too long"
    )
    assert annotation(Finding(Span(""), "O101", "so", "it is", Severity.NOTE)) == (
        "::notice title=O101::so; it is"
    )


def test_findings_are_counted_in_words():
    assert counted([]) == "no findings"
    assert counted([NOWHERE_TO_GO, TOO_LONG, TOO_LONG]) == "1 error, 1 warning"


def test_a_build_ends_with_its_outputs_and_what_they_cost():
    made = (Output(Path("build/book.pdf"), 1_234_567, 312), Output(Path("build/book.epub"), 400))

    assert summary(made, 40_120, 12.34, [TOO_LONG]).splitlines() == [
        "build/book.pdf: 312 pages, 1.2 MB",
        "build/book.epub: 1 kB",
        "40,120 words, 12.3 s, 1 warning",
    ]
