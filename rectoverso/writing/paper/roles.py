"""What each element of a section's HTML is in the structure of a tagged PDF (ISO 32000-1, 14.8.4).

Elements that mean nothing by themselves (a box for looks, emphasis) belong to the one round them.
One that is in another language than what is round it is always told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Element = Any  # of xml.etree; WeasyPrint has no types

# What holds no text itself, only things that do.
GROUPING = frozenset(
    "Document Part Sect Div BlockQuote TOC Index L LI Table THead TBody TFoot TR".split()
)
# What may hold text as well as paragraphs: a single one is not told apart.
_SPEAKING = frozenset("LBody Note TH TD Caption".split())
_PLAIN = {
    "p": "P",
    "pre": "P",
    "blockquote": "BlockQuote",
    "code": "Code",
    "a": "Link",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "tr": "TR",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "th": "TH",
    "td": "TD",
    "figure": "Div",
    "figcaption": "Caption",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Div",
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset("div section header footer main article aside nav li dd dt".split())
_NUMBERING = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_PICTURES = ("img", "{http://www.w3.org/2000/svg}svg")
_TITLE = "{http://www.w3.org/2000/svg}title"

Place = tuple[int, int]  # a page, from 0, and how many things stand before this one on it


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure; `marks` say where its own content stands, `links` its frames.

    A mark is known by its place in reading order and its number on the page.
    `lang` is given where it is not that of the parent. `order` stands for the place of one that is
    drawn elsewhere than it belongs. `repeated` is the head or foot of a table it stands in, which
    counts only on the page it is first on (`page`).
    """

    role: str
    parent: Node | None = None
    lang: str = ""
    alt: str = ""
    id: str = ""
    attributes: str = ""
    words: str = ""
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[Place, int]] = field(default_factory=list)
    links: list[tuple[int, Any]] = field(default_factory=list)
    box: tuple[float, ...] = ()
    order: Node | None = None
    repeated: Node | None = None
    page: int | None = None


class Structure:
    """The elements of one HTML document as nodes; `None` belongs to what is mere decoration."""

    def __init__(self, html: Element) -> None:
        self.root = Node("Document")
        self._owners: dict[Element, Node | None] = {}
        self._parts: dict[tuple[Element, str], Node] = {}
        self._headings: list[int] = []
        self._alone: set[Element] = set()
        self._walk(html, self.root, html.get("lang", ""))

    def owner(self, element: Element, part: str = "") -> Node | None:
        """The node to which the content of an element, or of a generated part of it, belongs."""
        return self._parts.get((element, part)) or self._owners.get(element)

    def link(self, element: Element) -> Node:
        """The link that an element is in."""
        found = self.owner(element) or self.root
        node: Node | None = found
        while node is not None and node.role != "Link":
            node = node.parent
        return node or self._add("Link", found, words=_words(element))

    def _add(self, role: str, parent: Node, lang: str = "", **more: Any) -> Node:
        node = Node(role, parent, lang, **more)
        node.repeated = node if role in ("THead", "TFoot") else parent.repeated
        parent.kids.append(node)
        return node

    def _walk(self, element: Element, above: Node, lang_above: str) -> None:
        """Give this element its node; `lang_above` is the language of the node it is in."""
        if not isinstance(element.tag, str) or element.tag in ("head", "style", "script"):
            return
        lang = element.get("lang") or lang_above
        other = lang if lang != lang_above else ""
        if _is_ornament(element):
            self._leave_out(element)
            return
        node = self._node(element, above, other)
        self._owners[element] = node
        inside, inside_lang = node, lang if node is not above else lang_above
        if node.role in ("Formula", "Figure"):
            for child in element.iter():
                self._owners[child] = node
            return
        if node.role in _SPEAKING:
            self._alone.update(_paragraph_alone(element))
        for child in element:
            into = inside
            if node.role == "L" and child.tag in ("dt", "dd"):
                # A list of terms has its items only as pairs.
                if child.tag == "dt" or not node.kids:
                    self._add("LI", node)
                into = node.kids[-1]
            self._walk(child, into, inside_lang)

    def _leave_out(self, element: Element) -> None:
        for child in element.iter():
            self._owners[child] = None

    def _node(self, element: Element, above: Node, lang: str) -> Node:
        """The node to which what is in the element belongs: a new one, or that round it."""
        tag, names = element.tag, element.get("class", "").split()
        if "data-number" in element.attrib:
            return self._note(element, above, lang)
        if tag == "li":
            return self._item(element, above, lang)
        if tag in _PICTURES or "math" in names:
            return self._picture(element, above, lang, names)
        if "data-mark" in element.attrib and above.role == "Note":
            self._parts[element, "before"] = above.kids[0]
        role, more = _role(element, names, above), {}
        if role == "P" and element in self._alone and not lang:
            return above
        if tag in _HEADINGS:
            role = self._heading(_HEADINGS.index(tag))
        elif role == "Link":
            more["words"] = _words(element) or _heading_of(above)
        elif role == "L" and tag != "dl":
            more["attributes"] = f"/O/List/ListNumbering/{_numbering(element)}"
        elif role in ("TH", "TD"):
            more["attributes"] = _cell(element, role, above)
        if not role and lang:
            role = "Div" if tag in _BLOCKS else "Span"
        return self._add(role, above, lang, **more) if role else above

    def _heading(self, level: int) -> str:
        """Levels that are left out would be mistaken for missing headings (ISO 14289-1, 7.4.2)."""
        while self._headings and self._headings[-1] >= level:
            self._headings.pop()
        self._headings.append(level)
        return f"H{len(self._headings)}"

    def _note(self, element: Element, above: Node, lang: str) -> Node:
        call = self._add("Reference", above)
        self._parts[element, "footnote-call"] = call
        note = self._add("Note", above, lang, id=element.get("id", ""))
        note.order = call
        self._parts[element, "footnote-marker"] = self._add("Lbl", note)
        return note

    def _item(self, element: Element, above: Node, lang: str) -> Node:
        if above.role == "TOC":
            return self._add("TOCI", above, lang)
        if above.role != "L":
            above = self._add("L", above)
        item = self._add("LI", above, lang)
        self._parts[element, "marker"] = self._add("Lbl", item)
        indexed = above.role == "L" and _is_in(above, "Index")
        return self._add(
            "LBody", item, words=_words(element[0]) if indexed and len(element) else ""
        )

    def _picture(self, element: Element, above: Node, lang: str, names: list[str]) -> Node:
        role = "Formula" if "math" in names else "Figure"
        told = (each.get("alt", "") for each in element.iter())
        title = element.find(_TITLE)
        alt = next(filter(None, told), "") or "".join(element.itertext()).strip()
        return self._add(role, above, lang, alt=alt if title is None else title.text or alt)


