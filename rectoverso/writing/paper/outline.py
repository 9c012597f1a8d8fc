"""The outline of a PDF: bookmarks with levels become a tree."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary

Line = tuple[int, str, Array, bool]


def write_outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Line]) -> None:
    """Write bookmarks (level, label, place, closed) in the order of their places.

    A bookmark stands under the last one before it of a lesser level, as in CSS Generated Content
    for Paged Media, 8.2 (bookmark-level): levels that are left out leave no gap.
    """
    if not bookmarks:
        return
    root = pdf.make_indirect(Dictionary(Type=pikepdf.Name.Outlines))
    open_lines: list[tuple[int, pikepdf.Object]] = [(0, root)]
    shown: list[tuple[pikepdf.Object, bool]] = []
    for level, label, place, closed in bookmarks:
        while open_lines[-1][0] >= level:
            open_lines.pop()
        parent = open_lines[-1][1]
        line: pikepdf.Object = pdf.make_indirect(
            Dictionary(Title=pikepdf.String(label), Dest=place, Parent=parent, Count=0)
        )
        if "/Last" in parent:
            line.Prev, parent.Last.Next = parent.Last, line
        else:
            parent.First = line
        parent.Last = line
        open_lines.append((level, line))
        shown.append((line, closed))
    for line, closed in reversed(shown):
        # ISO 32000-2, table 151: how many lines are seen below; negative when they are folded.
        below = int(line.Count)
        parent = line.Parent
        parent.Count = int(parent.get("/Count", 0)) + 1 + (0 if closed else below)
        line.Count = -below if closed else below
    pdf.Root.Outlines = root
