"""A table as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil

from markupsafe import Markup, escape

from rectoverso.model import nodes
from rectoverso.model.nodes import plain
from rectoverso.writing.elements import Setting, element, led_to, names

# About how many letters of a table stand in a line, how many the gap between columns takes, and
# how much of a line the gap between rows.
MEASURE, GAP, LEADING = 64, 3, 0.35
# A table of more lines may go on on the next page. It takes about a third of a common page.
LONG = 10

Show = Callable[[tuple[nodes.Block, ...]], Markup]


def placed(node: nodes.Table | nodes.Figure, setting: Setting) -> str:
    """Where on its page a thing shall stand; there is none on a screen."""
    return "" if setting.edition.name == "screen" else node.placement


def table(node: nodes.Table, caption: Markup, goes_on: str, setting: Setting, show: Show) -> Markup:
    """A table under its caption; `show` gives the blocks of a cell as HTML.

    `goes_on` is what stands over it where it goes on on another page.
    """
    content = element("caption", caption) if caption else Markup("")
    if any(node.widths):
        columns = (element("col", style=f"width:{100 * width:.4g}%") for width in node.widths)
        content += element("colgroup", Markup("").join(columns))
    turned = _of_numbers(node) if setting.locale.direction == "rtl" else frozenset()
    if node.head:
        again = _again(node, goes_on) if goes_on and _is_long(node) else Markup("")
        content += element("thead", again + _rows(node.head, "th", show, turned))
    content += element("tbody", _rows(node.body, "td", show, turned))
    if node.foot:
        content += element("tfoot", _rows(node.foot, "td", show, turned))
    # The wrapper keeps a table and its caption on one page: WeasyPrint parts them by themselves.
    look = names("table", "long" if _is_long(node) else "")
    whole, where = element("table", content), placed(node, setting)
    return led_to(setting, "div", whole, id=node.id, class_=look, data_placement=where)


def _again(node: nodes.Table, goes_on: str) -> Markup:
    columns = sum(cell.columns for cell in node.head[0].cells)
    cell = element("th", element("span", escape(goes_on)), colspan=columns)
    return element("tr", cell, class_="continued")


def _is_long(node: nodes.Table) -> bool:
    """Whether a table takes much of a page, its columns being as wide as what they hold."""
    rows = (*node.head, *node.body, *node.foot)
    texts = [[len(plain(cell.blocks)) for cell in row.cells] for row in rows]
    columns = max(map(len, texts), default=0)
    wanted = [max((row[at] for row in texts if at < len(row)), default=0) for at in range(columns)]
    room = MEASURE - GAP * columns
    share = min(1.0, room / max(sum(wanted), 1))
    lines = (
        max(
            (
                ceil(length / max(width * share, GAP))
                for length, width in zip(row, wanted, strict=False)
            ),
            default=0,
        )
        for row in texts
    )
    return sum(LEADING + max(height, 1) for height in lines) > LONG


def _of_numbers(node: nodes.Table) -> frozenset[int]:
    """The columns that hold nothing but numbers.

    Numbers run from left to right in every script. Their units stand below each other where they
    end on the right, which is where lines begin that run from right to left.
    """
    rows = [[plain(cell.blocks) for cell in row.cells] for row in (*node.body, *node.foot)]
    width = len(node.body[0].cells) if node.body else 0
    if any(len(row) != width for row in rows):
        return frozenset()
    return frozenset(
        at
        for at in range(width)
        if any(letter.isdecimal() for row in rows for letter in row[at])
        and not any(letter.isalpha() for row in rows for letter in row[at])
    )


def _rows(rows: Iterable[nodes.Row], name: str, show: Show, turned: frozenset[int]) -> Markup:
    return Markup("").join(
        element(
            "tr",
            Markup("").join(
                _cell(cell, name, show, "start" if at in turned and cell.align == "end" else "")
                for at, cell in enumerate(row.cells)
            ),
        )
        for row in rows
    )


def _cell(cell: nodes.Cell, name: str, show: Show, side: str) -> Markup:
    align = side or cell.align
    return element(
        name,
        show(cell.blocks),
        scope="col" if name == "th" else "",
        class_=align and f"align-{align}",
        rowspan=cell.rows if cell.rows > 1 else "",
        colspan=cell.columns if cell.columns > 1 else "",
    )