def _role(element: Element, names: list[str], above: Node) -> str:
    tag = element.tag
    match tag:
        case "section" if "part" in names:
            return "Part"
        case "ol" if "contents" in names or above.role == "TOCI":
            return "TOC"
        case "p" if above.role == "TOCI":
            return "Reference"
        case "div" if "columns" in names:
            return "Index"
        case "div" if "entry" in names and above.role == "L":
            return "LI"
        case "div" if "epigraph" in names:
            return "BlockQuote"
        case "div" if "equation" in names:
            return "P"
        case "div" if "verse" in names:
            return "Div"
        case "dt" if above.role == "LI":
            return "Lbl"
        case "dd" if above.role == "LI":
            return "LBody"
        case "span" if "paragraph" in names and above.role == "Note":
            return "P"
        case "a" if "href" not in element.attrib:
            return ""
        case "code" if above.role == "Link":
            return ""
        case _:
            return _PLAIN.get(tag, "")


def _paragraph_alone(element: Element) -> list[Element]:
    paragraphs = [child for child in element if _is_paragraph(child)]
    return paragraphs if len(paragraphs) == 1 and not (element.text or "").strip() else []


def _is_paragraph(element: Element) -> bool:
    return bool(element.tag == "p" or element.get("class") == "paragraph")


def _is_in(node: Node | None, role: str) -> bool:
    while node is not None and node.role != role:
        node = node.parent
    return node is not None


def _heading_of(node: Node | None) -> str:
    """What the nearest thing round a link that has words to tell it by says."""
    while node is not None and not node.words:
        node = node.parent
    return node.words if node is not None else ""


def _is_ornament(element: Element) -> bool:
    """Whether it says nothing, or again what stands on the page before."""
    names = element.get("class", "").split()
    return (
        element.tag == "hr"
        or "continued" in names
        or (element.tag in ("img", "svg") and "alt" in element.attrib and not element.get("alt"))
    )


def _numbering(element: Element) -> str:
    if element.tag != "ol":
        return "Disc"
    return _NUMBERING.get(element.get("type", ""), "Decimal")


def _cell(element: Element, role: str, row: Node) -> str:
    said = "/O/Table"
    if role == "TH":
        in_head = row.repeated is not None
        column = element.get("scope", "col" if in_head else "row").startswith("col")
        said += "/Scope/Column" if column else "/Scope/Row"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if element.get(name, "1").isdecimal() and int(element.get(name, "1")) > 1:
            said += f"/{key} {element.get(name)}"
    return said if said != "/O/Table" else ""


def _words(element: Element) -> str:
    """What a link says, without page numbers: those may become others."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if "data-page-of" in element.attrib or "data-number" in element.attrib:
        return
    yield element.text or element.get("alt", "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
