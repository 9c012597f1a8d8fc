"""A table as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from rectoverso.model import nodes
from rectoverso.writing.elements import element

Show = Callable[[tuple[nodes.Block, ...]], Markup]


def table(node: nodes.Table, caption: Markup, show: Show) -> Markup:
    """A table under its caption; `show` gives the blocks of a cell as HTML."""
    content = element("caption", caption) if caption else Markup("")
    if any(node.widths):
        columns = (element("col", style=f"width:{100 * width:.4g}%") for width in node.widths)
        content += element("colgroup", Markup("").join(columns))
    if node.head:
        content += element("thead", _rows(node.head, "th", show))
    content += element("tbody", _rows(node.body, "td", show))
    if node.foot:
        content += element("tfoot", _rows(node.foot, "td", show))
    # The wrapper keeps a table and its caption on one page: WeasyPrint parts them by themselves.
    return element("div", element("table", content), id=node.id, class_="table")


def _rows(rows: Iterable[nodes.Row], name: str, show: Show) -> Markup:
    return Markup("").join(
        element("tr", Markup("").join(_cell(cell, name, show) for cell in row.cells))
        for row in rows
    )


def _cell(cell: nodes.Cell, name: str, show: Show) -> Markup:
    return element(
        name,
        show(cell.blocks),
        scope="col" if name == "th" else "",
        class_=cell.align and f"align-{cell.align}",
        rowspan=cell.rows if cell.rows > 1 else "",
        colspan=cell.columns if cell.columns > 1 else "",
    )
