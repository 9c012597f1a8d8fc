"""Findings as SARIF 2.1.0."""

import json

from rectoverso.app.sarif import as_sarif
from rectoverso.model.source import Correction, Finding, Severity, Span

FOUND = Finding(
    Span("chapters/۱ a.md", 14, 22),
    "T103",
    "a space stands before “,”",
    "take it out",
    Severity.WARNING,
    Correction("e ,", "e,"),
)


def test_a_log_has_what_the_standard_requires_and_the_changes_that_are_offered():
    log = json.loads(as_sarif([FOUND, Finding(Span(""), "O104", "no room")], "books/mine/"))

    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["tool"]["driver"]["name"] == "rectoverso"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["O104", "T103"]
    place = {"uri": "books/mine/chapters/%DB%B1%20a.md"}
    start = {"startLine": 14, "startColumn": 22}
    assert run["results"] == [
        {
            "ruleId": "O104",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "no room"},
        },
        {
            "ruleId": "T103",
            "ruleIndex": 1,
            "level": "warning",
            "message": {"text": "a space stands before “,”; take it out"},
            "locations": [{"physicalLocation": {"artifactLocation": place, "region": start}}],
            "fixes": [
                {
                    "artifactChanges": [
                        {
                            "artifactLocation": place,
                            "replacements": [
                                {
                                    "deletedRegion": {**start, "endLine": 14, "endColumn": 25},
                                    "insertedContent": {"text": "e,"},
                                }
                            ],
                        }
                    ]
                }
            ],
        },
    ]


def test_every_rule_can_be_told():
    from rectoverso.model.rules import RULES

    every = [Finding(Span("a.md"), code, "said", "", rule.severity) for code, rule in RULES.items()]
    levels = {result["level"] for result in json.loads(as_sarif(every))["runs"][0]["results"]}

    assert levels == {"error", "warning", "note"}
