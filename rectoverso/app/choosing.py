"""Choose findings by their codes or families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from rectoverso.app.explain import nearest
from rectoverso.model.rules import RULES
from rectoverso.model.source import Finding

_BETWEEN = re.compile(r"[\s,]+")


def codes(_: click.Context, parameter: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """What an option names: codes, or what codes begin with (T, T10), one by one or with commas."""
    said = tuple(code.upper() for one in given for code in _BETWEEN.split(one) if code)
    for code in said:
        if not any(known.startswith(code) for known in RULES):
            near = nearest(code)
            hint = f"; did you mean “{near}”?" if near else ""
            raise click.BadParameter(f"no finding has the code “{code}”{hint}", param=parameter)
    return said


def chosen(
    findings: Iterable[Finding], only: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Finding, ...]:
    """The findings whose codes begin with one of `only` (empty: any) and with none of `ignore`."""
    return tuple(
        finding
        for finding in findings
        if finding.code.startswith(only or ("",)) and not finding.code.startswith(ignore or ("-",))
    )
