"""Index locators as page numbers: each page once, pages running folded, ranges as is the custom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rectoverso.model.book import IndexEntry, Locator
from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import IndexSettings
from rectoverso.writing.folios import Folio

FOLDED = 3  # Runs of so many pages and more are printed as a range (ISO 999, 7.4.3).
# What is told of a place, the most telling first; a page is shown as its most telling place.
MENTIONS = ("principal", "definition", "figure", "table", "", "note")


@dataclass(frozen=True, slots=True)
class PrintedLocator:
    """A locator as the index prints it, with the anchor a click leads to.

    A range has `parts`: its first page, what stands between, its last page, each with the anchor it
    leads to, if it leads anywhere.
    """

    text: str
    anchor: str
    mention: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The pages of a locator, both ends included, and the anchors it begins and ends with."""

    first: Folio
    last: Folio
    anchor: str
    end: str
    mention: str = ""
    note: int = 0

    def holds(self, other: _Stretch) -> bool:
        """Whether all pages of another are among its own."""
        return self.first.page <= other.first.page and other.last.page <= self.last.page

    @property
    def place(self) -> tuple[int, int, int, int]:
        """What stretches are put in order by."""
        rank = MENTIONS.index(self.mention) if self.mention in MENTIONS else len(MENTIONS)
        return self.first.page, -self.last.page, rank, self.note


def printed_locators(
    locators: Iterable[Locator],
    folios: Mapping[str, Folio],
    locale: Locale,
    settings: IndexSettings | None = None,
) -> tuple[PrintedLocator, ...]:
    """Locators as page numbers: in order, each page once, three pages running and more folded.

    A locator with a mention of its own (principal ...) stands apart and is not folded; that of a
    note gives way to any other of its page. Locators whose anchors have no page yet are left out.
    """
    settings = settings or IndexSettings()
    elided = settings.ranges == "elided" or (locale.elided and not settings.ranges)
    shown = _fold(_one_to_a_page(_stretches(locators, folios)))
    if settings.principal == "first":
        shown.sort(key=lambda one: one.mention != "principal")
    return tuple(
        PrintedLocator(
            _text(one, locale, elided), one.anchor, one.mention, _parts(one, locale, elided)
        )
        for one in shown
    )


def _stretches(locators: Iterable[Locator], folios: Mapping[str, Folio]) -> list[_Stretch]:
    found = {
        _Stretch(
            folios[one.anchor],
            folios.get(one.end, folios[one.anchor]),
            one.anchor,
            one.end if one.end in folios else one.anchor,
            one.mention,
            one.note if one.mention == "note" else 0,
        )
        for one in locators
        if one.anchor in folios
    }
    return sorted(found, key=lambda one: (one.place, one.anchor))


def _one_to_a_page(stretches: list[_Stretch]) -> list[_Stretch]:
    plain = _united([one for one in stretches if not one.mention])
    kept: list[_Stretch] = []
    for one in sorted(stretches, key=lambda one: (one.place[2], one.place)):
        if one.mention and not any(other.holds(one) for other in kept):
            apart = one.mention != "note" or not any(other.holds(one) for other in plain)
            kept += [one] if apart else []
    special = [one for one in kept if one.mention != "note"]
    kept += [one for one in plain if not any(other.holds(one) for other in special)]
    return sorted(kept, key=lambda one: one.place)


def _united(plain: list[_Stretch]) -> list[_Stretch]:
    """Stretches without those that lie in others; those that overlap are one."""
    united: list[_Stretch] = []
    for one in plain:
        if united and one.first.page <= united[-1].last.page:
            if one.last.page > united[-1].last.page:
                united[-1] = replace(united[-1], last=one.last, end=one.end)
        else:
            united.append(one)
    return united


def _fold(stretches: list[_Stretch]) -> list[_Stretch]:
    folded: list[_Stretch] = []
    run: list[_Stretch] = []
    for one in stretches:
        if run and not _follows(run[-1], one):
            folded += _joined(run)
            run = []
        run.append(one)
    return folded + _joined(run)


def _follows(one: _Stretch, other: _Stretch) -> bool:
    return (
        one.last.front == other.first.front
        and one.last.page + 1 == other.first.page
        and not (one.mention or other.mention)
    )


def _joined(run: list[_Stretch]) -> list[_Stretch]:
    if not run or run[-1].last.page - run[0].first.page + 1 < FOLDED:
        return run
    return [replace(run[0], last=run[-1].last, end=run[-1].end)]


def _text(one: _Stretch, locale: Locale, elided: bool) -> str:
    said = one.first.text(locale)
    if one.first.page != one.last.page:
        said = locale.label("range", start=said, end=_end(one, locale, elided))
    if one.mention == "note":
        said = locale.label("note-locator", page=said, number=locale.number(one.note, "notes"))
    return said


def _end(one: _Stretch, locale: Locale, elided: bool) -> str:
    first, last = one.first, one.last
    end = last.text(locale)
    if elided and not (first.front or last.front):
        return end[len(end) - _digits_told(first.number, last.number) :]
    return end


def _parts(one: _Stretch, locale: Locale, elided: bool) -> tuple[tuple[str, str], ...]:
    if one.first.page == one.last.page or one.mention == "note":
        return ()
    before, between, after = locale.label("range", start="\0", end="\0").split("\0")
    first, last = one.first.text(locale), _end(one, locale, elided)
    whole = ((before, ""), (first, one.anchor), (between, ""), (last, one.end), (after, ""))
    return tuple(part for part in whole if part[0])


def _digits_told(first: int, last: int) -> int:
    """How many digits of a range's last number are told: as few as can be, and both of 10 to 19.

    That is the custom of New Hart's Rules: 42–5, 123–8, 112–18, 98–101.
    """
    start, end = str(first), str(last)
    if len(start) != len(end):
        return len(end)
    same = next(at for at, (one, other) in enumerate(zip(start, end, strict=True)) if one != other)
    told = len(end) - same
    return 2 if told == 1 and end[-2:-1] == "1" else told


# --- Entries that break over a page --------------------------------------------------------


def turned(entry: IndexEntry, folios: Mapping[str, Folio]) -> Mapping[str, str]:
    """The sub-entries before which the page turns, by anchor: what is to be continued there.

    That is the entry, or the sub-entry, they stand under, with all its levels. From column to
    column of a page nothing is repeated: the eye finds the heading (Chicago 17, 16.145).
    """
    found: dict[str, str] = {}
    before = folios.get(entry.anchor)
    for one, above in _below(entry, entry.heading):
        here = folios.get(one.anchor)
        if before and here and here.page > before.page:
            found[one.anchor] = above
        before = here or before
    return found


def _below(entry: IndexEntry, heading: str) -> Iterator[tuple[IndexEntry, str]]:
    for one in entry.subentries:
        yield one, heading
        yield from _below(one, f"{heading}, {one.heading}")
