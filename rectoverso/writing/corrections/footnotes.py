"""Make WeasyPrint keep footnotes on the page of their calls."""

from __future__ import annotations

import inspect

from weasyprint.layout import block

# Where a line overflows the page and may not be parted from the lines before it, WeasyPrint 70
# sends notes that are already set to the next page, until the line fits: notes leave their calls,
# and those of the line itself are never set at all (`_linebox_layout`). Without that, the lines
# go to the next page together, with their notes.
SHEDS = "report = not context.in_column and can_break_now and not could_break_before"


def correct_footnotes() -> None:
    """Have lines give way to notes, not notes to lines. Calling it again does nothing.

    Raises RuntimeError where WeasyPrint's function is not the one this was written for.
    """
    if hasattr(block, "footnotes_corrected"):
        return
    source = inspect.getsource(block._linebox_layout)
    if source.count(SHEDS) != 1:
        raise RuntimeError("WeasyPrint lays out lines in another way than version 70.0 did")
    exec(compile(source.replace(SHEDS, "report = False"), block.__file__, "exec"), vars(block))
    block.footnotes_corrected = True
