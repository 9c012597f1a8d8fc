"""The structures of sections become that of the book: one tree under one document."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

_ROOM = 200  # entries in a leaf of a tree of numbers or names
_LEAST = 2  # what a leaf holds at the least: a key and its value


def take_structure(pdf: pikepdf.Pdf) -> None:
    """Let the structure that a PDF set as a whole brings with it be its own."""
    structure = BookStructure(pdf)
    structure.add(pdf.Root.Structure, list(pdf.pages))
    structure.finish()
    del pdf.Root.Structure


class BookStructure:
    """The structure of a book while its sections are put into it, one behind the other."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.book = pdf.make_indirect(
            Dictionary(S=Name.Document, P=self.root, Type=Name.StructElem)
        )
        self.parts = Array()
        self.parents: list[pikepdf.Object] = []
        self.ids: list[tuple[bytes, pikepdf.Object]] = []

    def add(self, known: pikepdf.Object, pages: Sequence[pikepdf.Page]) -> None:
        """Take up a section's structure (see `tagging`), whose pages are already there."""
        for part in known.Roots:
            part.P = self.book
            self.parts.append(part)
        for page, elements in zip(pages, known.Pages, strict=True):
            if "/StructParents" in page:
                page.StructParents = self._number(elements)
        links = iter(known.Links)
        for page in pages:
            for annotation in page.get("/Annots", ()):
                if annotation.get("/Subtype") == Name.Link:
                    annotation.StructParent = self._number(next(links))
        names = list(known.Ids)
        self.ids.extend((bytes(key), one) for key, one in zip(names[::2], names[1::2], strict=True))

    def _number(self, parent: pikepdf.Object) -> int:
        self.parents.append(parent)
        return len(self.parents) - 1

    def finish(self) -> None:
        """Write down what has been gathered."""
        self.book.K = self.parts
        self.root.K = self.book
        numbers = [item for pair in enumerate(self.parents) for item in pair]
        self.root.ParentTree = self._tree("Nums", numbers)
        self.root.ParentTreeNextKey = len(self.parents)
        if self.ids:
            self.ids.sort(key=lambda one: one[0])
            named = [item for key, one in self.ids for item in (pikepdf.String(key), one)]
            self.root.IDTree = self._tree("Names", named)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def forget(self, annotation: pikepdf.Object) -> None:
        """A link leads nowhere and goes: its element is no longer told of it."""
        parent = self.parents[int(annotation.StructParent)]
        inside = parent.K if isinstance(parent.K, Array) else Array([parent.K])
        kept = [
            one
            for one in inside
            if not (isinstance(one, Dictionary) and one.get("/Obj") == annotation)
        ]
        parent.K = Array(kept)

    def _tree(self, kind: str, items: Sequence[object]) -> pikepdf.Object:
        """A number or name tree with one level of leaves (ISO 32000-1, 7.9.6 and 7.9.7)."""
        leaves = Array()
        for start in range(0, len(items), _ROOM):
            part = items[start : start + _ROOM]
            leaf = Dictionary(Limits=Array([part[0], part[-_LEAST]]))
            leaf[f"/{kind}"] = Array(part)
            leaves.append(self.pdf.make_indirect(leaf))
        if len(leaves) == 1:
            del leaves[0].Limits
            return leaves[0]
        return self.pdf.make_indirect(Dictionary(Kids=leaves))
