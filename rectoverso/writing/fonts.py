"""Know the faces of a book: which letters they have, how CSS names them, and cut them to measure.

No page may be set in a font that only this machine has. Two things see to it. `missing` tells
which letters no declared face has, so that this becomes a finding. And what FontConfig knows is
narrowed to the book's own faces while WeasyPrint looks round:

    with only(faces):
        fonts = weasyprint.text.fonts.FontConfiguration()

FontConfig reads the variable FONTCONFIG_FILE anew for each `FontConfiguration` (measured on
WeasyPrint 70 and FontConfig 2.14: it need not be set before the import), which then holds these
faces and no others, without any `@font-face` rule; that also spares the copying of every font into
a temporary folder (25 instead of 57 ms for a page). Letters that no face has are then boxes.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from fontTools.ttLib import TTFont, TTLibError
from markupsafe import Markup

from rectoverso.model.locale import Locale
from rectoverso.model.rules import faces as rules
from rectoverso.model.source import Finding, Span

SUFFIXES = frozenset((".ttf", ".otf"))

# Shaping needs these whether or not they are in the text: spaces, the joiners, the marks and
# isolates of direction, the circle that carries a mark without a letter.
ALWAYS = frozenset(
    (0x20, 0xA0, 0x25CC, *range(0x200B, 0x2010), 0x202F, 0x2060, *range(0x2066, 0x206A))
)


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One style of a font family, in a file."""

    family: str
    style: Literal["italic", "normal"]
    weight: int
    path: Path

    @property
    def coverage(self) -> frozenset[int]:
        """The code points this face sets; see `_coverage`. Read once."""
        return _coverage(self.path)


def read_faces(folders: Sequence[Path]) -> tuple[Face, ...]:
    """The faces in these folders and their subfolders, in order of family, style and weight.

    Of two files for the same face the one in the earlier folder counts. A file that is no font
    is left out; `unreadable` tells of it.
    """
    faces: dict[tuple[str, str, int], Face] = {}
    for folder in folders:
        for path in _font_files(folder):
            if face := _face(path):
                faces.setdefault((face.family, face.style, face.weight), face)
    return tuple(sorted(faces.values()))


def unreadable(folders: Sequence[Path]) -> tuple[Finding, ...]:
    """A finding for every file in these folders that is called a font and is none."""
    return tuple(
        rules.no_font(Span(f"{folder.name}/{path.relative_to(folder).as_posix()}"))
        for folder in folders
        for path in _font_files(folder)
        if _face(path) is None
    )


def stack(locale: Locale, role: str) -> Markup:
    """The families of a role (`serif`, `sans`, `mono`) as the value of CSS `font-family`.

    In single quotes, so that it may stand in a style attribute. There is no generic family at
    the end: it would let in whatever the reader's machine has.
    """
    return Markup(", ").join(Markup(f"'{family}'") for family in locale.faces[role])


