"""The words of WordprocessingML (ECMA-376-1), and how elements are made of them."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"w": W, "r": R}

Element = etree._Element


def element(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element of Word's, such as `element("jc", val="start")`; None leaves an attribute out."""
    made = etree.Element(f"{{{W}}}{name}", nsmap=NAMESPACES)
    for key, value in attributes.items():
        if value is not None:
            made.set(f"{{{W}}}{key}", str(value))
    made.extend(children)
    return made


def text(said: str, name: str = "t") -> Element:
    """A text whose blanks count (`delText` for one that was taken out)."""
    made = element(name)
    made.set(f"{{{XML}}}space", "preserve")
    made.text = said
    return made


def serialised(root: Element) -> bytes:
    """A part of a package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
