"""Look at profile and pictures before anything is set: what no press could print, and why."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Raster
from PIL import ImageCms, ImageFile, UnidentifiedImageError

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.nodes import Image
from rectoverso.model.press import PressEdition
from rectoverso.model.rules import pressing as rules
from rectoverso.model.source import Finding, Span
from rectoverso.writing.press.inks import NotAProfileError, Profile, read_profile
from rectoverso.writing.press.placing import Placed
from rectoverso.writing.shown import pictures_shown

# Bytes that a picture may take while it is worked on: a third of what all of it takes in the end.
MOST = 100_000_000
# Bytes that a pixel takes, by what Pillow calls its colours; black and white is set as colours are.
_DEEP = {"L": 1, "LA": 2, "I;16": 2, "CMYK": 4, "RGBA": 4}
_USUAL = 3
# At a fraction of its size a JPEG shows as well whether it can be read to its end.
_GLANCE = (64, 64)
# What the head of a profile calls colours, and how Pillow does (ICC.1, 7.2.6).
_SPACES = {
    "RGB ": ("RGB", "RGBA", "P", "PA"),
    "GRAY": ("L", "LA", "1", "I;16", "I"),
    "CMYK": ("CMYK",),
}
_BITS = {"I;16": 16, "I;16B": 16, "I": 16, "F": 32}
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
    chapters = manuscript.root / "chapters"
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
        with _strictly(), Raster.open(file) as picture:
            pixels = picture.width * picture.height
            # A JPEG can be opened at a fraction of its size.
            usual = _USUAL if picture.format == "JPEG" else _USUAL + 1
            most = MOST / _DEEP.get(picture.mode, usual)
            if pixels > most:
                yield rules.picture_too_many(span, path, pixels / 1e6, most / 1e6)
                return
            mode, said = picture.mode, picture.info.get("icc_profile")
            picture.draft(None, _GLANCE)
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        yield rules.picture_broken(span, path, str(error).partition("\n")[0])
        return
    if bits := _BITS.get(mode):
        yield rules.more_bits_than_print(span, path, bits)
    if said and (wanted := _space(said)) and mode not in _SPACES.get(wanted, (mode,)):
        yield rules.profile_of_another(span, path, mode, wanted.strip())


@contextmanager
def _strictly() -> Iterator[None]:
    """While this lasts, the head of any picture can be read, and none that ends too early."""
    most, cut = Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    # WeasyPrint asks for what is there of a picture; we ask whether it is there.
    Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # metadata that cannot be read does no harm
            yield
    finally:
        Raster.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = most, cut


def _space(said: bytes) -> str:
    try:
        opened: Any = ImageCms.ImageCmsProfile(BytesIO(said))
        return str(opened.profile.xcolor_space).ljust(4)
    except (OSError, ImageCms.PyCMSError, ValueError):
        return ""


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
            with _strictly(), Raster.open(files[path]) as picture:
                named.setdefault(picture.size, (path, node))
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
