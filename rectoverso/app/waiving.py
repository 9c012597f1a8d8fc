"""Leave out the findings that the author accepts, and say which waivers waive nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from rectoverso.app.echoes import ECHOES, MUTE
from rectoverso.model.checking import Waiver
from rectoverso.model.rules import waivers as rules
from rectoverso.model.source import Finding, Severity

# These speak of the finished outputs, and are not looked for in every run.
OF_OUTPUTS = ("E", "L", "O", "P")


def waived(
    findings: Iterable[Finding], waivers: Iterable[Waiver]
) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
    """The findings that remain, and the waivers that were of no use. Errors cannot be waived."""
    kept: list[Finding] = []
    listed = tuple(waivers)
    used: set[int] = set()
    for finding in findings:
        fitting = [at for at, waiver in enumerate(listed) if _fits(waiver, finding)]
        if fitting and finding.severity is not Severity.ERROR:
            used.update(fitting)
        else:
            kept.append(finding)
    return tuple(kept), tuple(waiver for at, waiver in enumerate(listed) if at not in used)


def idle(waivers: Iterable[Waiver]) -> tuple[Finding, ...]:
    """A finding for each waiver that waived nothing, where all that it names was looked for."""
    return tuple(
        rules.waives_nothing(waiver.span, ", ".join(waiver.codes))
        for waiver in waivers
        if not any(code.startswith(OF_OUTPUTS) for code in waiver.codes)
    )


def _fits(waiver: Waiver, finding: Finding) -> bool:
    # Who waives a fault in a chapter waives what an output says of it, too.
    echoed = ECHOES.get(finding.code, ())
    said = (finding.code, *echoed)
    if finding.code.startswith("W") or not any(code.startswith(waiver.codes) for code in said):
        return False
    lines = waiver.first and finding.code != MUTE
    if lines and not waiver.first <= finding.span.line <= waiver.last:
        return False
    return not waiver.files or any(
        fnmatchcase(finding.span.path, pattern) for pattern in waiver.files
    )
