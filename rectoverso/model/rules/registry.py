"""How a rule is declared: a documented function from facts to words, with a code and a severity."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec
from unicodedata import bidirectional

from rectoverso.model.source import Finding, Severity, Span

Facts = ParamSpec("Facts")

Words = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as `explain` shows it: its code, its severity and its long explanation."""

    code: str
    severity: Severity
    name: str
    explanation: str


RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[
    [Callable[Concatenate[Span, Facts], Words]], Callable[Concatenate[Span, Facts], Finding]
]:
    """Declare a rule.

    The decorated function is given the place and the facts, and gives the message, or a pair of
    message and hint. What is left after decoration gives the whole `Finding`. Its docstring is
    what `rectoverso explain CODE` prints.
    """

    def declare(
        words: Callable[Concatenate[Span, Facts], Words],
    ) -> Callable[Concatenate[Span, Facts], Finding]:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Rule(code, severity, words.__name__, inspect.getdoc(words) or "")

        def find(span: Span, /, *facts: Facts.args, **named: Facts.kwargs) -> Finding:
            said = words(span, *facts, **named)
            message, hint = (said, "") if isinstance(said, str) else said
            return Finding(span, code, message, hint, severity)

        find.__doc__ = words.__doc__
        find.__name__ = words.__name__
        return find

    return declare


def did_you_mean(nearest: str, otherwise: str = "") -> str:
    """The hint for a misspelt name: the nearest known one, or what to do when none is near."""
    return f"did you mean “{nearest}”?" if nearest else otherwise


def hyphenates(words: str) -> bool:
    """Whether a hint may speak of hyphens, which no word in Arabic or Hebrew letters has."""
    return any(bidirectional(letter) == "L" for letter in words)
