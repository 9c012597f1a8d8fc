"""Page numbers as data: the folio of every anchor, and index locators folded from folios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rectoverso.model.book import Locator
from rectoverso.model.locale import Locale

FOLDED = 3  # Runs of so many pages and more are printed as a range (ISO 999, 7.4.3).


@dataclass(frozen=True, slots=True, order=True)
class Folio:
    """The number of a page.

    `page` counts sheets' sides from 0 through the whole book; `number` counts from 1 in its series
    (front matter or body); `label` is what is printed on the page itself.
    """

    page: int
    number: int
    front: bool
    label: str

    def text(self, locale: Locale) -> str:
        """The folio in the digits of a locale; one of the front matter reads as it is printed."""
        return self.label if self.front else locale.number(self.number)


def nearness(folios: Mapping[str, Folio], here: str, there: str) -> str:
    """How near one anchor's page is to another's, as the label that says so; "" if it is not.

    The first page is a recto, alone in its opening; the two sides of a leaf are overleaf from one
    another.
    """
    if here not in folios or there not in folios:
        return ""
    one, other = folios[here].page, folios[there].page
    if one == other:
        return "this-page"
    if (one + 1) // 2 == (other + 1) // 2:
        return "facing-page"
    return "overleaf" if one // 2 == other // 2 else ""


@dataclass(frozen=True, slots=True)
class PrintedLocator:
    """A locator as the index prints it, with the anchor a click leads to."""

    text: str
    anchor: str
    mention: str = ""


def printed_locators(
    locators: Iterable[Locator], folios: Mapping[str, Folio], locale: Locale
) -> tuple[PrintedLocator, ...]:
    """Locators as page numbers: in order, each page once, three pages running and more folded.

    A locator with a mention of its own (principal ...) stands apart and is not folded. Locators
    whose anchors have no page yet are left out.
    """
    stretches = sorted(
        {
            (folios[one.anchor], folios.get(one.end, folios[one.anchor]), one.mention, one.anchor)
            for one in locators
            if one.anchor in folios
        },
        key=lambda stretch: (stretch[0].page, -stretch[1].page, not stretch[2]),
    )
    kept: list[tuple[Folio, Folio, str, str]] = []
    for first, last, mention, anchor in stretches:
        if kept and last.page <= kept[-1][1].page:
            continue
        if kept and not mention and not kept[-1][2] and first.page <= kept[-1][1].page:
            kept[-1] = (kept[-1][0], last, "", kept[-1][3])
        else:
            kept.append((first, last, mention, anchor))
    return tuple(
        PrintedLocator(text, anchor, mention)
        for first, last, mention, anchor in _fold(kept)
        for text in [_range(first, last, locale)]
    )


def _fold(
    stretches: list[tuple[Folio, Folio, str, str]],
) -> list[tuple[Folio, Folio, str, str]]:
    folded: list[tuple[Folio, Folio, str, str]] = []
    run: list[tuple[Folio, Folio, str, str]] = []
    for stretch in stretches:
        if run and not _follows(run[-1], stretch):
            folded.extend(_joined(run))
            run = []
        run.append(stretch)
    folded.extend(_joined(run))
    return folded


def _follows(one: tuple[Folio, Folio, str, str], other: tuple[Folio, Folio, str, str]) -> bool:
    return (
        one[1].front == other[0].front
        and one[1].page + 1 == other[0].page
        and not one[2]
        and not other[2]
    )


def _joined(run: list[tuple[Folio, Folio, str, str]]) -> list[tuple[Folio, Folio, str, str]]:
    if not run or run[-1][1].page - run[0][0].page + 1 < FOLDED:
        return run
    return [(run[0][0], run[-1][1], "", run[0][3])]


def _range(first: Folio, last: Folio, locale: Locale) -> str:
    if first.page == last.page:
        return first.text(locale)
    return locale.label("range", start=first.text(locale), end=last.text(locale))
