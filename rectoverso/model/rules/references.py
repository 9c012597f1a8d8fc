"""Findings about labels and the references to them (family X)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Span


@rule("X101")
def nothing_labelled(span: Span, label: str, nearest: str) -> Words:
    """A reference leads nowhere: nothing in the book carries that label.

    Labels are written `{#sec-name}` behind a heading, a figure or a table, or `id: sec-name` in
    a chapter's front matter. Correct the reference, or give the thing it means that label.
    """
    return f"nothing is labelled “{label}”", did_you_mean(
        nearest, f"write {{#{label}}} where it should lead"
    )


@rule("X102")
def labelled_twice(span: Span, label: str, first: Span) -> Words:
    """Two things in the book carry the same label.

    A reference could lead to either, so labels are unique in the whole book, not only in a
    chapter. Rename one of them, and the references that mean it.
    """
    return f"“{label}” is a label already", f"the first is at {first}; rename one of the two"
