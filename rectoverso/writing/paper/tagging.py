"""Write the structure of a section into its PDF, to be taken from there into that of the book.

Under `Root.Structure` stand its outermost elements (`Roots`), the element of every mark on every
page (`Pages`), that of every link (`Links`), and those with names (`Ids`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from rectoverso.writing.paper.roles import GROUPING, Node, Place, Structure

Anything = Any  # WeasyPrint has no types

_PRINT = 4  # ISO 32000-1, table 165
_FAR = (1 << 30, 0)
_NEVER_EMPTY = frozenset(("TH", "TD"))


class _Raw(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are known."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = b""

    @property
    def data(self) -> bytes:
        return self.bytes


def write_structure(
    file: Anything, pages: Sequence[Anything], streams: Sequence[Anything], structure: Structure
) -> None:
    """Add the structure to a PDF that WeasyPrint has drawn, and tell its pages and links of it."""
    _Writer(file, pages, streams, structure).write()


class _Writer:
    def __init__(
        self, file: Anything, pages: Sequence[Anything], streams: Sequence[Anything],
        structure: Structure,
    ) -> None:  # fmt: skip
        self.file, self.pages, self.streams = file, pages, streams
        self.structure = structure
        self.sheets = [file.objects[number] for number in file.pages["Kids"][::3]]
        self.references = [sheet.reference for sheet in self.sheets]
        self.links: list[Node] = []
        self.ids: list[tuple[str, _Raw]] = []
        self.objects: dict[Node, _Raw] = {}
        self.first: dict[Node, Place] = {}

    def write(self) -> None:
        self._find_links()
        root = self.structure.root
        self._place(root)
        kids = [kid for kid in root.kids if kid in self.first]
        roots = [self._object(kid) for kid in kids]
        for kid, written in zip(kids, roots, strict=True):
            self._write(kid, written, b"")
        said = _Raw()
        said.bytes = b"<</Roots[%b]/Pages[%b]/Links[%b]/Ids[%b]>>" % (
            b" ".join(one.reference for one in roots),
            b" ".join(self._marks(stream) for stream in self.streams),
            b" ".join(self.objects[node].reference for node in self.links),
            b" ".join(b"%b %b" % (_string(name), one.reference) for name, one in self.ids),
        )
        self.file.add_object(said)
        self.file.catalog["Structure"] = said.reference

    def _find_links(self) -> None:
        for number, page in enumerate(self.pages):
            if self.streams[number].owners:
                self.sheets[number]["StructParents"] = number
            for kind, target, _, box in page.links:
                annotation = getattr(box, "link_annotation", None)
                if kind == "attachment" or annotation is None:
                    continue
                node = self.structure.link(box.element)
                node.links.append((number, annotation))
                self.links.append(node)
                annotation["F"] = _PRINT
                annotation["Contents"] = pydyf.String(node.words or target)
                self.sheets[number]["Tabs"] = "/S"

    def _place(self, node: Node) -> bool:
        """Find what is used of the node, and where it begins; give whether anything is."""
        used = [kid for kid in node.kids if self._place(kid)]
        if node.marks and node.role in GROUPING:
            used = node.kids = self._wrap(node, used)
        places = [self.first[kid] for kid in used if kid.order is None]
        places.extend(place for place, _ in node.marks)
        places.extend((page, 1 << 29) for page, _ in node.links[:1])
        if not places and not used and node.role not in _NEVER_EMPTY:
            return False
        self.first[node] = min(places, default=_FAR)
        return True

    def _wrap(self, node: Node, kids: list[Node]) -> list[Node]:
        """Put text that stands in something that only groups into paragraphs of its own."""
        row: list[tuple[Place, Node | int]] = [(self.first[kid], kid) for kid in kids]
        row.extend(node.marks)
        found: list[Node] = []
        paragraph: Node | None = None
        for place, kid in sorted(row, key=lambda one: one[0]):
            if isinstance(kid, Node):
                paragraph = None
                found.append(kid)
                continue
            if paragraph is None:
                paragraph = Node("P", node)
                found.append(paragraph)
                self.first[paragraph] = place
            paragraph.marks.append((place, kid))
            self.streams[place[0]].owners[kid] = paragraph
        node.marks.clear()
        return found

    def _object(self, node: Node) -> _Raw:
        written = self.objects[node] = _Raw()
        self.file.add_object(written)
        if node.id:
            self.ids.append((node.id, written))
        return written

    def _write(self, node: Node, written: _Raw, parent: bytes) -> None:
        kids = [(kid, self._object(kid)) for kid in node.kids if kid in self.first]
        own = written.reference
        page = node.marks[0][0][0] if node.marks else None
        inside: list[tuple[Place, int, bytes]] = [
            (place, 0, self._mark(place[0], number, page)) for place, number in node.marks
        ]
        for kid, below in kids:
            at = self.first.get(kid.order, self.first[kid]) if kid.order else self.first[kid]
            inside.append((at, 1 if kid.order else 0, below.reference))
        if node.marks:
            inside.sort(key=lambda one: one[:2])
        content = [said for *_, said in inside]
        content += [self._frame(annotation, at, page) for at, annotation in node.links]
        written.bytes = b"<<%b/S/%b%b%b>>" % (
            b"/P " + parent if parent else b"",
            node.role.encode(),
            b"".join(self._more(node, page)),
            b"/K[%b]" % b" ".join(content)
            if len(content) > 1
            else b"/K " + b"".join(content)
            if content
            else b"",
        )
        for kid, below in kids:
            self._write(kid, below, own)

    def _more(self, node: Node, page: int | None) -> Iterator[bytes]:
        if page is not None:
            yield b"/Pg " + self.references[page]
        for key, said in (("Lang", node.lang), ("Alt", node.alt), ("ID", node.id)):
            if said:
                yield b"/%b%b" % (key.encode(), _string(said))
        if node.box:
            corners = " ".join(f"{side:.2f}" for side in node.box)
            yield f"/A<</O/Layout/BBox[{corners}]>>".encode()
        elif node.attributes and (node.role != "L" or self._is_marked(node)):
            yield f"/A<<{node.attributes}>>".encode()

    def _is_marked(self, items: Node) -> bool:
        """Whether the items of a list have bullets or numbers."""
        return any(
            one.role == "Lbl" and one in self.first for item in items.kids for one in item.kids
        )

    def _mark(self, at: int, number: int, page: int | None) -> bytes:
        if at == page:
            return b"%d" % number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (self.references[at], number)

    def _frame(self, annotation: Anything, at: int, page: int | None) -> bytes:
        if at == page:
            return b"<</Type/OBJR/Obj %b>>" % annotation.reference
        return b"<</Type/OBJR/Obj %b/Pg %b>>" % (annotation.reference, self.references[at])

    def _marks(self, stream: Anything) -> bytes:
        written = _Raw()
        written.bytes = b"[%b]" % b" ".join(self.objects[one].reference for one in stream.owners)
        self.file.add_object(written)
        return bytes(written.reference)


def _string(text: str) -> bytes:
    return bytes(pydyf.String(text).data)
