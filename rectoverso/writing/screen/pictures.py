"""Make drawings fit for an e-book: no directions in CSS, and the faces of their text inside."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import cssselect2
import tinycss2
from lxml import etree

from rectoverso.writing.fonts import Face, font_css, subset

SVG = "http://www.w3.org/2000/svg"
# CSS of an e-book must not hold these (EPUB 3.3, 6.3.1); SVG has attributes of the same names.
DIRECTIONS = frozenset(("direction", "unicode-bidi"))
BOLD_FROM = 600  # CSS Fonts 4, 5.2: from here on a face is sought among the bold ones first.
BOLD_WORDS = ("bold", "600", "700", "800", "900")
# The value of a property or attribute that names fonts, and of the shorthand `font`.
FONT_FAMILIES = re.compile(r"""\bfont(?:-family)?\s*[:=]\s*"?([^;}"]+)""")


def screen_drawing(data: bytes, faces: Sequence[Face]) -> bytes:
    """An SVG drawing that looks the same inside an e-book as on paper.

    A reading system shows a drawing apart from the page around it: the faces of the book do not
    reach its text, so those it names go into it, cut to its letters. What is not XML raises
    `etree.XMLSyntaxError`.
    """
    # lxml puts in the entities that drawing programs define, and reads nothing from elsewhere.
    parser = etree.XMLParser(remove_comments=True)
    root = etree.fromstring(data, parser)
    first = cast("int | None", root.sourceline) or 1
    _state_directions(root)
    _add_faces(root, faces)
    # Elements stay on their lines, so that what is found later is found in the project, too.
    declaration = b'<?xml version="1.0" encoding="utf-8"?>' + b"\n" * (first - 1)
    return declaration + etree.tostring(root, encoding="utf-8")


def _state_directions(root: etree._Element) -> None:
    """Turn declarations of direction into attributes."""
    found: list[tuple[tuple[int, ...], int, etree._Element, str, str]] = []
    wrapped = cssselect2.ElementWrapper.from_xml_root(root)
    for sheet in root.iter(f"{{{SVG}}}style"):
        kept = []
        for rule in tinycss2.parse_stylesheet(sheet.text or ""):
            if rule.type != "qualified-rule":
                kept.append(rule.serialize())
                continue
            declarations, stated = _divide(rule.content)
            for selector in cssselect2.compile_selector_list(rule.prelude):
                for order, one in enumerate(wrapped.iter_subtree()):
                    if selector.test(one):
                        found.extend(
                            (selector.specificity, order, one.etree_element, name, value)
                            for name, value in stated
                        )
            kept.append(f"{tinycss2.serialize(rule.prelude)}{{{declarations}}}")
        sheet.text = "".join(kept)
    for _, _, element, name, value in sorted(found, key=lambda one: one[0]):
        element.set(name, value)
    for element in root.iter(etree.Element):
        if style := element.get("style"):
            declarations, stated = _divide(style)
            for name, value in stated:
                element.set(name, value)
            element.set("style", declarations)
            if not declarations:
                del element.attrib["style"]


def _divide(declarations: object) -> tuple[str, list[tuple[str, str]]]:
    """Declarations without those of direction; and the names and values of these."""
    kept, stated = [], []
    for one in tinycss2.parse_blocks_contents(declarations, skip_comments=True):
        if one.type == "declaration" and one.lower_name in DIRECTIONS:
            stated.append((one.lower_name, tinycss2.serialize(one.value).strip()))
        else:
            kept.append(one.serialize() + (";" if one.type == "declaration" else ""))
    return "".join(kept).strip(), stated


def _add_faces(root: etree._Element, faces: Sequence[Face]) -> None:
    written = etree.tostring(root, encoding="unicode")
    texts = root.iter(f"{{{SVG}}}text")
    letters = {letter for one in texts for text in one.itertext() for letter in str(text)}
    upright = [face for face in faces if face.style == "normal"]
    if not any(word in written for word in BOLD_WORDS):
        upright = [face for face in upright if face.weight < BOLD_FROM]
    wanted: defaultdict[Face, set[str]] = defaultdict(set)
    for stack in FONT_FAMILIES.findall(written):
        left = set(letters)
        for name in stack.split(","):
            styles = [face for face in upright if name.rstrip(" '\"").endswith(face.family)]
            shown = {letter for letter in left for face in styles if ord(letter) in face.coverage}
            left -= shown
            for face in styles if any(map(str.strip, shown)) else ():
                wanted[face] |= shown
    if not wanted:
        return
    cut = {face: b64encode(subset(face, shown)).decode() for face, shown in wanted.items()}
    style = etree.Element(f"{{{SVG}}}style")
    style.text = font_css(cut, lambda face: f"data:font/{_kind(face)};base64,{cut[face]}")
    # Behind title and description, which must come first to be read first.
    place = sum(1 for one in root if one.tag in (f"{{{SVG}}}title", f"{{{SVG}}}desc"))
    root.insert(place, style)


def _kind(face: Face) -> str:
    return face.path.suffix.lower().removeprefix(".")
