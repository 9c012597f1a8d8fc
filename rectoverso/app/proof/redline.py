"""Finish the PDF of a proof: bars beside what has changed, a list in front, perhaps few pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from rectoverso.app.proof.changes import Change
from rectoverso.writing.paper.standards import renounce

# In points: how far from the edge of the page a bar stands, how wide it is, how high a line is.
FROM_EDGE, WIDTH, LINE = 18, 1.4, 13


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar on a page, from the top down to the bottom, in points from below."""

    page: int
    top: float
    bottom: float


def finish(
    pdf: bytes, changes: Sequence[Change], front: bytes, *, right_to_left: bool, only: bool
) -> bytes:
    """The proof with bars in the outer margins and the pages of `front` before it.

    `only` leaves out the pages on which nothing has changed. Every page keeps the label it has.
    """
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(BytesIO(front)) as listing:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        by_page: defaultdict[int, list[_Bar]] = defaultdict(list)
        for bar in _bars(document, changes, numbers):
            by_page[bar.page].append(bar)
        for number, bars in by_page.items():
            on_the_left = (number % 2 == 0) == right_to_left
            _draw(document, document.pages[number], bars, on_the_left=on_the_left)
        labels = [str(page.label) for page in document.pages]
        if only:
            for number in reversed(range(len(labels))):
                if number not in by_page:
                    del document.pages[number], labels[number]
            _forget(document)
        renounce(document, structure=only)
        for page in reversed(listing.pages):
            document.pages.insert(0, page)
            labels.insert(0, "*")
        document.Root.PageLabels = Dictionary(
            Nums=Array(
                item
                for number, label in enumerate(labels)
                for item in (number, Dictionary(P=pikepdf.String(label)))
            )
        )
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _forget(document: pikepdf.Pdf) -> None:
    """Take out what leads to pages that are no longer there."""
    here = {page.obj.objgen for page in document.pages}
    if "/Outlines" in document.Root:
        del document.Root.Outlines
    places = [(name, place) for name, place in _places(document).items() if place[0].objgen in here]
    named = Array(item for name, place in places for item in (pikepdf.String(name), place))
    document.Root.Names = Dictionary(Dests=Dictionary(Names=named))


def _bars(
    document: pikepdf.Pdf, changes: Sequence[Change], numbers: dict[tuple[int, int], int]
) -> Iterator[_Bar]:
    places = _places(document)
    for change in changes:
        begin, end = places.get(change.anchor), places.get(f"{change.anchor}-end")
        if begin is None or end is None:
            continue
        first, last = numbers[begin[0].objgen], numbers[end[0].objgen]
        top, bottom = float(begin[3]), float(end[3]) - LINE
        for page in range(first, last + 1):
            box = document.pages[page].MediaBox
            yield _Bar(
                page,
                top if page == first else float(box[3]) - 3 * FROM_EDGE,
                bottom if page == last else float(box[1]) + 3 * FROM_EDGE,
            )


def _places(document: pikepdf.Pdf) -> dict[str, Any]:
    """Where the named places of a PDF are: page, manner, x, y."""
    listed: Any = document.Root.Names.Dests.Names if "/Names" in document.Root else []
    return {str(listed[n]): listed[n + 1] for n in range(0, len(listed), 2)}


def _draw(
    document: pikepdf.Pdf, page: pikepdf.Page, bars: Sequence[_Bar], *, on_the_left: bool
) -> None:
    box = page.MediaBox
    x = float(box[0]) + FROM_EDGE if on_the_left else float(box[2]) - FROM_EDGE
    lines = "\n".join(f"{x:.2f} {bar.top:.2f} m {x:.2f} {bar.bottom:.2f} l S" for bar in bars)
    page.contents_add(document.make_stream(f"q {WIDTH} w 0 G\n{lines}\nQ".encode()))
