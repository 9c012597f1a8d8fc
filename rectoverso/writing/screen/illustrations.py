"""The pictures and the cover of an e-book: fit for reading systems, none too large, none broken."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO

from lxml import etree
from PIL import Image as Raster
from PIL import UnidentifiedImageError

from rectoverso.model.book import Book
from rectoverso.model.manuscript import Manuscript
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import NOWHERE
from rectoverso.model.rules import epub as rules
from rectoverso.model.rules import layout, outputs
from rectoverso.model.source import Finding, Span
from rectoverso.writing.fonts import Face
from rectoverso.writing.layout import Look
from rectoverso.writing.screen.cover import make_cover
from rectoverso.writing.screen.package import File
from rectoverso.writing.screen.pictures import screen_drawing
from rectoverso.writing.shown import pictures_shown

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
# Beyond this a picture is not even opened: it would need 300 MB of memory in three colours.
HUGE = 100_000_000
QUALITY = 88  # of a JPEG that is made smaller; no difference can be seen above it


def screen_pictures(
    book: Book, manuscript: Manuscript, faces: Sequence[Face]
) -> tuple[dict[str, File], list[Finding]]:
    """The pictures the sections show, by the path the chapters name them with."""
    pictures: dict[str, File] = {}
    findings: list[Finding] = []
    limit = book.settings.screen.max_pixels
    for number, (path, node) in enumerate(pictures_shown(book).items(), 1):
        suffix, data, remarks = _picture(path, node.span, limit, manuscript, faces)
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
        place = Span("chapters/book.toml")
        limit = book.settings.screen.max_pixels
        suffix, data, findings = _picture(cover, place, limit, manuscript, faces)
    else:
        try:
            suffix, data = ".png", make_cover(book, look, faces, memory)
        except OSError as trouble:
            return [], [outputs.no_cover(NOWHERE, str(trouble).partition("\n")[0])]
    name, media_type = f"images/cover{suffix}", MEDIA_TYPES[suffix]
    return [File("cover-image", name, media_type, data, ("cover-image",))], findings


def _picture(
    path: str, shown: Span, limit: int, manuscript: Manuscript, faces: Sequence[Face]
) -> tuple[str, bytes, list[Finding]]:
    """The suffix and the bytes of a picture the project has, and what is wrong with it.

    `shown` is where a chapter shows it; `limit` is the number of pixels it may have (0: any).
    """
    file = manuscript.files[path]
    suffix, data = file.suffix.lower(), file.read_bytes()
    if suffix == ".svg":
        try:
            return suffix, screen_drawing(data, faces), []
        except etree.XMLSyntaxError as trouble:
            place = Span(f"chapters/{path}", *trouble.position)
            return suffix, data, [layout.drawing_not_xml(place, trouble.msg)]
    try:
        width, height = size_of(data)
        if width * height > HUGE:
            return suffix, data, [rules.picture_huge(shown, path, width * height / 1e6)]
        if limit and width * height > limit:
            data = _smaller(data, limit)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as trouble:
        return suffix, data, [rules.picture_damaged(shown, path, str(trouble).split("\n")[0])]
    return suffix, data, []


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels, read from its head; an OSError if it has none."""
    with warnings.catch_warnings():
        # Pillow warns of what would be large in memory; only the head is read here.
        warnings.simplefilter("ignore", Raster.DecompressionBombWarning)
        try:
            with Raster.open(BytesIO(data)) as picture:
                return picture.size
        except Raster.DecompressionBombError:
            return HUGE, HUGE


def _smaller(data: bytes, limit: int) -> bytes:
    """The picture with no more pixels than this, in its own format."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Raster.DecompressionBombWarning)
        with Raster.open(BytesIO(data)) as picture:
            kind = picture.format
            factor = (limit / (picture.width * picture.height)) ** 0.5
            size = int(picture.width * factor), int(picture.height * factor)
            if kind == "JPEG":
                picture.draft("RGB", size)  # decodes at a fraction of the size: less memory
            smaller = picture.resize(size, Raster.Resampling.LANCZOS)
            written = BytesIO()
            smaller.save(written, kind, quality=QUALITY, optimize=True)
    return written.getvalue()
