"""Findings about what an author has told us not to find (family W)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("W101", Severity.WARNING)
def waives_nothing(span: Span, codes: str) -> Words:
    """A waiver waives nothing: what it names is not found there, or no longer.

    Take it out, so that it does not hide the next fault that stands here. Errors cannot be waived:
    they keep the book from being made.
    """
    return f"nothing here is waived by “{codes}”", "take the waiver out"


@rule("W102", Severity.WARNING)
def waiver_without_reason(span: Span, codes: str) -> Words:
    """A waiver does not say why, and so does not hold.

    Whoever revises the chapter next has to know whether it still holds:
    `<!-- rectoverso: ignore T107 because the letter is quoted as it was written -->`.
    """
    return f"this waiver of “{codes}” gives no reason", "write ignore CODE because ..."


@rule("W103", Severity.WARNING)
def waiver_of_nothing_known(span: Span, code: str, nearest: str) -> Words:
    """A waiver names a code that no finding has.

    Codes are a letter and three digits, T107; a letter alone stands for its whole family.
    `rectoverso explain` lists them.
    """
    return f"no finding has the code “{code}”", did_you_mean(
        nearest, "rectoverso explain lists all codes"
    )


@rule("W104", Severity.WARNING)
def waiver_not_understood(span: Span, said: str) -> Words:
    """A comment begins as a waiver does and cannot be read as one.

    A waiver stands in a comment: `<!-- rectoverso: ignore T107, B110 because ... -->`. On a line
    with text it holds for that line, on a line of its own for the paragraph behind it.
    """
    return f"“{said}” is no waiver", "write rectoverso: ignore CODE because ..."
