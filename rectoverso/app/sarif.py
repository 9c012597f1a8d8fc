"""Tell findings as SARIF, for the programs that gather what other programs find.

Source: Static Analysis Results Interchange Format (SARIF) 2.1.0, OASIS Standard, 27 March 2020.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import rectoverso
from rectoverso.app.report import in_order
from rectoverso.model.rules import RULES
from rectoverso.model.source import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(findings: Iterable[Finding], folder: str = "") -> str:
    """The findings as one SARIF log; `folder` leads from the repository to the project."""
    listed = in_order(findings)
    codes = sorted({finding.code for finding in listed})
    driver = {
        "name": "rectoverso",
        "version": rectoverso.__version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        # Section 3.14.17: how columns are counted; ours are code points.
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), folder) for finding in listed],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": rule.name.title().replace("_", ""),
        "shortDescription": {"text": rule.explanation.partition("\n")[0]},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, rule: int, folder: str) -> dict[str, Any]:
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": said},
    }
    if finding.span.path:
        # Section 3.4.3: a place in a repository is a relative URI.
        place = {"uri": quote(f"{folder}{finding.span.path}")}
        start = {"startLine": finding.span.line, "startColumn": finding.span.column}
        result["locations"] = [{"physicalLocation": {"artifactLocation": place, "region": start}}]
        if finding.correction and "\n" not in finding.correction.old:
            end = finding.span.column + len(finding.correction.old)
            region = {**start, "endLine": finding.span.line, "endColumn": end}
            change = {
                "deletedRegion": region,
                "insertedContent": {"text": finding.correction.new},
            }
            result["fixes"] = [
                {"artifactChanges": [{"artifactLocation": place, "replacements": [change]}]}
            ]
    return result
