"""Set formulas: drawn as curves on paper, MathML on a screen.

WeasyPrint knows no MathML. `ziamath` (MIT, pure Python) draws it with the STIX Two Math that comes
with it: 8 ms for a sum with bounds, and no font of the machine takes part.
"""

from __future__ import annotations

import re
import warnings
from base64 import b64encode
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree
from markupsafe import Markup, escape

from rectoverso.model.nodes import Math
from rectoverso.writing.elements import Setting, element, names

MATHML = "{http://www.w3.org/1998/Math/MathML}"
# The size drawn at, so that a hundredth of the drawing is a hundredth of an em.
EM = 100
# From this width on, in em, a formula may be broken into lines: about a third of a common measure.
LONG = 12
# Where lines break: relations before sums, and both only outside of brackets.
RELATIONS = frozenset("=≠<>≤≥≪≫≡≈≃≅∼∝∈∉⊂⊆⊃⊇→⇒⇔↦≔:")
SUMS = frozenset("+−-±∓∪∩∨∧⊕")
_OPENING, _CLOSING = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")
_VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as the address of a picture; its size and its depth below the line, in em."""

    address: str
    width: float
    height: float
    depth: float

    @property
    def style(self) -> str:
        """Its size and place on the line as CSS."""
        return (
            f"width:{self.width:.3f}em;height:{self.height:.3f}em;"
            f"vertical-align:{-self.depth:.3f}em"
        )


def formula(node: Math, setting: Setting) -> Markup:
    """A formula; one that could not be understood is shown as it was written.

    A long one is drawn in pieces, between which lines may break: after an operator in running
    text, before one in a formula that stands by itself (The TeXbook, chapters 18 and 19).
    """
    look = names("math", "display" if node.display else "")
    if not node.mathml:
        return element("code", escape(node.tex), class_=look, dir="ltr")
    tex = " ".join(node.tex.split())
    if setting.edition.name == "screen":
        described = Markup(' alttext="{}" dir="ltr"').format(tex)
        return Markup(node.mathml.replace("<math", f"<math{described}", 1))
    pieces = _drawings(node.mathml, node.display)
    drawn = Markup("").join(
        # What the whole formula says is said once.
        element("img", src=one.address, alt="" if at else tex, style=one.style, class_=look)
        for at, one in enumerate(pieces)
    )
    return drawn if len(pieces) == 1 else element("span", drawn, dir="ltr", class_="math pieces")


@lru_cache(maxsize=1000)
def _drawings(mathml: str, display: bool) -> tuple[Drawing, ...]:
    tree = etree.fromstring(mathml)
    # ziamath takes the wrapper and its note of the source for elements it does not know.
    for wrapper in tree.findall(f"{MATHML}semantics"):
        tree.replace(wrapper, wrapper[0])
    whole = _drawing(deepcopy(tree))
    if whole.width <= LONG:
        return (whole,)
    pieces = tuple(_drawing(piece) for piece in _pieces(tree, display))
    return pieces if len(pieces) > 1 else (whole,)


def _drawing(tree: Any) -> Drawing:
    with warnings.catch_warnings():
        # It reads its font in a way that Python 3.11 calls old, and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.zmath import Math as Ziamath

    drawn = Ziamath(etree.tostring(tree, encoding="unicode"), size=EM).svg()
    found = _VIEW.search(drawn)
    assert found is not None, "every drawing says how large it is"
    _, top, width, height = map(float, found.groups())
    address = f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
    return Drawing(address, width / EM, height / EM, (top + height) / EM)


def _pieces(tree: Any, display: bool) -> Iterator[Any]:
    """The formula cut at the operators of its outermost row."""
    row = tree[0] if len(tree) == 1 and tree[0].tag == f"{MATHML}mrow" else tree
    groups: list[list[Any]] = [[]]
    depth = 0
    before: Any = None
    for part in row:
        sign = (part.text or "").strip() if part.tag == f"{MATHML}mo" else ""
        depth += (sign in _OPENING and sign != "") - (sign in _CLOSING and sign != "")
        # A sign at the beginning or behind another belongs to what follows.
        infix = before is not None and not (before.tag == f"{MATHML}mo" and depth >= 0)
        cut = depth == 0 and infix and sign != "" and sign in RELATIONS | SUMS
        if cut:
            # At the edge of a piece it would be taken for a sign, and lose its spaces.
            part.set("form", "infix")
        if cut and display:
            groups.append([])
        groups[-1].append(part)
        if cut and not display:
            groups.append([])
        before = part
    for group in groups:
        if group:
            piece = etree.Element(tree.tag, tree.attrib, tree.nsmap)
            inner = etree.SubElement(piece, f"{MATHML}mrow")
            inner.extend(deepcopy(part) for part in group)
            yield piece
