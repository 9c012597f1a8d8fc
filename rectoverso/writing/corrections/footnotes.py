"""Make WeasyPrint keep footnotes on the page of their calls, and continue long ones on the next."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import wraps
from typing import Any

from weasyprint import css
from weasyprint.layout import LayoutContext, block, page

from rectoverso.writing.corrections import continuing

# Where a line overflows the page and may not be parted from the lines before it, WeasyPrint 70
# sends notes that are already set to the next page, until the line fits: notes leave their calls,
# and those of the line itself are never set at all (`_linebox_layout`). Without that, the lines
# go to the next page together, with their notes.
SHEDS = "report = not context.in_column and can_break_now and not could_break_before"

_LINES = {
    SHEDS: "report = False",
    # A box that is part of a line has no place on the page yet.
    """\
        if context.footnotes:
            break_linebox = False
""": """\
        if context.footnotes and not is_inside_line(context, bottom_space):
            break_linebox = False
""",
    # A note that does not fit goes to the next page, whole, with its line or without it.
    """\
                if overflow:
                    context.report_footnote(footnote)
""": """\
                if overflow and not begins_here(context, footnote, Call(
                        box, child, line.position_y, new_position_y + offset_y,
                        len(new_children), resume_at, bottom_space,
                        page_is_empty and not new_children)):
                    context.report_footnote(footnote)
""",
}
_CALLED = ("Call", "begins_here", "is_inside_line", "set_those_left", "set_text", "finish")
_PAGES = {
    # The first of the notes left for a page is set on it, however tall it is.
    """\
    for i, reported_footnote in enumerate(reported_footnotes):
        context.footnotes.append(reported_footnote)
        overflow = context.layout_footnote(reported_footnote)
        if overflow and i != 0:
            context.report_footnote(reported_footnote)
            context.reported_footnotes = reported_footnotes[i:]
            break
""": """\
    set_those_left(context, reported_footnotes)
""",
    # Something of the text is always set, over the notes if need be.
    """\
    root_box, resume_at, next_page, _, _, _ = block_level_layout(
        context, root_box, 0, resume_at, initial_containing_block,
""": """\
    root_box, resume_at, next_page, _, _, _ = set_text(
        context, root_box, 0, resume_at, initial_containing_block,
""",
    """\
    footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())
""": """\
    finish(context, root_box)
    footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())
""",
}


def correct_footnotes() -> None:
    """Have lines give way to notes, not notes to lines, and notes too tall for their page go on on
    the next one, below what `@footnote-continued` says. Calling it again does nothing.

    Raises RuntimeError where WeasyPrint's functions are not those this was written for.
    """
    if hasattr(block, "begins_here"):
        return
    css.PAGE_MARGIN_BOXES |= {continuing.CONTINUED}
    _rewrite(block, "_linebox_layout", _LINES)
    _rewrite(page, "make_page", _PAGES)
    for module in (block, page):
        vars(module).update((name, getattr(continuing, name)) for name in _CALLED)
    LayoutContext.unlayout_footnote = continuing.undivided(LayoutContext.unlayout_footnote)
    block._in_flow_layout = continuing.ended(block._in_flow_layout)
    block.table_layout = _told(block.table_layout)


def _rewrite(module: Any, name: str, changes: Mapping[str, str]) -> None:
    source = inspect.getsource(getattr(module, name))
    for old, new in changes.items():
        if source.count(old) != 1:
            raise RuntimeError(f"WeasyPrint's {name} is another than that of version 70.0")
        source = source.replace(old, new)
    exec(compile(source, module.__file__, "exec"), vars(module))


def _told(table_layout: Any) -> Any:
    """Let it be known that a table is being set: its rows may yet become taller."""

    @wraps(table_layout)
    def corrected(context: Any, *given: Any) -> Any:
        around = getattr(context, "in_table", False)
        context.in_table = True
        try:
            return table_layout(context, *given)
        finally:
            context.in_table = around

    return corrected