def font_css(faces: Iterable[Face], url: Callable[[Face], str]) -> str:
    """The `@font-face` rules of these faces, found at the addresses that `url` gives."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-style: {face.style}; "
        f'font-weight: {face.weight}; src: url("{url(face)}"); }}'
        for face in faces
    )


# --- Letters -------------------------------------------------------------------------------


def missing(text: str, families: Sequence[str], faces: Sequence[Face]) -> str:
    """The characters of a text that these families lack in some style, each once, in order.

    What is never drawn (spaces, controls, joiners, variation selectors) is never missing, nor is
    a letter whose parts are all there, since shaping puts it together.
    """
    drawn = _drawn(tuple(families), tuple(faces))
    unknown = set(text) - drawn
    if not unknown:
        return ""
    lacking = {letter for letter in unknown if not _drawn_otherwise(letter, drawn)}
    return "".join(letter for letter in dict.fromkeys(text) if letter in lacking)


@lru_cache(maxsize=64)
def _drawn(families: tuple[str, ...], faces: tuple[Face, ...]) -> frozenset[str]:
    drawn: set[int] = set()
    for family in families:
        styles = [face.coverage for face in faces if face.family == family]
        drawn |= frozenset.intersection(*styles) if styles else frozenset()
    return frozenset(map(chr, drawn))


def _drawn_otherwise(letter: str, drawn: frozenset[str]) -> bool:
    """Whether shaping manages without the character (HarfBuzz: hb-ot-shape-normalize)."""
    if unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return True
    if unicodedata.name(letter, "").startswith("VARIATION SELECTOR"):
        return True
    if letter == "\N{NON-BREAKING HYPHEN}":
        return "\N{HYPHEN}" in drawn
    parts = unicodedata.normalize("NFD", letter)
    return parts != letter and drawn.issuperset(parts)


@cache
def _coverage(path: Path) -> frozenset[int]:
    """The code points a face has a glyph for, less the Latin letters it has only for company.

    Many faces of other scripts bring a plain Latin alphabet along, without the letters of
    Vietnamese. The Latin face that follows in the stack sets these letters better, and no word
    is then set half in one face and half in the other.
    """
    letters = _letters(path)
    others = (chr(code) for code in letters if code > 0x24F)
    if 0x1EC7 in letters or not any(map(_is_uncased_letter, others)):
        return letters
    return frozenset(code for code in letters if not _is_latin(code))


@cache
def _letters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        # Which letters there are can be told without the names of their glyphs, which take longer.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap() or ())


def _is_uncased_letter(letter: str) -> bool:
    return unicodedata.category(letter) == "Lo"


@cache
def _is_latin(code: int) -> bool:
    return unicodedata.name(chr(code), "").startswith("LATIN ")


# --- Files ---------------------------------------------------------------------------------


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


@cache
def _face(path: Path) -> Face | None:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names, metrics = font["name"], font["OS/2"]
            family = names.getDebugName(16) or names.getDebugName(1)
            # OS/2.fsSelection: bit 0 is ITALIC, bit 9 OBLIQUE (OpenType 1.9).
            slanted = metrics.fsSelection & 0b10_0000_0001
            style: Literal["italic", "normal"] = "italic" if slanted else "normal"
            return Face(family, style, metrics.usWeightClass, path) if family else None
    except (TTLibError, KeyError, OSError):
        return None


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """The face as TrueType or OpenType with these characters alone, and all its layout features.

    The same characters give the same bytes. Letters the face leaves to others are left out.
    """
    import uharfbuzz  # type: ignore[import-untyped]  # it brings no types

    wanted = ALWAYS.union(map(ord, frozenset("".join(characters))))
    cutting = uharfbuzz.SubsetInput()
    cutting.unicode_set.set(wanted & face.coverage)
    # All layout features, and all names, the copyright and the licence among them.
    for everything in (
        cutting.layout_feature_tag_set,
        cutting.name_id_set,
        cutting.name_lang_id_set,
    ):
        everything.clear()
        everything.invert()
    cutting.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    cut = uharfbuzz.subset(uharfbuzz.Face(face.path.read_bytes()), cutting)
    return bytes(cut.blob.data)


@contextmanager
def only(faces: Iterable[Face]) -> Iterator[None]:
    """While this lasts, FontConfig finds these faces and no others.

    The variable it reads belongs to the whole process: make a `FontConfiguration` inside and
    leave; what it found stays with it.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="rectoverso-") as folder:
        file = Path(folder, "fonts.conf")
        file.write_text(_fontconfig(tuple(faces), Path(folder, "cache")), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _fontconfig(faces: tuple[Face, ...], cache_folder: Path) -> str:
    """What FontConfig should know, in its own XML (fonts-conf(5)).

    The letters a face leaves to others are taken from it as its file is scanned, and what is
    scanned is kept in FontConfig's cache: hence a cache of our own, which no other program reads
    or has written (it costs 20 ms).
    """
    files = {face.path.resolve(): face for face in faces}
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        f"<fontconfig><cachedir>{escape(str(cache_folder))}</cachedir>",
        *(f"<dir>{escape(str(folder))}</dir>" for folder in sorted({p.parent for p in files})),
        "<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont>",
        *(f"<glob>{escape(str(path))}</glob>" for path in files),
        "</acceptfont></selectfont>",
    ]
    for path, face in files.items():
        # Where a face leaves letters to another, FontConfig must not see them in it.
        if left := _letters(face.path) - face.coverage:
            lines += [
                f'<match target="scan"><test name="file"><string>{escape(str(path))}</string>',
                '</test><edit name="charset" mode="assign"><minus><name>charset</name><charset>',
                *(
                    f"<range><int>{first}</int><int>{last}</int></range>"
                    for first, last in _ranges(left)
                ),
                "</charset></minus></edit></match>",
            ]
    return "\n".join((*lines, "</fontconfig>\n"))


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Code points as first and last of each unbroken run."""
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        row = [code for _, code in run]
        yield row[0], row[-1]
