"""Set formulas: drawn as curves on paper, MathML on a screen.

WeasyPrint knows no MathML. `ziamath` (MIT, pure Python) draws it with the STIX Two Math that comes
with it: 8 ms for a sum with bounds, and no font of the machine takes part.
"""

from __future__ import annotations

import re
import warnings
from base64 import b64encode
from functools import lru_cache

from lxml import etree
from markupsafe import Markup, escape

from rectoverso.model.nodes import Math
from rectoverso.writing.elements import Setting, element, names

MATHML = "{http://www.w3.org/1998/Math/MathML}"
# The size drawn at, so that a hundredth of the drawing is a hundredth of an em.
EM = 100
_VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


def formula(node: Math, setting: Setting) -> Markup:
    """A formula; one that could not be understood is shown as it was written."""
    look = names("math", "display" if node.display else "")
    if not node.mathml:
        return element("code", escape(node.tex), class_=look, dir="ltr")
    if setting.edition.name == "screen":
        described = Markup(' alttext="{}" dir="ltr"').format(" ".join(node.tex.split()))
        return Markup(node.mathml.replace("<math", f"<math{described}", 1))
    source, style = _drawing(node.mathml)
    return element("img", src=source, alt=" ".join(node.tex.split()), style=style, class_=look)


@lru_cache(maxsize=1000)
def _drawing(mathml: str) -> tuple[str, str]:
    """A formula as the address of a picture, and its size and place on the line, in em."""
    with warnings.catch_warnings():
        # It reads its font in a way that Python 3.11 calls old, and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.zmath import Math as Drawing

    tree = etree.fromstring(mathml)
    # ziamath takes the wrapper and its note of the source for elements it does not know.
    for wrapper in tree.findall(f"{MATHML}semantics"):
        tree.replace(wrapper, wrapper[0])
    drawn = Drawing(etree.tostring(tree, encoding="unicode"), size=EM).svg()
    found = _VIEW.search(drawn)
    assert found is not None, "every drawing says how large it is"
    _, top, width, height = map(float, found.groups())
    style = (
        f"width:{width / EM:.3f}em;height:{height / EM:.3f}em;"
        f"vertical-align:{-(top + height) / EM:.3f}em"
    )
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}", style
