"""Tell the author what was found, and what was made: as text, as JSON, as GitHub annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rectoverso.model.source import Finding, Severity

if TYPE_CHECKING:
    from rich.text import Text

# Strong right-to-left letters: the blocks that Unicode reserves for such scripts.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# A quotation with such a letter in it, or, outside quotation marks, a stretch that begins and
# ends with one and has no letter of another direction between.
_RTL_NAME = re.compile(
    rf"(?<=“)[^“”]*[{_RTL}][^“”]*(?=”)|[{_RTL}](?:(?:[{_RTL}\d_]|[^\w“”])*[{_RTL}])?"
)
# What would break the line or turn it about: control characters, line and paragraph separators,
# and the embedding, override and isolate marks.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was made: where it is, how long, and (a PDF) how many pages it has."""

    path: Path
    size: int
    pages: int | None = None


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, each once."""
    return tuple(sorted(set(findings)))


def readable(text: str) -> str:
    """The text on one line of a left-to-right screen.

    Names in right-to-left letters are isolated (U+2068 ... U+2069), so that they cannot pull the
    line's numbers and punctuation into their own order; what cannot be seen is named.
    """
    named = _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", text)
    return _RTL_NAME.sub(
        lambda name: f"\N{FIRST STRONG ISOLATE}{name[0]}\N{POP DIRECTIONAL ISOLATE}", named
    )


def line(finding: Finding) -> str:
    """A finding as one line of text."""
    place, label, said = _parts(finding)
    return f"{place}{label} {said}"


def coloured(finding: Finding) -> Text:
    """A finding as one line for a terminal, in the looks of `styles/terminal.ini`."""
    from rich.text import Text

    place, label, said = _parts(finding)
    return Text.assemble((place, "place"), (label, finding.severity.value), f" {said}")


def _parts(finding: Finding) -> tuple[str, str, str]:
    span = finding.span
    place = f"{_isolated(span.path)}:{span.line}:{span.column}: " if span.path else ""
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return place, f"{finding.severity.value}[{finding.code}]", readable(said)


def _isolated(path: str) -> str:
    """A path, as a whole, so that its folders keep their order."""
    named = _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", path)
    if not re.search(f"[{_RTL}]", named):
        return named
    return f"\N{LEFT-TO-RIGHT ISOLATE}{named}\N{POP DIRECTIONAL ISOLATE}"


def as_json(findings: Iterable[Finding]) -> str:
    """The findings as one JSON object, for editors and other programs; nothing is escaped away."""
    listed = in_order(findings)
    return json.dumps(
        {
            "findings": [{**told(finding), **_offered(finding)} for finding in listed],
            **{
                f"{severity.value}s": sum(f.severity is severity for f in listed)
                for severity in Severity
            },
        },
        ensure_ascii=False,
        indent=2,
    )


def told(finding: Finding) -> dict[str, str | int]:
    """A finding as a JSON object."""
    return {
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }


def _offered(finding: Finding) -> dict[str, dict[str, str]]:
    """What a program may write in place of what stands at the finding's place."""
    offered = finding.correction
    return {"correction": {"old": offered.old, "new": offered.new}} if offered else {}


def annotation(finding: Finding, folder: str = "") -> str:
    """A finding as a GitHub workflow command; `folder` leads from the repository to the project.

    Source: GitHub Docs, "Workflow commands for GitHub Actions". Its rules of escaping stand only
    in the runner's toolkit (`command.ts`): `%`, CR and LF everywhere, `:` and `,` in properties.
    """
    span = finding.span
    command = "notice" if finding.severity is Severity.NOTE else finding.severity.value
    place = {"file": f"{folder}{span.path}", "line": span.line, "col": span.column}
    properties = {**(place if span.path else {}), "title": finding.code}
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(readable(said))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def counted(findings: Iterable[Finding]) -> str:
    """How many findings of each severity there are, in words: `2 errors, 1 warning`."""
    listed = in_order(findings)
    numbers = {severity.value: sum(f.severity is severity for f in listed) for severity in Severity}
    said = ", ".join(_some(number, thing) for thing, number in numbers.items() if number)
    return said or "no findings"


def summary(made: Sequence[Output], words: int, seconds: float, findings: Iterable[Finding]) -> str:
    """What a build made: a line for each output, then words, time and findings."""
    lines = [
        f"{readable(output.path.as_posix())}: "
        + (f"{_some(output.pages, 'page')}, " if output.pages is not None else "")
        + _size(output.size)
        for output in made
    ]
    return "\n".join([*lines, f"{_some(words, 'word')}, {seconds:.1f} s, {counted(findings)}"])


def _some(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3)):,} kB"
