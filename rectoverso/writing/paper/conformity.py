"""Look a PDF over for what PDF/UA-1 and PDF/A-3a ask of its objects: what we could break.

These are those rules of both standards that a program can judge by the objects alone and that
text, templates or pictures of an author may break. veraPDF, in the tests, judges all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from rectoverso.model.nodes import NOWHERE
from rectoverso.model.rules import press as rules
from rectoverso.model.source import Finding

_OPENS = re.compile(rb"(?m)^/\w+ (?:<<.*>> BDC|BMC)$")
_PAINTS = re.compile(rb"(?m)(?:^|[ \]])(?:TJ|Tj|Do|f\*?|S|B\*?|sh)$")
_MARK = re.compile(rb"<</MCID (\d+)>>")

# ISO 32000-1, 14.8.4: where elements may stand, and what alone may stand in some.
_ABOVE = {
    "LI": ("L",),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
}
_WITHIN = {
    "L": ("L", "LI", "Caption"),
    "LI": ("Lbl", "LBody"),
    "TOC": ("TOC", "TOCI", "Caption"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "TR": ("TH", "TD"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
}


def faults(pdf: pikepdf.Pdf) -> tuple[Finding, ...]:
    """What keeps a bound PDF from being both; each kind of fault is told once for a page."""
    return tuple(dict.fromkeys(_faults(pdf)))


def _faults(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    yield from _of_the_book(pdf)
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        yield rules.book_untold(NOWHERE, "structure")
        return
    parents = dict(pikepdf.NumberTree(root.ParentTree).items())
    yield from _of_elements(root.K, list(pdf.pages))
    known: dict[tuple[int, int], list[bytes]] = {}
    faces: dict[tuple[int, int], pikepdf.Object] = {}
    for number, page in enumerate(pdf.pages, start=1):
        content = page.Contents.read_bytes() if "/Contents" in page else b""
        yield from _of_content(page, content, number, parents)
        yield from _of_links(page, number, parents)
        # The pages of a section share one dictionary.
        resources = page.get("/Resources", Dictionary())
        if resources.objgen not in known:
            known[resources.objgen] = _of_a_press(resources)
            faces.update((one.objgen, one) for one in resources.get("/Font", {}).values())
        if any(b"%b Do" % name in content for name in known[resources.objgen]):
            yield rules.colours_of_a_press(NOWHERE, number)
    for face in faces.values():
        yield from _of_face(face)


def _of_the_book(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if not str(pdf.Root.get("/Lang", "")):
        yield rules.book_untold(NOWHERE, "language")
    marked = pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    if not marked:
        yield rules.book_untold(NOWHERE, "structure")
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or b"dc:title" not in metadata.read_bytes():
        yield rules.book_untold(NOWHERE, "title")


def _of_elements(root: pikepdf.Object, pages: list[pikepdf.Page]) -> Iterator[Finding]:
    waiting = [(root, "")]
    while waiting:
        node, parent = waiting.pop()
        role = str(node.S)[1:]
        if parent not in _ABOVE.get(role, (parent,)) or role not in _WITHIN.get(parent, (role,)):
            yield rules.element_out_of_place(NOWHERE, role, parent)
        if role in ("Figure", "Formula") and not str(node.get("/Alt", "")):
            found = (n for n, page in enumerate(pages, start=1) if page.obj == node.get("/Pg"))
            yield rules.picture_untold(NOWHERE, role, next(found, 0))
        inside = node.get("/K", ())
        for kid in inside if isinstance(inside, Array) else (inside,):
            if isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append((kid, role))  # noqa: PERF401


def _of_content(
    page: pikepdf.Page, content: bytes, number: int, parents: dict[int, pikepdf.Object]
) -> Iterator[Finding]:
    for part in content.split(b"\nEMC"):
        opens = _OPENS.search(part)
        if _PAINTS.search(part[: opens.start()] if opens else part):
            yield rules.content_not_marked(NOWHERE, number)
            break
    marks = Counter(map(int, _MARK.findall(content)))
    owners = parents.get(int(page.get("/StructParents", -1)), ())
    if sorted(marks.elements()) != list(range(len(owners))):
        yield rules.mark_astray(NOWHERE, number)


def _of_links(
    page: pikepdf.Page, number: int, parents: dict[int, pikepdf.Object]
) -> Iterator[Finding]:
    for one in page.get("/Annots", ()):
        parent = parents.get(int(one.get("/StructParent", -1)))
        if parent is None or Name.Link != parent.S or not str(one.get("/Contents", "")):
            yield rules.link_untold(NOWHERE, number)


def _of_a_press(resources: pikepdf.Object) -> list[bytes]:
    """The names of pictures in four colours, and of what has such a picture in it."""
    return [
        name.encode()
        for name, one in resources.get("/XObject", {}).items()
        if one.get("/ColorSpace") == Name.DeviceCMYK
        or ("/Resources" in one and _of_a_press(one.Resources))
    ]


def _of_face(face: pikepdf.Object) -> Iterator[Finding]:
    name = str(face.get("/BaseFont", "/?"))[1:]
    below = face.get("/DescendantFonts", Array([face]))[0]
    described = below.get("/FontDescriptor", Dictionary())
    if face.get("/Subtype") != Name.Type3 and not any(
        f"/FontFile{kind}" in described for kind in ("", "2", "3")
    ):
        yield rules.face_incomplete(NOWHERE, name, "its letters")
    if "/ToUnicode" not in face:
        yield rules.face_incomplete(NOWHERE, name, "what its letters mean")
