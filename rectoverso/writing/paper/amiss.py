"""Tell the author what does not fit its page."""

from __future__ import annotations

from typing import assert_never

from rectoverso.model.nodes import NOWHERE
from rectoverso.model.rules import layout as rules
from rectoverso.model.rules import paragraphs
from rectoverso.model.source import Finding, Span
from rectoverso.writing.folios import Folio
from rectoverso.writing.paper.pieces import Misfit


def amiss(misfit: Misfit, folio: Folio) -> Finding:
    """What to tell of it; `folio` is that of its page."""
    span, page, amount = _span(misfit.place), folio.label, misfit.amount
    match misfit.kind:
        case "line":
            return rules.line_too_long(span, page, misfit.words, amount)
        case "table":
            return rules.table_too_wide(span, page, amount)
        case "formula" | "picture":
            return rules.picture_too_large(span, page, misfit.kind)
        case "small-table":
            return rules.table_set_small(span, page)
        case "small-formula":
            return rules.formula_set_small(span, page, amount)
        case "couplets":
            return rules.couplets_one_below_the_other(span, page)
        case "far-figure" | "far-table":
            what = misfit.kind.removeprefix("far-")
            return rules.far_from_reference(span, page, what, round(amount))
        case "short-page":
            return rules.short_last_page(span, page, round(amount))
        case "loose-line":
            return paragraphs.loose_line(span, page, misfit.words, amount)
        case "ladder":
            return paragraphs.hyphens_in_a_row(span, page, round(amount))
        case "runt":
            return paragraphs.short_last_line(span, page, misfit.words)
        case "lone-line":
            return paragraphs.line_alone(span, page, "last" if amount else "first")
        case "heading-at-foot":
            return paragraphs.heading_at_the_foot(span, page)
        case "note-continued":
            return rules.note_continued(span, misfit.words, page, round(amount))
        case "lowered":
            return rules.picture_below_title(span, page, amount)
        case "head":
            return rules.head_cut_short(span, misfit.words, page)
        case _:
            assert_never(misfit.kind)


def _span(place: str) -> Span:
    path, _, line = place.rpartition(":")
    return Span(path, int(line)) if path else NOWHERE
