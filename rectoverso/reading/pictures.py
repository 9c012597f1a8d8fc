"""Look at the pictures that texts show: which files they are, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import NOWHERE, Image, walk
from rectoverso.model.project import CHAPTERS
from rectoverso.model.rules import manuscript as project
from rectoverso.model.rules import marks as rules
from rectoverso.model.source import Finding, Span, shortened
from rectoverso.reading.files import PICTURES, Folder, is_picture
from rectoverso.reading.nearest import nearest_file

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")


def with_pictures(chapter: Chapter, manuscript: Manuscript) -> Chapter:
    """The chapter with a finding for each picture that is not there or cannot be shown."""
    folder = Folder(manuscript.root)
    amiss = [finding for image in _images(chapter) for finding in _amiss(image, folder, manuscript)]
    if not amiss:
        return chapter
    return replace(chapter, findings=tuple(sorted({*chapter.findings, *amiss})))


def files_shown(chapters: Iterable[Chapter], root: Path) -> Mapping[str, Path]:
    """The files of the pictures that chapters show and that can be shown, by their addresses."""
    folder = Folder(root)
    shown = dict.fromkeys(image.path for chapter in chapters for image in _images(chapter))
    return {
        path: folder.on_disk(f"{CHAPTERS}/{path}")
        for path in sorted(shown)
        if folder.has(f"{CHAPTERS}/{path}") and not any(unfit(path, folder, NOWHERE))
    }


def unfit(path: str, folder: Folder, place: Span, address: Span | None = None) -> Iterator[Finding]:
    """Why a file that is there, at a path from the folder of the chapters, is not to be shown.

    `place` is where it is shown, `address` where its path is written, if that is another place.
    """
    if Path(path).suffix.lower() not in PICTURES:
        yield rules.picture_of_another_kind(place, path)
    elif not folder.holds(f"{CHAPTERS}/{path}"):
        yield project.outside_the_project(address or place, path)
    elif not is_picture(folder.on_disk(f"{CHAPTERS}/{path}")):
        yield rules.not_a_picture(address or place, path)


def _images(chapter: Chapter) -> Iterator[Image]:
    trees = (chapter.title, chapter.subtitle, chapter.blocks)
    return (node for node in walk(trees) if isinstance(node, Image))


def _amiss(image: Image, folder: Folder, manuscript: Manuscript) -> Iterator[Finding]:
    path, place = image.path, image.span
    if _ELSEWHERE.match(path):
        yield rules.picture_elsewhere(place, shortened(path, 60))
    elif not folder.has(f"{CHAPTERS}/{path}"):
        near = nearest_file(path, folder.files(CHAPTERS, tuple(PICTURES)))
        yield rules.no_such_picture(place, path, near)
    elif any(unfit(path, folder, place)):
        yield from unfit(path, folder, place, _address(image, manuscript))


def _address(image: Image, manuscript: Manuscript) -> Span:
    """Where the address of a picture is written; its own place, if it is written otherwise."""
    sources = (file.source for file in manuscript.chapters)
    source = next((one for one in sources if one.path == image.span.path), None)
    if source is None:
        return image.span
    at = source.text.find(image.path, source.offset(image.span))
    return source.span(at) if at >= 0 else image.span
