"""Page numbers as data: the folio of a page, and how near two pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rectoverso.model.locale import Locale


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
        return self.label if self.front else locale.number(self.number, "folios")


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
