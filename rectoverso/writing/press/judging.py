"""Look at profile and pictures before anything is set: what no press could print, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from PIL import Image as Raster

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.nodes import Image
from rectoverso.model.press import PressEdition
from rectoverso.model.project import CHAPTERS
from rectoverso.model.rules import pressing as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.pictures.heads import NO_PICTURE, any_size, head_of
from rectoverso.writing.pictures.making import MOST
from rectoverso.writing.pictures.reducing import FULL
from rectoverso.writing.press.inks import NotAProfileError, Profile, read_profile
from rectoverso.writing.press.placing import Placed
from rectoverso.writing.shown import pictures_shown

# Pixels up to which a picture is looked over at once; what has more, when it is made smaller. At a
# fraction of its size a JPEG shows as well whether it can be read to its end.
LOOKED_OVER = 10_000_000
_GLANCE = (64, 64)
_SLACK = 0.97
_MM = 25.4 / 72


def find_profile(manuscript: Manuscript, place: Span) -> tuple[Profile | None, tuple[Finding, ...]]:
    """The printer's profile that the settings name, if they do; or what is wrong with it."""
    press = manuscript.settings.sheet.press
    if not press.standard:
        return None, ()
    if not press.profile:
        lacks = press.standard == "pdf/x-4" or (press.standard != "plain" and not press.condition)
        return None, (rules.profile_needed(place, press.standard),) if lacks else ()
    chapters = manuscript.root / CHAPTERS
    path = chapters / press.profile
    inside = path.resolve().is_relative_to(chapters.resolve())
    if not inside or not path.is_file():
        found = [one.relative_to(chapters).as_posix() for one in chapters.rglob("*.ic[cm]")]
        near = get_close_matches(press.profile, found, 1) or found[:1]
        return None, (rules.no_such_profile(place, press.profile, near[0] if near else ""),)
    try:
        old = press.standard in ("pdf/x-1a", "pdf/x-3")
        return read_profile(path.read_bytes(), only_version_2=old), ()
    except NotAProfileError as error:
        return None, (rules.not_a_profile(place, press.profile, error.why),)


def pictures_amiss(book: Book, files: Mapping[str, Path]) -> Iterator[Finding]:
    """What is wrong with the pictures of a book that goes to the press."""
    for path, node in pictures_shown(book).items():
        if path in files and files[path].suffix.lower() != ".svg":
            yield from _amiss(path, files[path], node.span)


def _amiss(path: str, file: Path, span: Span) -> Iterator[Finding]:
    try:
        head = head_of(file)
        if head.cost > MOST:
            yield rules.picture_too_many(span, path, head.pixels / 1e6)
            return
        if head.kind == "JPEG" or head.pixels < LOOKED_OVER:
            with any_size(), Raster.open(file) as picture:
                picture.draft(None, _GLANCE)
                picture.load()
    except NO_PICTURE as error:
        yield rules.picture_broken(span, path, str(error).partition("\n")[0])
        return
    if head.bits > FULL:
        yield rules.more_bits_than_print(span, path, head.bits)
    if head.misprofiled:
        yield rules.profile_of_another(span, path, head.mode, head.space)


def too_coarse(
    placed: Iterable[Placed],
    book: Book,
    files: Mapping[str, Path],
    press: PressEdition,
    labels: Mapping[int, str],
) -> Iterator[Finding]:
    """Pictures of too few pixels where they stand; `labels` are what pages (from 1) are called.

    A picture on a page is known by its pixels: two of the same size are told of as the first.
    """
    coarse = [one for one in placed if one.ppi < press.ppi * _SLACK]
    if not coarse:
        return
    named: dict[tuple[int, int], tuple[str, Image]] = {}
    for path, node in pictures_shown(book).items():
        if path in files and files[path].suffix.lower() != ".svg":
            named.setdefault(head_of(files[path]).size, (path, node))
    told: set[str] = set()
    for one in sorted(coarse, key=lambda one: one.ppi):
        path, shown = named.get((one.columns, one.rows), ("", None))
        if shown is not None and path not in told:
            told.add(path)
            yield rules.too_few_pixels(
                shown.span,
                path,
                labels.get(one.page, str(one.page)),
                round(one.ppi),
                press.ppi,
                one.wide * _MM,
                one.wide * _MM * one.ppi / press.ppi,
            )
