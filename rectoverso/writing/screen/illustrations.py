"""The pictures and the cover of an e-book: fit for reading systems, none too large, none broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import NOWHERE
from rectoverso.model.project import CHAPTERS, SETTINGS
from rectoverso.model.rules import epubfiles as rules
from rectoverso.model.rules import layout, outputs
from rectoverso.model.source import Finding, Span
from rectoverso.writing.fonts import Face
from rectoverso.writing.layout import Look
from rectoverso.writing.pictures.heads import NO_PICTURE, Head, head_of
from rectoverso.writing.pictures.making import Failed, make_smaller
from rectoverso.writing.pictures.reducing import Place, fits
from rectoverso.writing.screen.cover import make_cover
from rectoverso.writing.screen.package import File
from rectoverso.writing.screen.pictures import screen_drawing
from rectoverso.writing.shown import pictures_shown

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    # Not all shops and reading systems take these; they go in where nothing could be made of them.
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
QUALITY = 88  # of a JPEG that is made smaller; no difference can be seen above it
# How the files begin that pictures are made anew as.
_BEGINNINGS = ((b"\xff\xd8", ".jpg"), (b"\x89PNG", ".png"))


def screen_pictures(
    book: Book, manuscript: Manuscript, faces: Sequence[Face], memory: Memory
) -> tuple[dict[str, File], list[Finding]]:
    """The pictures the sections show, by the path the chapters name them with."""
    shown = {path: node.span for path, node in pictures_shown(book).items()}
    pictures: dict[str, File] = {}
    findings: list[Finding] = []
    limit = book.settings.screen.max_pixels
    for number, (path, found) in enumerate(
        _pictures(shown, limit, manuscript, faces, memory).items(), 1
    ):
        suffix, data, remarks = found
        name = f"picture-{number}"
        pictures[path] = File(name, f"images/{name}{suffix}", MEDIA_TYPES[suffix], data)
        findings += remarks
    return pictures, findings


def screen_cover(
    book: Book, manuscript: Manuscript, look: Look, faces: tuple[Face, ...], memory: Memory
) -> tuple[list[File], list[Finding]]:
    """The author's cover, else one made from the title, else none."""
    findings: list[Finding] = []
    cover = book.settings.cover
    if cover:
        limit = book.settings.screen.max_pixels
        made = _pictures({cover: SETTINGS}, limit, manuscript, faces, memory)
        suffix, data, findings = made[cover]
    else:
        try:
            suffix, data = ".png", make_cover(book, look, faces, memory)
        except OSError as trouble:
            return [], [outputs.no_cover(NOWHERE, str(trouble).partition("\n")[0])]
    name, media_type = f"images/cover{suffix}", MEDIA_TYPES[suffix]
    return [File("cover-image", name, media_type, data, ("cover-image",))], findings


def _pictures(
    shown: Mapping[str, Span],
    limit: int,
    manuscript: Manuscript,
    faces: Sequence[Face],
    memory: Memory,
) -> dict[str, tuple[str, bytes, list[Finding]]]:
    """The suffix and the bytes of pictures the project has, and what is wrong with them, by path.

    `shown` is where each is shown; `limit` is the number of pixels it may have (0: any).
    """
    place = Place(pixels=limit, screen=True, quality=QUALITY)
    heads: dict[str, Head] = {}
    made: dict[str, tuple[str, bytes, list[Finding]]] = {}
    for path, span in shown.items():
        file = manuscript.files[path]
        if file.suffix.lower() == ".svg":
            made[path] = _drawing(path, file.read_bytes(), faces)
            continue
        try:
            heads[path] = head_of(file)
        except NO_PICTURE as trouble:
            said = rules.picture_damaged(span, path, str(trouble).split("\n")[0])
            made[path] = file.suffix.lower(), file.read_bytes(), [said]
    unfit = {manuscript.files[one]: head for one, head in heads.items() if not fits(head, place)}
    smaller = make_smaller(unfit, place, memory)
    for path, head in heads.items():
        file = manuscript.files[path]
        match smaller.get(file):
            case None:
                made[path] = file.suffix.lower(), file.read_bytes(), []
            case Failed(why, told):
                said = (
                    rules.picture_damaged(shown[path], path, told)
                    if why == "broken"
                    else rules.picture_huge(shown[path], path, head.pixels / 1e6)
                )
                made[path] = file.suffix.lower(), file.read_bytes(), [said]
            case new:
                made[path] = _suffix_of(new), new, []
    return {path: made[path] for path in shown}


def _suffix_of(data: bytes) -> str:
    return next(suffix for beginning, suffix in _BEGINNINGS if data.startswith(beginning))


def _drawing(path: str, data: bytes, faces: Sequence[Face]) -> tuple[str, bytes, list[Finding]]:
    try:
        return ".svg", screen_drawing(data, faces), []
    except etree.XMLSyntaxError as trouble:
        place = Span(f"{CHAPTERS}/{path}", *trouble.position)
        return ".svg", data, [layout.drawing_not_xml(place, trouble.msg)]
