"""Explain a rule: what the finding means and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches

from rectoverso.model.rules import RULES, Rule

LF = "\n"


def explanation(code: str) -> str:
    """What `explain CODE` prints; nothing for a code that no rule has."""
    rule = RULES.get(code.upper())
    return "" if rule is None else f"{_headed(rule)}\n\n{rule.explanation.partition(LF)[2].strip()}"


def nearest(code: str) -> str:
    """The code that looks most like one that no rule has; empty if none does."""
    # A letter and three digits: half of it right is near.
    return next(iter(get_close_matches(code.upper(), sorted(RULES), n=1, cutoff=0.5)), "")


def every_rule() -> str:
    """All rules, a line to each."""
    return "\n".join(_headed(rule) for _, rule in sorted(RULES.items()))


def _headed(rule: Rule) -> str:
    return f"{rule.severity.value}[{rule.code}] {rule.explanation.partition(LF)[0]}"
