"""Choose the faces an e-book carries: what its pages show, in each language, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from rectoverso.model.locale import Locale
from rectoverso.model.shares import share_out
from rectoverso.writing.fonts import Face, subset
from rectoverso.writing.screen.metadata import XML_LANG
from rectoverso.writing.screen.package import File, Licence

# What stands in the elements that the style sheets set in another face than the text around.
MONO = frozenset(("code", "pre"))
BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"))
EMPHASIS = frozenset(("i", "em", "dfn"))
BOLD_FROM = 600  # CSS Fonts 4, 5.2: from here on a face is sought among the bold ones first.
MEDIA_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
# What licences of fonts are called: OFL.txt, LICENSE, LICENCE.md, COPYING ...
LICENCE = re.compile(r"(?:OFL|LICEN[CS]E|COPYING)", re.IGNORECASE)


_TEXT_ALONE = etree.XMLParser(remove_comments=True, remove_pis=True)


class Hand(NamedTuple):
    """The way a piece of text is set: its language, role of face, and whether it is set apart."""

    lang: str
    mono: bool = False
    bold: bool = False
    emphasis: bool = False


def embed(
    pages: Iterable[bytes], locales: Mapping[str, Locale], faces: Sequence[Face]
) -> dict[Face, File]:
    """The faces that XHTML pages need, each as a file with the letters it has to set.

    A face of a language holds all letters the book has in that language, so that a reader's bold
    heading finds its letters even if the book shows them in plain text alone.
    """
    wanted = _wanted(_texts(pages), locales, faces)
    return {
        face: File(
            f"font-{face.path.stem}",
            f"fonts/{face.path.name}",
            MEDIA_TYPES[face.path.suffix.lower()],
            _cut(face, frozenset(letters)),
        )
        for face, letters in sorted(wanted.items())
    }


def licences(fonts: Mapping[Face, File]) -> list[Licence]:
    """The licences of these faces: the files of that name that lie beside theirs."""
    beside: defaultdict[Path, list[str]] = defaultdict(list)
    for face, file in fonts.items():
        for path in sorted(face.path.parent.iterdir()):
            if LICENCE.match(path.name) and path.is_file():
                beside[path].append(file.id)
    return [
        Licence(f"licences/faces-{number}.txt", path.read_bytes(), tuple(files))
        for number, (path, files) in enumerate(beside.items(), 1)
    ]


@lru_cache(maxsize=64)
def _cut(face: Face, letters: frozenset[str]) -> bytes:
    # Half a second for a face; a book built again after a change of its words needs none.
    return subset(face, sorted(letters))


def _texts(pages: Iterable[bytes]) -> dict[Hand, set[str]]:
    """The letters of the pages, by the way they are set."""
    texts: defaultdict[Hand, set[str]] = defaultdict(set)
    for shown in share_out(_letters, tuple(pages)):
        for hand, letters in shown.items():
            texts[hand] |= letters
    return texts


def _letters(page: bytes) -> dict[Hand, set[str]]:
    runs: defaultdict[Hand, list[str]] = defaultdict(list)
    _gather(etree.fromstring(page, _TEXT_ALONE), Hand(""), runs)
    return {hand: set("".join(said)) for hand, said in runs.items()}


def _gather(element: etree._Element, around: Hand, runs: defaultdict[Hand, list[str]]) -> None:
    """Put what an element says with what else is set in the same way."""
    lang = element.get(XML_LANG) or element.get("lang") or around.lang
    hand = _within(around, str(element.tag).rpartition("}")[2], lang)
    if element.text:
        runs[hand].append(element.text)
    for child in element:
        _gather(child, hand, runs)
        if child.tail:
            runs[hand].append(child.tail)


@cache
def _within(around: Hand, name: str, lang: str) -> Hand:
    """How the text of an element of this name is set."""
    return Hand(
        lang,
        around.mono or name in MONO,
        around.bold or name in BOLD,
        around.emphasis or name in EMPHASIS,
    )


def _wanted(
    texts: Mapping[Hand, set[str]], locales: Mapping[str, Locale], faces: Sequence[Face]
) -> dict[Face, set[str]]:
    """Each face that is needed, with the letters it has to have."""
    families: defaultdict[str, list[Face]] = defaultdict(list)
    for face in faces:
        families[face.family].append(face)
    letters: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for hand, text in texts.items():
        # Lists are numbered by the style sheet, in digits that no page need hold.
        letters[hand.lang, hand.mono] |= {*text, *locales[hand.lang].digits_of("lists")}
    wanted: defaultdict[Face, set[str]] = defaultdict(set)
    for hand, text in texts.items():
        locale = locales[hand.lang]
        stack = [
            families[family]
            for family in locale.faces["mono" if hand.mono else "serif"]
            if families[family]
        ]
        # A script without italics is emphasised by weight; see `em` in base.css.
        slanted = any(face.style == "italic" for face in stack[0]) if stack else False
        shares = _share(text, stack), _share(letters[hand.lang, hand.mono], stack)
        for family, shown, share in zip(stack, *shares, strict=True):
            if any(map(str.strip, shown)):
                wanted[_face(family, hand, slanted)] |= share
    return wanted


def _share(text: set[str], stack: Sequence[Sequence[Face]]) -> list[set[str]]:
    """The letters each family of a stack sets: those it has and no family before it."""
    left = {part for letter in text for part in (letter, *unicodedata.normalize("NFD", letter))}
    shares = []
    for family in stack:
        shares.append({letter for letter in left if ord(letter) in family[0].coverage})
        left -= shares[-1]
    return shares


def _face(family: Sequence[Face], hand: Hand, slanted: bool) -> Face:
    """The face of a family that comes nearest to what CSS will ask for."""
    italic = hand.emphasis and slanted
    bold = hand.bold or (hand.emphasis and not slanted)
    return min(
        family,
        key=lambda face: (
            (face.style == "italic") != italic,
            (face.weight >= BOLD_FROM) != bold,
            face,
        ),
    )
